// Reads a record's log of operations, within a grant. Called by methods/get-record-operations.ts.
import type { Grant } from '../authorization/grant.ts';
import { type Fault, fault } from '../faults.ts';
import type { Vault } from '../vault.ts';
import type { LogPlace, RecordOperation } from './thing.ts';

const pageSize = 1000;

/** Of so many numbers more, it is counted first what there is to tell: to read it takes longer than to count it. */
const countedAt = 10_000;
const countedAtOnce = 20_000;

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
  if (last && isFull && latest - last.sequence > countedAt)
    await demandRoom(vault, grant, last.sequence, latest);
  while (last && isFull) {
    if (open.length * bytesMin > vault.limits.responseBytesMax) throw makeTooMany();
    // Others get their turn between pages.
    await new Promise(setImmediate);
    ({ latest, operations, last, isFull } = await page(last));
    open.push(...operations);
  }
  return { latest, operations: open };
}

/** @throws answerTooLarge before they are read */
async function demandRoom(vault: Vault, grant: Grant, after: number, latest: number): Promise<void> {
  let count = 0;
  for (let from = after; from < latest; from += countedAtOnce) {
    count += await vault.store.read(db => db.things(grant).countOperations(from, from + countedAtOnce));
    if (count * bytesMin > vault.limits.responseBytesMax) throw makeTooMany();
    // Others get their turn between counts.
    await new Promise(setImmediate);
  }
}

function makeTooMany(): Fault {
  return fault('answerTooLarge', 'Ask for the operations after a later number.');
}
