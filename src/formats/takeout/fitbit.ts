// Fitbit in a takeout: lists of JSON, a file for each kind and month or day. Numbers of every minute are in UTC, nights and
// exercises by the clock of who wore it; weights are in pounds, ways in centimetres.
import type { Finding, ReadingOptions } from '../format.ts';
import { parseDayFirst } from '../readings/day-order.ts';
import type { MovementName } from '../readings/days.ts';
import { makeExercise } from '../readings/exercises.ts';
import { isObject, type JsonObject, listAt, numberAt, objectAt, textAt } from '../readings/json-values.ts';
import { type Moment, momentIn, parseMoment } from '../readings/moment.ts';
import { makeNight } from '../readings/night.ts';
import type { Readings } from '../readings/readings.ts';
import { parseNumber, type Row } from '../readings/rows.ts';
import { inBase } from '../readings/units.ts';

type Take = (value: JsonObject, readings: Readings, options: ReadingOptions) => Iterable<Finding>;

const source = 'Fitbit';

/** @param file `heart_rate-2024-01-03.json`, `exercise-100.json` */
export function findFitbitTake(file: string): Take | undefined {
  const [, kind] = /^([a-z_]+)-(?:\d{4}-\d{2}-\d{2}|\d+)\.json$/.exec(file) ?? [];
  return kind === undefined ? undefined : takes.get(kind);
}

const takes: ReadonlyMap<string, Take> = new Map<string, Take>([
  ['steps', takeMovement('steps', 1)],
  ['distance', takeMovement('distance', 0.01)],
  ['heart_rate', takeHeart],
  ['resting_heart_rate', takeResting],
  ['weight', takeWeight],
  ['sleep', takeSleep],
  ['exercise', takeExercise],
]);

/** `01/03/24 07:12:00` in UTC. */
function utcMoment(text: string | undefined, { zone }: ReadingOptions): Moment | undefined {
  const moment = text === undefined ? undefined : parseDayFirst(text, 'mdy');
  return moment && momentIn(moment.at, zone);
}

function takeMovement(name: MovementName, scale: number): Take {
  return (value, readings, options) => {
    const start = utcMoment(textAt(value, 'dateTime'), options);
    const number = numberAt(value, 'value');
    if (!start || number === undefined) return readings.leave('invalid', name);
    return readings.addMovement({ name, start, value: number * scale, source, what: name });
  };
}

function takeHeart(value: JsonObject, readings: Readings, options: ReadingOptions): Finding[] {
  const at = utcMoment(textAt(value, 'dateTime'), options);
  const beats = numberAt(objectAt(value, 'value'), 'bpm');
  if (!at || beats === undefined) return readings.leave('invalid', 'heart_rate');
  return readings.add({ kind: 'heartRate', at, value: beats, source, what: 'heart_rate' });
}

function takeResting(value: JsonObject, readings: Readings): Finding[] {
  const said = objectAt(value, 'value');
  const at = parseDayFirst(textAt(said, 'date') ?? '', 'mdy');
  const beats = numberAt(said, 'value');
  // A day without enough heart rates is 0.
  if (!at || !beats) return readings.leave('invalid', 'resting_heart_rate');
  return readings.add({ kind: 'restingHeartRate', at, value: beats, source, what: 'resting_heart_rate' });
}

function* takeWeight(value: JsonObject, readings: Readings): Iterable<Finding> {
  const at = parseDayFirst(`${textAt(value, 'date') ?? ''} ${textAt(value, 'time') ?? ''}`, 'mdy');
  const pounds = numberAt(value, 'weight');
  const what = 'weight';
  if (!at || pounds === undefined) return yield* readings.leave('invalid', what);
  const scale = textAt(value, 'source');
  const named = scale === undefined || scale === 'API' ? source : `${source} ${scale}`;
  const shown = { value: pounds, unit: 'lb' };
  const id = `${numberAt(value, 'logId') ?? at.at}`;
  yield* readings.add({
    kind: 'weight',
    at,
    value: inBase(shown, 'mass') ?? 0,
    shown,
    source: named,
    what,
    id,
  });
  const fat = numberAt(value, 'fat');
  if (fat !== undefined)
    yield* readings.add({ kind: 'fat', at, value: fat / 100, source: named, what: 'fat', id });
}

