// A person's decision, as all tokens that come of it go by it. Beside the authorisation, which says what is granted today.
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { SmartGrant } from './ports.ts';
import { hashSmartId } from './rows.ts';

type NewGrant = Pick<SmartGrant, 'appId' | 'personId' | 'recordId' | 'scopes' | 'isOffline' | 'shellId'>;

/** @param grantId as the authorization server calls it */
export async function addSmartGrant(
  db: Writer,
  vault: Vault,
  grantId: string,
  grant: NewGrant,
): Promise<void> {
  const hash = hashSmartId(vault, grantId);
  if (!hash) throw new TypeError('a grant has an id');
  const createdAt = vault.clock.now();
  await db.smart.putGrant({ ...grant, hash, createdAt, expiresAt: createdAt + vault.limits.smartGrantTtlMs });
}
