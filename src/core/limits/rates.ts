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
  readonly of: Count;
  /** All that was counted, as far as it is known here. */
  count: number;
  /** What of it other processes have not been told. */
  untold: number;
  endsAt: number;
}

/** A part of a count that other processes are to know. */
export interface Untold {
  readonly count: Count;
  readonly amount: number;
}

/** What a count comes to with all processes. */
export interface Told {
  readonly used: number;
  readonly endsAt: number;
}

const sweepFrom = 10_000;

/** Told at once: a flood from very many addresses is told bit by bit, and holds up nobody's write. */
const toldAtOnce = 100;

/** Of an allowance, what a process uses up before it tells the others. */
const untoldPart = 1 / 20;

/**
 * Counts of one process. They may be lost when it ends, but never while it runs. Each tells the
 * others that serve the vault when it has used a part of an allowance: so what is counted a little at a time costs nothing.
 */
export class Rates {
  /** By kind and key. */
  readonly #windows = new Map<string, Window>();
  readonly #due = new Set<Window>();
  /** With so many, those that ended are cleared away. */
  #sweepAt = sweepFrom;
  /** One telling at a time: what comes meanwhile goes with the next. */
  isBeingTold = false;

  /** Is there anything to be told? */
  get isDue(): boolean {
    return this.#due.size > 0;
  }

  /**
   * Counts a request where there is any room, though it may be more than is left.
   * @returns how long until there is; 0 when it was counted
   */
  take(count: Count, now: number, amount = 1): number {
    const waitMs = this.waitFor(count, now);
    if (waitMs === 0) this.add(count, amount, now);
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
    const window = this.#openWindow(count, now);
    window.count += amount;
    window.untold += amount;
    if (window.untold >= count.max * untoldPart) this.#due.add(window);
  }

  /** Of windows that are over nobody need be told. */
  takeUntold(now: number): readonly Untold[] {
    const taken: Untold[] = [];
    for (const window of this.#due) {
      if (taken.length === toldAtOnce) break;
      this.#due.delete(window);
      if (window.endsAt > now) taken.push({ count: window.of, amount: window.untold });
      window.untold = 0;
    }
    return taken;
  }

  learn(count: Count, { used, endsAt }: Told, now: number): void {
    const window = this.#openWindow(count, now);
    window.count = Math.max(window.count, used + window.untold);
    window.endsAt = endsAt;
  }

  #openWindow(count: Count, now: number): Window {
    const name = nameOf(count);
    const open = this.#windows.get(name);
    if (open && open.endsAt > now) return open;
    if (this.#windows.size >= this.#sweepAt) this.#sweep(now);
    const opened = { of: count, count: 0, untold: 0, endsAt: now + count.windowMs };
    this.#windows.set(name, opened);
    return opened;
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
