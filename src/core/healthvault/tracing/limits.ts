// Limits of tracing.
import { hourMs } from '../../limits/durations.ts';

export const tracingLimits = {
  /** Applications that are traced at once, for how long, and what is kept of each: calls, and bytes of a body. */
  tracedAppsMax: 20,
  tracedAppsPerPersonMax: 3,
  traceForMs: hourMs,
  tracesPerAppMax: 50,
  traceBodyBytesMax: 32_768,
};
