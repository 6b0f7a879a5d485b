// Limits of applications that others make: on devices, and by their masters.
import { minuteMs } from '../../limits/durations.ts';

export const sodaLimits = {
  appCreationTokenTtlMs: 15 * minuteMs,
  childAppsMax: 10_000,
};
