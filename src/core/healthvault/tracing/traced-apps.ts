// What a process knows of the applications that are traced, and the traces that it has yet to write.
import { getFirst } from '../../../assume.ts';
import type { Tracing } from './ports.ts';
import type { Trace } from './trace.ts';

export interface Noted {
  readonly appId: string;
  readonly trace: Trace;
}

/** As of when it was learned last: what another process turned on or off since then is not known here yet. */
export class TracedApps {
  #untils: ReadonlyMap<string, number> = new Map();
  #noted: Noted[] = [];

  /** Asked by every call: it must cost nothing. */
  get isEmpty(): boolean {
    return this.#untils.size === 0;
  }

  isTraced(appId: string, now: number): boolean {
    return (this.#untils.get(appId) ?? 0) > now;
  }

  learn(all: readonly Tracing[]): void {
    this.#untils = new Map(all.map(({ appId, until }) => [appId, until]));
  }

  /** Keeps only so many of each application. What others send under its name cannot push out what it sent itself. */
  note(noted: Noted, keepMax: number): void {
    this.#noted.push(noted);
    const alike = this.#noted.filter(
      ({ appId, trace }) => appId === noted.appId && trace.isProved === noted.trace.isProved,
    );
    if (alike.length > keepMax) this.#noted.splice(this.#noted.indexOf(getFirst(alike)), 1);
  }

  /** What is to be written, the earliest first. */
  takeNoted(): readonly Noted[] {
    const noted = this.#noted;
    this.#noted = [];
    return noted;
  }
}
