// The code that opens an emergency page.
import type { Grant } from '../../../core/authorization/grant.ts';
import type { SecretAddress } from '../../../core/secret-addresses/address.ts';
import { listAddresses, openToken } from '../../../core/secret-addresses/addresses.ts';
import type { Reader } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';

export interface OwnCode {
  readonly address: SecretAddress<'emergency'>;
  readonly href: string;
}

/** The one that reads with the person's own rights. One whose token cannot be shown any more is none. */
export async function findOwnCode(db: Reader, vault: Vault, grant: Grant): Promise<OwnCode | undefined> {
  const all = await listAddresses(db, vault, grant, 'emergency');
  for (const address of all.filter(({ personId }) => personId === grant.personId)) {
    const token = openToken(vault, address);
    if (token !== undefined) return { address, href: `${vault.instance.shellUrl}/e/${token}` };
  }
  return undefined;
}
