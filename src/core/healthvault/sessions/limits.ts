// Limits of sessions of applications.
import { hourMs, minuteMs } from '../../limits/durations.ts';

export const sessionLimits = {
  sessionTtlMs: 4 * hourMs,
  /** How old the signing-time of a session request may be. */
  signingTimeWindowMs: 30 * minuteMs,
};
