// Reads a record's log of operations, within a grant. Called by methods/get-record-operations.ts.
import type { Grant } from '../authorization/grant.ts';
import type { Vault } from '../vault.ts';
import { readable } from './scope.ts';
import type { RecordOperation } from './thing.ts';

/** What happened after a number, oldest first, to things the grant may read; and the latest number of all. */
export async function readOperations(
  vault: Vault,
  grant: Grant,
  after: number,
): Promise<{ latest: number; operations: RecordOperation[] }> {
  const { typeIds, scope } = readable(grant, undefined);
  const types = typeIds && new Set(typeIds);
  const { latest, operations } = await vault.store.read(db => db.things(grant).operations(after));
  const open = ({ typeId, effectiveDate }: RecordOperation) =>
    (!types || types.has(typeId)) && (!scope || grant.permits('Read', typeId, effectiveDate));
  return { latest, operations: operations.filter(open) };
}
