// The tables of Withings: what a heading tells that a table is, and what each of its rows says.
import bloodPressure from '../../things/blood-pressure.ts';
import { type Finding, makeFinding } from '../format.ts';
import type { MovementName } from '../readings/days.ts';
import { makeExercise } from '../readings/exercises.ts';
import type { KindName } from '../readings/kinds.ts';
import { dateTimeOf, type Moment, parseMoment } from '../readings/moment.ts';
import { makeNight } from '../readings/night.ts';
import type { Readings } from '../readings/readings.ts';
import { findColumn, parseNumber, type Row } from '../readings/rows.ts';
import { type Amount, inBase, inCelsius } from '../readings/units.ts';

export type Take = (row: Row, readings: Readings) => Iterable<Finding>;

const source = 'Withings';

/** By its heading, where that tells enough. */
export function findTable(heading: Row): Take | undefined {
  const [first = ''] = heading;
  if (/^(from|de|von)$/i.test(first)) return findSpans(heading);
  if (!/^(date|datum|fecha)$/i.test(first)) return undefined;
  const massUnit = massUnitOf(heading[1]);
  if (heading.length >= 6 && massUnit !== undefined && massUnitOf(heading[2]) === massUnit)
    return takeWeights(heading);
  const [systolic, diastolic] = [findColumn(heading, /^s[iy]st/i), findColumn(heading, /^diast/i)];
  if (systolic > 0 && diastolic > 0) return takePressures(systolic, diastolic, heading);
  return undefined;
}

function massUnitOf(name = ''): string | undefined {
  return /\((kg|lbs?|st)\)$/.exec(name.trim())?.[1];
}

function findSpans(heading: Row): Take | undefined {
  const second = (name: RegExp) => findColumn(heading, name);
  if (second(/^.*\(s\)$/) === 2 && heading.length > 6) return takeNights(heading);
  const data = second(/^(data|données|daten|datos)$/i);
  return data > 4 ? takeActivities(data) : undefined;
}

/** Weight, fat, bone, muscle, water, in this order, in one unit. */
function takeWeights(heading: Row): Take {
  const kinds: readonly KindName[] = ['weight', 'fatMass', 'boneMass', 'muscleMass', 'waterMass'];
  const columns = kinds.map((kind, i) => ({ kind, column: i + 1, unit: massUnitOf(heading[i + 1]) }));
  return function* (row, readings) {
    const at = momentOf(row[0]);
    if (!at) return yield* readings.leave('invalid', 'weight');
    for (const { kind, column, unit } of columns) {
      const value = parseNumber(row[column]);
      if (value === undefined || value === 0 || unit === undefined) continue;
      const amount = { value, unit };
      yield* readings.add({
        kind,
        at,
        value: inBase(amount, 'mass') ?? Number.NaN,
        shown: amount,
        source,
        what: kind,
      });
    }
  };
}

function takePressures(systolic: number, diastolic: number, heading: Row): Take {
  const pulse = heading.findIndex((_, i) => i > 0 && i !== systolic && i !== diastolic && i < 4);
  return function* (row, readings) {
    const at = momentOf(row[0]);
    const [high, low, beats] = [systolic, diastolic, pulse].map(column => parseNumber(row[column]));
    if (!at || high === undefined || low === undefined || !(high >= 20 && high <= 350))
      return yield* readings.leave('invalid', 'blood pressure');
    const said = {
      when: dateTimeOf(at),
      systolic: Math.round(high),
      diastolic: Math.round(low),
      ...(beats !== undefined && beats > 0 && { pulse: Math.round(beats) }),
    };
    yield makeFinding(bloodPressure, said, 'blood pressure', {
      source,
      sourceId: readings.id('blood pressure', at),
    });
  };
}

/** From, to, and how long in seconds: light, deep, REM, awake; then how often somebody woke, and how long it took to sleep. */
function takeNights(heading: Row): Take {
  const settlingColumn = findColumn(heading, /sleep|schlaf|dormir|sommeil/i);
  return function* (row, readings) {
    const [start, end] = [momentOf(row[0]), momentOf(row[1])];
    const minutes = (column: number) => Math.max(0, parseNumber(row[column]) ?? 0) / 60;
    const [light, deep, rem, awake] = [minutes(2), minutes(3), minutes(4), minutes(5)] as const;
    const asleep = light + deep + rem;
    if (!start || !end || !(asleep > 0 && asleep < 2880)) return yield* readings.leave('invalid', 'sleep');
    const phases = (
      [
        ['light', light],
        ['deep', deep],
        ['rem', rem],
      ] as const
    )
      .filter(([, of]) => of > 0)
      .map(([phase, of]) => ({ phase, minutes: of }));
    const settling = settlingColumn > 5 ? minutes(settlingColumn) : 0;
    yield makeNight({ start, end, asleep, settling, awake, awakenings: [], phases }, 'sleep', {
      source,
      sourceId: readings.id('sleep', start),
    });
  };
}