function takeSleep(value: JsonObject, readings: Readings): Finding[] {
  const what = 'sleep';
  const [start, end] = [
    parseMoment(textAt(value, 'startTime') ?? ''),
    parseMoment(textAt(value, 'endTime') ?? ''),
  ];
  const asleep = numberAt(value, 'minutesAsleep') ?? 0;
  if (!start || !end || !(asleep > 0 && asleep < 2880)) return readings.leave('invalid', what);
  const summary = objectAt(objectAt(value, 'levels'), 'summary');
  const phases = (['light', 'deep', 'rem'] as const).flatMap(phase => {
    const minutes = numberAt(objectAt(summary, phase), 'minutes') ?? 0;
    return minutes > 0 ? [{ phase, minutes }] : [];
  });
  const woken = listAt(objectAt(value, 'levels'), 'data')
    .filter(isObject)
    .filter(one => ['wake', 'awake'].includes(textAt(one, 'level') ?? ''))
    .slice(1, -1);
  const awakenings = woken.flatMap(one => {
    const at = parseMoment(textAt(one, 'dateTime') ?? '');
    return at ? [{ at, minutes: (numberAt(one, 'seconds') ?? 0) / 60 }] : [];
  });
  const night = {
    start,
    end,
    asleep,
    settling: Math.max(0, numberAt(value, 'minutesToFallAsleep') ?? 0),
    awake: Math.max(0, numberAt(value, 'minutesAwake') ?? 0),
    awakenings,
    phases,
  };
  const id = numberAt(value, 'logId');
  return [
    makeNight(night, what, {
      source,
      sourceId: id === undefined ? readings.id(what, start) : readings.id(`${what} ${id}`),
    }),
  ];
}

function takeExercise(value: JsonObject, readings: Readings): Finding[] {
  const what = 'exercise';
  const start = parseDayFirst(textAt(value, 'startTime') ?? '', 'mdy');
  const activity = textAt(value, 'activityName');
  if (!start || activity === undefined) return readings.leave('invalid', what);
  const milliseconds = numberAt(value, 'activeDuration') ?? numberAt(value, 'duration');
  const far = numberAt(value, 'distance');
  const way =
    far === undefined
      ? undefined
      : { value: far, unit: wayUnits.get(textAt(value, 'distanceUnit') ?? '') ?? '' };
  const id = numberAt(value, 'logId');
  return [
    makeExercise(
      {
        activity,
        start,
        minutes: milliseconds === undefined ? undefined : milliseconds / 60_000,
        meters: way && inBase(way, 'length'),
        shown: way,
        kilocalories: numberAt(value, 'calories'),
        steps: numberAt(value, 'steps'),
        heart: { mean: numberAt(value, 'averageHeartRate') },
      },
      what,
      { source, sourceId: readings.id(`${what} ${id ?? activity}`, id === undefined ? start : undefined) },
    ),
  ];
}

const wayUnits: ReadonlyMap<string, string> = new Map([
  ['Kilometer', 'km'],
  ['Mile', 'mi'],
  ['Meter', 'm'],
]);

/** `2024-01-03T00:00:00Z,95.1,91.0,98.2` of a night: mean, lowest, highest. */
export function takeOxygen([time = '', mean, low, high]: Row, readings: Readings): Finding[] {
  const at = parseMoment(time);
  const [value, lowest, highest] = [mean, low, high].map(text => {
    const percent = parseNumber(text);
    return percent === undefined ? undefined : percent / 100;
  });
  const what = 'Daily SpO2';
  if (!at || value === undefined) return readings.leave('invalid', what);
  return readings.add({ kind: 'oxygen', at, value, lowest, highest, source, what });
}
