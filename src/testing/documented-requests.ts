// Well-formed requests for every documented method: the inside of the info element, and whatever must be there before.
import { createSign, randomUUID } from 'node:crypto';
import { methodGroups } from '../core/applications/application.ts';
import { selfSigned } from '../core/applications/self-signed.ts';
import { queueMail } from '../core/direct/outbox/queue.ts';
import { confirmAddress } from '../core/mail/confirm.ts';
import { findMethod } from '../methods/index.ts';
import { giveOwnDirect, letAppSendDirect } from './direct.ts';
import {
  type Answer,
  givenApp,
  givenLinkedApp,
  type Linked,
  openClient,
  TestClient,
  testKey,
} from './given.ts';
import { Reading } from './reading.ts';
import type { TestServer } from './server.ts';
import { aWeight } from './things.ts';
import { typeIds } from './type-ids.ts';

/** Who calls: an application of a person's, one that has children, one whose children are devices. */
export interface Scene {
  readonly server: TestServer;
  readonly app: Linked;
  readonly master: TestClient;
  readonly sodaMaster: TestClient;
}

export async function documentedScene(server: TestServer): Promise<Scene> {
  const all = { methodGroups, actionUrl: 'https://app.example/action', domainName: 'app.example' };
  const app = await givenLinkedApp(server, { ...all, restrictsUsers: false });
  // Who sends mail has an address of their own.
  await server.vault.store.write(db => confirmAddress(db, server.vault, app.person.id));
  const master = await givenApp(server.vault, { ...all, kind: 'master' });
  const soda = await givenApp(server.vault, { kind: 'soda-master' });
  return {
    server,
    app,
    master: await openClient(server, master),
    sodaMaster: new TestClient(server, soda.app.id),
  };
}

export interface Prepared {
  readonly info: string;
  /** Who calls, if not the application of the scene. */
  readonly client?: TestClient;
  /** For whom, if not the person of the scene. */
  readonly linked?: Linked;
  /** Is the record to be named, although the method goes without one? */
  readonly namesRecord?: boolean;
}

type Prepare = (scene: Scene) => string | Prepared | Promise<string | Prepared>;

const nothing = '';
const weightId = `<id>${typeIds.weight}</id>`;
const key = ({ id, stamp }: { id: string; stamp: string }) =>
  `<thing-id version-stamp="${stamp}">${id}</thing-id>`;
const inFull = '<format><section>core</section><xml/></format>';
const inPeriod = '<min-date>2026-01-01T00:00:00Z</min-date><max-date>2026-12-31T00:00:00Z</max-date>';

