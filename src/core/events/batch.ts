// One delivery: what an address is owed and may be told at this moment, and what becomes of it when the try is over.
// Called by facades/delivery/courier.ts.
import { getFirst, getLast } from '../../assume.ts';
import { mayCallMethod } from '../applications/application.ts';
import { addInheritance } from '../applications/inheritance.ts';
import type { Grant } from '../authorization/grant.ts';
import { findAppGrant } from '../authorization/grants.ts';
import type { Tenure } from '../leases/tenure.ts';
import type { Reader } from '../store.ts';
import { findFamilies } from '../things/scope.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { findAddressProblem } from './address.ts';
import type { Change, Delivering, Lane } from './subscription.ts';

/** Things of one record that an application may read by one person's authorisation, by the ids it knows. */
export interface RecordNotice {
  readonly subscriptionId: string;
  readonly personId: string;
  readonly recordId: string;
  readonly thingIds: readonly string[];
}

export interface Batch {
  readonly notices: readonly RecordNotice[];
  readonly parts: readonly Part[];
  /** What is wrong with the address by now. */
  readonly problem: string | undefined;
}

/** How far a batch goes in a lane. */
interface Part {
  readonly lane: Lane;
  readonly upTo: number;
  /** The operations it tells of, in order; what lies between them is not to be told. */
  readonly operations: readonly { readonly sequence: number; readonly at: number }[];
}

/** Lanes that one delivery serves at most. After each failure it serves half as many, so that what is never taken stands alone. */
const lanesMax = 128;

/** Things looked at in a lane at once. */
const changesAtOnce = 200;

/** Collects for subscriptions that share their application, address and key. */
export async function collect(vault: Vault, subscriptions: readonly Delivering[]): Promise<Batch> {
  const now = vault.clock.now();
  return vault.store.read(async db => {
    const { appId, url } = getFirst(subscriptions);
    const app = await db.applications.byId(appId);
    const notices: RecordNotice[] = [];
    const parts: Part[] = [];
    let things = 0;
    for (const subscription of subscriptions) {
      const lanes = await db.events.lanes(subscription.id, now, lanesMax);
      for (const lane of lanes.slice(0, Math.ceil(lanes.length / 2 ** subscription.failures))) {
        if (things >= vault.limits.eventThingsPerPostMax) break;
        const found = await ofLane(db, vault, subscription, lane);
        parts.push(found.part);
        notices.push(...found.notices);
        things += found.notices.reduce((sum, { thingIds }) => sum + thingIds.length, 0);
      }
    }
    return { notices, parts, problem: app && findAddressProblem(vault, app, url) };
  });
}

/** The try succeeded: all of it is told. @throws TenureOver where another delivers by now */
export function settleTold(
  vault: Vault,
  tenure: Tenure,
  subscriptions: readonly Delivering[],
  { parts }: Batch,
): Promise<void> {
  const { eventRetryFirstMs: firstGap, eventRetryGapMaxMs: gapMax } = vault.limits;
  return vault.store.write(async db => {
    await tenure.demand(db);
    const now = vault.clock.now();
    for (const { lane, upTo } of parts) await db.events.told(lane, upTo, now);
    for (const { id, failures } of subscriptions) {
      if (failures > 0) await db.events.succeeded(id, { now, firstGap, gapMax });
    }
  }, ofJob('events'));
}

/** The try failed: all of it waits, or is parked where its time is over. @throws TenureOver where another delivers by now */
export function settleFailed(
  vault: Vault,
  tenure: Tenure,
  subscriptions: readonly Delivering[],
  { parts }: Batch,
  reason: string,
): Promise<void> {
  const { eventRetryForMs } = vault.limits;
  return vault.store.write(async db => {
    await tenure.demand(db);
    const now = vault.clock.now();
    let lastTry = Number.POSITIVE_INFINITY;
    for (const { lane, upTo, operations } of parts) {
      const over = operations.filter(({ at }) => at + eventRetryForMs <= now);
      const next = operations[over.length];
      if (over.length > 0) {
        await db.events.park(lane, next ? getLast(over).sequence : upTo, now);
      } else if (!next) await db.events.told(lane, upTo, now);
      if (!next) continue;
      await db.events.laneFailed(lane.subscriptionId, lane.recordId);
      lastTry = Math.min(lastTry, next.at + eventRetryForMs);
    }
    for (const { id, failures } of subscriptions) {
      const heldUntil = Math.min(now + gapAfter(vault, failures), lastTry);
      await db.events.failed(id, { heldUntil, reason });
    }
  }, ofJob('events'));
}

