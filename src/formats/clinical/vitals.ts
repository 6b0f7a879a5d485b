// Measurements of one moment as items: those with a type of their own each, a pair of pressures as one, the rest together.

import bloodOxygenSaturation from '../../things/blood-oxygen-saturation.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import bodyDimension from '../../things/body-dimension.ts';
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import type { DateTime } from '../../things/common/dates.ts';
import { approximately } from '../../things/common/dates.ts';
import { dropNoise } from '../../things/common/numbers.ts';
import { convert } from '../../things/common/units.ts';
import heartRate from '../../things/heart-rate.ts';
import height from '../../things/height.ts';
import vitalSigns from '../../things/vital-signs.ts';
import weight from '../../things/weight.ts';
import { type AboutCandidate, type Finding, leaveOut, makeFinding } from '../format.ts';
import { type Amount, codeUnit, findUcum, toBase, toMeasurement } from './amounts.ts';
import { findVital, type Vital } from './vital-codes.ts';

export interface Measured {
  readonly code: CodableValue;
  readonly amount?: Amount;
  /** What is said in place of a number. */
  readonly words?: string;
  readonly when: DateTime | undefined;
  readonly flag?: CodableValue;
  readonly range?: { readonly min?: number | undefined; readonly max?: number | undefined };
  readonly about: AboutCandidate;
}

/** @param what the document's own word for them */
export function* makeVitals(measured: readonly Measured[], what: string): Generator<Finding> {
  const moments = new Map<string, (Measured & { when: DateTime })[]>();
  for (const one of measured) {
    const { when } = one;
    if (when === undefined || (one.amount === undefined && one.words === undefined))
      yield leaveOut('invalid', what);
    else {
      const key = JSON.stringify(when);
      const same = moments.get(key);
      if (same) same.push({ ...one, when });
      else moments.set(key, [{ ...one, when }]);
    }
  }
  for (const one of moments.values()) yield* makeMoment(one, what);
}

type Timed = Measured & { readonly when: DateTime };

function* makeMoment(measured: readonly Timed[], what: string): Generator<Finding> {
  const rest: Timed[] = [];
  const pressures = takePressures(measured);
  for (const { systolic, diastolic } of pressures.pairs) {
    const [top, bottom] = [mmHg(systolic), mmHg(diastolic)];
    const about = { ...mergeNotes([keepMore(systolic, top), keepMore(diastolic, bottom)]), of: 2 };
    if (top === undefined || bottom === undefined) rest.push(systolic, diastolic);
    else
      yield makeFinding(
        bloodPressure,
        { when: systolic.when, systolic: top, diastolic: bottom },
        what,
        about,
      );
  }
  for (const one of pressures.others) {
    const vital = findVital(one.code);
    const rate = vital === 'heart-rate' && one.amount ? countedAMinute(one.amount) : one.amount?.value;
    const found = makeOwn(keepMore(one, rate), vital, what);
    if (found) yield found;
    else rest.push(one);
  }
  const [first] = rest;
  if (!first) return;
  const about = { ...mergeNotes(rest), of: rest.length };
  yield makeFinding(vitalSigns, { when: first.when, vitalSignsResults: rest.map(toResult) }, what, about);
}

/** Each systolic pressure with the diastolic one that was measured with it. */
function takePressures(measured: readonly Timed[]) {
  const systolic = measured.filter(one => one.amount && findVital(one.code) === 'systolic');
  const diastolic = measured.filter(one => one.amount && findVital(one.code) === 'diastolic');
  const pairs = systolic.flatMap((one, at) => {
    const other = diastolic[at];
    return other ? [{ systolic: one, diastolic: other }] : [];
  });
  const paired = new Set(pairs.flatMap(pair => [pair.systolic, pair.diastolic]));
  return { pairs, others: measured.filter(one => !paired.has(one)) };
}

/** With a note of what an item with a type of its own has no field for: more digits, the range, what stands out. */
function keepMore(one: Timed, kept: number | undefined): Timed {
  const { amount, flag, range, about, code } = one;
  const exact = amount && kept !== amount.value ? toMeasurement([amount])?.display : undefined;
  const bounds = [range?.min, range?.max].some(end => end !== undefined)
    ? `range ${range?.min ?? ''}–${range?.max ?? ''}`
    : undefined;
  const said = [exact, bounds, flag?.text].filter(Boolean).join(', ');
  if (said === '') return one;
  const note = [about.note, `${code.text}: ${said}`].filter(Boolean).join('\n');
  return { ...one, about: { ...about, note } };
}

