// Subscription by HTTP: made, read, found, changed and ended by the application whose it is, its status and its events.
import { isDeepStrictEqual } from 'node:util';
import { noteRead } from '../../../core/audit/reads.ts';
import { findAddressProblem } from '../../../core/events/address.ts';
import { demandScope, type FhirAccess, type Interaction } from '../../../core/fhir/access.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { readEvents } from '../../../core/fhir/subscriptions/gather.ts';
import {
  type FhirSubscription,
  findDue,
  isOpenable,
  openContent,
  sealContent,
} from '../../../core/fhir/subscriptions/subscription.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';
import { getFhirUrl } from '../../../core/instance.ts';
import { minuteMs } from '../../../core/limits/durations.ts';
import { countOfApp } from '../../../core/limits/rate-limit.ts';
import type { SmartAccess } from '../../../core/smart/access.ts';
import { printScopes } from '../../../core/smart/scopes.ts';
import type { Reader, Writer } from '../../../core/store.ts';
import { ofJob } from '../../../core/turns.ts';
import type { Vault } from '../../../core/vault.ts';
import { findAccess, openAccess } from '../../bearer/access.ts';
import { printBundle } from '../bundle.ts';
import { type Conditions, type FhirAnswer, readEntityTag } from '../call.ts';
import type { Route, RouteKind } from '../route.ts';
import { type Asked, contents, readAsked } from './asked.ts';
import { printKept, printNotification, printStatus } from './print.ts';
import { readEventNumber, readParameters, readWanted } from './wanted.ts';

export interface SubscriptionCall {
  readonly vault: Vault;
  readonly smart: SmartAccess;
  readonly route: Route;
  readonly body: Resource | undefined;
  readonly conditions: Conditions;
}

const interactions: ReadonlyMap<RouteKind, (call: SubscriptionCall) => Promise<FhirAnswer>> = new Map([
  ['create', create],
  ['read', read],
  ['search', find],
  ['update', update],
  ['delete', end],
  ['subscription-status', tellStatus],
  ['subscription-events', tellEvents],
]);

/** @throws FhirProblem, Fault */
export function runSubscription(call: SubscriptionCall): Promise<FhirAnswer> {
  const run = interactions.get(call.route.kind);
  if (!run)
    throw new FhirProblem(
      405,
      'not-supported',
      'A Subscription is made, read, found, changed by PUT and deleted, each by itself; there are $status and $events.',
    );
  return run(call);
}

async function create(call: SubscriptionCall): Promise<FhirAnswer> {
  const { vault, smart, route } = call;
  const { resource, asked } = readBody(call);
  const access = await findAccess(vault, smart, { ...route, pairs: asked.pairs }, false);
  demandOwnScope(access, 'c');
  countHandshake(call, asked);
  const { personId, recordId } = access.grant;
  const now = vault.clock.now();
  const made = await vault.store.write(
    async db => {
      await demandTellable(db, call, asked, access);
      const of = { appId: smart.app.id, personId, recordId };
      const { fhirSubscriptionsMax: max } = vault.limits;
      const there = await db.fhirSubscriptions.list(of, max * 10);
      if (there.filter(({ status }) => status !== 'off').length >= max || there.length >= max * 10)
        throw new FhirProblem(
          429,
          'throttled',
          `The application has ${max} subscriptions to this record already. Delete one that it does not need.`,
        );
      const { sequence } = await db.records.usage(recordId);
      return put(db, vault, {
        ...{ ...of, id: vault.ids.guid(), version: 1, createdAt: now, updatedAt: now },
        ...{ gathered: { sequence, position: wholeOperation }, latest: sequence, events: 0, taken: 0 },
        ...begin(call, resource, asked),
      });
    },
    ofJob('events', recordId),
  );
  return { ...answer(vault, made), status: 201, location: `Subscription/${made.id}` };
}

const wholeOperation = Number.MAX_SAFE_INTEGER;

