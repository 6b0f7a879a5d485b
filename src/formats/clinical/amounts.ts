// Amounts with UCUM units, as items hold them: in the base unit with what was shown, or as a measurement in words and numbers.

import { makeTable } from '../../schema/table.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import type { BaseUnit, DisplayValue, GeneralMeasurement } from '../../things/common/measurements.ts';
import { baseUnits } from '../../things/common/measurements.ts';
import { findUcumOfText, ucumOfBase } from '../../things/common/unit-names.ts';
import { convert } from '../../things/common/units.ts';

/** What is measured, and in what: as it stands there, in UCUM or not. */
export interface Amount {
  readonly value: number;
  readonly unit: string | undefined;
  /** The number as it was written, where its digits say how exact it is: `1.90`. */
  readonly written?: string | undefined;
}

/** A whole or decimal number as XML has it; undefined for anything else, infinities among it. */
export function readNumber(written: string | undefined): number | undefined {
  if (written === undefined || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(written.trim()))
    return undefined;
  return isOutOfReach(written) ? undefined : Number(written);
}

/** Does no double come near a number: as it is beyond all of them, or so small that it would be 0? Anything else is none of these. */
export function isOutOfReach(written: string): boolean {
  const value = Number(written);
  return Math.abs(value) === Number.POSITIVE_INFINITY || (value === 0 && /^[^eE]*[1-9]/.test(written));
}

/** How people write what UCUM writes for programs. */
const shownUnits: Readonly<Record<string, string>> = makeTable({
  '[lb_av]': 'lb',
  '[oz_av]': 'oz',
  '[in_i]': 'in',
  '[in_us]': 'in',
  '[ft_i]': 'ft',
  '[mi_i]': 'mi',
  Cel: '°C',
  '[degF]': '°F',
  'mm[Hg]': 'mmHg',
  'cm[H2O]': 'cmH2O',
  '[iU]': 'IU',
  '[iU]/L': 'IU/L',
  '[iU]/mL': 'IU/mL',
  'm[iU]/L': 'mIU/L',
  'm[iU]/mL': 'mIU/mL',
  'u[iU]/mL': 'µIU/mL',
  '10*3/uL': '10^3/µL',
  '10*6/uL': '10^6/µL',
  '10*9/L': '10^9/L',
  '10*12/L': '10^12/L',
  '{beats}/min': '/min',
  '{breaths}/min': '/min',
  '{beat}/min': '/min',
  '{Beats}/min': '/min',
  '{Breaths}/min': '/min',
});

/** A unit for people: `lb` of `[lb_av]`, nothing of `1`. */
export function showUnit(unit: string | undefined): string | undefined {
  if (unit === undefined || unit === '1') return undefined;
  const shown = shownUnits[unit] ?? unit.replace(/[{}]/g, '');
  return shown === '' ? undefined : shown;
}

/** The UCUM code of a unit, whether it is written in UCUM or as people write it. */
export function findUcum(unit: string): string | undefined {
  // The library prints what it cannot take apart at all.
  if (/^[!-~]{1,60}$/.test(unit) && convert(1, unit, unit) !== undefined) return unit;
  return findUcumOfText(unit) ?? findUcumOfText(unit.replace(/^deg\s*/i, '°'));
}

/** An amount in a base unit, with what was shown where that was another; undefined where its unit is no such. */
export function toBase<Unit extends BaseUnit>(
  { value, unit }: Amount,
  base: Unit,
): (Record<Unit, number> & { display?: DisplayValue }) | undefined {
  const ucum = unit === undefined ? undefined : findUcum(unit);
  const number = ucum === undefined ? undefined : convert(value, ucum, ucumOfBase[base]);
  if (number === undefined) return undefined;
  const shown = showUnit(unit) ?? '';
  const measured = { [base]: number } as Record<Unit, number>;
  return shown === baseUnits[base] ? measured : { ...measured, display: { value, units: shown } };
}

/** A unit as structured measurements have it. */
export function codeUnit(unit: string): CodableValue {
  return { text: showUnit(unit) ?? unit, code: [{ value: unit, type: 'UCUM' }] };
}

/** An amount in words and as a number: `5 mg`. */
export function toMeasurement(
  amounts: readonly Amount[],
  countedIn?: string,
): GeneralMeasurement | undefined {
  const [first] = amounts;
  if (!first) return undefined;
  const written = new Map(amounts.map(({ value, written }) => [value, sayDigits(value, written)]));
  const numbers = [...written.values()].join('–');
  const unit = showUnit(first.unit) ?? countedIn;
  const structured = amounts.flatMap(({ value, unit }) =>
    unit === undefined || unit === '1' ? [] : [{ value, units: codeUnit(unit) }],
  );
  const display = unit === undefined ? numbers : `${numbers} ${unit}`;
  return structured.length === 0 ? { display } : { display, structured };
}

/** With the zeros at its end that it was written with, as these say how exactly it was measured. */
function sayDigits(value: number, written = ''): string {
  const digits = written.trim();
  return /^-?(0|[1-9]\d*)\.\d+$/.test(digits) && Number(digits) === value ? digits : String(value);
}
