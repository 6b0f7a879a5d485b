// Counts of tries by kind and key, each for a window of time: what stands between guesses, floods and the vault.

export interface Allowance {
  readonly max: number;
  readonly windowMs: number;
}

/** One of the allowances that a try uses. */
export interface Count extends Allowance {
  readonly kind: string;
  readonly key: string;
}

/**
 * Each is one step that nothing comes between, so that many at once get no further than one after the other. Counts may be
 * lost when a process ends, but never while it runs; where several processes serve one vault they count together.
 */
export interface Rates {
  /** Counts a try in all of these, or in none where one has no room. @returns how long until all have; 0 when it was counted */
  take(counts: readonly Count[], now: number): number;
  /** Takes back a try that was counted. */
  giveBack(counts: readonly Pick<Count, 'kind' | 'key'>[]): void;
  /** How long until all of them have room for a try; 0 where they have. */
  waitFor(counts: readonly Count[], now: number): number;
  /** Adds to a count whether it has room or not. */
  add(count: Count, amount: number, now: number): void;
}

interface Window {
  count: number;
  readonly endsAt: number;
}

const sweepFrom = 10_000;

/** Counts for one process. */
export class RatesInProcess implements Rates {
  /** By kind and key. */
  readonly #windows = new Map<string, Window>();
  /** With so many, those that ended are cleared away. */
  #sweepAt = sweepFrom;

  take(counts: readonly Count[], now: number): number {
    const waitMs = this.waitFor(counts, now);
    if (waitMs === 0) for (const count of counts) this.add(count, 1, now);
    return waitMs;
  }

  giveBack(counts: readonly Pick<Count, 'kind' | 'key'>[]): void {
    for (const count of counts) {
      const open = this.#windows.get(nameOf(count));
      if (open && open.count > 0) open.count--;
    }
  }

  waitFor(counts: readonly Count[], now: number): number {
    let waitMs = 0;
    for (const count of counts) waitMs = Math.max(waitMs, this.#waitForOne(count, now));
    return waitMs;
  }

  #waitForOne(count: Count, now: number): number {
    const open = this.#windows.get(nameOf(count));
    if (!open || open.endsAt <= now) return count.max > 0 ? 0 : count.windowMs;
    return open.count < count.max ? 0 : open.endsAt - now;
  }

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
