// Finds whom a domain of the vault trusts: anchors, one by one or in bundles, and revocation lists. Used by whoever receives
// and sends.
import type { TrustFiles } from '../../signatures/ports.ts';
import type { Reader } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { foldDomain } from './binding.ts';
import type { DirectTrust } from './direct-trust.ts';

/** Anchors and revocation lists for what comes to, or goes from, a domain of the vault. */
export async function findTrust(db: Reader, vault: Vault, domain: string): Promise<DirectTrust> {
  const folded = foldDomain(domain) ?? '';
  const state = await db.directCertificates.trustState(folded);
  const areListsDemanded = await db.directCertificates.needsLists(folded);
  const known = vault.memory.directTrusts.get(folded);
  if (known?.state === state) return { files: known.files, areListsDemanded };
  const anchors = await db.directCertificates.anchorsFor(folded);
  const lists = await db.directCertificates.lists();
  const files: TrustFiles = {
    certificates: anchors.map(({ id, der }) => ({ name: id, der })),
    revocationLists: lists.flatMap(({ id, der }) => (der ? [{ name: id, der }] : [])),
    acceptsSha1: vault.direct?.acceptsSha1 ?? false,
  };
  vault.memory.directTrusts.set(folded, { state, files });
  return { files, areListsDemanded };
}
