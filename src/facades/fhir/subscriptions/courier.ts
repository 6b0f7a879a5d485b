// Tells applications of what they subscribed to by FHIR: goes on in the log of a record, numbers what happened, and sends it, several
// receivers at once and each its own events in order. All it must not forget lies in the store.
import { setTimeout } from 'node:timers/promises';
import { noteRead } from '../../../core/audit/reads.ts';
import { findAddressProblem } from '../../../core/events/address.ts';
import type { FhirAccess } from '../../../core/fhir/access.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { gatherEvents, type OpenEvent, readEvents } from '../../../core/fhir/subscriptions/gather.ts';
import {
  type FhirSubscription,
  findDue,
  isDoubtful,
  isOpenable,
  openContent,
} from '../../../core/fhir/subscriptions/subscription.ts';
import type { Tenure } from '../../../core/leases/tenure.ts';
import { findSmartApp } from '../../../core/smart/access.ts';
import { parseScopes, type Scopes } from '../../../core/smart/scopes.ts';
import type { Reader, Writer } from '../../../core/store.ts';
import { ofJob } from '../../../core/turns.ts';
import type { Vault } from '../../../core/vault.ts';
import { openAccess } from '../../bearer/access.ts';
import { post } from '../../delivery/post.ts';
import { runUntilAny } from '../../delivery/signals.ts';
import { print } from '../print.ts';
import { type Asked, readAsked } from './asked.ts';
import { accessOver, addressRefused, type NotificationType, printNotification } from './print.ts';

/** How often it looks for more while notifications are under way. */
const lookMs = 50;

/** Runs until nothing is due and nothing under way, or until another is to do it. @throws when the store fails */
export async function notifySubscribers(vault: Vault, tenure: Tenure): Promise<void> {
  const underWay = new Map<string, UnderWay & { readonly ended: Promise<void> }>();
  const troubles: unknown[] = [];
  try {
    while (!tenure.isOver()) {
      if (troubles.length > 0) throw troubles[0];
      for (const one of await findNext(vault, underWay)) {
        const ended = serve(vault, tenure, one)
          .catch(error => void troubles.push(error))
          .finally(() => underWay.delete(one.id));
        underWay.set(one.id, { appId: one.appId, isDoubtful: isDoubtful(one), ended });
      }
      if (underWay.size === 0) return;
      const running = [...underWay.values()].map(({ ended }) => ended);
      await runUntilAny([tenure.ending], signal =>
        Promise.race([...running, setTimeout(lookMs, undefined, { signal }).catch(() => {})]),
      );
    }
  } finally {
    await Promise.all([...underWay.values()].map(({ ended }) => ended));
  }
}

interface UnderWay {
  readonly appId: string;
  readonly isDoubtful: boolean;
}

/** As many as there is room for, of all and of each application; what is doubtful never takes more than half of it. */
async function findNext(vault: Vault, underWay: ReadonlyMap<string, UnderWay>): Promise<FhirSubscription[]> {
  const { eventPostsMax, fhirNotificationPostsMax: ofAppMax } = vault.limits;
  const limits = { all: underWay.size + eventPostsMax * 4, ofApp: ofAppMax * 2 };
  const due = await vault.store.read(db => db.fhirSubscriptions.due(vault.clock.now(), limits));
  const running = [...underWay.values()];
  let room = eventPostsMax - running.length;
  let roomForDoubtful = Math.ceil(eventPostsMax / 2) - running.filter(one => one.isDoubtful).length;
  const ofApps = new Map<string, number>();
  for (const { appId } of running) ofApps.set(appId, (ofApps.get(appId) ?? 0) + 1);
  return due.filter(one => {
    const ofApp = ofApps.get(one.appId) ?? 0;
    if (room <= 0 || underWay.has(one.id) || ofApp >= ofAppMax) return false;
    if (isDoubtful(one) && roomForDoubtful <= 0) return false;
    room--;
    if (isDoubtful(one)) roomForDoubtful--;
    ofApps.set(one.appId, ofApp + 1);
    return true;
  });
}

interface Target {
  readonly app: NonNullable<Awaited<ReturnType<typeof findSmartApp>>>;
  readonly access: FhirAccess;
  readonly asked: Asked;
}