/** From, to, then what it was, and a column of JSON. */
function takeActivities(data: number): Take {
  return function* (row, readings) {
    const [start, end] = [momentOf(row[0]), momentOf(row[1])];
    const activity = row[data - 1] ?? '';
    if (!start || !end) return yield* readings.leave('invalid', 'activity');
    const told = parseData(row[data] ?? '');
    const session = {
      activity,
      start,
      minutes: (told('effduration') ?? (end.at - start.at) / 1000) / 60,
      meters: told('distance') ?? told('manual_distance'),
      kilocalories: told('calories') || told('manual_calories'),
      steps: told('steps'),
      heart: { min: told('hr_min'), mean: told('hr_average'), max: told('hr_max') },
      ascent: told('elevation'),
    };
    yield makeExercise(session, 'activity', { source, sourceId: readings.id(`activity ${activity}`, start) });
  };
}

/** What is no JSON tells nothing. */
function parseData(text: string): (name: string) => number | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    data = undefined;
  }
  const numbers = new Map(typeof data === 'object' && data !== null ? Object.entries(data) : []);
  return name => {
    const value = numbers.get(name);
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
}

/** By the name of a table whose heading says nothing. */
export function takeNamed(name: string, heading: Row): Take | undefined {
  if (name === 'height.csv') return takeHeights(heading);
  if (name === 'body_temperature.csv') return takeTemperatures(heading);
  const movement = totals.get(name);
  if (movement) return takeTotals(movement);
  const kind = series.get(name);
  return kind && takeSeries(kind);
}

const totals: ReadonlyMap<string, MovementName> = new Map([
  ['aggregates_steps.csv', 'steps'],
  ['aggregates_distance.csv', 'distance'],
  ['aggregates_calories_earned.csv', 'energy'],
]);

const series: ReadonlyMap<string, KindName> = new Map([
  ['raw_hr_hr.csv', 'heartRate'],
  ['raw_tracker_hr.csv', 'heartRate'],
  ['raw_spo2_auto_spo2.csv', 'oxygen'],
]);

function takeHeights(heading: Row): Take {
  const unit = /\((m|cm|in|ft)\)$/.exec(heading[1] ?? '')?.[1] ?? 'm';
  return takeMeasured('height', unit, amount => inBase(amount, 'length'));
}

function takeTemperatures(heading: Row): Take {
  const unit = /°?F\)$/.test(heading[1] ?? '') ? '°F' : '°C';
  return takeMeasured('temperature', unit, inCelsius);
}

function takeMeasured(kind: KindName, unit: string, convert: (amount: Amount) => number | undefined): Take {
  return ([date, number], readings) => {
    const [at, value] = [momentOf(date), parseNumber(number)];
    const converted = value === undefined ? undefined : convert({ value, unit });
    if (!at || value === undefined || converted === undefined) return readings.leave('invalid', kind);
    return readings.add({ kind, at, value: converted, shown: { value, unit }, source, what: kind });
  };
}

function takeTotals(name: MovementName): Take {
  return ([date, number], readings) => {
    const [start, value] = [momentOf(date), parseNumber(number)];
    if (!start || value === undefined) return readings.leave('invalid', name);
    return readings.addMovement({ name, start, value, source, what: name });
  };
}

/** `2024-01-03T07:12:00+01:00,"[60,60]","[72,75]"` */
function takeSeries(kind: KindName): Take {
  return function* ([start, durations = '', values = ''], readings) {
    const begun = momentOf(start);
    const numbers = parseList(values);
    if (!begun || numbers.length === 0) return yield* readings.leave('invalid', kind);
    const seconds = parseList(durations);
    let after = 0;
    for (const [i, number] of numbers.entries()) {
      const at = { at: begun.at + after * 1000, wall: begun.wall + after * 1000 };
      const value = kind === 'oxygen' ? number / 100 : number;
      yield* readings.add({ kind, at, value, source, what: kind });
      after += seconds[i] ?? 0;
    }
  };
}

function parseList(text: string): number[] {
  return text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map(part => Number(part || Number.NaN))
    .filter(Number.isFinite);
}

function momentOf(text = ''): Moment | undefined {
  return parseMoment(text);
}
