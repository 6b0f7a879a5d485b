// The versions of one thing by their keys, the last made first: for its history, and to tell how many there are.
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { ThingKeyRow } from './query.ts';

export interface VersionKeys {
  readonly keys: readonly ThingKeyRow[];
  /** Are there older ones that were not counted? */
  readonly more: boolean;
}

export async function listVersionKeys(
  db: Reader,
  { limits }: Vault,
  grant: Grant,
  id: string,
): Promise<VersionKeys> {
  const found = await db.things(grant).queryKeys({
    ids: [id],
    filters: [],
    currentOnly: false,
    order: 'last made first',
    limit: limits.versionsCountedMax + 1,
  });
  const keys = found.slice(0, limits.versionsCountedMax);
  return { keys, more: found.length > keys.length };
}
