// Removes backups that are not to stay, and the objects that no other names. It needs no key: the names stand beside each
// manifest as plain text. Where one of these lists is not what it was, no object is removed.
import { chooseKept } from '../../core/backup/keep.ts';
import type { Keep } from '../../core/backup/settings.ts';
import { findStrayListings, listBackups, readListing, removeBackup, timeOfBackup } from './manifest.ts';
import { listObjects, pathOf } from './objects.ts';
import type { Target } from './target.ts';

export interface Pruned {
  readonly kept: number;
  readonly removed: number;
  readonly objectsRemoved: number;
  /** A backup whose list of objects is damaged: none were removed. */
  readonly damagedListing: string | undefined;
}

/**
 * @param keep undefined removes no backup, only what those that were cut off left
 * @param demand asked before each removal. @throws when another process writes into the target by now
 */
export async function pruneTarget(
  target: Target,
  keep: Keep | undefined,
  demand: () => Promise<void>,
): Promise<Pruned> {
  const all = await listBackups(target);
  const kept = keep
    ? chooseKept(
        all.map(id => ({ id, at: timeOfBackup(id) })),
        keep,
      )
    : new Set(all);
  const removed = all.filter(id => !kept.has(id));
  const named = new Set<string>();
  let damagedListing: string | undefined;
  for (const id of kept) {
    const listing = await readListing(target, id);
    if (!listing) damagedListing = id;
    for (const name of listing?.names ?? []) named.add(name);
  }
  await demand();
  for (const id of removed) await removeBackup(target, id);
  if (damagedListing !== undefined)
    return { kept: kept.size, removed: removed.length, objectsRemoved: 0, damagedListing };
  for (const name of await findStrayListings(target, [...kept])) await target.remove(name);
  let objectsRemoved = 0;
  for (const name of await listObjects(target)) {
    if (named.has(name)) continue;
    if (objectsRemoved % askedAfter === 0) await demand();
    await target.remove(pathOf(name));
    objectsRemoved++;
  }
  await target.tidy();
  await target.settle();
  return { kept: kept.size, removed: removed.length, objectsRemoved, damagedListing };
}

const askedAfter = 100;
