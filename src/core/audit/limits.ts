// Limits of the log.
import { hourMs } from '../limits/durations.ts';

export const auditLimits = {
  /** How often the ends of its chains are published. */
  logHeadsEveryMs: hourMs,
  /** Chains of which one publication tells; what is more follows in the next, at once. */
  logHeadsChainsMax: 20_000,
  /** Refusals of one second that are told apart; all others make one entry with their count. */
  refusalsToldApartMax: 1000,
};
