// What is usual in who is well, as far as several types share it, and who published it.
import type { Reference } from '../thing-type.ts';

/** Adults, by the public pages of the National Health Service. */
export const healthService: Pick<Reference, 'ofAdults' | 'source'> = {
  ofAdults: true,
  source: 'NHS, United Kingdom',
};

/** A pulse in a minute, at rest. */
export const restingPulse: Reference = {
  ...healthService,
  min: 60,
  max: 100,
  below: [50, 40],
  above: [120, 150],
};

export const diabetesAssociation = 'American Diabetes Association';
