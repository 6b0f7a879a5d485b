// One look of `keepwell doctor`.

/** Throws what is wrong and how to mend it; answers what it found, for those who want to know. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<string> | string;
  /** Is it pointless when one before it failed? */
  readonly needsAll?: boolean;
}
