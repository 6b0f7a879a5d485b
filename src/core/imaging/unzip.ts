// A zip of pictures: it comes as one stream or in parts, is unpacked file by file into its intake, for some seconds at a time, and
// goes. What broke off goes on with the file that was under way.
import { openArchive } from '../../formats/archive/archive.ts';
import { type SourceFile, UnreadableFile } from '../../formats/format.ts';
import type { Grant } from '../authorization/grant.ts';
import { appendChunk } from '../blobs/append.ts';
import { insertUpload } from '../blobs/begin.ts';
import type { StoredBlob, Upload } from '../blobs/blob.ts';
import { dropBlob } from '../blobs/keep.ts';
import { lendBytes } from '../blobs/read.ts';
import { fault } from '../faults.ts';
import { ofUploads } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { Intake } from './intake.ts';
import { demandAdding, findIntakeIn, findOpenIntake, isFull, ownerOf, refuseFile, takeFile } from './take.ts';

/**
 * Begins a zip that comes in parts; one at a time in an intake.
 * @param bytes undefined where it is not known before it has come
 * @returns the upload, whose parts have `partBytes`, the last apart
 * @throws accessDenied; thingNotFound; tooLarge; invalid for no bytes at all, or where another is under way
 */
export async function beginZip(
  vault: Vault,
  grant: Grant,
  id: string,
  bytes: number | undefined,
): Promise<Upload> {
  const intake = await findOpenIntake(vault, grant, id);
  const max = vault.limits.imageZipBytesMax;
  if ((bytes ?? 0) > max) throw fault('tooLarge', `A zip of pictures may have ${max} bytes.`);
  if (bytes !== undefined && (!Number.isInteger(bytes) || bytes < 1))
    throw fault('invalid', 'The file is empty.');
  if (intake.about.zip) return findBegun(vault, grant, id, bytes);
  const owner = {
    ...ownerOf(vault, grant),
    purpose: 'import' as const,
    ...(bytes !== undefined && { toldBytes: bytes }),
  };
  const upload = await insertUpload(vault, owner, undefined);
  const now = await changeZip(vault, grant, id, zip => zip ?? { uploadId: upload.id, done: 0, total: 0 });
  if (now?.uploadId === upload.id) return upload;
  await dropBlob(vault, upload.id);
  return findBegun(vault, grant, id, bytes);
}

/** Where the answer to whoever began it was lost, or it is begun twice at once. @throws as beginZip */
async function findBegun(vault: Vault, grant: Grant, id: string, bytes: number | undefined): Promise<Upload> {
  const begun = await findZip(vault, grant, id);
  const isSame = bytes !== undefined && begun.toldBytes === bytes && begun.length === 0;
  if (isSame && begun.state === 'open') return begun;
  throw fault('invalid', 'Another zip of this upload is not unpacked yet.');
}

/** Takes a part, whose place is told so that one that comes twice counts once. @throws as beginZip */
export async function appendZip(
  vault: Vault,
  grant: Grant,
  id: string,
  part: { from: number; isLast: boolean; bytes: AsyncIterable<Buffer> },
): Promise<void> {
  const upload = await findZip(vault, grant, id);
  await appendChunk(vault, upload, { ...part, to: undefined, total: upload.toldBytes });
}

/** The zip of an intake, as far as it has come. */
export async function findZip(vault: Vault, grant: Grant, id: string): Promise<Upload> {
  const { about } = await findOpenIntake(vault, grant, id);
  const upload = about.zip && (await vault.store.read(db => db.blobs.byId(about.zip?.uploadId ?? '')));
  if (!upload || upload.state === 'dropped') throw fault('thingNotFound', 'This upload has no zip.');
  return upload;
}

export interface Unpacked {
  readonly done: number;
  readonly total: number;
}

/**
 * Unpacks for a while; called again until all is done.
 * @throws blobIncomplete; recordFull; limitReached; invalid for what is no zip, or is one that is made to harm
 */
