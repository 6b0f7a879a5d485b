// From the log of a record to events: what a subscription is to be told of, numbered once and for all in the order in which it happened.
import type { Reader } from '../../store.ts';
import type { LogPlace } from '../../things/thing.ts';
import type { FhirAccess } from '../access.ts';
import { type LineVersion, readLines } from '../lines.ts';
import { meets } from '../match.ts';
import type { Condition } from '../query.ts';
import { isOpen } from '../resources.ts';
import type { Resource } from '../values.ts';
import type { FhirSubscription, SubscriptionEvent } from './subscription.ts';

export interface Wanted {
  /** A kind of resource. */
  readonly kind: string;
  /** All of which it must meet. */
  readonly conditions: readonly Condition[];
}

export interface Gathered {
  readonly events: readonly SubscriptionEvent[];
  readonly upTo: LogPlace;
}

/** Goes on in the log, so many lines. What is not open to the application is no event. */
export async function gatherEvents(
  db: Reader,
  access: FhirAccess,
  one: FhirSubscription,
  { kind, conditions }: Wanted,
  { lines, now }: { readonly lines: number; readonly now: number },
): Promise<Gathered> {
  const page = await db.things(access.grant).operations(one.gathered, lines);
  const takes = (resource: Resource) =>
    resource.resourceType === kind &&
    isOpen(resource, access, 'r', now) &&
    conditions.every(condition => meets(resource, condition, now));
  const found = await readLines(db, access, page.operations, takes, now);
  const events = page.operations.flatMap((line, i) =>
    (found[i] ?? []).map(({ id: resourceId }) => {
      const { thingId, versionStamp, typeId, operation, at } = line;
      return { thingId, versionStamp, typeId, operation, at, kind, resourceId };
    }),
  );
  const end = { sequence: Math.max(page.latest, one.latest), position: wholeOperation };
  return {
    events: events.map((event, i) => ({ ...event, number: one.events + i + 1 })),
    upTo: page.isFull && page.last ? page.last : end,
  };
}

const wholeOperation = Number.MAX_SAFE_INTEGER;

export interface OpenEvent {
  readonly event: SubscriptionEvent;
  readonly version: LineVersion;
}

/** Of these events, those that are open to the application at this moment, with what they tell of. */
export async function readEvents(
  db: Reader,
  access: FhirAccess,
  events: readonly SubscriptionEvent[],
  now: number,
): Promise<OpenEvent[]> {
  const found = await readLines(db, access, events, resource => isOpen(resource, access, 'r', now), now);
  return events.flatMap((event, i) => {
    const version = found[i]?.find(({ type, id }) => type === event.kind && id === event.resourceId);
    return version ? [{ event, version }] : [];
  });
}
