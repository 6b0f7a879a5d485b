// Drops blobs that no thing came to hold in time. Run by background.ts.
import type { Vault } from '../vault.ts';
import { dropBlob } from './keep.ts';

/** A chunk that was let in before the end of the time has arrived long before this is over. */
const graceMs = 60 * 60_000;
const atOnce = 100;

export async function sweepBlobs(vault: Vault): Promise<void> {
  for (;;) {
    const before = vault.clock.now() - graceMs;
    const overdue = await vault.store.read(db => db.blobs.overdue(before, atOnce));
    for (const { id } of overdue) await dropBlob(vault, id);
    if (overdue.length < atOnce) return;
  }
}
