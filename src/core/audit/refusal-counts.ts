// Refusals since they were last written down, counted in memory and bounded. Each process counts and writes its own.

export interface Refused {
  readonly appId: string | undefined;
  readonly personId: string | undefined;
  /** As it is known here; undefined where what was asked for is no record of anybody. */
  readonly recordId: string | undefined;
  /** What was asked for: the name of a method or page. */
  readonly asked: string;
  /** Why not, as the tables of faults have it. */
  readonly why: string;
}

export interface CountedRefusal {
  readonly refused: Refused;
  from: number;
  to: number;
  count: number;
}

export class Refusals {
  #counts = new Map<string, CountedRefusal>();

  /** @param max how many are told apart; all others count as one */
  add(refused: Refused, now: number, max: number): void {
    this.#count({ refused, from: now, to: now, count: 1 }, max);
  }

  #count(counted: CountedRefusal, max: number): void {
    const { refused, from, to, count } = counted;
    const name = Object.values(refused).join(' ');
    const known = this.#counts.get(name);
    if (known) {
      known.count += count;
      known.from = Math.min(known.from, from);
      known.to = Math.max(known.to, to);
    } else if (refused === others || this.#counts.size < max) this.#counts.set(name, { ...counted });
    else this.#count({ ...counted, refused: others }, max);
  }

  takeAll(): CountedRefusal[] {
    const all = [...this.#counts.values()];
    this.#counts = new Map();
    return all;
  }

  /** What could not be written waits on, among no more than there may be. */
  putBack(counted: CountedRefusal, max: number): void {
    this.#count(counted, max);
  }
}

const others: Refused = {
  appId: undefined,
  personId: undefined,
  recordId: undefined,
  asked: 'others',
  why: 'tooMany',
};
