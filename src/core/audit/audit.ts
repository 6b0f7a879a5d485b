// Audit rows: who did what to a record, when. Written in the transaction of what they tell of; never health values.
import type { Avenue } from '../authorization/grant.ts';

/** Ids and counts. */
export type Details = Readonly<
  Record<string, string | number | readonly string[] | Readonly<Record<string, number>>>
>;

export interface AuditRow {
  readonly at: number;
  readonly action: string;
  readonly personId: string | undefined;
  readonly appId: string | undefined;
  readonly recordId: string | undefined;
  readonly avenue: Avenue | undefined;
  readonly details: Details;
}

/** A row as it is kept. Ids ascend. */
export interface StoredAuditRow extends AuditRow {
  readonly id: number;
  /** Its place in the chain of its record. */
  readonly number: number;
}

/** What of a record's trail is asked for. What is left out is open. */
export interface AuditQuery {
  readonly recordId: string;
  readonly personId?: string | undefined;
  /** `none`: what was done without an application. */
  readonly appId?: string | 'none' | undefined;
  readonly actions?: readonly string[] | undefined;
  /** Milliseconds; the end is not included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Goes on before an entry of this number. */
  readonly before?: number | undefined;
  /** With a person: what others looked at, too. */
  readonly withLooks?: boolean | undefined;
  /** With a person: what was opened with their rights by who has a secret address of theirs, too. */
  readonly withAddresses?: boolean | undefined;
  /** Of whom what they looked at is left out. */
  readonly butLooksOf?: string | undefined;
  readonly limit: number;
}

/** What an entry says once its record was removed for good: nothing. */
export const erasedAction = 'Erased';

/** The entry that follows those whose record was removed for good. */
export const purgeAction = 'PurgeRecord';
