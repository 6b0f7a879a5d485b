// Blood pressure comes in halves, which have their moment and source in common, and twice: by itself, and in a correlation. What
// was paired once is not paired again.
import { UnreadableFile } from '../format.ts';
import type { Moment } from '../readings/moment.ts';
import type { Tally } from '../readings/tally.ts';
import { pressuresHeldMax } from './limits.ts';

export interface Pressure {
  readonly at: Moment;
  readonly systolic: number;
  readonly diastolic: number;
  readonly source: string | undefined;
}

interface Halves {
  readonly at: Moment;
  systolic?: number;
  diastolic?: number;
}

export class Pressures {
  /** By source and moment. */
  readonly #halves = new Map<string | undefined, Map<number, Halves>>();
  #held = 0;

  /** @returns both halves, once; @throws UnreadableFile when too many are held */
  add(
    half: 'systolic' | 'diastolic',
    at: Moment,
    value: number,
    source: string | undefined,
  ): Pressure | undefined {
    const bySource = this.#halves.get(source) ?? new Map<number, Halves>();
    this.#halves.set(source, bySource);
    const halves = bySource.get(at.at) ?? this.#begin(at, bySource);
    if (halves[half] !== undefined) return undefined;
    halves[half] = value;
    const { systolic, diastolic } = halves;
    return systolic === undefined || diastolic === undefined
      ? undefined
      : { at: halves.at, systolic, diastolic, source };
  }

  #begin(at: Moment, bySource: Map<number, Halves>): Halves {
    if (++this.#held > pressuresHeldMax) throw new UnreadableFile('too-large');
    const halves: Halves = { at };
    bySource.set(at.at, halves);
    return halves;
  }

  /** Tells of those whose other half never came. */
  tell(leftOut: Tally): void {
    for (const bySource of this.#halves.values())
      for (const { systolic, diastolic } of bySource.values())
        if (systolic === undefined || diastolic === undefined) leftOut.add('invalid', 'Blood Pressure');
    this.#halves.clear();
  }
}