/** By name, or by name and version where the versions take different things. A text is one that nothing has to be there for. */
const requests: Readonly<Record<string, string | Prepare>> = {
  AddApplication: async ({ server, master }) => ({ client: master, info: await newChild(server) }),
  AllocatePackageId: nothing,
  AssociateAlternateId: () => `<alternate-id>${randomUUID()}</alternate-id>`,
  AuthorizeApplication: ({ app }) => `<app-id>${app.app.id}</app-id>`,
  BeginPutBlob: nothing,
  BeginPutConnectPackageBlob: nothing,
  'CreateAuthenticatedSessionToken 1': scene => sessionRequest(scene, 1),
  'CreateAuthenticatedSessionToken 2': scene => sessionRequest(scene, 2),
  'CreateConnectPackage 1': () => packageRequest(1),
  'CreateConnectPackage 2': () => packageRequest(2),
  CreateConnectRequest: () => connectRequest(randomUUID()),
  DeletePendingConnectPackage: async ({ app }) =>
    identityCode(
      good(await app.client.call('CreateConnectPackage', { version: 1, info: packageRequest(1) })),
    ),
  DeletePendingConnectRequest: async ({ app }) => {
    const externalId = randomUUID();
    good(await app.client.call('CreateConnectRequest', { info: connectRequest(externalId) }));
    return `<external-id>${externalId}</external-id>`;
  },
  DisassociateAlternateId: async ({ app }) => associated(app),
  GetAlternateIds: nothing,
  GetApplicationInfo: () => '<all-languages>true</all-languages>',
  GetApplicationSettings: nothing,
  GetAuthorizedConnectRequests: nothing,
  GetAuthorizedPeople: () => '<parameters><num-results>10</num-results></parameters>',
  GetAuthorizedRecords: ({ app }) => `<id>${app.recordId}</id>`,
  GetDirectMessageStatus: async scene => `<message-id>${await waitingMessage(scene)}</message-id>`,
  GetEventSubscriptions: async ({ app }) => {
    good(await app.client.call('SubscribeToEvent', { info: subscription() }));
    return '';
  },
  GetMeaningfulUseTimelyAccessReport: () =>
    `<document-filter><reporting-period>${inPeriod}</reporting-period></document-filter>`,
  GetMeaningfulUseVDTReport: () => `<filters><reporting-period>${inPeriod}</reporting-period></filters>`,
  GetPeopleForRecord: nothing,
  GetPersonAndRecordForAlternateId: async ({ app }) => associated(app),
  GetPersonInfo: nothing,
  GetRecordOperations: '<record-operation-sequence-number>0</record-operation-sequence-number>',
  GetServiceDefinition: nothing,
  GetThings: async ({ app }) => {
    await new Reading(app).putOne(aWeight());
    return `<group name="all"><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><section>audits</section><xml/></format></group>`;
  },
  GetThingType: () => `${weightId}<section>core</section><section>versions</section>`,
  GetUpdatedRecordsForApplication: '<update-date>2026-01-01T00:00:00Z</update-date>',
  GetValidGroupMembership: ({ app }) => `<application-id>${app.app.id}</application-id>`,
  GetVocabulary: () =>
    '<vocabulary-parameters><vocabulary-key><name>states</name></vocabulary-key><fixed-culture>false</fixed-culture></vocabulary-parameters>',
  NewApplicationCreationInfo: ({ sodaMaster }) => ({ client: sodaMaster, info: '' }),
  NewSignupCode: nothing,
  OverwriteThings: () => aWeight(),
  PutThings: () => aWeight(),
  QueryPermissions: `<thing-type-id>${typeIds.weight}</thing-type-id>`,
  // Whoever is called for has no access afterwards.
  RemoveApplicationRecordAuthorization: async ({ server }) => {
    const linked = await givenLinkedApp(server);
    return { linked, client: linked.client, info: '' };
  },
  RemoveThings: async ({ app }) => key(await new Reading(app).putOne(aWeight())),
  SearchVocabulary:
    '<vocabulary-key><name>states</name></vocabulary-key><text-search-parameters><search-string search-mode="Prefix">New</search-string></text-search-parameters>',
  SelectInstance: '<preferred-location><country>US</country></preferred-location>',
  SendDirectMessage: directMessage,
  SendInsecureMessage: () => `${recipient}${message}`,
  SendInsecureMessageFromApplication: () =>
    `<from-mailbox><mailbox-name>care</mailbox-name><name>Care team</name></from-mailbox>${recipient}${message}`,
  SetApplicationSettings: '<app-settings><theme>dark</theme></app-settings>',
  SubscribeToEvent: () => subscription(),
  UnsubscribeToEvent: async ({ app }) => `<subscription-id>${await subscribed(app)}</subscription-id>`,
  UpdateApplication: async ({ server, master }) => {
    const added = good(await master.call('AddApplication', { version: 2, info: await newChild(server) }));
    return { client: master, info: `<id>${added.texts('id')[0]}</id><name>Renamed</name>` };
  },
  UpdateEventSubscription: async ({ app }) => subscription(await subscribed(app)),
  UpdateExternalId: async ({ app }) => {
    const externalId = randomUUID();
    good(await app.client.call('CreateConnectRequest', { info: connectRequest(externalId) }));
    return `<old-external-id>${externalId}</old-external-id><new-external-id>${randomUUID()}</new-external-id>`;
  },
};

