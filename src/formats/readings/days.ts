// Steps, ways, floors and energy come in bits all day long: a day of them is one exercise, Daily activity. Where several devices
// counted the same day, the one that counted most stands for each number, as they counted the same steps.

import { makeWcCoded } from '../../things/common/codable.ts';
import { approximately, type DateTime } from '../../things/common/dates.ts';
import exercise, { type ExerciseDetail } from '../../things/exercise.ts';
import { type Finding, makeFinding, UnreadableFile } from '../format.ts';
import { daysHeldMax } from './limits.ts';
import { dateOfDay, dateTimeOf, dayOf, dayText, type Moment } from './moment.ts';
import { round } from './units.ts';

/** Counts, m, floors, kcal. */
export const movements = ['steps', 'distance', 'floors', 'energy'] as const;
export type MovementName = (typeof movements)[number];

export interface Movement {
  readonly name: MovementName;
  readonly start: Moment;
  readonly value: number;
  readonly source?: string | undefined;
  readonly what: string;
}

interface DayOfSource {
  count: number;
  readonly sums: [number, number, number, number];
}

export class Days {
  readonly #format: string;
  readonly #days = new Map<number, Map<string, DayOfSource>>();
  #held = 0;

  constructor(format: string) {
    this.#format = format;
  }

  /** @throws UnreadableFile when there are too many days */
  add({ name, start, value, source = '' }: Movement): void {
    const number = dayOf(start);
    let sources = this.#days.get(number);
    if (!sources) {
      sources = new Map();
      this.#days.set(number, sources);
    }
    let day = sources.get(source);
    if (!day) {
      if (++this.#held > daysHeldMax) throw new UnreadableFile('too-large');
      day = { count: 0, sums: [0, 0, 0, 0] };
      sources.set(source, day);
    }
    day.count++;
    day.sums[movements.indexOf(name)] = (day.sums[movements.indexOf(name)] ?? 0) + value;
  }

  /** A bit by itself. */
  makeOne({ name, start, value, source, what }: Movement, sourceId: string): Finding {
    return makeActivity(dateTimeOf(start), { [name]: value }, what, {
      source,
      sourceId,
      of: 1,
    });
  }

  *tell(): Generator<Finding> {
    for (const [number, sources] of this.#days) {
      const best = movements.map((_, i) =>
        Math.max(...[...sources.values()].map(({ sums }) => sums[i] ?? 0)),
      );
      const [source] = [...sources].reduce((a, b) => (b[1].sums[0] > a[1].sums[0] ? b : a));
      const of = [...sources.values()].reduce((sum, { count }) => sum + count, 0);
      const numbers = Object.fromEntries(movements.map((name, i) => [name, best[i]]));
      yield makeActivity(dateOfDay(number), numbers, 'steps', {
        source: source === '' ? undefined : source,
        sourceId: `${this.#format} activity ${dayText(number)}`,
        of,
      });
    }
    this.#days.clear();
    this.#held = 0;
  }
}

type Numbers = { readonly [name in MovementName]?: number | undefined };

function makeActivity(
  when: DateTime,
  { steps, distance, floors, energy }: Numbers,
  what: string,
  { source, sourceId, of }: { source: string | undefined; sourceId: string; of: number },
): Finding {
  const detail = [
    ...detailOf('Steps_count', 'Count', 'steps', steps && Math.round(steps)),
    ...detailOf('Floors_climbed', 'Floors', 'floors', floors && Math.round(floors)),
    ...detailOf('CaloriesBurned_calories', 'Calories', 'kcal', energy && Math.round(energy)),
  ];
  return makeFinding(
    exercise,
    {
      when: approximately(when),
      activity: makeWcCoded('exercise-activities', 'DailyActivity', 'Daily activity'),
      ...(distance && { distance: { m: round(Math.round(distance * 10) / 10) } }),
      ...(detail.length > 0 && { detail }),
    },
    what,
    { ...(source !== undefined && { source }), sourceId, of },
  );
}

/** One number of an exercise, where there is one. */
export function detailOf(
  code: string,
  unit: string,
  unitText: string,
  value: number | undefined,
): ExerciseDetail[] {
  if (value === undefined || value === 0 || !Number.isFinite(value)) return [];
  return [
    {
      name: { value: code, family: 'wc', type: 'exercise-detail-names', version: '1' },
      value: { value: round(value), units: makeWcCoded('exercise-units', unit, unitText) },
    },
  ];
}
