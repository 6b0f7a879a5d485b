// Takes what a file says, reading by reading, and gives findings: what a person measured one by one, what a device measures by
// itself brought together by day (days.ts, means.ts), pieces of sleep as nights (nights.ts). The rules are told in README.md.

import type { CodableValue } from '../../things/common/codable.ts';
import { type Finding, type ReadingOptions, type Unclear, UnreadableFile } from '../format.ts';
import { Days, type Movement } from './days.ts';
import { type Kind, type KindName, kinds } from './kinds.ts';
import { sourceCharactersMax, sourcesMax } from './limits.ts';
import { Means } from './means.ts';
import { dateTimeOf, instantText, type Moment } from './moment.ts';
import { Nights, type SleepPiece } from './nights.ts';
import { copy, Tally } from './tally.ts';
import { type Amount, round } from './units.ts';

export interface Reading {
  readonly kind: KindName;
  readonly at: Moment;
  /** In the base unit of its kind. */
  readonly value: number;
  readonly shown?: Amount | undefined;
  readonly context?: CodableValue | undefined;
  readonly beyond?: 'low' | 'high' | undefined;
  /** Of several that it stands for. */
  readonly lowest?: number | undefined;
  readonly highest?: number | undefined;
  readonly source?: string | undefined;
  /** The file's own word for such readings. */
  readonly what: string;
  /** What the file calls this one, if it does. */
  readonly id?: string | undefined;
}

export class Readings {
  readonly leftOut = new Tally();
  readonly #sources = new Map<string, string>();
  readonly #means: Means;
  readonly #days: Days;
  readonly #nights: Nights;
  readonly #format: string;
  readonly #options: ReadingOptions;

  /** @param format begins all ids */
  constructor(format: string, options: ReadingOptions) {
    this.#format = format;
    this.#options = options;
    this.#means = new Means(format);
    this.#days = new Days(format);
    this.#nights = new Nights(format);
  }

  /** @returns the items it is at once; none where it is brought together with others, or left out */
  add(reading: Reading): Finding[] {
    const { kind, value } = reading;
    const { possible, isRoutine }: Kind = kinds[kind];
    if (!(value >= possible[0] && value <= possible[1])) return this.leave('invalid', reading.what);
    if (!isRoutine || this.#options.keepsRaw) return [this.#make(reading)];
    this.#means.add(reading, this.source(reading.source));
    return [];
  }

  #make({ kind, at, value, shown, context, beyond, source, what, id }: Reading): Finding {
    return kinds[kind].make({ when: dateTimeOf(at), value: round(value), shown, context, beyond }, what, {
      source: this.source(source),
      sourceId: id === undefined ? this.id(what, at, source) : this.id(`${what} ${id}`),
    });
  }

  /** What is the same of a reading in each file that has it: what it is, the moment, and who measured it. */
  id(what: string, at?: Moment, source?: string): string {
    return [this.#format, what, at && instantText(at), this.source(source)].filter(Boolean).join(' ');
  }

  /** Counts what becomes no item. @returns none */
  leave(why: Unclear, what: string, count = 1): Finding[] {
    this.leftOut.add(why, what, count);
    return [];
  }

  /** Steps, ways and the like, of a part of a day. */
  addMovement(movement: Movement): Finding[] {
    if (!(movement.value >= 0 && movement.value <= 1e9)) return this.leave('invalid', movement.what);
    const named = { ...movement, source: this.source(movement.source) };
    if (this.#options.keepsRaw)
      return [this.#days.makeOne(named, this.id(movement.what, movement.start, movement.source))];
    this.#days.add(named);
    return [];
  }

  addSleep(piece: SleepPiece): void {
    if (piece.end.at <= piece.start.at || piece.end.at - piece.start.at > 3 * 86_400_000)
      this.leftOut.add('invalid', piece.what);
    else this.#nights.add({ ...piece, source: this.source(piece.source) });
  }

  /** The name of a device or an app, tidy and held once. */
  source(name: string | undefined): string | undefined {
    if (name === undefined || name === '') return undefined;
    const known = this.#sources.get(name);
    if (known !== undefined) return known;
    if (this.#sources.size >= sourcesMax) throw new UnreadableFile('too-large');
    const tidy = copy(
      name
        .replace(/[\p{C}\p{Z}]+/gu, ' ')
        .trim()
        .slice(0, sourceCharactersMax),
    );
    if (name.length <= 1000) this.#sources.set(copy(name), tidy);
    return tidy;
  }

  /** What was brought together, and what was left out. */
  *finish(): Generator<Finding> {
    yield* this.#days.tell();
    yield* this.#means.tell();
    yield* this.#nights.tell(this.leftOut);
    yield* this.leftOut.tell();
  }
}
