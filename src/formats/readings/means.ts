// A day of what a device measures by itself, such as a heart rate each five minutes, is one item: the mean, with the lowest and
// the highest in its note. A reading that is alone in its day stays as it is.
import { type Finding, UnreadableFile } from '../format.ts';
import { type KindName, kinds } from './kinds.ts';
import { daysHeldMax } from './limits.ts';
import { dateOfDay, dateTimeOf, dayOf, dayText, type Moment } from './moment.ts';
import { round } from './units.ts';

interface Measured {
  readonly kind: KindName;
  readonly at: Moment;
  readonly value: number;
  readonly lowest?: number | undefined;
  readonly highest?: number | undefined;
  readonly what: string;
}

interface DayOfKind {
  count: number;
  sum: number;
  lowest: number;
  highest: number;
  readonly first: Moment;
}

interface KindOfSource {
  readonly kind: KindName;
  readonly source: string | undefined;
  readonly what: string;
  readonly days: Map<number, DayOfKind>;
}

export class Means {
  readonly #format: string;
  readonly #groups = new Map<string, KindOfSource>();
  #held = 0;
  #last: { kind: KindName; source: string | undefined; group: KindOfSource } | undefined;

  constructor(format: string) {
    this.#format = format;
  }

  /** @throws UnreadableFile when there are too many days */
  add(
    { kind, at, value, lowest = value, highest = value, what }: Measured,
    source: string | undefined,
  ): void {
    const { days } = this.#find(kind, source, what);
    const number = dayOf(at);
    const day = days.get(number);
    if (!day) {
      if (++this.#held > daysHeldMax) throw new UnreadableFile('too-large');
      days.set(number, { count: 1, sum: value, lowest, highest, first: at });
      return;
    }
    day.count++;
    day.sum += value;
    if (lowest < day.lowest) day.lowest = lowest;
    if (highest > day.highest) day.highest = highest;
  }

  #find(kind: KindName, source: string | undefined, what: string): KindOfSource {
    const last = this.#last;
    if (last && last.kind === kind && last.source === source) return last.group;
    const key = `${kind} ${source ?? ''}`;
    const group = this.#groups.get(key) ?? { kind, source, what, days: new Map() };
    this.#groups.set(key, group);
    this.#last = { kind, source, group };
    return group;
  }

  *tell(): Generator<Finding> {
    for (const { kind, source, what, days } of this.#groups.values()) {
      for (const [number, { count, sum, lowest, highest, first }] of days) {
        const when = count === 1 ? dateTimeOf(first) : dateOfDay(number);
        yield kinds[kind].make({ when, value: count === 1 ? sum : shorten(sum / count) }, what, {
          ...(count > 1 && { note: `${show(kind, lowest)}–${show(kind, highest)}, n = ${count}` }),
          ...(source !== undefined && { source }),
          sourceId: `${this.#format} ${kind} ${dayText(number)} ${source ?? ''}`.trimEnd(),
          of: count,
        });
      }
      days.clear();
    }
    this.#groups.clear();
    this.#last = undefined;
    this.#held = 0;
  }
}

function shorten(mean: number): number {
  return Number(mean.toPrecision(4));
}

/** For people, without words, as notes are in no language. */
function show(kind: KindName, value: number): string {
  return kind === 'oxygen' ? `${round(value * 100)} %` : String(round(value));
}
