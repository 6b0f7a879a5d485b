// How often something is to be taken: periods and daily events, in words and in numbers.
import { makeTable } from '../../schema/table.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import { codeUnit } from '../clinical/amounts.ts';
import type { Element } from '../clinical/element.ts';
import { readAmount } from './data-types.ts';

const unitWords: Readonly<Record<string, readonly [one: string, many: string]>> = makeTable({
  s: ['second', 'seconds'],
  min: ['minute', 'minutes'],
  h: ['hour', 'hours'],
  d: ['day', 'days'],
  wk: ['week', 'weeks'],
  mo: ['month', 'months'],
  a: ['year', 'years'],
});

const eventWords: Readonly<Record<string, string>> = makeTable({
  AC: 'before meals',
  ACD: 'before lunch',
  ACM: 'before breakfast',
  ACV: 'before dinner',
  C: 'with meals',
  CD: 'with lunch',
  CM: 'with breakfast',
  CV: 'with dinner',
  HS: 'at bedtime',
  IC: 'between meals',
  ICD: 'between lunch and dinner',
  ICM: 'between breakfast and lunch',
  ICV: 'between dinner and bedtime',
  PC: 'after meals',
  PCD: 'after lunch',
  PCM: 'after breakfast',
  PCV: 'after dinner',
  WAKE: 'on waking',
});

/** @param condition in which case it is to be taken */
export function readSchedule(
  times: readonly Element[],
  condition: string | undefined,
): GeneralMeasurement | undefined {
  const parts = times.flatMap(readPart);
  const said = [...parts.map(({ display }) => display), condition].filter(Boolean).join(', ');
  const structured = parts.flatMap(part => part.structured ?? []);
  if (said === '') return undefined;
  return structured.length === 0 ? { display: said } : { display: said, structured };
}

function readPart(time: Element): GeneralMeasurement[] {
  const event = eventWords[time.find('event')?.attribute('code') ?? ''];
  if (event !== undefined) return [{ display: event }];
  const nested = time.all('comp');
  if (nested.length > 0) return nested.flatMap(readPart);
  const period = readPeriod(time.find('period'));
  return period ? [period] : [];
}

function readPeriod(period: Element | undefined): GeneralMeasurement | undefined {
  const { value, unit } = readAmount(period) ?? readAmount(period?.find('low')) ?? {};
  if (value === undefined || unit === undefined || value <= 0) return undefined;
  const longest = readAmount(period?.find('high'))?.value;
  const [one, many] = unitWords[unit] ?? [unit, unit];
  const display = sayPeriod(value, longest, one, many);
  const values = longest === undefined || longest === value ? [value] : [value, longest];
  return { display, structured: values.map(number => ({ value: number, units: codeUnit(unit) })) };
}

/** `every 6 hours`, `every 4–6 hours`, `twice a day`. */
function sayPeriod(value: number, longest: number | undefined, one: string, many: string): string {
  if (longest !== undefined && longest !== value) return `every ${value}–${longest} ${many}`;
  if (value === 1) return `every ${one}`;
  const times = 1 / value;
  if (value < 1 && Math.abs(times - Math.round(times)) < 0.05) return `${Math.round(times)} times a ${one}`;
  return `every ${value} ${many}`;
}
