// Counts of requests by kind and key, each for a window of time: what stands between floods and the vault.

export interface Allowance {
  readonly max: number;
  readonly windowMs: number;
}

/** An allowance, and what uses it. */
export interface Count extends Allowance {
  readonly kind: string;
  readonly key: string;
  /** Are there keys without end, as of addresses and of what anybody may type? */
  readonly isEndless?: boolean;
}

interface Window {
  count: number;
  readonly endsAt: number;
}

const sweepFrom = 10_000;

/** Counts for one process. They may be lost when it ends, but never while it runs. */
export class Rates {
  /** By kind and key. */
  readonly #windows = new Map<string, Window>();
  /** With so many, those that ended are cleared away. */
  #sweepAt = sweepFrom;

  /** Counts a request where there is room. @returns how long until there is; 0 when it was counted */
  take(count: Count, now: number): number {
    const waitMs = this.waitFor(count, now);
    if (waitMs === 0) this.add(count, 1, now);
    return waitMs;
  }

  /** How long until there is room; 0 where there is. */
  waitFor(count: Count, now: number): number {
    const open = this.#windows.get(nameOf(count));
    if (!open || open.endsAt <= now) return count.max > 0 ? 0 : count.windowMs;
    return open.count < count.max ? 0 : open.endsAt - now;
  }

  /** Adds to a count whether it has room or not. */
  add(count: Count, amount: number, now: number): void {
    const name = nameOf(count);
    const open = this.#windows.get(name);
    if (open && open.endsAt > now) {
      open.count += amount;
      return;
    }
    if (this.#windows.size >= this.#sweepAt) this.#sweep(now);
    this.#windows.set(name, { count: amount, endsAt: now + count.windowMs });
  }

  /** Looks at all of them, so not again before there are twice as many: else each call of a flood would look at all. */
  #sweep(now: number): void {
    for (const [name, window] of this.#windows) if (window.endsAt <= now) this.#windows.delete(name);
    this.#sweepAt = Math.max(sweepFrom, 2 * this.#windows.size);
  }
}

function nameOf({ kind, key }: Pick<Count, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}
