// Numbers with limits that many types share.
import { named } from '../../schema/schema.ts';
import { double, int } from '../../schema/text.ts';
import { base } from './namespaces.ts';

export const positiveDouble = named(base, 'positiveDouble', double({ above: 0 }));
export const nonNegativeDouble = named(base, 'nonNegativeDouble', double({ min: 0 }));
export const positiveInt = named(base, 'positiveInt', int({ above: 0 }));
export const nonNegativeInt = named(base, 'nonNegativeInt', int({ min: 0 }));
/** A fraction: 0.25 is a quarter. */
export const percentage = named(base, 'percentage', double({ min: 0, max: 1 }));
export const oneToFive = named(base, 'one-to-five', int({ min: 1, max: 5 }));
/** Day of the week. */
export const dow = named(base, 'dow', int({ min: 1, max: 7 }));
