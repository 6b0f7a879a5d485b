// The applications that are traced at the moment, and their traces.
import type { Trace } from './trace.ts';

export interface Tracing {
  readonly appId: string;
  /** Who turned it on, or longer. */
  readonly personId: string;
  readonly until: number;
  count: number;
  /** The latest first. What others send under its name cannot push out what it sent itself. */
  readonly proved: Trace[];
  readonly unproved: Trace[];
}

/**
 * What is put here is found until it is removed, or until the process ends. Where several processes serve one vault, each must
 * find what the others put; what two of them note of one application at once may come in either order.
 */
export interface TracedApps {
  /** Asked by every call: it must cost nothing. */
  readonly isEmpty: boolean;
  find(appId: string): Tracing | undefined;
  all(): Iterable<Tracing>;
  put(tracing: Tracing): void;
  remove(appId: string): void;
  /** Notes a trace, and keeps only so many, those that are proved and the others each by themselves. */
  note(tracing: Tracing, trace: Omit<Trace, 'place'>, keepMax: number): void;
}

export class TracedAppsInProcess implements TracedApps {
  readonly #tracings = new Map<string, Tracing>();

  get isEmpty(): boolean {
    return this.#tracings.size === 0;
  }

  find(appId: string): Tracing | undefined {
    return this.#tracings.get(appId);
  }

  all(): Iterable<Tracing> {
    return this.#tracings.values();
  }

  put(tracing: Tracing): void {
    this.#tracings.set(tracing.appId, tracing);
  }

  remove(appId: string): void {
    this.#tracings.delete(appId);
  }

  note(tracing: Tracing, trace: Omit<Trace, 'place'>, keepMax: number): void {
    const list = trace.isProved ? tracing.proved : tracing.unproved;
    tracing.count += 1;
    list.unshift({ ...trace, place: tracing.count });
    list.length = Math.min(list.length, keepMax);
  }
}