/** Each gap is twice the one before. */
function gapAfter({ limits }: Vault, failures: number): number {
  return Math.min(limits.eventRetryFirstMs * 2 ** Math.min(failures, 30), limits.eventRetryGapMaxMs);
}

/** What a lane holds that may be told now, by each of the authorisations there are. */
async function ofLane(
  db: Reader,
  vault: Vault,
  subscription: Delivering,
  lane: Lane,
): Promise<{ part: Part; notices: RecordNotice[] }> {
  const readers = await readersOf(db, vault, subscription.appId, lane.recordId);
  const [first] = readers;
  if (!first) return { part: { lane, upTo: lane.latest, operations: [] }, notices: [] };
  const { changes, upTo } = await db.events.changes(first.grant, {
    after: lane.told,
    latest: lane.latest,
    count: changesAtOnce,
  });
  const named = namedTypes(subscription);
  const toTell = changes.filter(({ typeId }) => named(typeId));
  const tellable = toTell.filter(change => readers.some(({ grant }) => mayRead(grant, change)));
  const operations = byOperation(tellable);
  const notices = operations.flatMap(operation =>
    readers.flatMap(({ grant, personId, recordId }) => {
      const thingIds = operation.filter(change => mayRead(grant, change)).map(({ thingId }) => thingId);
      return thingIds.length > 0 ? [{ subscriptionId: subscription.id, personId, recordId, thingIds }] : [];
    }),
  );
  return {
    part: { lane, upTo, operations: operations.map(getFirst) },
    notices,
  };
}

interface ReaderOfRecord {
  readonly grant: Grant;
  /** As the application knows them. */
  readonly personId: string;
  readonly recordId: string;
}

/** By whom an application may read a record offline at this moment. */
async function readersOf(db: Reader, vault: Vault, appId: string, record: string): Promise<ReaderOfRecord[]> {
  const stored = await db.applications.byId(appId);
  // A child whose master was disabled, or lost its method group, is told no more.
  const app = stored && (await addInheritance(db, stored));
  const works = app?.state === 'active' || (vault.mode === 'sandbox' && app?.state === 'pending');
  if (!app || !works || !mayCallMethod(app, { name: 'SubscribeToEvent', group: 'eventing' })) return [];
  const readers: ReaderOfRecord[] = [];
  for (const id of await db.events.people(appId, record)) {
    if ((await db.people.byId(id))?.state !== 'active') continue;
    const grant = await findAppGrant(db, app, { id, avenue: 'Offline' }, record, vault.clock.now());
    const personId = await db.aliases.ofPerson(appId, id);
    const recordId = await db.aliases.ofRecord(appId, id, record);
    if (grant && personId && recordId) readers.push({ grant, personId, recordId });
  }
  return readers;
}

function mayRead(grant: Grant, { typeId, effectiveDate }: Change): boolean {
  return grant.permits('Read', typeId, effectiveDate);
}

/** Naming one version of a type covers all of them. */
function namedTypes({ filters }: Delivering): (typeId: string) => boolean {
  const named = findFamilies(filters.flat());
  return typeId => [...findFamilies([typeId])].some(type => named.has(type));
}

/** The changes by the operation they belong to, in order. */
function byOperation(changes: readonly Change[]): Change[][] {
  const bySequence = new Map<number, Change[]>();
  for (const change of changes) {
    const together = bySequence.get(change.sequence);
    if (!together) bySequence.set(change.sequence, [change]);
    else together.push(change);
  }
  return [...bySequence.values()];
}
