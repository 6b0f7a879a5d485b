// An exercise as devices tell it: what it was, from when, how long, how far, and what was measured on the way.

import { approximately } from '../../things/common/dates.ts';
import exercise from '../../things/exercise.ts';
import { type AboutCandidate, type Finding, makeFinding } from '../format.ts';
import { findActivity } from './activities.ts';
import { detailOf } from './days.ts';
import { dateTimeOf, type Moment } from './moment.ts';
import { type Amount, round } from './units.ts';

export interface Session {
  /** As the device calls it. */
  readonly activity: string;
  readonly title?: string | undefined;
  readonly start: Moment;
  readonly minutes?: number | undefined;
  readonly meters?: number | undefined;
  /** How far, as the device showed it. */
  readonly shown?: Amount | undefined;
  readonly kilocalories?: number | undefined;
  readonly steps?: number | undefined;
  /** Beats a minute. */
  readonly heart?: Spread;
  /** m/s, W, turns a minute, m, °C. */
  readonly speed?: Spread;
  readonly power?: Spread;
  readonly cadence?: Spread;
  readonly altitude?: Spread;
  readonly temperature?: Spread;
  readonly ascent?: number | undefined;
  readonly descent?: number | undefined;
}

export interface Spread {
  readonly min?: number | undefined;
  readonly mean?: number | undefined;
  readonly max?: number | undefined;
}

export function makeExercise(session: Session, what: string, about: AboutCandidate): Finding {
  const { activity, title, start, minutes, meters, shown } = session;
  const detail = detailsOf(session);
  return makeFinding(
    exercise,
    {
      when: approximately(dateTimeOf(start)),
      activity: findActivity(activity),
      ...(title !== undefined && title !== '' && { title }),
      ...(isMore(meters) && {
        distance: {
          m: round(meters),
          ...(shown && shown.unit !== 'm' && { display: { value: round(shown.value), units: shown.unit } }),
        },
      }),
      ...(isMore(minutes) && { duration: round(Math.round(minutes * 100) / 100 || minutes) }),
      ...(detail.length > 0 && { detail }),
    },
    what,
    about,
  );
}

function isMore(value: number | undefined): value is number {
  return value !== undefined && value > 0 && Number.isFinite(value);
}

function detailsOf(session: Session) {
  const { heart, speed, power, cadence, altitude, temperature, ascent, descent, kilocalories, steps } =
    session;
  return [
    ...spread(heart, 'Heartrate_BPM', 'BPM', 'bpm'),
    ...detailOf('CaloriesBurned_calories', 'Calories', 'kcal', tenth(kilocalories)),
    ...detailOf('Steps_count', 'Count', 'steps', steps),
    ...spread(speed, 'Speed_m-per-s', 'm-per-s', 'm/s'),
    ...spread(power, 'Power_watts', 'Watts', 'W'),
    ...spread(cadence, 'Cadence_RPM', 'RPM', 'rpm'),
    ...spread(altitude, 'Altitude_meters', 'Meters', 'm'),
    ...spread(temperature, 'Temp_celsius', 'Celsius', '°C'),
    ...detailOf('ElevationGain_meters', 'Meters', 'm', tenth(ascent)),
    ...detailOf('ElevationLoss_meters', 'Meters', 'm', tenth(descent)),
  ];
}

function spread({ min, mean, max }: Spread = {}, name: string, unit: string, unitText: string) {
  return [
    ...detailOf(`Minimum${name}`, unit, unitText, tenth(min)),
    ...detailOf(`Average${name}`, unit, unitText, tenth(mean)),
    ...detailOf(`Maximum${name}`, unit, unitText, tenth(max)),
  ];
}

function tenth(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10) / 10;
}
