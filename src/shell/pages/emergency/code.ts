// The code that opens an emergency page.
import type { Grant } from '../../../core/authorization/grant.ts';
import type { SecretAddress } from '../../../core/secret-addresses/address.ts';
import { listAddresses, openToken } from '../../../core/secret-addresses/addresses.ts';
import type { Vault } from '../../../core/vault.ts';

export interface OwnCode {
  readonly address: SecretAddress<'emergency'>;
  readonly href: string;
}

/** The one that reads with the person's own rights. One whose token cannot be shown any more is none. */
export async function findOwnCode(vault: Vault, grant: Grant): Promise<OwnCode | undefined> {
  const all = await vault.store.read(db => listAddresses(db, vault, grant, 'emergency'));
  for (const address of all.filter(({ personId }) => personId === grant.personId)) {
    const token = openToken(vault, address);
    if (token !== undefined) return { address, href: `${vault.instance.shellUrl}/e/${token}` };
  }
  return undefined;
}
