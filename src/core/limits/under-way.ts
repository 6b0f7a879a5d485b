// What is under way at this moment, by who causes it and in all: connections, requests, and bytes that are held for them.
// Every number that a server remembers of the addresses and applications it is busy with is here. Each process counts for
// itself. Used by the facades.
import type { Limits } from './limits.ts';

export interface UnderWay {
  /** By address. */
  readonly requests: Tally;
  /** Bytes of bodies, as they came and inflated, by address. */
  readonly requestBytes: Tally;
  /** Bytes of answers that are not taken yet, by address; those of applications by application too. */
  readonly answerBytes: Tally;
  readonly answerBytesOfApps: Tally;
}

export function talliesFor(limits: Limits): UnderWay {
  return {
    requests: new Tally(limits.requestsPerAddressMax, limits.requestsMax),
    requestBytes: new Tally(limits.requestBytesPerAddressMax, limits.requestBytesHeldMax),
    answerBytes: new Tally(limits.answerBytesPerAppMax, limits.answerBytesHeldMax),
    answerBytesOfApps: new Tally(limits.answerBytesPerAppMax, limits.answerBytesHeldMax),
  };
}

/** Amounts by party, bounded for each and for all together. */
export class Tally {
  readonly #by = new Map<string, number>();
  readonly #eachMax: number;
  readonly #allMax: number;
  #all = 0;

  constructor(eachMax: number, allMax: number) {
    this.#eachMax = eachMax;
    this.#allMax = allMax;
  }

  /** False, and nothing is added, when it would be too much. */
  add(party: string, amount: number): boolean {
    const own = (this.#by.get(party) ?? 0) + amount;
    if (own > this.#eachMax || this.#all + amount > this.#allMax) return false;
    this.#by.set(party, own);
    this.#all += amount;
    return true;
  }

  /** What could be added. */
  roomFor(party: string): number {
    return Math.min(this.#eachMax - (this.#by.get(party) ?? 0), this.#allMax - this.#all);
  }

  remove(party: string, amount: number): void {
    if (amount === 0) return;
    const left = (this.#by.get(party) ?? 0) - amount;
    if (left > 0) this.#by.set(party, left);
    else this.#by.delete(party);
    this.#all -= amount;
  }
}
