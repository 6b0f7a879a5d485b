// Whoever asks for much waits for those who ask for little: work that takes memory is done few at a time, and what takes the
// one thread of the server is let on in rounds. In both, parties take turns, so that a flood of one leaves the others theirs.
// Used by the facades and by what hashes passwords.

import { assume } from '../../assume.ts';

interface Waiting {
  readonly party: string;
  readonly start: () => void;
}

/** Work that waits, by party; the party that was served last comes last. */
class Queues {
  readonly #waiting = new Map<string, (() => void)[]>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  push(party: string, start: () => void): void {
    const own = this.#waiting.get(party);
    if (own) own.push(start);
    else this.#waiting.set(party, [start]);
  }

  /** @param may whose turn it may be */
  shift(may: (party: string) => boolean = () => true): Waiting | undefined {
    for (const [party, own] of this.#waiting) {
      if (!may(party)) continue;
      const start = assume(own.shift(), 'somebody who waits');
      if (own.length === 0) this.#waiting.delete(party);
      else this.putLast(party);
      return { party, start };
    }
    return undefined;
  }

  putLast(party: string): void {
    const own = this.#waiting.get(party);
    if (!own) return;
    this.#waiting.delete(party);
    this.#waiting.set(party, own);
  }
}

/** So many at a time, and so many of one party. */
export class Turns {
  readonly #max: number;
  readonly #eachMax: number;
  readonly #queues = new Queues();
  readonly #runningOf = new Map<string, number>();
  #running = 0;

  constructor(max: number, eachMax = max) {
    this.#max = max;
    this.#eachMax = eachMax;
  }

  async take<T>(party: string, work: () => Promise<T>): Promise<T> {
    const leave = await this.enter(party);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** For work whose end is elsewhere. @returns what is called once, at that end */
  async enter(party: string): Promise<() => void> {
    const leave = this.enterNow(party);
    if (leave) return leave;
    await new Promise<void>(resolve => this.#queues.push(party, resolve));
    return () => this.#leave(party);
  }

  /** The same; undefined where it would have to wait. */
  enterNow(party: string): (() => void) | undefined {
    if (!this.#mayBegin(party)) return undefined;
    this.#count(party, 1);
    return () => this.#leave(party);
  }

  #leave(party: string): void {
    this.#count(party, -1);
    // What else it asks comes after those who came meanwhile.
    this.#queues.putLast(party);
    const next = this.#queues.shift(one => this.#mayBegin(one));
    if (!next) return;
    this.#count(next.party, 1);
    next.start();
  }

  #mayBegin(party: string): boolean {
    return this.#running < this.#max && (this.#runningOf.get(party) ?? 0) < this.#eachMax;
  }

  #count(party: string, by: 1 | -1): void {
    this.#running += by;
    const own = (this.#runningOf.get(party) ?? 0) + by;
    if (own > 0) this.#runningOf.set(party, own);
    else this.#runningOf.delete(party);
  }
}

/** How long one round of the event loop may go on beginning work, before what has come meanwhile is looked at. */
const roundMs = 25;

const waiting = new Queues();
let roundBegan: number | undefined;

/** Begins work at once, or when its party's turn has come. */
export function beginInTurn(party: string, begin: () => void): void {
  const now = performance.now();
  if (roundBegan === undefined) {
    roundBegan = now;
    setImmediate(nextRound);
  }
  if (waiting.isEmpty && now - roundBegan < roundMs) begin();
  else waiting.push(party, begin);
}

/** So long may work that is done piece by piece hold the thread before others get their turn. */
const pieceMs = 10;

/** @returns what is asked between two pieces: undefined where there is no need to wait yet */
export function takeBreaks(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < pieceMs) return undefined;
    return new Promise(resolve =>
      setImmediate(() => {
        began = performance.now();
        resolve();
      }),
    );
  };
}

/** Undefined where there is no need to wait. */
export function awaitRound(party: string): Promise<void> | undefined {
  let isNow = false;
  let begin: () => void = () => {
    isNow = true;
  };
  beginInTurn(party, () => begin());
  if (isNow) return undefined;
  return new Promise(resolve => {
    begin = resolve;
  });
}

async function nextRound(): Promise<void> {
  roundBegan = undefined;
  if (waiting.isEmpty) return;
  const began = performance.now();
  roundBegan = began;
  setImmediate(nextRound);
  while (performance.now() - began < roundMs) {
    const next = waiting.shift();
    if (!next) return;
    next.start();
    // What waited for a promise does its work now, not when the round is over.
    await undefined;
  }
}
