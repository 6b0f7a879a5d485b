// What xpath-threads.ts and the thread that it asks, xpath-worker.ts, say to each other.

export interface Question {
  /** Checked by xpath.ts. */
  readonly expressions: readonly string[];
  /** Documents. */
  readonly things: readonly string[];
}

/** Which things every expression matches, or what is wrong with an expression. */
export type Answer = { readonly tookMs: number } & (
  | { readonly matches: readonly boolean[] }
  | { readonly problem: string /** The thread is of no further use. */; readonly isOver?: true }
);

export const tooLarge = 'something grows larger than there is memory for';