export async function unpackSome(vault: Vault, grant: Grant, id: string): Promise<Unpacked> {
  demandAdding(grant);
  const { about } = await findOpenIntake(vault, grant, id);
  if (!about.zip) return { done: 0, total: 0 };
  const upload = await findZip(vault, grant, id);
  if (upload.state !== 'complete') throw fault('blobIncomplete');
  const entries = await listEntries(vault, upload).catch(async error => {
    await endZip(vault, grant, id, upload.id);
    throw error;
  });
  const until = vault.clock.now() + vault.limits.imageUnpackMs;
  let { done } = about.zip;
  for (const entry of entries.slice(done)) {
    await takeEntry(vault, grant, id, entry);
    done++;
    const so = { uploadId: upload.id, done, total: entries.length };
    // Asked twice at once, the other call may be further, or have ended it.
    await changeZip(vault, grant, id, zip => (zip?.uploadId === upload.id && zip.done < done ? so : zip));
    if (vault.clock.now() >= until) break;
  }
  if (done === entries.length) await endZip(vault, grant, id, upload.id);
  return { done, total: entries.length };
}

type Entry = Awaited<ReturnType<typeof openArchive>>['entries'][number];

/** @throws invalid */
async function listEntries(vault: Vault, upload: StoredBlob): Promise<readonly Entry[]> {
  const { imageZipEntriesMax, imageZipUnpackedBytesMax } = vault.limits;
  try {
    const { entries } = await openArchive(lend(vault, upload));
    if (entries.length > imageZipEntriesMax)
      throw fault('invalid', `A zip of pictures may have ${imageZipEntriesMax} files.`);
    if (entries.reduce((bytes, { size }) => bytes + size, 0) > imageZipUnpackedBytesMax)
      throw fault('invalid', `What is in a zip of pictures may have ${imageZipUnpackedBytesMax} bytes.`);
    return entries;
  } catch (error) {
    if (error instanceof UnreadableFile) throw fault('invalid', 'The file is no zip, or a broken one.');
    throw error;
  }
}

function lend(vault: Vault, upload: StoredBlob): SourceFile {
  const read = async (from: number, to: number) => {
    const pieces: Buffer[] = [];
    for await (const piece of lendBytes(vault, upload, from, Math.min(to, upload.length)))
      pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  };
  return { name: 'pictures.zip', size: upload.length, read };
}

async function takeEntry(vault: Vault, grant: Grant, id: string, entry: Entry): Promise<void> {
  const { name, size: bytes } = entry;
  // What is too many is told of by its name, so that the rest can be added.
  if (isFull(vault, await findOpenIntake(vault, grant, id)))
    return refuseFile(vault, grant, id, { name, bytes, why: 'too-many' });
  try {
    await takeFile(vault, grant, id, { name }, inBuffers(entry));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { about } = await findOpenIntake(vault, grant, id);
    // It was ended by another call, and all of it taken.
    if (!about.zip) return;
    const why = error.fault === 'unpacks-too-large' ? 'unpacks-too-large' : 'damaged';
    await refuseFile(vault, grant, id, { name, bytes, why });
  }
}

async function* inBuffers(entry: Entry): AsyncGenerator<Buffer> {
  for await (const piece of entry.read()) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
}

/** Gives up a zip that did not come as a whole, so that the rest can be added, or it be sent again. @throws invalid for one that did */
export async function leaveZip(vault: Vault, grant: Grant, id: string): Promise<void> {
  const { id: uploadId, state } = await findZip(vault, grant, id);
  if (state === 'complete') throw fault('invalid', 'The zip has come as a whole: unpack it.');
  await endZip(vault, grant, id, uploadId);
}

async function endZip(vault: Vault, grant: Grant, id: string, uploadId: string): Promise<void> {
  await changeZip(vault, grant, id, zip => (zip?.uploadId === uploadId ? undefined : zip));
  await dropBlob(vault, uploadId);
}

type Zip = Intake['about']['zip'];

/** @returns the zip as it is then */
function changeZip(vault: Vault, grant: Grant, id: string, change: (zip: Zip) => Zip): Promise<Zip> {
  const { recordId, personId } = grant;
  return vault.store.write(
    async db => {
      const intake = await findIntakeIn(db, grant, id);
      if (!intake) return undefined;
      const { zip: before, ...about } = intake.about;
      const zip = change(before);
      const after = { ...intake, changedAt: vault.clock.now(), about: { ...about, ...(zip && { zip }) } };
      await db.images.update(after);
      return zip;
    },
    ofUploads(personId, recordId),
  );
}
