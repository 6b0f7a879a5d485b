// What is asked of the thread that opens large mail, and what it answers.
import type { Peeled, Peeling } from './peel.ts';
import type { Unreadable } from './unreadable.ts';

export interface PeelQuestion extends Peeling {
  readonly bytes: Uint8Array;
}

export type PeelAnswer = { readonly found: Peeled } | { readonly reason: Unreadable };
