// What an application says of how it is connected, and of how a call is made. connect.ts takes both.
import type { Status } from './errors.ts';
import type { Credential } from './sign.ts';

export interface ConnectOptions {
  /** Including `/wildcat.ashx`. */
  readonly platformUrl: string;
  readonly appId: string;
  /** May be left out for what needs no session: GetServiceDefinition, NewApplicationCreationInfo. */
  readonly credential?: Credential | undefined;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. A clock that is off is set right by the platform's when that refuses a call for it. */
  readonly now?: () => number;
  /** How long one attempt may take, with its answer: 60 000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** How often a call that may be repeated is made once more when no answer came: 3 unless said otherwise. */
  readonly retries?: number;
  /** The pause before the first of them, 200 unless said otherwise; it doubles each time, and varies. */
  readonly firstPauseMs?: number;
  /** Is told of every attempt, for logs and traces: never of what is in it. */
  readonly observe?: Observe;
}

/** For whom a call is made. Without either the application acts for itself. */
export interface Actor {
  /** A person's id, to act while they are away. */
  readonly personId?: string;
  /** What the Shell returned for a person who is here. */
  readonly userToken?: string;
  /** The record meant, by the id this application knows it by. */
  readonly recordId?: string;
}

/** How a call is made. */
export interface CallOptions {
  /** Ends the call, and the pauses between its attempts, with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
  /** In place of the one given to `connect`. */
  readonly timeoutMs?: number | undefined;
  /**
   * May it be made again when no answer came? Left out, the SDK decides: what reads may, and what it writes itself where
   * the platform knows the second time.
   */
  readonly repeat?: boolean | undefined;
}

/** For whom a call is made, and how. */
export interface CallFor extends Actor, CallOptions {}

/** One attempt at a call, as it begins. */
export interface Attempt {
  /** Of the XML API; `blob` where bytes of one go or come. */
  readonly method: string;
  readonly version: number;
  /** Of this call, from 1. */
  readonly attempt: number;
  /** What is put here goes along, such as `traceparent`. */
  readonly headers: Record<string, string>;
}

export interface Outcome {
  /** HealthVault's status, or why there was none. */
  readonly status: Status | 'unreachable' | 'aborted';
  readonly httpStatus: number | undefined;
  readonly responseId: string | undefined;
  readonly tookMs: number;
}

/** @returns what is called as the attempt ends, if anything */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing is to fit.
export type Observe = (attempt: Attempt) => ((outcome: Outcome) => void) | void;
