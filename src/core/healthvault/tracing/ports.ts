// What tracing asks of a store.
import type { Awaitable } from '../../awaitable.ts';

/** An application that is traced. */
export interface Tracing {
  readonly appId: string;
  /** Who turned it on, or longer. */
  readonly personId: string;
  readonly until: number;
}

/** A trace as it is kept: what it tells is sealed. */
export interface KeptTrace {
  readonly id: string;
  readonly appId: string;
  readonly isProved: boolean;
  readonly sealed: Buffer;
}

export interface TracingReader {
  all(now: number): Awaitable<Tracing[]>;
  /** The latest first. */
  traces(appId: string): Awaitable<KeptTrace[]>;
}

export interface TracingWriter {
  put(tracing: Tracing): Awaitable<void>;
  /** With its traces. */
  remove(appId: string): Awaitable<void>;
  /** Adds a trace, and keeps only so many of the application, those that are proved and the others each by themselves. */
  note(trace: KeptTrace, keepMax: number): Awaitable<void>;
  /** Removes what ended. */
  sweep(now: number): Awaitable<void>;
}
