// Limits of what applications post for pages to come.
import { minuteMs } from '../../limits/durations.ts';

export const parkedLimits = {
  /** What applications posted for pages to come: in all, from one address, and how long it waits. */
  parkedMax: 10_000,
  parkedPerAddressMax: 500,
  parkedTtlMs: 30 * minuteMs,
};
