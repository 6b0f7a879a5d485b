// Limits of connect requests.
import { dayMs, minuteMs } from '../../limits/durations.ts';

export const connectLimits = {
  /** Connect requests an application may have, those that people connected included. */
  connectRequestsPerAppMax: 100_000,
  /** How long a connect request waits for its person. */
  connectRequestTtlMs: 28 * dayMs,
  /** How long it can be listed and used again after a person connected. */
  connectedListedMs: 90 * dayMs,
  /** Wrong answers that use a connect request up. */
  connectAnswersMax: 3,
  /** Wrong identity codes, and wrong answers: of one account, and from one network address. */
  connectTriesMax: 10,
  connectTriesPerAddressMax: 1000,
  connectTriesWindowMs: 15 * minuteMs,
};
