// Health Auto Export, an app that writes what Apple Health has as JSON: lists of measurements by name and unit, and workouts.

import bloodPressure from '../../things/blood-pressure.ts';
import { makeWcCoded } from '../../things/common/codable.ts';
import { readPieces } from '../archive/archive.ts';
import { type Finding, type Format, makeFinding, type ReadingOptions } from '../format.ts';
import type { MovementName } from '../readings/days.ts';
import { makeExercise } from '../readings/exercises.ts';
import { isObject, type JsonObject, numberAt, objectAt, readJson, textAt } from '../readings/json-values.ts';
import type { KindName } from '../readings/kinds.ts';
import { dateTimeOf, type Moment, parseMoment } from '../readings/moment.ts';
import { makeNight } from '../readings/night.ts';
import { Readings } from '../readings/readings.ts';
import { headText } from '../readings/rows.ts';
import { type Amount, type Dimension, inBase, inCelsius } from '../readings/units.ts';

export const healthAutoExport: Format = {
  id: 'health-auto-export',

  matches({ head }) {
    return /^\s*\{\s*"data"\s*:\s*\{\s*"(metrics|workouts)"\s*:/.test(headText(head.subarray(0, 4096)));
  },

  async *read(file, options) {
    const reader = new Reader(options);
    const paths = [
      '$.data.metrics.*.name',
      '$.data.metrics.*.units',
      '$.data.metrics.*.data.*',
      '$.data.workouts.*',
    ];
    for await (const { value, key, depth } of readJson(
      readPieces(file, 0, file.size, options.tell),
      ...paths,
    )) {
      if (depth === workoutDepth) yield* reader.takeWorkout(value as JsonObject);
      else if (depth === nameDepth) reader.note(String(key), String(value));
      else if (isObject(value)) yield* reader.takeReading(value);
    }
    yield* reader.readings.finish();
  },
};

const workoutDepth = 3;
const nameDepth = 4;

/** `%` means per cent here. */
type Measure = readonly [kind: KindName, dimension?: Dimension | 'temperature' | 'percent'];

const measures: ReadonlyMap<string, Measure> = new Map([
  ['weight_body_mass', ['weight', 'mass']],
  ['height', ['height', 'length']],
  ['body_mass_index', ['bodyMassIndex']],
  ['body_fat_percentage', ['fat', 'percent']],
  ['lean_body_mass', ['leanMass', 'mass']],
  ['waist_circumference', ['waist', 'length']],
  ['heart_rate', ['heartRate']],
  ['resting_heart_rate', ['restingHeartRate']],
  ['blood_oxygen_saturation', ['oxygen', 'percent']],
  ['respiratory_rate', ['respiratoryRate']],
  ['body_temperature', ['temperature', 'temperature']],
  ['basal_body_temperature', ['temperature', 'temperature']],
  ['blood_glucose', ['glucose', 'glucose']],
  ['insulin_delivery', ['insulin']],
  ['peak_expiratory_flow_rate', ['peakFlow', 'flow']],
]);

const moved: ReadonlyMap<string, readonly [name: MovementName, dimension?: Dimension]> = new Map([
  ['step_count', ['steps']],
  ['walking_running_distance', ['distance', 'length']],
  ['flights_climbed', ['floors']],
  ['active_energy', ['energy', 'energy']],
]);

class Reader {
  readonly readings: Readings;
  #name = '';
  #units = '';

  constructor(options: ReadingOptions) {
    this.readings = new Readings('health-auto-export', options);
  }

  /** What a list of readings is of, which stands before it. */
  note(key: string, value: string): void {
    if (key === 'name') [this.#name, this.#units] = [value, ''];
    else this.#units = value;
  }

  takeReading(reading: JsonObject): Iterable<Finding> {
    const what = this.#name === '' ? 'Reading' : this.#name;
    const at = momentAt(reading, 'date') ?? momentAt(reading, 'sleepEnd') ?? momentAt(reading, 'endDate');
    if (!at) return this.readings.leave('invalid', what);
    const source = textAt(reading, 'source');
    if (what === 'sleep_analysis') return this.#takeSleep(reading, source, what);
    if (what === 'blood_pressure') return this.#takePressure(reading, at, source, what);
    const amount = {
      value: numberAt(reading, 'qty') ?? numberAt(reading, 'Avg') ?? Number.NaN,
      unit: this.#units,
    };
    const movement = moved.get(what);
    if (movement) {
      const value = convert(amount, movement[1]);
      if (value === undefined) return this.readings.leave('unknown-code', what);
      return this.readings.addMovement({ name: movement[0], start: at, value, source, what });
    }
    const measure = measures.get(what);
    if (!measure) return this.readings.leave('no-kind', what);
    const value = convert(amount, measure[1]);
    if (value === undefined) return this.readings.leave('unknown-code', what);
    return this.readings.add({
      kind: measure[0],
      at,
      value,
      shown: shownAs(amount, measure[1]),
      lowest: numberAt(reading, 'Min'),
      highest: numberAt(reading, 'Max'),
      context: mealTimes.get(textAt(reading, 'mealTime') ?? ''),
      source,
      what,
    });
  }

  #takePressure(reading: JsonObject, at: Moment, source: string | undefined, what: string): Finding[] {
    const [systolic = 0, diastolic = 0] = [numberAt(reading, 'systolic'), numberAt(reading, 'diastolic')];
    if (!(systolic >= 20 && systolic <= 350 && diastolic >= 10)) return this.readings.leave('invalid', what);
    const said = { when: dateTimeOf(at), systolic: Math.round(systolic), diastolic: Math.round(diastolic) };
    const about = { source: this.readings.source(source), sourceId: this.readings.id(what, at, source) };
    return [makeFinding(bloodPressure, said, what, about)];
  }

  /** In hours. */
  #takeSleep(reading: JsonObject, source: string | undefined, what: string): Finding[] {
    const start = momentAt(reading, 'inBedStart') ?? momentAt(reading, 'sleepStart');
    const end = momentAt(reading, 'inBedEnd') ?? momentAt(reading, 'sleepEnd');
    const minutes = (name: string) => Math.max(0, (numberAt(reading, name) ?? 0) * 60);
    const parts = minutes('core') + minutes('deep') + minutes('rem');
    const asleep = minutes('totalSleep') || parts || minutes('asleep');
    if (!start || !end || !(asleep > 0 && asleep < 2880)) return this.readings.leave('invalid', what);
    const fellAsleep = momentAt(reading, 'sleepStart') ?? start;
    const phases = (['core', 'deep', 'rem'] as const).flatMap(name =>
      minutes(name) > 0
        ? [{ phase: name === 'core' ? ('light' as const) : name, minutes: minutes(name) }]
        : [],
    );
    const settling = Math.max(0, (fellAsleep.at - start.at) / 60_000);
    const night = { start, end, asleep, settling, awakenings: [], awake: minutes('awake'), phases };
    const about = { source: this.readings.source(source), sourceId: this.readings.id(what, end) };
    return [makeNight(night, what, about)];
  }

  takeWorkout(workout: JsonObject): Finding[] {
    const what = 'Workout';
    const start = isObject(workout) ? momentAt(workout, 'start') : undefined;
    if (!start) return this.readings.leave('invalid', what);
    const way = amountAt(workout, 'distance') ?? amountAt(workout, 'totalDistance');
    const energy = amountAt(workout, 'activeEnergyBurned') ?? amountAt(workout, 'activeEnergy');
    const heart = objectAt(workout, 'heartRate');
    const climbed = amountAt(workout, 'elevationUp');
    const seconds = numberAt(workout, 'duration');
    const id = textAt(workout, 'id');
    return [
      makeExercise(
        {
          activity: textAt(workout, 'name') ?? what,
          start,
          minutes: seconds === undefined ? undefined : seconds / 60,
          meters: way && inBase(way, 'length'),
          shown: way,
          kilocalories: energy && inBase(energy, 'energy'),
          heart: {
            min: amountAt(heart, 'min')?.value,
            mean: amountAt(heart, 'avg')?.value ?? amountAt(workout, 'avgHeartRate')?.value,
            max: amountAt(heart, 'max')?.value ?? amountAt(workout, 'maxHeartRate')?.value,
          },
          ascent: climbed && inBase(climbed, 'length'),
        },
        what,
        { sourceId: id === undefined ? this.readings.id(what, start) : this.readings.id(`${what} ${id}`) },
      ),
    ];
  }
}

const mealTimes = new Map([
  ['Before Meal', makeWcCoded('glucose-measurement-context', 'BeforeMeal', 'Before meal')],
  ['After Meal', makeWcCoded('glucose-measurement-context', 'AfterMeal', 'After meal')],
]);

function convert(amount: Amount, dimension: Measure[1]): number | undefined {
  if (dimension === undefined) return amount.value;
  if (dimension === 'percent') return amount.value / 100;
  return dimension === 'temperature' ? inCelsius(amount) : inBase(amount, dimension);
}

function shownAs({ value, unit }: Amount, dimension: Measure[1]): Amount | undefined {
  if (dimension === undefined || dimension === 'percent') return undefined;
  return { value, unit: unit === 'degF' ? '°F' : unit === 'degC' ? '°C' : unit };
}

function momentAt(of: JsonObject, name: string): Moment | undefined {
  return parseMoment(textAt(of, name) ?? '');
}

function amountAt(of: JsonObject, name: string): Amount | undefined {
  const found = objectAt(of, name);
  const value = numberAt(found, 'qty');
  return value === undefined ? undefined : { value, unit: textAt(found, 'units') ?? '' };
}
