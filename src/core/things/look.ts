// What a person saw of a record when they last looked.

export interface Look {
  /** Where the visit before this one ended. */
  readonly since: number;
  /** The latest operation there was when the person last looked, and when that was. */
  readonly latest: number;
  readonly at: number;
}
