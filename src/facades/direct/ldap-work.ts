// What is asked of the thread that asks a directory, and what it answers.

export interface DirectoryQuestion {
  readonly host: string;
  readonly port: number;
  /** Of whom certificates are wanted, as they stand under `mail`; the first that has any. */
  readonly names: readonly string[];
  readonly timeMs: number;
  readonly bytesMax: number;
}

/** Certificates; undefined where it did not answer as a directory does. */
export type DirectoryAnswer = readonly Uint8Array[] | undefined;
