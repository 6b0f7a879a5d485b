// Tries to sign in that failed, counted in memory as they come: written by failed-sign-ins.ts.
import { hasFailed, type SignInTry, type SignInWatch } from '../people/sign-in-watch.ts';
import type { FailedSignIns } from './ports.ts';

type Counted = Omit<FailedSignIns, 'hour' | 'lastAt'>;

export class FailedSignInCounts {
  #counts = new Map<string, Counted>();
  readonly #keysMax: number;

  constructor(watch: SignInWatch, keysMax: number) {
    this.#keysMax = keysMax;
    watch.onTry(one => {
      if (hasFailed(one)) this.#note(one);
    });
  }

  takeAll(): Counted[] {
    const all = [...this.#counts.values()];
    this.#counts = new Map();
    return all;
  }

  /** Adds what could not be written. */
  putBack(all: readonly Counted[]): void {
    for (const one of all) this.#add(one);
  }

  #note({ way, outcome, address }: SignInTry): void {
    this.#add({ way, outcome, address, count: 1 });
  }

  #add(one: Counted): void {
    const { way, outcome, count } = one;
    const isNew = !this.#counts.has(keyOf(one));
    const kept = isNew && this.#counts.size >= this.#keysMax ? { ...one, address: elsewhere } : one;
    const before = this.#counts.get(keyOf(kept))?.count ?? 0;
    this.#counts.set(keyOf(kept), { way, outcome, address: kept.address, count: before + count });
  }
}

/** In place of addresses past as many as are told apart. */
export const elsewhere = '';

function keyOf({ way, outcome, address }: Counted): string {
  return `${way}\n${outcome}\n${address}`;
}
