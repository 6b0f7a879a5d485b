// What a file told of before the slice at hand, while it is read: so that the preview says what writing will do, where slices are
// compared with what the ones before them wrote.
import { getAt } from '../../assume.ts';
import type { Candidate } from '../../formats/format.ts';
import { getVersion, type ThingType } from '../../things/index.ts';
import { hashSha256 } from '../secrets.ts';
import type { Decision } from './import.ts';

export class Earlier {
  readonly #told = new Hashes();
  readonly #changed = new Set<string>();
  readonly #restated = new Hashes();
  readonly #singletons = new Set<ThingType>();

  /** By the source's word for it and its value. */
  hasTold(candidate: Candidate): boolean {
    return this.#told.has(hash(printTold(candidate)));
  }

  /** Things of the record that are to be changed. */
  get changed(): ReadonlySet<string> {
    return this.#changed;
  }

  /** Does a thing of the record say what the file says? */
  isRestated(thingId: string): boolean {
    return this.#restated.has(hash(thingId));
  }

  /** Types of which the one there may be is to be made. */
  get singletons(): ReadonlySet<ThingType> {
    return this.#singletons;
  }

  /** Once the slice is kept. */
  add(candidates: readonly Candidate[], compared: readonly Decided[]): void {
    for (const [i, candidate] of candidates.entries()) {
      const { decision, thing, restated = [] } = getAt(compared, i);
      this.#told.add(hash(printTold(candidate)));
      if (thing) this.#changed.add(thing.id);
      for (const id of restated) this.#restated.add(hash(id));
      const { type } = getVersion(candidate.typeId);
      if (type.singleton && decision === 'new') this.#singletons.add(type);
    }
  }
}

/** What is to become of a candidate, and what it changes. */
interface Decided {
  readonly decision: Decision;
  readonly thing?: { readonly id: string };
  readonly restated?: readonly string[];
}

/** What a source tells of twice is the same by this. */
export function printTold({ sourceId = '', typeId, effectiveDate = '', xml }: Candidate): string {
  return JSON.stringify([sourceId, typeId, effectiveDate, xml]);
}

function hash(text: string): bigint {
  return hashSha256(text).readBigUInt64LE(0);
}

/** A file may tell of millions: eight bytes each, and as much room beside, hold them. */
class Hashes {
  #slots = new BigUint64Array(1024);
  #count = 0;

  has(hash: bigint): boolean {
    return this.#slots[this.#find(hash)] === hash;
  }

  add(hash: bigint): void {
    const at = this.#find(hash);
    if (this.#slots[at] === hash) return;
    this.#slots[at] = hash;
    if (++this.#count * 2 > this.#slots.length) this.#grow();
  }

  /** Where it stands, or the empty slot where it would. Zero marks those, so that it counts as told: none in a file is it. */
  #find(hash: bigint): number {
    const { length } = this.#slots;
    let at = Number(hash & BigInt(length - 1));
    while (this.#slots[at] !== 0n && this.#slots[at] !== hash) at = (at + 1) & (length - 1);
    return at;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new BigUint64Array(before.length * 2);
    for (const hash of before) if (hash !== 0n) this.#slots[this.#find(hash)] = hash;
  }
}
