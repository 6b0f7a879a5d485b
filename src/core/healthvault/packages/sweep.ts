// Drops packages whose time is over. Run in the background.
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { dropBlobs, releaseBlobs } from './blobs.ts';

const atOnce = 100;

/** Their contents go at once; that they were there is kept for as long again, to tell a person who comes too late. */
export async function sweepPackages(vault: Vault): Promise<void> {
  const { store, clock, limits } = vault;
  const over = clock.now() - limits.packageTtlMs;
  for (;;) {
    const ids = await store.read(db => db.packages.full(over, atOnce));
    for (const id of ids) await dropBlobs(vault, await emptied(vault, id));
    if (ids.length < atOnce) break;
  }
  await store.write(db => db.packages.sweep(over - limits.packageTtlMs), ofJob('packages'));
}

function emptied({ store }: Vault, id: string): Promise<string[]> {
  return store.write(async db => {
    const blobIds = await releaseBlobs(db, id);
    await db.packages.empty(id);
    return blobIds;
  }, ofJob('packages'));
}