/** One step for one subscription: what it finds to do, until there is something to send; then that. */
async function serve(vault: Vault, tenure: Tenure, one: FhirSubscription): Promise<void> {
  const now = vault.clock.now();
  const change: Settle = work => settle(vault, tenure, one, work);
  if (one.endsAt <= now) return change(fresh => ({ ...fresh, status: 'off' }));
  const target = await vault.store.read(db => findTarget(db, vault, one));
  if (target === 'over') return change(fresh => ({ ...fresh, status: 'off', lastFailure: accessOver }));
  // Who may not work just now may do so again.
  if (target === 'waits')
    return change(fresh => ({ ...fresh, heldUntil: now + vault.limits.eventRetryGapMaxMs }));
  if (one.latest > one.gathered.sequence && one.events - one.taken < vault.limits.fhirSubscriptionWaitingMax)
    return gather(vault, target, one, change);
  const step: Step = { vault, tenure, target, one, change };
  const { heartbeatAt = Number.POSITIVE_INFINITY } = one;
  if (one.status === 'requested') return shakeHands(step);
  if (one.status !== 'active') return change(fresh => fresh);
  if (one.events > one.taken) return tellEvents(step);
  if (heartbeatAt <= now) return beat(step);
  return change(fresh => fresh);
}

/** Over is what nobody may be told of any more; what waits may be told of again. */
async function findTarget(
  db: Reader,
  vault: Vault,
  one: FhirSubscription,
): Promise<Target | 'over' | 'waits'> {
  const { appId, personId, recordId } = one;
  const app = await findSmartApp(db, vault, appId);
  if (!app || (await db.people.byId(personId))?.state !== 'active') return 'waits';
  try {
    const { resource, scopes: sealed } = openContent(vault, one);
    const scopes = parseScopes(sealed);
    if (!(await mayBeAway(db, one, scopes, vault.clock.now()))) return 'over';
    const own = { app, personId, recordId, reach: undefined, granted: '', scopes };
    const smart = { ...own, avenue: 'Offline' } as const;
    const access = await openAccess(db, vault, smart, { personId, recordId });
    const asked = readAsked(resource, { limits: vault.limits });
    return access ? { app, access, asked } : 'over';
  } catch (error) {
    // It was sealed with a key that is gone, or asks for what there is no more.
    if (error instanceof FhirProblem || !isOpenable(vault, one)) return 'over';
    throw error;
  }
}

/** By a grant of SMART that goes on when the person is away; a service of its own needs none. */
async function mayBeAway(
  db: Reader,
  { appId, personId, recordId }: FhirSubscription,
  { resources }: Scopes,
  now: number,
): Promise<boolean> {
  const isOfService = resources.every(({ context }) => context === 'system');
  return isOfService || db.smart.hasOffline({ appId, personId, recordId }, now);
}

type Change = (fresh: FhirSubscription, db: Writer) => FhirSubscription | Promise<FhirSubscription>;
type Settle = (work: Change) => Promise<void>;

/** @throws TenureOver where another does this by now */
async function settle(vault: Vault, tenure: Tenure, { id }: FhirSubscription, work: Change): Promise<void> {
  await vault.store.write(async db => {
    await tenure.demand(db);
    const fresh = await db.fhirSubscriptions.byId(id);
    if (!fresh) return;
    const after = await work(fresh, db);
    const dueAt = findDue(after, vault.clock.now(), vault.limits.fhirSubscriptionWaitingMax);
    await db.fhirSubscriptions.put({ ...after, dueAt });
  }, ofJob('events'));
}

async function gather(
  vault: Vault,
  { access, asked }: Target,
  one: FhirSubscription,
  change: Settle,
): Promise<void> {
  const how = { lines: vault.limits.fhirSubscriptionSlice, now: vault.clock.now() };
  const { events, upTo } = await vault.store.read(db => gatherEvents(db, access, one, asked, how));
  await change(async (fresh, db) => {
    // Whoever changed it meanwhile asks for something else, from where it was.
    if (fresh.version !== one.version) return fresh;
    for (const event of events) await db.fhirSubscriptions.addEvent(fresh, event);
    return { ...fresh, gathered: upTo, events: one.events + events.length };
  });
}

interface Step {
  readonly vault: Vault;
  readonly tenure: Tenure;
  readonly target: Target;
  readonly one: FhirSubscription;
  readonly change: Settle;
}

async function shakeHands(step: Step): Promise<void> {
  const { vault, target, one, change } = step;
  const sent = await trySend(step, 'handshake');
  if (!sent) return;
  const { failure } = sent;
  await change(fresh => {
    if (fresh.version !== one.version) return fresh;
    if (failure === undefined) return succeed(fresh, target, vault.clock.now(), { status: 'active' });
    return { ...fresh, status: 'error', lastFailure: failure };
  });
}

