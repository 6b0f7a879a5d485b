// An index that a process is making, for those who wait for it.

export interface IndexFill {
  /** The operation that it goes on to. */
  readonly upTo: number;
  readonly done: Promise<void>;
}
