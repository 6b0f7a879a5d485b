// Drops blobs that no thing came to hold in time. Run by background.ts.
import type { Vault } from '../vault.ts';
import { dropBlob } from './keep.ts';

/** A chunk that was let in before the end of the time has arrived long before this is over. */
const graceMs = 60 * 60_000;
const atOnce = 100;

/** What cannot be removed holds up nothing else. @throws the first thing that stood in the way, for the log */
export async function sweepBlobs(vault: Vault): Promise<void> {
  const troubles: unknown[] = [];
  for (;;) {
    const before = vault.clock.now() - graceMs;
    const overdue = await vault.store.read(db => db.blobs.overdue(before, atOnce));
    const failed = troubles.length;
    for (const { id } of overdue) await dropBlob(vault, id).catch(error => void troubles.push(error));
    const isStuck = troubles.length - failed === overdue.length;
    if (overdue.length < atOnce || isStuck) break;
  }
  if (troubles.length > 0) throw troubles[0];
}
