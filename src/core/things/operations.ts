// Reads a record's log of operations, within a grant. Called by methods/get-record-operations.ts.
import { getLast } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Vault } from '../vault.ts';
import { readable } from './scope.ts';
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
  const { typeIds, scope } = readable(grant, undefined);
  const types = typeIds && new Set(typeIds);
  const isOpen = ({ typeId, effectiveDate }: RecordOperation) =>
    (!types || types.has(typeId)) && (!scope || grant.permits('Read', typeId, effectiveDate));
  const page = (from: LogPlace) => vault.store.read(db => db.things(grant).operations(from, pageSize));
  // Whoever has an operation's number has all of its things.
  let { latest, operations } = await page({ sequence: after, position: Number.MAX_SAFE_INTEGER });
  const open = operations.filter(isOpen);
  while (operations.length === pageSize) {
    if (open.length * bytesMin > vault.limits.responseBytesMax)
      throw fault('answerTooLarge', 'Ask for the operations after a later number.');
    // Others get their turn between pages.
    await new Promise(setImmediate);
    ({ latest, operations } = await page(getLast(operations)));
    open.push(...operations.filter(isOpen));
  }
  return { latest, operations: open };
}
