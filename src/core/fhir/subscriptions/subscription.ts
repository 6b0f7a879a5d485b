// Subscriptions by FHIR: what an application is to be told of one record, where, and how far it was told. What was asked is sealed, as it
// names what somebody looks for, and how its receiver knows us.
import type { LogPlace, RecordOperation } from '../../things/thing.ts';
import type { Keys } from '../../world.ts';
import type { Resource } from '../values.ts';

export interface FhirSubscription {
  readonly id: string;
  readonly appId: string;
  readonly personId: string;
  readonly recordId: string;
  readonly sealed: Buffer;
  readonly status: SubscriptionStatus;
  /** Another with each change by its owner. */
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly endsAt: number;
  /** How far the log of the record was gone through. */
  readonly gathered: LogPlace;
  /** The last operation of the record that it is to look at. */
  readonly latest: number;
  /** The number of the last event, and of the last that its receiver took. */
  readonly events: number;
  readonly taken: number;
  readonly dueAt: number;
  /** Tries that failed since the last that did not, and since when. */
  readonly failures: number;
  readonly failingSince: number | undefined;
  readonly heldUntil: number;
  readonly lastFailure: string | undefined;
  /** When it is to be told that we are there. */
  readonly heartbeatAt: number | undefined;
}

/** Who is to be told; tried in vain until somebody asks anew; over. */
export type SubscriptionStatus = 'requested' | 'active' | 'error' | 'off';

/** What is sealed. */
export interface SubscriptionContent {
  /** As it was sent. */
  readonly resource: Resource;
  /** Of the token by which it was made or last changed. */
  readonly scopes: string;
}

/** One version of a resource that is to be told of. */
export interface SubscriptionEvent
  extends Pick<RecordOperation, 'thingId' | 'versionStamp' | 'typeId' | 'operation' | 'at'> {
  readonly number: number;
  readonly kind: string;
  readonly resourceId: string;
}

export function sealContent({ keys }: { readonly keys: Keys }, content: SubscriptionContent): Buffer {
  return keys.seal(Buffer.from(JSON.stringify(content)));
}

/** @throws where it was sealed with another key */
export function openContent(
  { keys }: { readonly keys: Keys },
  { sealed }: Pick<FhirSubscription, 'sealed'>,
): SubscriptionContent {
  return JSON.parse(keys.open(sealed).toString());
}

export function isOpenable(vault: { readonly keys: Keys }, one: Pick<FhirSubscription, 'sealed'>): boolean {
  try {
    openContent(vault, one);
    return true;
  } catch {
    return false;
  }
}

/** May its receiver well not answer? One that never did is no better than one that fails. */
export function isDoubtful({ status, failures }: Pick<FhirSubscription, 'status' | 'failures'>): boolean {
  return status === 'requested' || failures > 0;
}

const never = Number.MAX_SAFE_INTEGER;

/** When there is something to do next. */
export function findDue(one: Omit<FhirSubscription, 'dueAt'>, now: number, pendingMax: number): number {
  const { status, latest, gathered, events, taken, heldUntil, heartbeatAt = never, endsAt } = one;
  if (status === 'off') return never;
  const isBehind = latest > gathered.sequence && events - taken < pendingMax;
  const isOwing = status === 'requested' || (status === 'active' && events > taken);
  const next = isBehind || isOwing ? now : status === 'active' ? heartbeatAt : never;
  return Math.min(Math.max(next, heldUntil), endsAt);
}
