// Audit rows: who did what to a record, when. Written in the transaction of what they tell of; never health values.
import type { Avenue } from '../authorization/grant.ts';

export interface AuditRow {
  readonly at: number;
  readonly action: string;
  readonly personId: string | undefined;
  readonly appId: string | undefined;
  readonly recordId: string | undefined;
  readonly avenue: Avenue | undefined;
  /** Ids and counts, as JSON. */
  readonly details: Record<string, string | number | readonly string[]>;
}
