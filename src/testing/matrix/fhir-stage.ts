// The people, records and applications of the authorisation matrix at the FHIR interface, and the requests of its cells: a record for
// each kind of resource, and in it one resource for each who comes.
import { setTimeout as wait } from 'node:timers/promises';
import type { Application } from '../../core/applications/application.ts';
import { revoke } from '../../core/authorization/consent.ts';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import { provenanceMark } from '../../core/fhir/provenance.ts';
import { parseScopes, scopesToRules } from '../../core/smart/scopes.ts';
import { typesOfResource } from '../../core/smart/types.ts';
import { type AnyResource, type FhirClient, type FhirReply, givenFhirClient } from '../fhir-client.ts';
import { givenPerson } from '../given.ts';
import { givenBackendToken, givenSmartApp } from '../given-smart.ts';
import type { TestServer } from '../server.ts';
import { typeIds } from '../type-ids.ts';
import {
  type Caller,
  callers,
  everyRight,
  type FhirOutcome,
  fhirRows,
  letters,
  namesRecord,
  type Right,
  type RowName,
  type SubscriptionRow,
  subscriptionRows,
  type Who,
} from './fhir-rules.ts';
import { makeLeast } from './fhir-samples.ts';
import { type Owned, openOther, share } from './people.ts';

type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<FhirReply>;

/** Who comes, and the resource that they come for. */
interface Scene {
  readonly kind: string;
  /** Of the owner, by whom all is prepared. */
  readonly owner: FhirClient;
  readonly send: Send;
  /** The record, as the caller knows it. */
  readonly patientId: string;
  /** What names the record where the token does not: `&patient=…`. */
  readonly naming: string;
  resource: AnyResource;
}

export class FhirStage {
  readonly #server: TestServer;
  /** Registering takes long: one of each is let in by all. */
  readonly #apps = new Map<Who, Promise<Application>>();

  constructor(server: TestServer) {
    this.#server = server;
  }

