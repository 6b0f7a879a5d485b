// Whoever asks for much waits for those who ask for little: work that takes memory is done few at a time, and what takes the
// one thread of the server is let on in rounds. In both, parties take turns, so that a flood of one leaves the others theirs.
// Used by the facades and by what hashes passwords.

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

  shift(): (() => void) | undefined {
    for (const [party, own] of this.#waiting) {
      this.#waiting.delete(party);
      const start = own.shift();
      if (own.length > 0) this.#waiting.set(party, own);
      return start;
    }
    return undefined;
  }
}

/** So many at a time. */
export class Turns {
  readonly #max: number;
  readonly #queues = new Queues();
  #running = 0;

  constructor(max: number) {
    this.#max = max;
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
    if (this.#running >= this.#max) await new Promise<void>(resolve => this.#queues.push(party, resolve));
    else this.#running++;
    return () => {
      // Whoever is next takes this place.
      const next = this.#queues.shift();
      if (next) next();
      else this.#running--;
    };
  }
}

/** How long one round of the event loop may go on beginning work, before what has come meanwhile is looked at. */
const roundMs = 25;

const waiting = new Queues();
let roundBegan: number | undefined;

/** Begins work at once, or when its party's turn has come. */
export function inRounds(party: string, begin: () => void): void {
  const now = performance.now();
  if (roundBegan === undefined) {
    roundBegan = now;
    setImmediate(nextRound);
  }
  if (waiting.isEmpty && now - roundBegan < roundMs) begin();
  else waiting.push(party, begin);
}

/** Undefined where there is no need to wait. */
export function myRound(party: string): Promise<void> | undefined {
  let isNow = false;
  let begin: () => void = () => {
    isNow = true;
  };
  inRounds(party, () => begin());
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
    const begin = waiting.shift();
    if (!begin) return;
    begin();
    // What waited for a promise does its work now, not when the round is over.
    await undefined;
  }
}
