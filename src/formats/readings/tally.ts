// Counts what becomes no item, by why and what it is called, so that a million of one name are told once.
import { type Finding, leaveOut, type Unclear } from '../format.ts';
import { leftOutNameCharactersMax, leftOutNamesMax } from './limits.ts';

export class Tally {
  readonly #counts = new Map<string, { why: Unclear; what: string; count: number }>();

  /** @param what the file's own word for it: no value */
  add(why: Unclear, what: string, count = 1): void {
    const key = `${why} ${what.slice(0, leftOutNameCharactersMax + 1)}`;
    const counted = this.#counts.get(key) ?? this.#make(why, what, key);
    counted.count += count;
  }

  #make(why: Unclear, what: string, key: string) {
    const isFull = this.#counts.size >= leftOutNamesMax;
    const name = isFull ? '…' : tidy(what);
    const place = isFull ? `${why} …` : key;
    const counted = this.#counts.get(place) ?? { why, what: name, count: 0 };
    // A name that was cut out of a text would hold the whole of it.
    this.#counts.set(isFull ? place : copy(key), counted);
    return counted;
  }

  *tell(): Iterable<Finding> {
    for (const { why, what, count } of this.#counts.values()) yield leaveOut(why, what, count);
    this.#counts.clear();
  }
}

function tidy(what: string): string {
  const name = what.replace(/[\p{C}\s]+/gu, ' ').trim();
  return copy(
    name.length > leftOutNameCharactersMax ? `${name.slice(0, leftOutNameCharactersMax)}…` : name || '…',
  );
}

/** Without a hold on the text that it is a part of. */
export function copy(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