/** What else the documentation lets one ask. */
const otherRequests: Readonly<Record<string, readonly (string | Prepare)[]>> = {
  'CreateConnectPackage 2': [
    async ({ app }) => {
      const code = good(await app.client.call('AllocatePackageId')).texts('identity-code')[0];
      return `<identity-code>${code}</identity-code>${packageRequest(2)}`;
    },
  ],
  CreateConnectRequest: [
    () => `${connectRequest(randomUUID())}<call-back-url>https://app.example/connected</call-back-url>`,
  ],
  DeletePendingConnectPackage: [
    async ({ app }) => {
      const info = packageRequest(1);
      good(await app.client.call('CreateConnectPackage', { version: 1, info }));
      return /<external-id>.*<\/external-id>/.exec(info)![0];
    },
  ],
  GetApplicationInfo: [nothing],
  GetAuthorizedConnectRequests: [
    () => '<authorized-connect-requests-since>2026-01-01T00:00:00Z</authorized-connect-requests-since>',
  ],
  GetAuthorizedPeople: [
    () => '<parameters/>',
    ({ app }) =>
      `<parameters><person-id-cursor>${app.personId}</person-id-cursor><authorizations-created-since>2026-01-01T00:00:00Z</authorizations-created-since></parameters>`,
  ],
  GetMeaningfulUseTimelyAccessReport: [
    () =>
      `<dopu-document-filter><available-date-filter>${inPeriod}</available-date-filter></dopu-document-filter><max-items-per-page>5</max-items-per-page>`,
  ],
  GetMeaningfulUseVDTReport: [
    () =>
      `<filters><reporting-period>${inPeriod}</reporting-period></filters><max-items-per-page>5</max-items-per-page>`,
  ],
  GetPersonInfo: [
    () =>
      '<group-membership>true</group-membership><effective-record-permissions>true</effective-record-permissions>',
  ],
  'GetServiceDefinition 1': [() => '<updated-date>2100-01-01T00:00:00Z</updated-date>'],
  'GetServiceDefinition 2': [
    () =>
      '<response-sections><section>platform</section><section>shell</section><section>topology</section><section>xml-over-http-methods</section><section>meaningful-use</section></response-sections>',
  ],
  GetThings: [
    async ({ app }) => `<group><id>${(await new Reading(app).putOne(aWeight())).id}</id>${inFull}</group>`,
    async ({ app }) => {
      const { id, stamp } = await new Reading(app).putOne(aWeight());
      return `<group name="a" max="10" max-full="1"><key version-stamp="${stamp}">${id}</key>${inFull}<current-version-only>false</current-version-only></group><group><client-thing-id>mine</client-thing-id>${inFull}</group>`;
    },
  ],
  'GetThings 3': [
    () =>
      `<group><filter><type-id>${typeIds.weight}</type-id><thing-state>Active</thing-state><eff-date-min>2026-01-01T00:00:00</eff-date-min><xpath>/thing/data-xml/weight[value/kg &gt; 60]</xpath></filter>` +
      '<format><section>core</section><section>blobpayload</section><xml/><blob-payload-request><blob-format><blob-format-spec>streamed</blob-format-spec></blob-format></blob-payload-request></format>' +
      `<intents><intent>view</intent></intents><order-by><order-by-property type-id="${typeIds.weight}" property-name="value" direction="Desc"/></order-by></group>`,
  ],
  GetThingType: [
    nothing,
    () =>
      `${weightId}<section>xsd</section><section>columns</section><section>transforms</section><section>transformsource</section><section>effectivedatexpath</section><image-type>PNG</image-type><last-client-refresh>2020-01-01T00:00:00Z</last-client-refresh>`,
  ],
  GetUpdatedRecordsForApplication: [nothing],
  GetValidGroupMembership: [nothing],
  GetVocabulary: [nothing],
  SearchVocabulary: [
    () =>
      '<text-search-parameters><search-string search-mode="Contains">state</search-string><max-results>3</max-results></text-search-parameters>',
  ],
  SelectInstance: [
    () => '<preferred-location><country>US</country><state-province>WA</state-province></preferred-location>',
  ],
  SendDirectMessage: [
    async scene => {
      const { id } = await new Reading(scene.app).putOne(aWeight());
      const along = `<thing-id>${id}</thing-id><summary>ccda</summary><summary>pdf</summary>`;
      return `${await directMessage(scene)}${along}<client-message-id>visit 7</client-message-id>`;
    },
  ],
  SendInsecureMessage: [
    ({ app }) => `<rcpt-person validated="false">${app.personId}</rcpt-person>${message}`,
    () => ({
      info: `<rcpt-record validated="false"/>${message}<html-body>&lt;p&gt;There.&lt;/p&gt;</html-body>`,
      namesRecord: true,
    }),
  ],
  SetApplicationSettings: [nothing, () => '<app-settings/>'],
  UpdateExternalId: [
    async ({ app }) => {
      const info = connectRequest(randomUUID());
      const created = good(await app.client.call('CreateConnectRequest', { info }));
      return `${identityCode(created)}<new-external-id>${randomUUID()}</new-external-id>`;
    },
  ],
};

