// From what happened to what is owed: each event of the outbox is noted for the subscriptions it concerns, in one
// transaction with its end. Called by facades/delivery/.
import { getFirst } from '../../assume.ts';
import type { Reader, Writer } from '../store.ts';
import { findFamilies } from '../things/scope.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { StoredEvent } from './outbox.ts';
import type { Subscription } from './subscription.ts';

const eventsPerCommit = 500;

/** Events that concern nobody are gathered, so many and so long: each commit would cost as much as the write did. */
const gathered = { max: 50, ms: 1000 };

/** Spreads some of what waits. True when there may be more. */
export async function spreadEvents(vault: Vault): Promise<boolean> {
  const now = vault.clock.now();
  const mayWait = await vault.store.read(async db => {
    const waiting = await db.events.waiting(gathered.max + 1);
    if (waiting.length === 0) return true;
    if (waiting.length > gathered.max || getFirst(waiting).at + gathered.ms <= now) return false;
    return (await concerned(db, waiting)).length === 0 && !(await isFollowed(db, waiting));
  });
  if (mayWait) return false;
  await vault.store.write(db => spreadSome(db, now), ofJob('events'));
  return true;
}

async function spreadSome(db: Writer, now: number): Promise<void> {
  const waiting = await db.events.waiting(eventsPerCommit);
  if (waiting.length === 0) return;
  for (const { id, recordId, sequence } of await concerned(db, waiting)) {
    await db.events.owe(id, recordId, sequence, now);
  }
  for (const [recordId, sequence] of lastOf(waiting)) await db.fhirSubscriptions.owe(recordId, sequence, now);
  await db.events.forget(waiting.map(({ id }) => id));
}

/** Of each record, the last operation. */
function lastOf(waiting: readonly StoredEvent[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { recordId, payload } of waiting)
    last.set(recordId, Math.max(last.get(recordId) ?? 0, payload.sequence ?? 0));
  return last;
}

async function isFollowed(db: Reader, waiting: readonly StoredEvent[]): Promise<boolean> {
  for (const recordId of lastOf(waiting).keys())
    if (await db.fhirSubscriptions.isFollowed(recordId)) return true;
  return false;
}

interface Concern {
  /** Of the subscription. */
  readonly id: string;
  readonly recordId: string;
  readonly sequence: number;
}

/** The subscriptions that name a type that changed, and were there when it did. */
async function concerned(db: Reader, waiting: readonly StoredEvent[]): Promise<Concern[]> {
  const found: Concern[] = [];
  const onRecords = new Map<string, readonly Subscription[]>();
  for (const { at, recordId, payload } of waiting) {
    const { sequence } = payload;
    if (sequence === undefined) continue;
    const subscriptions = onRecords.get(recordId) ?? (await db.events.onRecord(recordId));
    onRecords.set(recordId, subscriptions);
    const changed = findFamilies(payload.typeIds);
    for (const { id, filters, createdAt } of subscriptions) {
      const isNamed = [...findFamilies(filters.flat())].some(type => changed.has(type));
      if (isNamed && createdAt <= at) found.push({ id, recordId, sequence });
    }
  }
  return found;
}