  /** Who owns a record in which nothing is yet. */
  async own(): Promise<FhirClient> {
    return givenFhirClient(this.#server, { isOf: await this.#app('no token') });
  }

  /** What each row answers to one caller, in their order. */
  async outcomes(
    kind: string,
    owner: FhirClient,
    who: Who,
    rows: readonly RowName[],
  ): Promise<Map<RowName, FhirOutcome>> {
    const scene = await this.#set(kind, owner, who);
    const found = new Map<RowName, FhirOutcome>();
    for (const row of rows) {
      found.set(row, await outcomes[row](scene));
      if (fhirRows[row].kind !== 'delete') continue;
      const isThere = (await owner.get(pathOf(scene))).status === 200;
      if (!isThere) scene.resource = await addResource(kind, owner);
    }
    return found;
  }

  /** The same of Subscriptions. */
  async subscriptionOutcomes(owner: FhirClient, who: Who): Promise<Map<SubscriptionRow, FhirOutcome>> {
    const scene = await this.#set('Subscription', owner, who);
    const found = new Map<SubscriptionRow, FhirOutcome>();
    for (const row of Object.keys(subscriptionRows) as SubscriptionRow[])
      found.set(row, await subscriptionOutcomes[row](scene));
    return found;
  }

  #app(who: Who): Promise<Application> {
    const known = this.#apps.get(who);
    if (known) return known;
    const made = givenSmartApp(this.#server, { name: who });
    this.#apps.set(who, made);
    return made;
  }

  async #set(kind: string, owner: FhirClient, who: Who): Promise<Scene> {
    const server = this.#server;
    const { vault } = server;
    const caller: Caller = callers[who];
    const { comes, granted, token, shared, isOfSeveral } = caller;
    const isOfApp = kind === 'Subscription';
    const resource = await addResource(isOfApp ? subscribed : kind, owner);
    const isService = comes === 'as a service';
    const scopes = scopesOf(kind, caller, isService ? 'system' : isOfSeveral ? 'user' : 'patient');
    const rules =
      granted === 'by the scopes'
        ? scopesToRules(parseScopes(scopes), typesOfResource)
        : [ruleOf(granted ?? 'online', await this.#typesOf(resource, owner), caller.rights)];
    const of = await this.#person(owner, caller);
    // A service works for all who let it in: each record has its own.
    const app = isService ? await givenSmartApp(server) : await this.#app(who);
    const isAway = comes !== undefined;
    const made = isOfApp && (await this.#subscribe(caller.isElsewhere ? owner : of, app));
    const given = { of, isOf: app, rules, scopes, isAway };
    if (isOfSeveral) await givenFhirClient(server, { ...given, of: await openOther(server, of) });
    const isWithoutRecord = isOfSeveral === true;
    const client = await givenFhirClient(server, { ...given, isWithoutRecord });
    const personId = of.person.id;
    if (token === 'revoked')
      await vault.store.write(db => revoke(db, vault, { appId: app.id, personId, recordId: of.record.id }));
    if (token === 'of an application that is off')
      await vault.store.write(async db => db.applications.put({ ...app, state: 'disabled' }));
    if (token === 'of a suspended person')
      await vault.store.write(async db => db.people.update({ ...of.person, state: 'suspended' }));
    if (shared === 'no more') await share(server, of, 'custodian', server.clock.now());
    const bearer = isService ? await givenBackendToken(server, { app, scopes }) : client.token;
    const authorization = {
      none: '',
      'made up': `Bearer ${[...bearer].reverse().join('')}`,
      good: `Bearer ${bearer}`,
    }[token === 'none' || token === 'made up' ? token : 'good'];
    const send: Send = (method, path, body, headers) =>
      client.send(method, path, body, { ...headers, authorization });
    const naming = namesRecord(caller) ? `&patient=${client.recordId}` : '';
    return { kind, owner, send, patientId: client.recordId, naming, resource: made || resource };
  }

  /** By the application, with all that it takes: it may have been switched off before. */
  async #subscribe(of: Owned, app: Application): Promise<AnyResource> {
    await this.#server.vault.store.write(db => db.applications.put(app));
    const scopes = 'patient/*.cruds offline_access';
    const client = await givenFhirClient(this.#server, { of, isOf: app, scopes });
    return client.add(makeSubscription(client.base, ''));
  }

  /** Whose token it is. */
  async #person(owner: FhirClient, { isElsewhere, shared, token }: Caller): Promise<Owned> {
    if (isElsewhere) return givenPerson(this.#server.vault);
    if (!shared && token !== 'of a suspended person') return owner;
    const sharing = { person: (await givenPerson(this.#server.vault)).person, record: owner.record };
    await share(this.#server, sharing, shared === 'to view' ? 'view' : 'custodian');
    return sharing;
  }

  /** The types that the resource is kept as. */
  async #typesOf({ resourceType: kind, id }: AnyResource, { record, person }: Owned): Promise<string[]> {
    if (kind === 'Patient')
      return typesOfResource(kind).flatMap(({ versions }) => versions.map(one => one.id));
    const grant = makeSystemGrant('tests', record.id, person.id);
    const thingId = String(id).replace(provenanceMark, '');
    const [thing] = await this.#server.vault.store.read(db => db.things(grant).byIds([thingId]));
    return [thing!.typeId];
  }
}

/** Without any right there is one to another type, so that something is granted. */
function ruleOf(mode: Rule['mode'], kept: readonly string[], rights: readonly Right[] = everyRight): Rule {
  const other = kept.includes(typeIds.height) ? typeIds.weight : typeIds.height;
  return {
    name: 'one',
    reason: 'testing',
    permissions: rights.length === 0 ? everyRight : rights,
    targets: [{ typeIds: rights.length === 0 ? [other] : kept }],
    exceptions: [],
    mode,
    optional: undefined,
  };
}

/** Beside those of the kind, what is needed to be asked at all. */
function scopesOf(kind: string, caller: Caller, context: 'patient' | 'user' | 'system'): string {
  const own = letters.filter(letter => (caller.letters ?? letters).includes(letter)).join('');
  const other = kind === 'Condition' ? 'Procedure' : 'Condition';
  const words = [
    own === ''
      ? `${other}.cruds`
      : `${kind}.${inOrder(own)}${caller.isNarrowed ? '?code=urn:none|none' : ''}`,
    ...(kind === 'Patient' ? [] : ['Patient.rs']),
    ...(kind === 'Provenance' ? ['Observation.rs'] : []),
    ...(kind === 'Subscription' ? [`${subscribed}.rs`] : []),
  ];
  return words.map(word => `${context}/${word}`).join(' ');
}

function inOrder(some: string): string {
  return [...'cruds'].filter(letter => some.includes(letter)).join('');
}

/** The kind that Subscriptions tell of. */
const subscribed = 'Observation';
const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

/** @param naming what names the record, where the token does not */
function makeSubscription(base: string, naming: string): AnyResource {
  const valueString = naming.replace('&', `${subscribed}?`).replace('=', '=Patient/');
  return {
    ...{ resourceType: 'Subscription', status: 'requested', reason: 'x' },
    criteria: `${base}/SubscriptionTopic/${subscribed}`,
    ...(naming !== '' && {
      _criteria: { extension: [{ url: `${backport}/backport-filter-criteria`, valueString }] },
    }),
    channel: {
      ...{ type: 'rest-hook', endpoint: 'http://127.0.0.1:9/told', payload: 'application/fhir+json' },
      _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: 'id-only' }] },
    },
  };
}

/** Provenance is made of another. */
async function addResource(kind: string, owner: FhirClient): Promise<AnyResource> {
  if (kind === 'Patient') {
    const whole = { ...makeLeast(kind, owner.patient), id: owner.recordId };
    await owner.send('PUT', `Patient/${owner.recordId}`, whole);
    return (await owner.get(`Patient/${owner.recordId}`)).body;
  }
  if (kind !== 'Provenance') return owner.add(makeLeast(kind, owner.patient));
  const { id } = await owner.add(makeLeast('Observation', owner.patient));
  return (await owner.get(`Provenance/${provenanceMark}${id}`)).body;
}

/** The address, as the caller knows it. */
function pathOf({ kind, resource, owner }: Scene): string {
  return kind === 'Patient' ? `Patient/${owner.recordId}` : `${kind}/${resource.id}`;
}

const ownPath = (scene: Scene) => (scene.kind === 'Patient' ? `Patient/${scene.patientId}` : pathOf(scene));

const whole = ({ kind, patientId }: Scene, id?: string) => ({
  ...makeLeast(kind, { reference: `Patient/${patientId}` }),
  ...(id !== undefined && { id }),
});

function idOf(scene: Scene): string {
  return scene.kind === 'Patient' ? scene.patientId : scene.resource.id;
}

/** What finds it, and nothing else. */
function condition(scene: Scene): string {
  const { kind, resource, naming } = scene;
  return kind === 'Provenance'
    ? `target=${resource.target[0].reference}${naming}`
    : `_id=${idOf(scene)}${naming}`;
}

/** Empty where it is not among what was found. */
function shows({ status, text }: Pick<FhirReply, 'status' | 'text'>, scene: Scene): FhirOutcome {
  return status === 200 && !text.includes(`"id":"${idOf(scene)}"`) ? 'empty' : status;
}

/** What one entry was answered; a transaction that was refused is refused as a whole. */
async function entry(
  { send, naming }: Scene,
  type: 'batch' | 'transaction',
  request: object,
  resource?: object,
): Promise<{ status: number; text: string }> {
  const bundle = { resourceType: 'Bundle', type, entry: [{ request, ...(resource && { resource }) }] };
  const { status, body } = await send('POST', naming === '' ? '' : `?${naming.slice(1)}`, bundle);
  const [only] = body?.entry ?? [];
  return only ? { status: Number(only.response.status), text: JSON.stringify(only) } : { status, text: '' };
}

const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
const asPatch = { 'content-type': 'application/json-patch+json' };
const patch = [{ op: 'add', path: '/language', value: 'en' }];
const asked = ({ naming }: Scene) => (naming === '' ? '' : `?${naming.slice(1)}`);
const statusOf = async (reply: Promise<{ status: number }>) => (await reply).status;

/** How each row is asked. */
const outcomes: Readonly<Record<RowName, (scene: Scene) => Promise<FhirOutcome>>> = {
  read: scene => statusOf(scene.send('GET', ownPath(scene) + asked(scene))),
  'read of a version': async scene => {
    const version = (await scene.owner.get(pathOf(scene))).body.meta.versionId;
    return statusOf(scene.send('GET', `${ownPath(scene)}/_history/${version}${asked(scene)}`));
  },
  history: scene => statusOf(scene.send('GET', `${ownPath(scene)}/_history${asked(scene)}`)),
  'history of the kind': async scene =>
    shows(await scene.send('GET', `${scene.kind}/_history${asked(scene)}`), scene),
  'history of the record': async scene => shows(await scene.send('GET', `_history${asked(scene)}`), scene),
  search: async scene => shows(await scene.send('GET', `${scene.kind}?${condition(scene)}`), scene),
  'search by POST': async scene =>
    shows(await scene.send('POST', `${scene.kind}/_search`, condition(scene), asForm), scene),
  'search in the compartment': async scene =>
    shows(await scene.send('GET', `Patient/${scene.patientId}/${scene.kind}?${condition(scene)}`), scene),
  'read, in a batch': scene => statusOf(entry(scene, 'batch', { method: 'GET', url: ownPath(scene) })),
  'search, in a transaction': async scene =>
    shows(
      await entry(scene, 'transaction', { method: 'GET', url: `${scene.kind}?${condition(scene)}` }),
      scene,
    ),
  'read of a file that it holds': async scene => {
    const { owner } = scene;
    const { id, ...file } = await owner.add(sentFile);
    const attachment = { contentType: file.contentType, url: `Binary/${id}` };
    await owner.add({ ...makeLeast(scene.kind, owner.patient), content: [{ attachment }] });
    return statusOf(scene.send('GET', `Binary/${id}${asked(scene)}`));
  },
  'read of a file that another sent': async scene => {
    const { id } = await scene.owner.add(sentFile);
    return statusOf(scene.send('GET', `Binary/${id}${asked(scene)}`));
  },
  'sending a file': scene => statusOf(scene.send('POST', `Binary${asked(scene)}`, sentFile)),
  $everything: async scene =>
    shows(
      await scene.send('GET', `Patient/${scene.patientId}/$everything?_count=240&_type=${scene.kind}`),
      scene,
    ),
  'bulk export': exportAll,
  $validate: scene => statusOf(scene.send('POST', `${scene.kind}/$validate${asked(scene)}`, whole(scene))),
  create: scene => statusOf(scene.send('POST', scene.kind + asked(scene), whole(scene))),
  'create, in a transaction': scene =>
    statusOf(entry(scene, 'transaction', { method: 'POST', url: scene.kind }, whole(scene))),
  'create where there is none': scene =>
    statusOf(
      scene.send('POST', scene.kind + asked(scene), whole(scene), { 'if-none-exist': condition(scene) }),
    ),
  update: scene => statusOf(scene.send('PUT', ownPath(scene) + asked(scene), whole(scene, idOf(scene)))),
  'update by a condition': scene =>
    statusOf(scene.send('PUT', `${scene.kind}?${condition(scene)}`, whole(scene))),
  patch: scene => statusOf(scene.send('PATCH', ownPath(scene) + asked(scene), patch, asPatch)),
  'patch by a condition': scene =>
    statusOf(scene.send('PATCH', `${scene.kind}?${condition(scene)}`, patch, asPatch)),
  'delete by a condition': async scene => {
    const { status } = await scene.send('DELETE', `${scene.kind}?${condition(scene)}`);
    const isThere = (await scene.owner.get(pathOf(scene))).status === 200;
    return status === 204 && isThere ? 'empty' : status;
  },
  delete: scene => statusOf(scene.send('DELETE', ownPath(scene) + asked(scene))),
  CapabilityStatement: scene => statusOf(scene.send('GET', 'metadata')),
  $summary: scene => statusOf(scene.send('GET', `Patient/${scene.patientId}/$summary`)),
};

const sentFile = { resourceType: 'Binary', contentType: 'text/plain', data: 'eA==' };

const subscriptionOutcomes: Readonly<Record<SubscriptionRow, (scene: Scene) => Promise<FhirOutcome>>> = {
  create: scene => statusOf(scene.send('POST', 'Subscription', sentSubscription(scene))),
  read: scene => statusOf(scene.send('GET', pathOf(scene))),
  search: async scene => shows(await scene.send('GET', 'Subscription'), scene),
  $status: scene => statusOf(scene.send('GET', `${pathOf(scene)}/$status`)),
  $events: scene => statusOf(scene.send('GET', `${pathOf(scene)}/$events`)),
  update: scene =>
    statusOf(scene.send('PUT', pathOf(scene), { ...sentSubscription(scene), id: scene.resource.id })),
  delete: scene => statusOf(scene.send('DELETE', pathOf(scene))),
};

function sentSubscription({ owner, naming }: Scene): AnyResource {
  return makeSubscription(owner.base, naming);
}

async function exportAll(scene: Scene): Promise<FhirOutcome> {
  const { send, kind } = scene;
  const begun = await send('GET', `$export?_type=${kind}`, undefined, { prefer: 'respond-async' });
  const at = begun.headers.get('content-location');
  if (at === null) return begun.status;
  let told = await send('GET', at);
  for (let tries = 0; told.status === 202 && tries < 100; tries++) {
    await wait(10);
    told = await send('GET', at);
  }
  const files: AnyResource[] = told.body.output;
  const file = files.find(({ type }) => type === kind);
  const lines = file ? await send('GET', file.url) : { status: 200, text: '' };
  await send('DELETE', at);
  return shows(lines, scene);
}
