// Limits of connect packages.
import { dayMs } from '../../limits/durations.ts';

export const packageLimits = {
  /** From when a package is dropped off, or its code reserved. */
  packageTtlMs: 28 * dayMs,
  /** Wrong answers after which a package cannot be picked up. */
  packageAnswersMax: 3,
  packageIterationsMax: 1_000_000,
  /** That wait for an application, reserved codes too, and the bytes of their contents and blobs. */
  packagesPerAppMax: 100_000,
  packageBytesPerAppMax: 68_719_476_736,
};
