// Numbers with limits that many types share.
import { inUnit, named } from '../../schema/schema.ts';
import { double, int } from '../../schema/text.ts';
import { base } from './namespaces.ts';

export const positiveDouble = named(base, 'positiveDouble', double({ above: 0 }));
export const nonNegativeDouble = named(base, 'nonNegativeDouble', double({ min: 0 }));
export const positiveInt = named(base, 'positiveInt', int({ above: 0 }));
export const nonNegativeInt = named(base, 'nonNegativeInt', int({ min: 0 }));
/** A fraction: 0.25 is a quarter. */
export const percentage = inUnit(named(base, 'percentage', double({ min: 0, max: 1 })), 'fraction');
export const oneToFive = named(base, 'one-to-five', int({ min: 1, max: 5 }));
/** Day of the week: 1 is Sunday. */
export const dow = named(base, 'dow', int({ min: 1, max: 7 }));

/** Without the noise of binary arithmetic: 0.07 × 100 is 7, not 7.000000000000001. */
export function dropNoise(value: number): number {
  return Number(value.toPrecision(15));
}

/** A fraction for people to read: `97 %`. */
export function percentText(fraction: number): string {
  return `${dropNoise(fraction * 100)} %`;
}
