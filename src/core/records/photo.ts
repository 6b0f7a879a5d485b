// The picture of whom a record is about: the blob of its personal picture, which applications see as any other thing.
import personalImage from '../../things/personal-image.ts';
import type { Grant } from '../authorization/grant.ts';
import { readInline } from '../blobs/read.ts';
import { removeThings } from '../things/remove.ts';
import type { StoredThing } from '../things/thing.ts';
import { changeThing, findReadableSingleton, makeThing, readSingleton } from '../things/typed.ts';
import { writeThings } from '../things/write.ts';
import type { Vault } from '../vault.ts';

export interface Photo {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Larger ones, which applications may put there, are not shown on pages. */
const shownBytesMax = 8 * 1024 * 1024;

/** Is the picture one that is shown there? */
type IsShown = (stored: Pick<StoredThing, 'flags'>) => boolean;

export async function readPhoto(
  vault: Vault,
  grant: Grant,
  isShown: IsShown = () => true,
): Promise<Photo | undefined> {
  const blob = await vault.store.read(async db => {
    const found = await findReadableSingleton(db, grant, personalImage);
    const set = found && isShown(found.stored) ? found.stored.blobSet : undefined;
    return set === undefined ? undefined : (await db.things(grant).blobSets([set])).get(set)?.[0];
  });
  if (!blob || blob.length > shownBytesMax) return undefined;
  return { contentType: blob.contentType, bytes: await readInline(vault, blob) };
}

export async function hasPhoto(vault: Vault, grant: Grant, isShown: IsShown = () => true): Promise<boolean> {
  const found = await vault.store.read(db => findReadableSingleton(db, grant, personalImage));
  return found?.stored.blobSet !== undefined && isShown(found.stored);
}

/** Replaces the picture. @throws accessDenied; recordFull */
export async function writePhoto(vault: Vault, grant: Grant, { contentType, bytes }: Photo): Promise<void> {
  const before = await vault.store.read(db => readSingleton(db, grant, personalImage));
  const write = before ? changeThing(personalImage, before.stored, {}) : makeThing(personalImage, {});
  await writeThings(vault, grant, [{ ...write, blobs: [{ name: '', contentType, bytes }] }], {
    overwrite: false,
  });
}

/** @throws accessDenied */
export async function removePhoto(vault: Vault, grant: Grant): Promise<void> {
  const before = await vault.store.read(db => readSingleton(db, grant, personalImage));
  if (!before) return;
  const { id, versionStamp } = before.stored;
  await removeThings(vault, grant, [{ id, versionStamp }]);
}
