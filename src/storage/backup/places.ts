// A target of one vault, to be read, or to be written by one process at a time.
import { type Locker, lockTarget } from './lock.ts';
import { listBackups, readMarker, writeMarker } from './manifest.ts';
import { readTargetPlace, type Target } from './target.ts';
import { demandFolder, openFolderTarget } from './target-folder.ts';

/** @throws what an operator can mend */
export async function openBackupTarget(setting: string): Promise<Target> {
  const place = readTargetPlace(setting);
  if ('folder' in place) {
    await demandFolder(place.folder);
    return openFolderTarget(place.folder);
  }
  // The SDK is large: only who uses it loads it.
  const { openS3Target } = await import('./target-s3.ts');
  return openS3Target(place);
}

export interface WritableTarget {
  readonly target: Target;
  /** @throws when another process has it by now */
  demand(): Promise<void>;
  release(): Promise<void>;
}

export interface WriteOptions {
  readonly vaultId: string;
  /** Is it known that backups of this vault were made there? */
  readonly isUsed: boolean;
  readonly locker: Locker;
}

/** @throws when another process writes into it, when it is another vault's, when what was there is gone */
export async function openToWrite(
  setting: string,
  { vaultId, isUsed, locker }: WriteOptions,
): Promise<WritableTarget> {
  const target = await openBackupTarget(setting);
  const owner = await readMarker(target);
  if (owner !== undefined && owner !== vaultId)
    throw new Error(`${target.place} holds the backups of another vault. Name another place.`);
  if (owner === undefined && isUsed)
    throw new Error(
      `Backups were made in ${target.place}, and there are none any more. Mount or bring back what was there; to begin anew, do it once with --anew.`,
    );
  if (owner === undefined) {
    for await (const _ of target.list(''))
      throw new Error(`${target.place} is not empty, and holds no backups. Name an empty place.`);
    await writeMarker(target, vaultId);
    await target.settle();
  }
  const lock = await lockTarget(target, locker);
  return { target, demand: lock.demand, release: lock.release };
}

/** @throws what an operator can mend, where there are no backups */
export async function openToRead(setting: string): Promise<{ target: Target; vaultId: string }> {
  const target = await openBackupTarget(setting);
  const vaultId = await readMarker(target);
  if (vaultId === undefined) throw new Error(`There are no backups in ${target.place}.`);
  return { target, vaultId };
}

/** The one that is named, or the last. @throws what an operator can mend */
export async function findBackup(target: Target, id?: string): Promise<string> {
  const ids = await listBackups(target);
  const found = id === undefined ? ids.at(-1) : ids.find(known => known === id);
  if (found === undefined)
    throw new Error(
      id === undefined
        ? `There is no backup in ${target.place} that is whole.`
        : `There is no backup ${id} in ${target.place}. \`keepwell backup list\` tells which there are.`,
    );
  return found;
}
