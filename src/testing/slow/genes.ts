// Choices that can be repeated and changed one by one, so that what was slow can be made slower.
import { Random } from '../fuzz/random.ts';

/** Every choice that a request was made by. */
export type Genes = readonly number[];

const most = 2 ** 32;

/** Takes its choices from genes as long as there are any, then by a seed; notes all. */
export class Choices extends Random {
  readonly taken: number[] = [];
  readonly #given: Genes;

  constructor(seed: number, index: number, given: Genes = []) {
    super(seed, index);
    this.#given = given;
  }

  protected override word(): number {
    const word = this.#given[this.taken.length] ?? super.word();
    this.taken.push(word);
    return word;
  }

  /** From 1 to most, small ones as often as large ones; the largest more often than others. */
  size(max: number): number {
    return this.chance(0.2) ? max : Math.max(1, Math.round(max ** (this.below(1000) / 999)));
  }
}

/** Like what was slow, but for a choice or two. */
export function changeGenes(genes: Genes, other: Genes, random: Random): Genes {
  const changed = [...genes];
  const at = random.below(changed.length);
  if (random.chance(0.2)) return changed.slice(0, at);
  if (random.chance(0.2)) return [...changed.slice(0, at), ...other.slice(at)];
  for (let left = random.between(1, 3); left > 0; left--)
    changed[random.below(changed.length)] = random.pick([random.below(most), 0, most - 1]);
  return changed;
}