async function read(call: SubscriptionCall): Promise<FhirAnswer> {
  const { one } = await call.vault.store.read(db => findOwn(db, call, 'r'));
  return answer(call.vault, one);
}

async function find({ vault, smart, route }: SubscriptionCall): Promise<FhirAnswer> {
  const { statuses, ids, urls } = readWanted(route.pairs);
  const found = (await listOwn(vault, smart, 's')).filter(
    one => (!statuses || statuses.includes(one.status)) && (!ids || ids.includes(one.id)),
  );
  const resources = found
    .map(one => printKept(vault, one))
    .filter(({ channel }) => !urls || (isObject(channel) && urls.includes(String(channel.endpoint))));
  const baseUrl = getFhirUrl(vault.instance);
  const links = [['self', `${baseUrl}/Subscription`]] as const;
  const facts = {
    type: 'searchset',
    baseUrl,
    total: resources.length,
    links,
    now: vault.clock.now(),
  } as const;
  const entries = resources.map(resource => ({ resource, mode: 'match' as const }));
  return { status: 200, resource: printBundle(facts, entries) };
}

async function update(call: SubscriptionCall): Promise<FhirAnswer> {
  const { vault, route, conditions } = call;
  const { resource, asked } = readBody(call);
  if (resource.id !== route.id)
    throw new FhirProblem(
      400,
      'invalid',
      'The id of the resource is to be that of the address.',
      'Subscription.id',
    );
  const ifMatch = readEntityTag(conditions.ifMatch, 'If-Match');
  countHandshake(call, asked);
  const changed = await vault.store.write(async db => {
    const { one, access } = await findOwn(db, call, 'u');
    if (ifMatch !== undefined && ifMatch !== String(one.version))
      throw new FhirProblem(
        412,
        'conflict',
        'The Subscription was changed since. Read it again, then repeat the change.',
      );
    if (!asked.isOff) await demandTellable(db, call, asked, access);
    const { version, recordId, gathered, latest } = one;
    // What happened while it was off is not told; what happened while it failed is.
    const { sequence } = await db.records.usage(recordId);
    const place =
      one.status === 'off'
        ? { gathered: { sequence, position: wholeOperation }, latest: sequence }
        : { gathered, latest };
    const updatedAt = vault.clock.now();
    return put(db, vault, {
      ...one,
      ...place,
      version: version + 1,
      updatedAt,
      ...begin(call, resource, asked),
      // Putting it once more makes no receiver answer that does not.
      ...(isSameChannel(vault, one, resource) && keepTries(one)),
    });
  }, ofJob('events'));
  return answer(vault, changed);
}

async function end(call: SubscriptionCall): Promise<FhirAnswer> {
  await call.vault.store.write(async db => {
    const { one } = await findOwn(db, call, 'd');
    await db.fhirSubscriptions.remove(one.id);
  }, ofJob('events'));
  return { status: 204 };
}

async function tellStatus({ vault, smart, route, body }: SubscriptionCall): Promise<FhirAnswer> {
  const pairs = [...route.pairs, ...readParameters(body)];
  const { statuses, ids } = readWanted(pairs);
  const found = (await listOwn(vault, smart, 'r')).filter(one =>
    route.id === undefined
      ? (!ids || ids.includes(one.id)) && (!statuses || statuses.includes(one.status))
      : one.id === route.id,
  );
  if (route.id !== undefined && found.length === 0) throw notThere();
  const baseUrl = getFhirUrl(vault.instance);
  const links = [['self', `${baseUrl}/Subscription/${route.id ? `${route.id}/` : ''}$status`]] as const;
  const facts = { type: 'searchset', baseUrl, total: found.length, links, now: vault.clock.now() } as const;
  const entries = found.map(one => {
    const guid = vault.ids.guid();
    const topic = String(openContent(vault, one).resource.criteria);
    const notice = { type: 'query-status', baseUrl, topic, content: 'id-only', guid } as const;
    return { url: `urn:uuid:${guid}`, resource: printStatus(one, notice), mode: 'match' as const };
  });
  return { status: 200, resource: printBundle(facts, entries) };
}

