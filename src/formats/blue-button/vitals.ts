// What was measured of the body: by the VA with a unit, by the person without one, in the units of the United States.
import { makeTable } from '../../schema/table.ts';
import { type Amount, readNumber } from '../clinical/amounts.ts';
import { toExact } from '../clinical/dates.ts';
import { type Measured, makeVitals } from '../clinical/vitals.ts';
import { type Finding, leaveOut } from '../format.ts';
import type { Fields, Place } from './fields.ts';
import { describe } from './items.ts';
import { readWritten } from './moments.ts';

/** As UCUM has them. */
const units: Readonly<Record<string, string>> = makeTable({
  f: '[degF]',
  fahrenheit: '[degF]',
  c: 'Cel',
  celsius: 'Cel',
  pounds: '[lb_av]',
  lb: '[lb_av]',
  kilograms: 'kg',
  in: '[in_i]',
  inches: '[in_i]',
  cm: 'cm',
});

/** What stands in a field of its own, and the unit where it is known. */
const ownFields: readonly (readonly [name: string, text: string, unit?: string])[] = [
  ['systolic', 'Systolic', 'mm[Hg]'],
  ['diastolic', 'Diastolic', 'mm[Hg]'],
  ['heart rate', 'Heart rate', '/min'],
  ['body weight', 'Body weight'],
  ['body temperature', 'Body temperature'],
  ['pain level', 'Pain level'],
  ['blood sugar count', 'Blood sugar'],
  ['total cholesterol', 'Total cholesterol'],
  ['hdl', 'HDL'],
  ['ldl', 'LDL'],
  ['inr value', 'INR'],
];

export function* readVital(fields: Fields, place: Place): Generator<Finding> {
  const kind = fields.get('vital sign', 'measurement type', 'vital statistic type') ?? place.what;
  const when = toExact(readWritten(fields.get('date/time collected', 'date'), fields.get('time')));
  const names = ownFields.map(([name]) => name);
  const about = describe(fields, place, [
    ...names,
    'vital sign',
    'measurement type',
    'vital statistic type',
    'measurement',
    'reading',
    'measure',
    'date/time collected',
    'date',
    'time',
  ]);
  const written = fields.get('measurement', 'reading');
  const said = written === undefined ? readOwn(fields) : readMeasurement(kind, written);
  if (said.length === 0) return yield leaveOut('invalid', place.what);
  yield* makeVitals(
    said.map(one => ({ ...one, when, about })),
    place.what,
  );
}

type Said = Pick<Measured, 'code' | 'amount' | 'words'>;

function readOwn(fields: Fields): Said[] {
  return ownFields.flatMap(([name, text, unit]) => {
    const value = readNumber(fields.get(name));
    return value === undefined
      ? []
      : [{ code: { text }, amount: { value, unit: unit ?? findUnit(fields.get('measure')) } }];
  });
}

/** `190/70 mm[Hg]`, `98.5 F`, `3`. */
function readMeasurement(kind: string, written: string): Said[] {
  const [, top, bottom] = /^(\d{2,3})\/(\d{2,3})(?:\s|$)/.exec(written) ?? [];
  if (/^blood pressure$/i.test(kind) && top !== undefined && bottom !== undefined) {
    return [
      { code: { text: 'Systolic' }, amount: { value: Number(top), unit: 'mm[Hg]' } },
      { code: { text: 'Diastolic' }, amount: { value: Number(bottom), unit: 'mm[Hg]' } },
    ];
  }
  const amount = readAmount(written);
  const code = { text: kinds[kind.toLowerCase()] ?? kind };
  return [amount ? { code, amount } : { code, words: written }];
}

/** What the VA calls what others call otherwise. */
const kinds: Readonly<Record<string, string>> = makeTable({
  'pulse oximetry': 'Oxygen saturation',
  respiration: 'Respiration rate',
});

function readAmount(written: string): Amount | undefined {
  const [, number, unit = ''] = /^([\d.]+)\s*(\S{0,20})$/.exec(written) ?? [];
  const value = readNumber(number);
  return value === undefined ? undefined : { value, unit: findUnit(unit) };
}

function findUnit(written: string | undefined): string | undefined {
  if (!written) return undefined;
  return units[written.toLowerCase()] ?? written;
}