function mergeNotes(all: readonly Timed[]): AboutCandidate {
  const notes = [...new Set(all.flatMap(({ about }) => (about.note === undefined ? [] : [about.note])))];
  return { ...all[0]?.about, ...(notes.length > 0 && { note: notes.join('\n') }) };
}

function mmHg({ amount }: Timed): number | undefined {
  return whole(amount, 'mm[Hg]');
}

/** A whole number in a unit; what says no unit is taken to be in it. */
function whole(amount: Amount | undefined, unit: string): number | undefined {
  if (!amount || amount.value < 0) return undefined;
  const said = amount.unit;
  const ucum = said === undefined || said === '1' ? unit : findUcum(said);
  const value =
    ucum === undefined ? undefined : ucum === unit ? amount.value : convert(amount.value, ucum, unit);
  return value === undefined ? undefined : Math.round(value);
}

/** An item of the type that such a measurement has; undefined where it has none, or its unit is no such. */
function makeOwn(
  { amount, when, about }: Timed,
  vital: Vital | undefined,
  what: string,
): Finding | undefined {
  if (!amount) return undefined;
  switch (vital) {
    case 'weight': {
      const value = toBase(amount, 'kg');
      return value && value.kg > 0 ? makeFinding(weight, { when, value }, what, about) : undefined;
    }
    case 'height': {
      const value = toBase(amount, 'm');
      return value && value.m > 0 ? makeFinding(height, { when, value }, what, about) : undefined;
    }
    case 'heart-rate': {
      const value = countedAMinute(amount);
      return value === undefined ? undefined : makeFinding(heartRate, { when, value }, what, about);
    }
    case 'oxygen': {
      const value = toFraction(amount);
      return value === undefined
        ? undefined
        : makeFinding(bloodOxygenSaturation, { when, value }, what, about);
    }
    case 'head':
      return makeDimension(
        { amount, when, about, what },
        'body-dimension-measurement-names-pediatric',
        'HeadCircumference',
        'Head circumference',
      );
    case 'waist':
      return makeDimension(
        { amount, when, about, what },
        'body-dimension-measurement-names',
        'WaistCircumference',
        'Waist size',
      );
    default:
      return undefined;
  }
}

interface Dimension {
  readonly amount: Amount;
  readonly when: DateTime;
  readonly about: AboutCandidate;
  readonly what: string;
}

function makeDimension({ amount, when, about, what }: Dimension, list: string, code: string, text: string) {
  const value = toBase(amount, 'm');
  if (!value || value.m <= 0) return undefined;
  const measurementName = makeWcCoded(list, code, text);
  return makeFinding(bodyDimension, { when: approximately(when), measurementName, value }, what, about);
}

/** What counts in a minute has many ways to be written, of which most are no unit: beats, bpm, breaths. */
function countedAMinute(amount: Amount): number | undefined {
  const { value, unit } = amount;
  if (
    unit !== undefined &&
    /^\{?(bpm|beats?|breaths?|b|br)\}?([ /]*(per)?[ /]*m(in(utes?)?)?)?\.?$/i.test(unit)
  )
    return value < 0 ? undefined : Math.round(value);
  return whole(amount, '/min');
}

function toFraction({ value, unit }: Amount): number | undefined {
  if (unit !== undefined && unit !== '%' && unit !== '1' && findUcum(unit) !== '%') return undefined;
  const fraction = unit === '1' && value <= 1 ? value : dropNoise(value / 100);
  return fraction >= 0 && fraction <= 1 ? fraction : undefined;
}

const titles: Partial<Record<Vital, [code: string, text: string]>> = {
  temperature: ['Tmp', 'Temperature'],
  respiration: ['Res', 'Respiratory Rate'],
  'heart-rate': ['Pls', 'Pulse'],
  systolic: ['BPS', 'Blood Pressure - Systolic'],
  diastolic: ['BPD', 'Blood Pressure - Diastolic'],
  height: ['Hgt', 'Height'],
  weight: ['Wgt', 'Weight'],
  oxygen: ['BOS', 'Blood Oxygen Saturation'],
  head: ['HC', 'Head Circumference'],
};

function toResult({ code, amount, words, flag, range }: Timed) {
  const vital = findVital(code);
  const own = vital && titles[vital];
  // HealthVault's own word comes first: forms and summaries know it. The code of the clinic stays beside it.
  const title = own
    ? { text: own[1], code: [...(makeWcCoded('vital-statistics', ...own).code ?? []), ...(code.code ?? [])] }
    : code;
  return {
    title,
    value: amount?.value,
    unit: amount?.unit === undefined || amount.unit === '1' ? undefined : codeUnit(amount.unit),
    referenceMinimum: range?.min,
    referenceMaximum: range?.max,
    textValue: words,
    flag,
  };
}
