// Workouts of Apple Health: what stands in the tag, in its statistics since iOS 16, and in the file of its route.
import type { Finding } from '../format.ts';
import { makeExercise, type Session } from '../readings/exercises.ts';
import { moveTo, parseMoment } from '../readings/moment.ts';
import type { Readings } from '../readings/readings.ts';
import { inBase, inCelsius } from '../readings/units.ts';
import { quantity } from './records.ts';
import type { Route } from './routes.ts';
import type { Attributes } from './xml-events.ts';

/** A workout while its tags are read. */
export interface Workout {
  readonly attributes: Attributes;
  readonly statistics: Attributes[];
  readonly metadata: Map<string, string>;
  readonly routes: string[];
}

export function beginWorkout(attributes: Attributes): Workout {
  return { attributes, statistics: [], metadata: new Map(), routes: [] };
}

/** Undefined where it does not say when it was. */
export function makeWorkout(
  { attributes, statistics, metadata }: Workout,
  readings: Readings,
  route?: Route,
): Finding | undefined {
  const { workoutActivityType: type = '', startDate = '', duration, durationUnit = 'min' } = attributes;
  const told = parseMoment(startDate);
  if (!told) return undefined;
  const start = moveTo(told, metadata.get('HKTimeZone'));
  const find = (...names: string[]) =>
    statistics.find(({ type }) => names.some(name => type === quantity + name));
  const way = find(...distances);
  const session: Session = {
    activity: type.replace('HKWorkoutActivityType', ''),
    start,
    minutes: numberOf(duration, durationUnit, 'duration'),
    meters:
      numberOf(attributes.totalDistance, attributes.totalDistanceUnit, 'length') ??
      numberOf(way?.sum, way?.unit, 'length'),
    shown: shownWay(attributes.totalDistance, attributes.totalDistanceUnit) ?? shownWay(way?.sum, way?.unit),
    kilocalories: findEnergy(attributes, find('ActiveEnergyBurned')),
    steps: plain(find('StepCount')?.sum),
    heart: spreadOf(find('HeartRate')),
    power: spreadOf(find('RunningPower', 'CyclingPower')),
    cadence: spreadOf(find('CyclingCadence')),
    altitude: { min: route?.lowest, max: route?.highest },
    speed: { max: route?.fastest },
    temperature: { mean: celsiusOf(metadata.get('HKWeatherTemperature')) },
    ascent: metersOf(metadata.get('HKElevationAscended')) ?? route?.ascent,
    descent: metersOf(metadata.get('HKElevationDescended')) ?? route?.descent,
  };
  return makeExercise(session, 'Workout', {
    source: readings.source(attributes.sourceName),
    sourceId: readings.id(type.replace('HKWorkoutActivityType', 'Workout '), start, attributes.sourceName),
  });
}

const distances = [
  'DistanceWalkingRunning',
  'DistanceCycling',
  'DistanceSwimming',
  'DistanceWheelchair',
  'DistanceDownhillSnowSports',
];

function numberOf(text: string | undefined, unit = '', dimension: 'duration' | 'length'): number | undefined {
  const value = plain(text);
  return value === undefined ? undefined : inBase({ value, unit }, dimension);
}

function plain(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

function shownWay(text: string | undefined, unit: string | undefined) {
  const value = plain(text);
  return value === undefined || unit === undefined ? undefined : { value, unit };
}

function findEnergy(
  { totalEnergyBurned, totalEnergyBurnedUnit = 'kcal' }: Attributes,
  found: Attributes | undefined,
) {
  const [text, unit] =
    totalEnergyBurned === undefined
      ? [found?.sum, found?.unit ?? 'kcal']
      : [totalEnergyBurned, totalEnergyBurnedUnit];
  const value = plain(text);
  return value === undefined ? undefined : inBase({ value, unit }, 'energy');
}

function spreadOf(found: Attributes | undefined) {
  return { min: plain(found?.minimum), mean: plain(found?.average), max: plain(found?.maximum) };
}

/** `12340 cm` */
function metersOf(text: string | undefined): number | undefined {
  const [, number, unit = ''] = /^([\d.]+) ?(\w+)$/.exec(text ?? '') ?? [];
  return number === undefined ? undefined : inBase({ value: Number(number), unit }, 'length');
}

/** `68 degF` */
function celsiusOf(text: string | undefined): number | undefined {
  const [, number, unit = ''] = /^(-?[\d.]+) ?(\w+)$/.exec(text ?? '') ?? [];
  return number === undefined ? undefined : inCelsius({ value: Number(number), unit });
}