async function tellEvents(call: SubscriptionCall): Promise<FhirAnswer> {
  const { vault, route, body } = call;
  const pairs = new Map([...route.pairs, ...readParameters(body)]);
  const from = readEventNumber(pairs.get('eventsSinceNumber')) ?? 1;
  const upTo = readEventNumber(pairs.get('eventsUntilNumber')) ?? Number.MAX_SAFE_INTEGER;
  const now = vault.clock.now();
  const { one, asked, open, access } = await vault.store.read(async db => {
    const { one, access } = await findOwn(db, call, 'r');
    const asked = readAsked(openContent(vault, one).resource, { limits: vault.limits });
    const events = await db.fhirSubscriptions.events(
      one.id,
      from,
      upTo,
      vault.limits.fhirNotificationEventsMax,
    );
    return { one, asked, access, open: await readEvents(db, access, events, now) };
  });
  const content = contents.find(name => name === pairs.get('content')) ?? asked.content;
  if (content === 'full-resource')
    noteRead(
      vault,
      access.grant,
      open.map(({ version }) => version.thing),
    );
  const { topic } = asked;
  const { baseUrl } = access;
  const notice = { type: 'query-event', baseUrl, topic, content, now, guid: vault.ids.guid() } as const;
  return { status: 200, resource: printNotification(one, notice, open) };
}

/** @throws FhirProblem */
function readBody({ vault, body }: SubscriptionCall): { resource: Resource; asked: Asked } {
  if (body?.resourceType !== 'Subscription')
    throw new FhirProblem(400, 'required', 'Send a Subscription.', 'resourceType');
  const asked = readAsked(body, { baseUrl: getFhirUrl(vault.instance), limits: vault.limits });
  return { resource: body, asked };
}

/** What a subscription is when it begins, or begins anew: its endpoint is asked first. @throws FhirProblem */
function begin(
  { vault, smart }: SubscriptionCall,
  resource: Resource,
  asked: Asked,
): Pick<
  FhirSubscription,
  'sealed' | 'status' | 'endsAt' | 'failures' | 'failingSince' | 'heldUntil' | 'lastFailure' | 'heartbeatAt'
> {
  const now = vault.clock.now();
  const latest = now + vault.limits.fhirSubscriptionMs;
  if (asked.endsAt !== undefined && !(asked.endsAt > now))
    throw new FhirProblem(422, 'value', 'Subscription.end is to be a time to come.', 'Subscription.end');
  return {
    sealed: sealContent(vault, { resource, scopes: printScopes(smart.scopes.resources, []) }),
    status: asked.isOff ? 'off' : 'requested',
    endsAt: Math.min(asked.endsAt ?? latest, latest),
    ...{ failures: 0, failingSince: undefined, heldUntil: 0, lastFailure: undefined, heartbeatAt: undefined },
  };
}

function isSameChannel(vault: Vault, one: FhirSubscription, { channel }: Resource): boolean {
  return isOpenable(vault, one) && isDeepStrictEqual(openContent(vault, one).resource.channel, channel);
}

function keepTries({
  failures,
  failingSince,
  heldUntil,
  lastFailure,
}: FhirSubscription): Partial<FhirSubscription> {
  return { failures, failingSince, heldUntil, lastFailure };
}

/** @throws limitReached */
function countHandshake({ vault, smart }: SubscriptionCall, { isOff }: Asked): void {
  const allowance = { max: vault.limits.fhirHandshakesPerHourMax, windowMs: 60 * minuteMs };
  if (!isOff) countOfApp({ vault, appId: smart.app.id }, 'FHIR handshakes', allowance);
}

