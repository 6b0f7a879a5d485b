// Limits of events.
import { dayMs, hourMs } from '../limits/durations.ts';

export const eventLimits = {
  /** An application's subscriptions, and the types that one may name. */
  eventSubscriptionsMax: 25,
  eventTypesMax: 1000,
  /** Deliveries under way, and things that one tells of; the changes of one request are never torn apart. */
  eventPostsMax: 16,
  eventThingsPerPostMax: 1000,
  /** How long a receiver may take. */
  eventTimeoutMs: 15_000,
  /** How long a failed delivery waits: at first, at most, and until it is given up. */
  eventRetryFirstMs: 10_000,
  eventRetryGapMaxMs: hourMs,
  eventRetryForMs: 10 * dayMs,
};
