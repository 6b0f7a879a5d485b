// One request for every method, well-formed and harmless, so that nothing but authorisation decides on its answer.
import { createSign, randomInt, randomUUID } from 'node:crypto';
import { type Elements, elementsXml } from '../children.ts';
import { findPlainRequest } from '../documented-requests.ts';
import { subscriptionXml } from '../events/subscribe.ts';
import type { Answer } from '../given.ts';
import { type TestApp, testKey } from '../given.ts';
import { packageInfo } from '../packages.ts';
import { aWeight, thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';
import { needs } from './rules.ts';

/** What a request can be made of. */
export interface Props extends TestApp {
  readonly now: number;
  /** The person's id, and the record's, as they are sent. */
  readonly personId: string;
  readonly recordId: string;
  /** Elements of a child that can be registered. */
  readonly child: Elements;
  /** Makes a weight that lies in the record, for the request to change or remove. */
  thing(): Promise<{ id: string; stamp: string }>;
  /** Gives the record an alternate id of the application, whoever authorised it. */
  alternateId(): Promise<string>;
  /** Calls a method in a session of the application, to prepare what the request is about. */
  call(method: string, info: string, version?: number): Promise<Answer>;
}

export interface Probe {
  readonly method: string;
  /** Is the record left out of the header? */
  readonly withoutRecord?: true;
  info(props: Props, version: number): string | Promise<string>;
  /** Does a good answer show what was asked for? */
  shows?(answer: Answer): boolean;
}

const nothing = () => '';
const creating = () => aWeight();
const updating = async ({ thing }: Props) => thingXml(typeIds.weight, { data: weightXml(71) }, await thing());
const alternateIdXml = (id: string) => `<alternate-id>${id}</alternate-id>`;
const lasting = async ({ alternateId }: Props) => alternateIdXml(await alternateId());
const period = '<min-date>2020-01-01T00:00:00Z</min-date><max-date>2020-02-01T00:00:00Z</max-date>';

/** By the names of the table of needs, where the plain request of the method will not do. */
export const probes: Readonly<Record<string, Probe>> = {
  ...ofNobody(),
  ...ofPeopleAndRecords(),
  ...ofThings(),
  ...ofAlternateIds(),
  ...ofChildren(),
  ...ofConnecting(),
  ...ofEvents(),
  ...ofMail(),
  ...ofDirect(),
};

/** What is sent for a row of the table of needs, which is named after its method unless it has a probe. */
export function findProbe(row: string): Probe {
  const probe = probes[row];
  if (probe) return probe;
  const info = findPlainRequest(row);
  if (info === undefined)
    throw new Error(
      `there is no request for ${row}: give testing/documented-requests.ts one that is a text, or add a probe`,
    );
  const { shown } = needs[row] ?? {};
  return {
    method: row,
    info: () => info,
    ...(shown !== undefined && { shows: answer => answer.elements(shown).length > 0 }),
  };
}

function ofNobody(): Record<string, Probe> {
  return {
    CreateAuthenticatedSessionToken: { method: 'CreateAuthenticatedSessionToken', info: sessionRequest },
    NewApplicationCreationInfo: { method: 'NewApplicationCreationInfo', info: nothing },
    GetThingType: { method: 'GetThingType', info: () => `<id>${typeIds.weight}</id>` },
    GetVocabulary: { method: 'GetVocabulary', info: nothing },
    SearchVocabulary: {
      method: 'SearchVocabulary',
      info: () => '<text-search-parameters><search-string>weight</search-string></text-search-parameters>',
      shows: answer => answer.elements('vocabulary-key').length > 0,
    },
    SelectInstance: {
      method: 'SelectInstance',
      info: () => '<preferred-location><country>US</country></preferred-location>',
    },
    GetMeaningfulUseTimelyAccessReport: {
      method: 'GetMeaningfulUseTimelyAccessReport',
      info: () => `<document-filter><reporting-period>${period}</reporting-period></document-filter>`,
    },
    GetMeaningfulUseVDTReport: {
      method: 'GetMeaningfulUseVDTReport',
      info: () => `<filters><reporting-period>${period}</reporting-period></filters>`,
    },
  };
}

function ofPeopleAndRecords(): Record<string, Probe> {
  return {
    AuthorizeApplication: { method: 'AuthorizeApplication', info: ({ app }) => `<app-id>${app.id}</app-id>` },
    GetAuthorizedPeople: { method: 'GetAuthorizedPeople', info: () => '<parameters/>' },
    GetUpdatedRecordsForApplication: { method: 'GetUpdatedRecordsForApplication', info: nothing },
    GetAuthorizedRecords: {
      method: 'GetAuthorizedRecords',
      info: ({ recordId }) => `<id>${recordId}</id>`,
      shows: answer => answer.elements('record').length > 0,
    },
    SetApplicationSettings: {
      method: 'SetApplicationSettings',
      info: () => '<app-settings><a/></app-settings>',
    },
    GetPeopleForRecord: {
      method: 'GetPeopleForRecord',
      info: nothing,
      shows: answer => answer.elements('contact-email').length > 0,
    },
    RemoveApplicationRecordAuthorization: { method: 'RemoveApplicationRecordAuthorization', info: nothing },
  };
}

function ofThings(): Record<string, Probe> {
  return {
    'BeginPutBlob, for no record': { method: 'BeginPutBlob', withoutRecord: true, info: nothing },
    'BeginPutBlob, for a record': { method: 'BeginPutBlob', info: nothing },
    GetThings: {
      method: 'GetThings',
      info: () =>
        `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><xml/></format></group>`,
      shows: answer => answer.elements('thing').length > 0,
    },
    GetValidGroupMembership: {
      method: 'GetValidGroupMembership',
      info: nothing,
      shows: answer => answer.elements('thing').length > 0,
    },
    'OverwriteThings, creating': { method: 'OverwriteThings', info: creating },
    'OverwriteThings, updating': { method: 'OverwriteThings', info: updating },
    'PutThings, creating': { method: 'PutThings', info: creating },
    'PutThings, updating': { method: 'PutThings', info: updating },
    RemoveThings: {
      method: 'RemoveThings',
      async info({ thing }) {
        const { id, stamp } = await thing();
        return `<thing-id version-stamp="${stamp}">${id}</thing-id>`;
      },
    },
  };
}

function ofAlternateIds(): Record<string, Probe> {
  return {
    AssociateAlternateId: {
      method: 'AssociateAlternateId',
      info: () => alternateIdXml(randomUUID()),
    },
    'DisassociateAlternateId, of a record': { method: 'DisassociateAlternateId', info: lasting },
    'DisassociateAlternateId, whichever record it is of': {
      method: 'DisassociateAlternateId',
      withoutRecord: true,
      info: lasting,
    },
    GetPersonAndRecordForAlternateId: {
      method: 'GetPersonAndRecordForAlternateId',
      info: lasting,
      shows: answer => answer.elements('record').length === 1,
    },
  };
}

function ofChildren(): Record<string, Probe> {
  return {
    AddApplication: { method: 'AddApplication', info: ({ child }) => elementsXml(child) },
    UpdateApplication: {
      method: 'UpdateApplication',
      async info({ child, call }) {
        const [id] = (await call('AddApplication', elementsXml(child))).texts('id');
        return elementsXml({ id, name: 'Renamed' });
      },
    },
    GetApplicationInfo: { method: 'GetApplicationInfo', info: nothing },
  };
}

function ofConnecting(): Record<string, Probe> {
  const requestXml = (externalId: string) =>
    `<friendly-name>a</friendly-name><question>q</question><answer>a</answer><external-id>${externalId}</external-id>`;
  const invited = async ({ call }: Props) => {
    const externalId = randomUUID();
    await call('CreateConnectRequest', requestXml(externalId));
    return externalId;
  };
  const data = Buffer.alloc(24).toString('base64');
  const packageXml = (version: number) =>
    packageInfo(version === 1 ? 1 : 2, { algorithm: 'hmac-sha1-3des', data });
  return {
    CreateConnectPackage: { method: 'CreateConnectPackage', info: (_, version) => packageXml(version) },
    CreateConnectRequest: { method: 'CreateConnectRequest', info: () => requestXml(randomUUID()) },
    DeletePendingConnectPackage: {
      method: 'DeletePendingConnectPackage',
      async info({ call }) {
        const [code] = (await call('CreateConnectPackage', packageXml(2), 2)).texts('identity-code');
        return `<identity-code>${code}</identity-code>`;
      },
    },
    DeletePendingConnectRequest: {
      method: 'DeletePendingConnectRequest',
      info: async props => `<external-id>${await invited(props)}</external-id>`,
    },
    UpdateExternalId: {
      method: 'UpdateExternalId',
      info: async props =>
        `<old-external-id>${await invited(props)}</old-external-id><new-external-id>${randomUUID()}</new-external-id>`,
    },
  };
}

function ofEvents(): Record<string, Probe> {
  const subscribed = async ({ call }: Props) =>
    (await call('SubscribeToEvent', subscriptionXml())).texts('subscription-id')[0]!;
  return {
    GetEventSubscriptions: { method: 'GetEventSubscriptions', info: nothing },
    SubscribeToEvent: { method: 'SubscribeToEvent', info: () => subscriptionXml() },
    UnsubscribeToEvent: {
      method: 'UnsubscribeToEvent',
      info: async props => `<subscription-id>${await subscribed(props)}</subscription-id>`,
    },
    UpdateEventSubscription: {
      method: 'UpdateEventSubscription',
      info: async props => subscriptionXml({ id: await subscribed(props) }),
    },
  };
}

function ofMail(): Record<string, Probe> {
  const from = '<from-mailbox><mailbox-name>box</mailbox-name><name>Box</name></from-mailbox>';
  const text = '<subject>s</subject><text-body>t</text-body>';
  const recipients = {
    'to an address': () => '<rcpt-address><address>a@example.org</address><name>A</name></rcpt-address>',
    'to a person': ({ personId }: Props) => `<rcpt-person validated="false">${personId}</rcpt-person>`,
    'to custodians of a record': () => '<rcpt-record validated="false"/>',
  };
  return Object.fromEntries(
    Object.entries(recipients).flatMap(([whom, recipient]): [string, Probe][] => [
      [
        `SendInsecureMessage, ${whom}`,
        { method: 'SendInsecureMessage', info: props => recipient(props) + text },
      ],
      [
        `SendInsecureMessageFromApplication, ${whom}`,
        { method: 'SendInsecureMessageFromApplication', info: props => from + recipient(props) + text },
      ],
    ]),
  );
}

function ofDirect(): Record<string, Probe> {
  const letter = '<to>a@direct.example</to><subject>s</subject><text-body>t</text-body>';
  const method = 'SendDirectMessage';
  return {
    'SendDirectMessage, with words alone': { method, info: () => letter },
    'SendDirectMessage, with an item': {
      method,
      info: async ({ thing }) => `${letter}<thing-id>${(await thing()).id}</thing-id>`,
    },
    GetDirectMessageStatus: {
      method: 'GetDirectMessageStatus',
      info: () => `<message-id>${randomUUID()}</message-id>`,
    },
  };
}

export function sessionRequest(
  { app, thumbprint, now }: Pick<Props, 'app' | 'thumbprint' | 'now'>,
  version: number,
): string {
  // A signature is good for one session: the last digits keep them apart.
  const time = new Date(now).toISOString().replace('Z', `${randomInt(1000, 10_000)}Z`);
  const wanted =
    version === 1
      ? '<shared-secret><hmac-alg algName="HMACSHA256">MDEyMzQ1Njc4OWFiY2RlZg==</hmac-alg></shared-secret>'
      : `<hmac>HMACSHA256</hmac><signing-time>${time}</signing-time>`;
  const content = `<content><app-id>${app.id}</app-id>${wanted}</content>`;
  const signature = createSign('sha1').update(content).sign(testKey.privateKey, 'base64');
  const sig = `<sig digestMethod="SHA1" sigMethod="RSA-SHA1" thumbprint="${thumbprint}">${signature}</sig>`;
  const server = version === 1 ? 'appserver' : 'appserver2';
  return `<auth-info><app-id>${app.id}</app-id><credential><${server}>${sig}${content}</${server}></credential></auth-info>`;
}
