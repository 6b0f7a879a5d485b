// Where the revocation list of an authority of the vault is published: what certificates say, and what the router knows without loading
// what reads certificates.
import type { Vault } from '../../vault.ts';

/** Where certificates of an authority of the vault say that its list is. */
export const ownListsPath = '/direct/lists/';

export function getListAddress({ instance }: Pick<Vault, 'instance'>, authorityId: string): string {
  return `${instance.shellUrl}${ownListsPath}${authorityId}.crl`;
}
