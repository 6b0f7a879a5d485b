// Reads a record's log of operations, within a grant. Called by methods/get-record-operations.ts.
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Vault } from '../vault.ts';
import type { LogPlace, RecordOperation } from './thing.ts';

const pageSize = 1000;

/** An operation takes no less in an answer: two ids, a stamp, and their elements. */
const bytesMin = 200;

/**
 * What happened after a number, oldest first, to things the grant may read; and the latest number of all.
 * @throws answerTooLarge
 */
export async function readOperations(
  vault: Vault,
  grant: Grant,
  after: number,
): Promise<{ latest: number; operations: RecordOperation[] }> {
  const page = (from: LogPlace) => vault.store.read(db => db.things(grant).operations(from, pageSize));
  // Whoever has an operation's number has all of its things.
  let { latest, operations, last, isFull } = await page({
    sequence: after,
    position: Number.MAX_SAFE_INTEGER,
  });
  const open = [...operations];
  while (last && isFull) {
    if (open.length * bytesMin > vault.limits.responseBytesMax)
      throw fault('answerTooLarge', 'Ask for the operations after a later number.');
    // Others get their turn between pages.
    await new Promise(setImmediate);
    ({ latest, operations, last, isFull } = await page(last));
    open.push(...operations);
  }
  return { latest, operations: open };
}