async function put(
  db: Writer,
  vault: Vault,
  one: Omit<FhirSubscription, 'dueAt'>,
): Promise<FhirSubscription> {
  const dueAt = findDue(one, vault.clock.now(), vault.limits.fhirSubscriptionWaitingMax);
  await db.fhirSubscriptions.put({ ...one, dueAt });
  return { ...one, dueAt };
}

/** May it be told of what it asks for, there, while the person is away? @throws FhirProblem */
async function demandTellable(
  db: Reader,
  { vault, smart }: SubscriptionCall,
  asked: Asked,
  access: FhirAccess,
): Promise<void> {
  demandScope(access, asked.kind, 'r');
  const problem = findAddressProblem(vault, smart.app, asked.endpoint);
  if (problem !== undefined) throw new FhirProblem(422, 'security', problem, 'Subscription.channel.endpoint');
  const own = [
    access.patientId,
    `Patient/${access.patientId}`,
    `${access.baseUrl}/Patient/${access.patientId}`,
  ];
  const isOfOthers = asked.conditions.some(
    ({ parameter, values }) =>
      parameter.isPatient &&
      !values.some(value => value.kind === 'reference' && own.includes(value.reference)),
  );
  if (isOfOthers)
    throw new FhirProblem(
      422,
      'business-rule',
      'A filter names another person than the one whose record this is.',
      'Subscription.criteria',
    );
  const offline = await openAccess(db, vault, { ...smart, avenue: 'Offline' }, access.grant);
  const { personId, recordId } = access.grant;
  const of = { appId: smart.app.id, personId, recordId };
  const isAllowed = smart.personId === undefined || (await db.smart.hasOffline(of, vault.clock.now()));
  if (!offline || !isAllowed)
    throw new FhirProblem(
      403,
      'forbidden',
      'Notifications are sent while the person is away, which they did not allow the application. Ask for offline_access.',
    );
}

/** @throws FhirProblem 404, 403 */
async function findOwn(
  db: Reader,
  { vault, smart, route }: SubscriptionCall,
  interaction: Interaction,
): Promise<{ one: FhirSubscription; access: FhirAccess }> {
  const one = await db.fhirSubscriptions.byId(route.id ?? '');
  const isOwn =
    one?.appId === smart.app.id &&
    (smart.personId === undefined || one.personId === smart.personId) &&
    (smart.recordId === undefined || one.recordId === smart.recordId);
  const access = isOwn ? await openAccess(db, vault, smart, one) : undefined;
  if (!one || !access) throw notThere();
  demandOwnScope(access, interaction);
  return { one, access };
}

/** Of all records that the token is for. @throws FhirProblem 403 */
function listOwn(vault: Vault, smart: SmartAccess, interaction: Interaction): Promise<FhirSubscription[]> {
  const of = { appId: smart.app.id, personId: smart.personId, recordId: smart.recordId };
  return Promise.resolve(
    vault.store.read(async db => {
      const open: FhirSubscription[] = [];
      for (const one of await db.fhirSubscriptions.list(of, vault.limits.fhirPageMax)) {
        const access = await openAccess(db, vault, smart, one);
        if (!access) continue;
        demandOwnScope(access, interaction);
        open.push(one);
      }
      return open;
    }),
  );
}

/** Which Subscriptions a narrower scope means is not judged: it opens none. @throws FhirProblem */
function demandOwnScope(access: FhirAccess, interaction: Interaction): void {
  demandScope(access, 'Subscription', interaction);
  if (access.narrow('Subscription', interaction) !== undefined)
    throw new FhirProblem(403, 'forbidden', 'A scope of Subscription is not narrowed here: ask for all.');
}

function notThere(): FhirProblem {
  return new FhirProblem(
    404,
    'not-found',
    'The application has no such Subscription, or not any more: with the authorisation of a person it goes.',
  );
}

function answer(vault: Vault, one: FhirSubscription): FhirAnswer {
  const { version, updatedAt } = one;
  return {
    status: 200,
    resource: printKept(vault, one),
    versionId: String(version),
    lastModified: updatedAt,
  };
}
