// What the core asks of the store about subscriptions and what they are owed.
import type { Grant } from '../authorization/grant.ts';
import type { Awaitable } from '../awaitable.ts';
import type { OutboxEvent, StoredEvent } from './outbox.ts';
import type { Change, Delivering, Lane, Parked, Subscription } from './subscription.ts';

export interface EventsReader {
  byId(id: string): Awaitable<Delivering | undefined>;
  /** Oldest first. */
  ofApp(appId: string): Awaitable<Delivering[]>;
  all(): Awaitable<Delivering[]>;
  /** Subscriptions of the applications that somebody authorised on a record. */
  onRecord(recordId: string): Awaitable<Subscription[]>;
  /** Those with something to tell now, first those that go well, and of them who waits longest. */
  due(now: number, limit: number): Awaitable<Delivering[]>;
  /** The lanes of a subscription that are due, first those that failed least. */
  lanes(subscriptionId: string, now: number, limit: number): Awaitable<Lane[]>;
  /** How many records a subscription is owed changes of, and how many operations at most. */
  owed(subscriptionId: string): Awaitable<{ records: number; operations: number }>;
  parked(subscriptionId: string): Awaitable<Parked[]>;
  /** Whose authorisations of a record an application has, oldest first. */
  people(appId: string, recordId: string): Awaitable<string[]>;
  /**
   * What operations of the grant's record changed, in order, personal things apart: some `count` things, but never a
   * part of an operation. `upTo` is the last operation looked at.
   */
  changes(
    grant: Grant,
    range: { after: number; latest: number; count: number },
  ): Awaitable<{ changes: Change[]; upTo: number }>;
  /** The events that wait, oldest first. */
  waiting(limit: number): Awaitable<StoredEvent[]>;
}

export interface EventsWriter {
  insert(subscription: Subscription): Awaitable<void>;
  /** Changes all but its owner and birth, and lets it be tried at once. */
  update(subscription: Subscription): Awaitable<void>;
  /** With all it was owed. */
  remove(id: string): Awaitable<void>;
  forget(eventIds: readonly number[]): Awaitable<void>;
  /** The operation of a record is to be told. */
  owe(subscriptionId: string, recordId: string, sequence: number, now: number): Awaitable<void>;
  /**
   * All up to an operation was told, or need not be; what is left stands behind the other records. A lane that an
   * operator set back meanwhile stays where it was set.
   */
  told(lane: Lane, sequence: number, now: number): Awaitable<void>;
  /** A try succeeded. Lanes that had failed beside it wait, each longer than the time before. */
  succeeded(id: string, when: { now: number; firstGap: number; gapMax: number }): Awaitable<void>;
  failed(id: string, how: { heldUntil: number; reason: string }): Awaitable<void>;
  laneFailed(subscriptionId: string, recordId: string): Awaitable<void>;
  /** Gives up what a lane holds up to an operation. Those parked of the record before stay so. */
  park(lane: Lane, last: number, now: number): Awaitable<void>;
  /** Owes again what was parked. */
  unpark(subscriptionId: string, now: number): Awaitable<void>;
  dropParked(subscriptionId: string): Awaitable<void>;
}

export interface OutboxWriter {
  /** In the transaction of what it tells of. */
  add(event: OutboxEvent): Awaitable<void>;
}
