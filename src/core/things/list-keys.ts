// All that a list finds, by its keys: what is done with it as a whole. The list itself is list.ts.
import type { Grant } from '../authorization/grant.ts';
import type { Vault } from '../vault.ts';
import { buildQuery, type ListAsked, listThings } from './list.ts';

export interface FoundKeys {
  readonly keys: readonly { readonly id: string; readonly versionStamp: string }[];
  /** Is there more, or was the search for it not finished? */
  readonly isCut: boolean;
}

/** The newest ones first, as many as one request may change. */
export async function listKeys(
  vault: Vault,
  grant: Grant,
  asked: Omit<ListAsked, 'after' | 'limit'>,
): Promise<FoundKeys> {
  const limit = vault.limits.thingsPerPutMax;
  if (asked.words !== undefined) {
    const { things, next } = await listThings(vault, grant, { ...asked, after: undefined, limit });
    return { keys: things, isCut: next !== undefined };
  }
  const query = { ...buildQuery(asked), limit: limit + 1 };
  const found = await vault.store.read(db => db.things(grant).queryKeys(query));
  return { keys: found.slice(0, limit), isCut: found.length > limit };
}