/** The inside of a request that takes nothing to be there; undefined where there is none such. */
export function findPlainRequest(method: string): string | undefined {
  const request = requests[method];
  return typeof request === 'string' ? request : undefined;
}

/** All the requests of a version, each made once what it needs is there. @throws for a method that has none here */
export async function* documentedRequests(
  name: string,
  version: number,
  scene: Scene,
): AsyncGenerator<Prepared> {
  const first = requests[`${name} ${version}`] ?? requests[name];
  if (first === undefined)
    throw new Error(`there is no request for ${name}: add one to testing/documented-requests.ts`);
  const others = [...(otherRequests[name] ?? []), ...(otherRequests[`${name} ${version}`] ?? [])];
  for (const prepare of [first, ...others]) {
    const prepared = typeof prepare === 'string' ? prepare : await prepare(scene);
    yield typeof prepared === 'string' ? { info: prepared } : prepared;
  }
}

/** Sends it as what the method needs to know: nobody, an application, a person, a record. */
export function sendDocumented(
  { name, version }: { name: string; version: number },
  { info, client, linked, namesRecord = false }: Prepared,
  scene: Scene,
): Promise<Answer> {
  const auth = findMethod(name)?.auth;
  const { recordId, userToken } = linked ?? scene.app;
  return (client ?? scene.app.client).call(name, {
    version,
    infoXml: `<info>${info}</info>`,
    ...((auth === 'person' || auth === 'record' || namesRecord) && { userToken }),
    ...((auth === 'record' || namesRecord) && { recordId }),
  });
}

function good(answer: Answer): Answer {
  if (answer.code !== 0) throw new Error(`what must be there before was refused: ${answer.xml}`);
  return answer;
}

const recipient = '<rcpt-address><address>ada@example.org</address><name>Ada</name></rcpt-address>';
const message = '<subject>Hello</subject><text-body>Your results are there.</text-body>';

function sessionRequest({ server, app: { app, thumbprint } }: Scene, version: 1 | 2): Prepared {
  const time = new Date(server.clock.now() + version).toISOString();
  const wanted =
    version === 1
      ? `<shared-secret><hmac-alg algName="HMACSHA256">${Buffer.alloc(32, 3).toString('base64')}</hmac-alg></shared-secret>`
      : `<hmac>HMACSHA256</hmac><signing-time>${time}</signing-time>`;
  const content = `<content><app-id>${app.id}</app-id>${wanted}</content>`;
  const signature = createSign('sha1').update(content).sign(testKey.privateKey, 'base64');
  const sig = `<sig digestMethod="SHA1" sigMethod="RSA-SHA1" thumbprint="${thumbprint}">${signature}</sig>`;
  const kind = version === 1 ? 'appserver' : 'appserver2';
  return {
    client: new TestClient(server, app.id),
    info: `<auth-info><app-id>${app.id}</app-id><credential><${kind}>${sig}${content}</${kind}></credential></auth-info>`,
  };
}

