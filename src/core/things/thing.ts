// A thing as it is kept: one version of one item of health data.
import type { Avenue } from '../authorization/grant.ts';
import type { KeptSignature } from '../signatures/signature.ts';

/** Thing flags, as on the wire. */
export const flag = {
  personal: 1,
  downVersioned: 2,
  upVersioned: 4,
  hiddenFromEmergencyProfile: 8,
  readOnly: 16,
} as const;

export type AuditAction = 'Created' | 'Updated' | 'Deleted';

/** Who made a version, with what, when. */
export interface Stamp {
  readonly at: number;
  readonly appId: string | undefined;
  readonly personId: string;
  readonly avenue: Avenue;
  readonly action: AuditAction;
}

export interface StoredThing {
  readonly id: string;
  readonly versionStamp: string;
  /** The version of the type it is kept in. */
  readonly typeId: string;
  readonly state: 'Active' | 'Deleted';
  readonly flags: number;
  /** Local date-time without zone, as `2026-11-25T08:30:00` with up to three fraction digits: sorts as text. */
  readonly effectiveDate: string;
  /** As `effectiveDate`; undefined when the thing has no end. */
  readonly updatedEndDate: string | undefined;
  readonly clientId: string | undefined;
  readonly tags: string | undefined;
  /** The type's own element as it was sent. */
  readonly dataXml: string;
  /** The common element as it was sent, or nothing. */
  readonly commonXml: string;
  /** Names the blobs it holds; undefined where it holds none. Versions with the same blobs share it. */
  readonly blobSet?: string | undefined;
  /** The digital signature over its data and blobs. */
  readonly signature?: KeptSignature | undefined;
  /** Grows in the order things are added to the record; of one request, the first stands before the others. */
  readonly ordinal: number;
  /** What it counts against the quota, in bytes. */
  readonly size: number;
  readonly created: Stamp;
  readonly updated: Stamp;
  /** Is this the newest version? */
  readonly current: boolean;
}

/** A line of a record's operation log. Things written by one request share their number. */
export interface RecordOperation extends LogPlace {
  readonly operation: 'Create' | 'Update' | 'Delete';
  readonly thingId: string;
  readonly versionStamp: string;
  readonly typeId: string;
  readonly effectiveDate: string;
  readonly updatedEndDate: string | undefined;
  /** Was the thing personal when it was done, or when the thing was removed for good? */
  readonly personal: boolean;
  readonly at: number;
}

/** So many things can one request add. */
const placesOfRequest = 1_000_000;

/** Of two things with one date the one with the higher ordinal is the newer. */
export function getOrdinal({ sequence, position }: LogPlace): number {
  return sequence * placesOfRequest - position;
}

/** The first written first, and of one request as they stood in it. */
export function compareWritten(a: Pick<StoredThing, 'ordinal'>, b: Pick<StoredThing, 'ordinal'>): number {
  const sequenceOf = ({ ordinal }: Pick<StoredThing, 'ordinal'>) => Math.ceil(ordinal / placesOfRequest);
  return sequenceOf(a) - sequenceOf(b) || b.ordinal - a.ordinal;
}

/** Where a line stands in the operation log. */
export interface LogPlace {
  readonly sequence: number;
  /** Among the things of the operation, from 0. */
  readonly position: number;
}
