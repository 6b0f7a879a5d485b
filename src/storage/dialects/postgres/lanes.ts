// Lanes that share what is to be written: as few are used as do, so that many works share a commit; more when one is held up
// or much is waiting. Works that have a record or a turn in common are never in two lanes at once, of whatever lanes: one would
// wait for a lock that this process holds itself, and keep all that share its commit waiting.
import type { Connection } from './connection.ts';
import { type Job, Lane, listKeys, type OpenWriter } from './lane.ts';
import { postgresLimits } from './limits.ts';
import type { Source } from './source.ts';

const { worksPerCommit, worksPerLane, laneWaitMs } = postgresLimits;

interface Waiting {
  readonly job: Job;
  readonly keys: readonly string[];
  readonly since: number;
}

/** What works that are under way have for themselves; shared by lanes whose works may have something in common. */
export class Taken {
  readonly #keys = new Set<string>();
  readonly #listeners: (() => void)[] = [];

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  take(keys: readonly string[]): void {
    for (const key of keys) this.#keys.add(key);
  }

  release(keys: readonly string[]): void {
    for (const key of keys) this.#keys.delete(key);
    for (const listener of this.#listeners) listener();
  }

  onRelease(listener: () => void): void {
    this.#listeners.push(listener);
  }
}

export class Lanes {
  readonly #all: readonly Lane[];
  readonly #free: Lane[];
  #waiting: Waiting[] = [];
  readonly #taken: Taken;
  #isLooking = false;
  #lookingLater: NodeJS.Timeout | undefined;
  #idle: (() => void) | undefined;

  constructor(count: number, source: Source, openWriter: OpenWriter, taken: Taken) {
    this.#taken = taken;
    taken.onRelease(() => {
      if (this.#waiting.length > 0) this.#lookSoon();
    });
    this.#all = Array.from({ length: count }, () => new Lane(source, openWriter));
    this.#free = [...this.#all];
  }

  get connections(): readonly Connection[] {
    return this.#all.flatMap(({ connection }) => connection ?? []);
  }

  add(job: Job): void {
    this.#waiting.push({ job, keys: listKeys(job.scope), since: performance.now() });
    this.#lookSoon();
  }

  /** When all is written. */
  async close(): Promise<void> {
    if (this.#waiting.length > 0 || this.#free.length < this.#all.length)
      await new Promise<void>(resolve => (this.#idle = resolve));
    await Promise.all(this.#all.map(lane => lane.close()));
  }

  /** Others that are asked for in this turn of the event loop join. */
  #lookSoon(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setImmediate(() => {
      this.#isLooking = false;
      this.#look();
    });
  }

  #look(): void {
    clearTimeout(this.#lookingLater);
    this.#lookingLater = undefined;
    while (this.#free.length > 0 && this.#waiting.length > 0) {
      const ready = this.#findReady();
      const [first] = ready;
      if (!first) return;
      const busy = this.#all.length - this.#free.length;
      const left = laneWaitMs - (performance.now() - first.since);
      if (busy > 0 && ready.length < worksPerLane && left > 0) {
        this.#lookingLater = setTimeout(() => this.#look(), left);
        return;
      }
      this.#start(ready);
    }
  }

  /** Those that need not wait for one that is under way, nor for one that was asked for before and does. */
  #findReady(): readonly Waiting[] {
    const passed = new Set<string>();
    const ready: Waiting[] = [];
    for (const one of this.#waiting) {
      if (one.keys.some(key => this.#taken.has(key) || passed.has(key)))
        for (const key of one.keys) passed.add(key);
      else if (ready.push(one) === worksPerCommit) break;
    }
    return ready;
  }

  #start(works: readonly Waiting[]): void {
    const lane = this.#free.pop();
    if (!lane) return;
    const started = new Set(works);
    this.#waiting = this.#waiting.filter(one => !started.has(one));
    const keys = works.flatMap(one => one.keys);
    this.#taken.take(keys);
    void lane.finish(works.map(({ job }) => job)).finally(() => {
      this.#free.push(lane);
      this.#taken.release(keys);
      if (this.#waiting.length === 0 && this.#free.length === this.#all.length) this.#idle?.();
    });
  }
}
