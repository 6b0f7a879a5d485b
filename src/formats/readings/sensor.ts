// Glucose as sensors and meters write it: a number, or that it was beyond what they can tell.
import { type Amount, inBase } from './units.ts';

export interface SensorValue {
  /** mmol/L; the bound where it was beyond. */
  readonly value: number;
  readonly shown: Amount;
  readonly beyond?: 'low' | 'high';
}

/** In mg/dL, the least and the most that a sensor tells. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

const lowWords = /^(lo|low|niedrig|bajo|baja|bas|faible|basso)$/i;
const highWords = /^(hi|high|hoch|alto|alta|élevé|elevé|haut|hoog)$/i;

/** @param unit `mg/dL` or `mmol/L` */
export function parseSensor(
  text: string,
  number: number | undefined,
  unit: string,
  bounds: Bounds,
): SensorValue | undefined {
  if (number !== undefined) {
    const value = inBase({ value: number, unit }, 'glucose');
    return value === undefined ? undefined : { value, shown: { value: number, unit } };
  }
  const beyond = lowWords.test(text) ? 'low' : highWords.test(text) ? 'high' : undefined;
  if (beyond === undefined) return undefined;
  const milligrams = bounds[beyond];
  const value = inBase({ value: milligrams, unit: 'mg/dL' }, 'glucose') ?? 0;
  const bound = unit === 'mg/dL' ? milligrams : Math.round(value * 10) / 10;
  return { value, shown: { value: bound, unit, text }, beyond };
}
