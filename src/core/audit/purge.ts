// The end of a record, and what its log says of it from then on.
import type { Writer } from '../store.ts';
import { purgeAction } from './audit.ts';

/**
 * Removes a record for good. What its log said goes with it; the entry that follows says up to which number.
 * @param at milliseconds since 1970, UTC
 */
export async function purgeRecord(
  db: Pick<Writer, 'records' | 'audit'>,
  at: number,
  recordId: string,
): Promise<void> {
  const erased = await db.records.purge(recordId);
  const nobody = { personId: undefined, appId: undefined, avenue: undefined };
  await db.audit.add({ at, action: purgeAction, ...nobody, recordId, details: { erased } });
}