/** A message of the application that stays in the queue. */
async function waitingMessage({ server: { vault }, app: { app, person, record } }: Scene): Promise<string> {
  const from = await letAppSendDirect(vault, { app, person, record });
  const about = {
    app,
    personId: person.id,
    recordId: record.id,
    subject: 'Hello',
    text: '',
    attachments: [],
  };
  return vault.store.write(async db => {
    const to = 'dr.gregor@direct.example';
    const mail = { from, to, entity: Buffer.alloc(0), headers: [], kind: 'message' as const, about };
    const id = await queueMail(db, vault, mail);
    const { copies = [] } = (await db.directOutbox.oneSentBy(person.id, id)) ?? {};
    for (const copy of copies) await db.directOutbox.claim(copy.id, 3_600_000);
    return id;
  });
}

/** To somebody of the same vault, whose certificate nobody has to be asked for. */
async function directMessage({ server: { vault }, app }: Scene): Promise<string> {
  await giveOwnDirect(vault);
  await letAppSendDirect(vault, app);
  return `<to>dr.gregor@direct.example</to>${message}`;
}

async function associated({ client, recordId, userToken }: Linked): Promise<string> {
  const info = `<alternate-id>${randomUUID()}</alternate-id>`;
  good(await client.call('AssociateAlternateId', { info, recordId, userToken }));
  return info;
}

function subscription(id?: string): string {
  const notificationKey = Buffer.alloc(64, 7).toString('base64');
  return (
    `<subscription><common>${id === undefined ? '' : `<id>${id}</id>`}<notification-authentication-info><hv-eventing-shared-key>` +
    `<notification-key>${notificationKey}</notification-key><notification-key-version-id>v1</notification-key-version-id></hv-eventing-shared-key></notification-authentication-info>` +
    '<notification-channel><http-notification-channel><url>https://app.example/events</url></http-notification-channel></notification-channel></common>' +
    `<record-item-changed-event><filters><filter><type-ids><type-id>${typeIds.weight}</type-id></type-ids></filter></filters></record-item-changed-event></subscription>`
  );
}

async function subscribed({ client }: Linked): Promise<string> {
  const answer = good(await client.call('SubscribeToEvent', { info: subscription() }));
  return answer.texts('subscription-id')[0]!;
}

function connectRequest(externalId: string): string {
  return `<friendly-name>Clinic</friendly-name><question>Which street?</question><answer>Elm</answer><external-id>${externalId}</external-id>`;
}

const identityCode = (answer: Answer) => `<identity-code>${answer.texts('identity-code')[0]}</identity-code>`;

function packageRequest(version: 1 | 2): string {
  const encrypted = Buffer.alloc(64, 1).toString('base64');
  const payload =
    version === 1
      ? `<data-other>${encrypted}</data-other>`
      : `<blob-payload><blob><blob-info><name/><content-type>application/octet-stream</content-type></blob-info><base64data>${encrypted}</base64data></blob></blob-payload>`;
  return (
    `<friendly-name>Results</friendly-name><question>Which street?</question><external-id>${randomUUID()}</external-id>` +
    '<package><type-id>c9287326-bb43-4194-858c-8b60768f000f</type-id><data-xml><password-protected-package><encrypt-algorithm>' +
    '<algorithm-name>hmac-sha256-aes256</algorithm-name><parameters><salt>c2FsdHNhbHQ=</salt><iteration-count>1000</iteration-count><key-length>256</key-length></parameters>' +
    `</encrypt-algorithm></password-protected-package></data-xml>${payload}</package>`
  );
}

/** A picture of one pixel. */
const logo =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function newChild({ clock }: TestServer): Promise<string> {
  const pem = await selfSigned({ commonName: 'child', key: testKey.privateKey, days: 30, now: clock.now() });
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('hex');
  return (
    `<name>Child</name><public-keys><public-key>${der}</public-key></public-keys>` +
    `<person-offline-base-auth><auth><rules><rule name="weights"><reason>Testing</reason><permission>Read</permission><target-set><type-id>${typeIds.weight}</type-id></target-set></rule></rules></auth></person-offline-base-auth>` +
    '<action-url>https://child.example/action</action-url>' +
    `<description>A child</description><auth-reason>Testing</auth-reason><large-logo><logo>${logo}</logo><content-type>image/png</content-type></large-logo>`
  );
}
