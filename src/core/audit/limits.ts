// Limits of the log.
import { hourMs } from '../limits/durations.ts';

export const auditLimits = {
  /** How often a checkpoint of it is published. */
  logHeadsEveryMs: hourMs,
  /** Checkpoints that one export of a log may be asked to prove itself against, beside those of the export before. */
  logKeptMax: 3,
  /** Refusals of one second that are told apart; all others make one entry with their count. */
  refusalsToldApartMax: 1000,
};
