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
  readonly from: number;
  to: number;
  count: number;
}

export class Refusals {
  #counts = new Map<string, CountedRefusal>();

  /** @param max how many are told apart; all others count as one */
  add(refused: Refused, now: number, max: number): void {
    const name = Object.values(refused).join(' ');
    const counted = this.#counts.get(name);
    if (counted) {
      counted.count++;
      counted.to = now;
    } else if (this.#counts.size < max) this.#counts.set(name, { refused, from: now, to: now, count: 1 });
    else if (refused !== others) this.add(others, now, max + 1);
  }

  takeAll(): CountedRefusal[] {
    const all = [...this.#counts.values()];
    this.#counts = new Map();
    return all;
  }

  putBack({ refused, from, to, count }: CountedRefusal): void {
    this.#counts.set(`${from} ${Object.values(refused).join(' ')}`, { refused, from, to, count });
  }
}

const others: Refused = {
  appId: undefined,
  personId: undefined,
  recordId: undefined,
  asked: 'others',
  why: 'tooMany',
};
