// What may be asked of a record's things, in the store's own terms: internal ids, families of types, text dates.
// Put together by read.ts from what a caller asks; the store narrows it to what its grant opens, by scope.ts.
import type { StoredThing } from './thing.ts';

/** Conditions that must all hold; each list is satisfied by any of its members. */
export interface ThingFilter {
  /** Version-type-ids, every version of each family spelled out. */
  readonly typeIds?: readonly string[];
  readonly states?: readonly StoredThing['state'][];
  /** Local date-times, compared as text. Bounds are included. */
  readonly effectiveMin?: string;
  readonly effectiveMax?: string;
  /** Finds what has no end, too. */
  readonly endMin?: string;
  readonly endMax?: string;
  /** Milliseconds, UTC. Bounds are included. */
  readonly createdMin?: number;
  readonly createdMax?: number;
  readonly updatedMin?: number;
  readonly updatedMax?: number;
  readonly createdApp?: string;
  readonly createdPerson?: string;
  readonly updatedApp?: string;
  readonly updatedPerson?: string;
  /** Came by a person's own hand in the Shell, from no application. */
  readonly createdByHand?: true;
}

export interface ThingQuery {
  readonly ids?: readonly string[];
  readonly keys?: readonly { id: string; versionStamp: string }[];
  readonly clientIds?: readonly string[];
  /** ANDed with each other, ORed with ids, keys and client ids. None of either finds nothing. */
  readonly filters: readonly ThingFilter[];
  /** Version-type-ids, every version of each family spelled out: only of these, whatever else is asked. */
  readonly typeIds?: readonly string[];
  /** Not what this person wrote last with their own hand, whatever else is asked. */
  readonly exceptBy?: string;
  readonly currentOnly: boolean;
  /** Only what is active and not personal, though the grant may open more. */
  readonly openOnly?: true;
  /** By effective date, then the order things were added in, then (newest first) version; or by when each version was made, whatever its date. */
  readonly order?: 'newest first' | 'oldest first' | 'last made first';
  readonly limit: number;
  /** Skip what comes before this place in the order, and the place itself. */
  readonly after?: ThingPlace;
}

/** What it takes to show a thing. Who wrote it is there where it was asked for. */
export type ShownThing = Pick<
  StoredThing,
  | 'id'
  | 'versionStamp'
  | 'typeId'
  | 'state'
  | 'flags'
  | 'effectiveDate'
  | 'updatedEndDate'
  | 'tags'
  | 'ordinal'
  | 'size'
  | 'dataXml'
  | 'commonXml'
  | 'blobSet'
  | 'signature'
> &
  Partial<Pick<StoredThing, 'created' | 'updated'>>;

export interface ThingPlace {
  readonly effectiveDate: string;
  readonly ordinal: number;
  readonly updatedAt: number;
  readonly versionStamp: string;
}

/** What a list of things needs of each, and what it would take to read it in full. */
export interface ThingKeyRow extends ThingPlace {
  readonly id: string;
  readonly typeId: string;
  readonly updatedEndDate: string | undefined;
  readonly size: number;
}

/** And who wrote it last. */
export interface WrittenKeyRow extends ThingKeyRow {
  readonly updatedPerson: string;
  readonly updatedApp: string | undefined;
}
