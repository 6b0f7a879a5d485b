// What may be asked of a record's things, in the store's own terms: internal ids, families of types, text dates.
import type { StoredThing } from './thing.ts';

/** Conditions that must all hold; each list is satisfied by any of its members. */
export interface ThingFilter {
  /** Version-type-ids, every version of each family spelled out. */
  readonly typeIds?: readonly string[];
  readonly states?: readonly StoredThing['state'][];
  /** Local date-times, compared as text. Bounds are included. */
  readonly effectiveMin?: string;
  readonly effectiveMax?: string;
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
}

/** A part of the record a grant opens for reading: these types, at these effective dates. */
export interface ReadScope {
  readonly typeIds: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

export interface ThingQuery {
  readonly ids?: readonly string[];
  readonly keys?: readonly { id: string; versionStamp: string }[];
  readonly clientIds?: readonly string[];
  /** ANDed with each other, ORed with ids, keys and client ids. None of either finds nothing. */
  readonly filters: readonly ThingFilter[];
  /** Only what lies in one of these, and in none of `except`; undefined for all. */
  readonly scope: { readonly within: readonly ReadScope[] | undefined; readonly except: readonly ReadScope[] };
  readonly currentOnly: boolean;
  /** Personal things, deleted things and their history. */
  readonly seesEverything: boolean;
  readonly limit: number;
  /** Skip what comes before this place in the order (newest effective date first, then id). */
  readonly after?: { readonly effectiveDate: string; readonly id: string; readonly versionStamp: string };
}
