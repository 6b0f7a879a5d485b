// What an application has read, as it is counted.

/** What an application has read of one kind of item in a record, through one person. */
export interface ReadCount {
  readonly appId: string;
  readonly personId: string;
  readonly recordId: string;
  /** Version-type-id. */
  readonly typeId: string;
  /** Items given out, those given out again included. */
  readonly items: number;
  readonly lastAt: number;
}