async function tellEvents(step: Step): Promise<void> {
  const { vault, target, one, change } = step;
  const { access, asked } = target;
  const { fhirSubscriptionEventsKept: kept, pageBytesMax } = vault.limits;
  const now = vault.clock.now();
  const { events, open } = await vault.store.read(async db => {
    const next = await db.fhirSubscriptions.events(one.id, one.taken + 1, one.events, asked.eventsMax);
    return { events: next, open: await readEvents(db, access, next, now) };
  });
  const told = asked.content === 'full-resource' ? takeRoom(open, pageBytesMax) : open;
  // What is not open any more is passed by.
  const last = told.length < open.length ? told.at(-1)?.event : events.at(-1);
  const taken = last?.number ?? one.events;
  const sent = told.length === 0 ? {} : await trySend(step, 'event-notification', told);
  if (!sent) return;
  const { failure } = sent;
  if (failure === undefined && asked.content === 'full-resource')
    noteRead(
      vault,
      access.grant,
      told.map(({ version }) => version.thing),
    );
  await change(async (fresh, db) => {
    if (failure !== undefined) return fail(vault, one, fresh, failure);
    await db.fhirSubscriptions.dropEvents(fresh.id, taken - kept);
    return succeed(fresh, target, vault.clock.now(), { taken });
  });
}

/** One at least. */
function takeRoom(open: readonly OpenEvent[], bytesMax: number): OpenEvent[] {
  let bytes = 0;
  return open.filter(({ version }, i) => {
    bytes += version.thing.size;
    return i === 0 || bytes <= bytesMax;
  });
}

async function beat(step: Step): Promise<void> {
  const { vault, target, one, change } = step;
  const sent = await trySend(step, 'heartbeat');
  if (!sent) return;
  const { failure } = sent;
  await change(fresh =>
    failure === undefined ? succeed(fresh, target, vault.clock.now()) : fail(vault, one, fresh, failure),
  );
}

interface Sent {
  readonly failure?: string | undefined;
}

/** @returns undefined where it failed and another does this by now: whether it comes through is for that one to say */
async function trySend(
  step: Step,
  type: NotificationType,
  events: readonly OpenEvent[] = [],
): Promise<Sent | undefined> {
  const failure = await send(step, type, events);
  return failure !== undefined && step.tenure.isOver() ? undefined : { failure };
}

/** @returns why it failed, in words without anything the receiver sent; undefined when it was taken */
async function send(
  { vault, tenure, target: { app, access, asked }, one }: Step,
  type: NotificationType,
  events: readonly OpenEvent[],
): Promise<string | undefined> {
  const { topic, content, endpoint, headers, contentType, timeoutMs } = asked;
  const problem = findAddressProblem(vault, app, endpoint);
  if (problem !== undefined) return `${addressRefused}: ${problem.replace(/\.$/, '')}`;
  const notice = {
    type,
    baseUrl: access.baseUrl,
    topic,
    content,
    now: vault.clock.now(),
    guid: vault.ids.guid(),
  };
  const bundle = printNotification(one, notice, events);
  const body = Buffer.from(await print(bundle, asked.form));
  const delivery = { url: endpoint, headers: { ...headers, 'Content-Type': contentType }, body };
  return post(vault, delivery, { tenure, timeoutMs, takes: status => status >= 200 && status < 300 });
}

function succeed(
  fresh: FhirSubscription,
  { asked }: Target,
  now: number,
  changed: Partial<FhirSubscription> = {},
): FhirSubscription {
  const heartbeatAt = asked.heartbeatMs === undefined ? undefined : now + asked.heartbeatMs;
  return {
    ...fresh,
    ...{ failures: 0, failingSince: undefined, heldUntil: 0, lastFailure: undefined, heartbeatAt },
    ...changed,
  };
}

/** Each gap is twice the one before, until it is given up: then the application begins anew. */
function fail(
  { clock, limits }: Vault,
  one: FhirSubscription,
  fresh: FhirSubscription,
  failure: string,
): FhirSubscription {
  // Whoever changed it meanwhile begins anew.
  if (fresh.version !== one.version) return fresh;
  const now = clock.now();
  const failingSince = fresh.failingSince ?? now;
  const failed = { ...fresh, failures: fresh.failures + 1, failingSince, lastFailure: failure };
  if (now - failingSince >= limits.eventRetryForMs)
    return { ...failed, status: 'error', failures: 0, heldUntil: 0 };
  const gap = Math.min(
    limits.eventRetryFirstMs * 2 ** Math.min(fresh.failures, 30),
    limits.eventRetryGapMaxMs,
  );
  return { ...failed, heldUntil: now + gap };
}
