// A line of a chart of what is measured: its numbers in the base unit, and what people saw or typed.
import { toCamel } from '../../schema/schema.ts';
import type { Series } from '../thing-type.ts';
import { type BaseUnit, baseUnits, type DisplayValue } from './measurements.ts';
import type { Substance } from './substances.ts';

/** A number that is named by its base unit, and a display. */
interface Measured {
  readonly display?: DisplayValue | undefined;
}

/** @param substance what takes conversion between mass and moles */
export function measuredSeries<Value>(
  label: string,
  base: BaseUnit,
  measuredIn: (value: Value) => Measured | undefined,
  substance?: Substance,
): Series<Value> {
  const key = toCamel(base);
  return {
    label,
    unit: baseUnits[base],
    value: value => (measuredIn(value) as Record<string, number | undefined> | undefined)?.[key],
    measured: { base, substance, display: value => measuredIn(value)?.display },
  };
}
