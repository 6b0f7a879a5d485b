// Which bundles and revocation lists are due to be fetched anew. A job of background.ts; what reads them is loaded only then, as it
// takes memory that a vault without Direct has no use for.
import type { Tenure } from '../../leases/tenure.ts';
import type { Vault } from '../../vault.ts';
import type { FetchFile } from './refresh.ts';

export async function refreshTrust(vault: Vault, fetch: FetchFile, tenure: Tenure): Promise<void> {
  const now = vault.clock.now();
  const isDue = ({ dueAt }: { readonly dueAt: number | undefined }) => dueAt !== undefined && dueAt <= now;
  const { bundles, lists } = await vault.store.read(async db => ({
    bundles: (await db.directCertificates.bundles()).filter(isDue),
    lists: (await db.directCertificates.lists()).filter(isDue),
  }));
  if (bundles.length + lists.length === 0) return;
  const { refreshBundle, refreshList } = await import('./refresh.ts');
  for (const bundle of bundles) if (!tenure.isOver()) await refreshBundle(vault, fetch, bundle, tenure);
  for (const list of lists) if (!tenure.isOver()) await refreshList(vault, fetch, list, tenure);
}
