// What clients tried and what they were told, as check.ts compares it with what is there in the end. Times are of this
// process, in milliseconds.

export interface Created {
  readonly kind: 'create';
  /** Stands in the version it makes and in no other. */
  readonly mark: string;
}

export interface Updated {
  readonly kind: 'update';
  readonly mark: string;
  readonly id: string;
  /** The stamp of the version it is to follow. */
  readonly base: string;
}

export interface Removed {
  readonly kind: 'remove';
  readonly id: string;
  readonly base: string;
}

export type Change = Created | Updated | Removed;

/** Refused: told that nothing was changed. Unknown: told nothing, or nothing certain. */
export type Outcome = 'acknowledged' | 'refused' | 'unknown';

/** One request that writes to one record: all of it or nothing. */
export interface Attempt {
  readonly by: string;
  readonly changes: readonly Change[];
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly outcome: Outcome;
  /** The keys of what was created and updated, in order; none unless it was acknowledged. */
  readonly keys: readonly { readonly id: string; readonly stamp: string }[];
}

/** A thing as it was shown to who asked for it. */
export interface Look {
  readonly id: string;
  readonly sentAt: number;
  readonly stamp: string;
}

/** What happened to one record, as far as its clients know. */
export class RecordLedger {
  /** As the store knows it. */
  readonly recordId: string;
  readonly attempts: Attempt[] = [];
  readonly looks: Look[] = [];
  /** The operations that who follows the record was told, in order. */
  readonly followed: { readonly sequence: number; readonly thingId: string }[] = [];
  /** Things that may be changed next, with the stamps they had when last heard of. */
  readonly known = new Map<string, string>();

  constructor(recordId: string) {
    this.recordId = recordId;
  }
}

/** How long clients went without being served. */
export class Outages {
  readonly #since = new Map<string, number>();
  readonly #last = new Map<string, number>();
  readonly #longest = new Map<string, number>();
  /** What is being done to the cluster. */
  incident = 'calm';

  noteAsked(client: string, at: number): void {
    if (!this.#since.has(client)) this.#since.set(client, at);
  }

  noteServed(client: string, at: number): void {
    const since = this.#since.get(client);
    this.#since.delete(client);
    this.#last.set(client, at);
    if (since === undefined) return;
    const ms = Math.round(at - since);
    if (ms > (this.#longest.get(this.incident) ?? 0)) this.#longest.set(this.incident, ms);
  }

  getLastServed(client: string): number {
    return this.#last.get(client) ?? 0;
  }

  /** The longest of each kind of incident, in milliseconds. */
  get longest(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#longest);
  }
}
