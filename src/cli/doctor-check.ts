// One look of `keepwell doctor`.

/** Throws what is wrong and how to mend it; answers what it found, for those who want to know. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<string | Note> | string | Note;
  /** Is it pointless when this check failed, or any before it? */
  readonly needs?: string | 'all';
}

/** Something to know, which is not wrong. */
export class Note {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
