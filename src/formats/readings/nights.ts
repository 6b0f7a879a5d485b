// Devices tell sleep in pieces: in bed, light, deep, awake. Pieces of one device with less than two hours between them are a
// night. Where devices tell of the same night, the one stands that knows its phases, else the one that saw more sleep.
import { type Finding, UnreadableFile } from '../format.ts';
import { sleepPiecesMax } from './limits.ts';
import { instantText, type Moment } from './moment.ts';
import { makeNight, type Night, type Stage } from './night.ts';
import type { Tally } from './tally.ts';

export interface SleepPiece {
  readonly start: Moment;
  readonly end: Moment;
  readonly stage: Stage;
  readonly source?: string | undefined;
  readonly what: string;
}

type Piece = readonly [start: number, end: number, stage: Stage, offset: number];

const gapMs = 2 * 3_600_000;

export class Nights {
  readonly #format: string;
  readonly #sources = new Map<string, Piece[]>();
  #held = 0;
  #what = 'Sleep';

  constructor(format: string) {
    this.#format = format;
  }

  /** @throws UnreadableFile when there are too many pieces */
  add({ start, end, stage, source = '', what }: SleepPiece): void {
    if (++this.#held > sleepPiecesMax) throw new UnreadableFile('too-large');
    this.#what = what;
    const pieces = this.#sources.get(source) ?? [];
    pieces.push([start.at, end.at, stage, end.wall - end.at]);
    this.#sources.set(source, pieces);
  }

  /** @param leftOut gets those that tell no sleep */
  *tell(leftOut: Tally): Generator<Finding> {
    const nights = [...this.#sources].flatMap(([source, pieces]) =>
      splitNights(pieces.sort((a, b) => a[0] - b[0])).map(night => gather(night, source)),
    );
    this.#sources.clear();
    this.#held = 0;
    for (const night of chooseNights(nights.sort((a, b) => a.start.at - b.start.at))) {
      if (night.asleep === 0) leftOut.add('invalid', this.#what, night.of);
      else
        yield makeNight(night, this.#what, {
          ...(night.source !== '' && { source: night.source }),
          // By when it was slept, as a device that is trusted more may have it in the next file.
          sourceId: `${this.#format} sleep ${instantText(night.start).slice(0, 13)}`,
          of: night.of,
        });
    }
  }
}

function splitNights(pieces: readonly Piece[]): Piece[][] {
  const nights: Piece[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    if (piece[0] - until > gapMs) nights.push([]);
    nights.at(-1)?.push(piece);
    until = Math.max(until, piece[1]);
  }
  return nights;
}

type Told = Night & { readonly source: string; readonly of: number };

function gather(pieces: readonly Piece[], source: string): Told {
  const offset = pieces.at(-1)?.[3] ?? 0;
  const at = (ms: number): Moment => ({ at: ms, wall: ms + offset });
  const start = Math.min(...pieces.map(([from]) => from));
  const end = Math.max(...pieces.map(([, to]) => to));
  const sleeping = pieces.filter(([, , stage]) => stage !== 'in-bed' && stage !== 'awake');
  const firstAsleep = sleeping[0]?.[0] ?? start;
  const lastAsleep = Math.max(...sleeping.map(([, to]) => to));
  return {
    start: at(start),
    end: at(end),
    asleep: minutesOf(sleeping),
    settling: (firstAsleep - start) / 60_000,
    awakenings: pieces
      .filter(([from, to, stage]) => stage === 'awake' && from >= firstAsleep && to <= lastAsleep)
      .map(([from, to]) => ({ at: at(from), minutes: (to - from) / 60_000 })),
    phases: (['light', 'deep', 'rem'] as const).flatMap(phase => {
      const minutes = minutesOf(pieces.filter(([, , stage]) => stage === phase));
      return minutes > 0 ? [{ phase, minutes }] : [];
    }),
    source,
    of: pieces.length,
  };
}

/** Pieces may overlap, as devices told twice. */
function minutesOf(pieces: readonly Piece[]): number {
  let [ms, until] = [0, Number.NEGATIVE_INFINITY];
  for (const [from, to] of pieces) {
    ms += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return ms / 60_000;
}

/** One of those that overlap. @param nights by when they began */
function chooseNights(nights: readonly Told[]): Told[] {
  const chosen: Told[] = [];
  for (const night of nights) {
    const last = chosen.at(-1);
    if (!last || night.start.at >= last.end.at) chosen.push(night);
    else {
      const better = isBetter(night, last) ? night : last;
      chosen[chosen.length - 1] = { ...better, of: last.of + night.of };
    }
  }
  return chosen;
}

function isBetter(a: Told, b: Told): boolean {
  if (a.phases.length > 0 !== b.phases.length > 0) return a.phases.length > 0;
  return a.asleep > b.asleep;
}
