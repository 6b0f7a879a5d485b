// Units as devices write them, and what one of each is in the base unit of items.
import { molarMass } from '../../things/common/substances.ts';

/** What one reading says: a number, and the unit it was shown in. */
export interface Amount {
  readonly value: number;
  readonly unit: string;
  /** What it showed in place of the number. */
  readonly text?: string;
}

export type Dimension =
  | 'mass'
  | 'length'
  | 'energy'
  | 'glucose'
  | 'volume'
  | 'flow'
  | 'speed'
  | 'duration'
  | 'share'
  | 'pressure';

type Units = ReadonlyMap<string, number>;

const glucoseGrams = molarMass.glucose;

/** One of each in kg, m, kcal, mmol/L, L, L/s, m/s, min, as a fraction, mmHg. */
const dimensions: Readonly<Record<Dimension, Units>> = {
  mass: new Map([
    ['kg', 1],
    ['g', 0.001],
    ['mg', 1e-6],
    ['mcg', 1e-9],
    ['lb', 0.45359237],
    ['lbs', 0.45359237],
    ['oz', 0.45359237 / 16],
    ['st', 0.45359237 * 14],
  ]),
  length: new Map([
    ['m', 1],
    ['km', 1000],
    ['cm', 0.01],
    ['mm', 0.001],
    ['in', 0.0254],
    ['ft', 0.3048],
    ['yd', 0.9144],
    ['mi', 1609.344],
  ]),
  energy: new Map([
    ['kcal', 1],
    ['cal', 0.001],
    ['kj', 1 / 4.184],
    ['j', 1 / 4184],
  ]),
  glucose: new Map([
    ['mmol/l', 1],
    ['mg/dl', 10 / glucoseGrams],
  ]),
  volume: new Map([
    ['l', 1],
    ['dl', 0.1],
    ['ml', 0.001],
  ]),
  flow: new Map([
    ['l/s', 1],
    ['l/min', 1 / 60],
    ['ml/s', 0.001],
  ]),
  speed: new Map([
    ['m/s', 1],
    ['km/hr', 1 / 3.6],
    ['km/h', 1 / 3.6],
    ['mi/hr', 0.44704],
    ['mph', 0.44704],
  ]),
  duration: new Map([
    ['min', 1],
    ['s', 1 / 60],
    ['sec', 1 / 60],
    ['hr', 60],
    ['h', 60],
  ]),
  share: new Map([
    ['fraction', 1],
    ['%', 0.01],
  ]),
  pressure: new Map([
    ['mmhg', 1],
    ['kpa', 7.50061683],
    ['cmhg', 10],
  ]),
};

/** In the base unit of its dimension; undefined where the unit is not known. */
export function inBase({ value, unit }: Amount, dimension: Dimension): number | undefined {
  const factor = dimensions[dimension].get(fold(unit, dimension));
  return factor === undefined ? undefined : round(value * factor);
}

/** Apple writes the molar mass into the unit, and kilocalories with a capital C. */
function fold(unit: string, dimension: Dimension): string {
  if (unit === 'Cal') return 'kcal';
  const plain = unit
    .replace(/<[\d.]+>/, '')
    .trim()
    .toLowerCase();
  return dimension === 'mass' && (plain === 'µg' || plain === 'μg') ? 'mcg' : plain;
}

/** In °C; undefined where the unit is not known. */
export function inCelsius({ value, unit }: Amount): number | undefined {
  if (/^(deg|°)?C$/.test(unit)) return value;
  if (/^(deg|°)?F$/.test(unit)) return round(((value - 32) * 5) / 9);
  return unit === 'K' ? round(value - 273.15) : undefined;
}

/** Without the noise that conversions leave. */
export function round(value: number): number {
  return Number(value.toPrecision(12));
}
