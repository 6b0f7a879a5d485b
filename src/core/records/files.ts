// Files that people put into a record by the pages: the content is a blob, which a thing of the type File holds. It comes as
// one stream, or in parts that the browser sends one after the other; of neither is more than a part in memory.
import { getFirst, getLast } from '../../assume.ts';
import file from '../../things/file.ts';
import { currentVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { appendChunk } from '../blobs/append.ts';
import { insertUpload, type UploadOwner } from '../blobs/begin.ts';
import { type BlobFacts, getFacts, type Upload } from '../blobs/blob.ts';
import { dropBlob, keepBlob, type Room } from '../blobs/keep.ts';
import type { PutBlob } from '../blobs/put.ts';
import { printAttached } from '../documents/about.ts';
import { Fault, fault } from '../faults.ts';
import { isBlank, makeReadableName } from '../printable.ts';
import type { Reader } from '../store.ts';
import { makeThing } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { countRoom } from './room.ts';

export interface NewFile {
  readonly name: string;
  readonly contentType: string;
  /** The id of the item that it is attached to. */
  readonly item?: string | undefined;
}

const typeId = currentVersion(file as never).id;

/** May the grant's holder add files at all? */
export function mayAddFiles(grant: Grant): boolean {
  return grant.permits('Create', typeId);
}

/**
 * Keeps a file that comes as one stream.
 * @returns the id of the item
 * @throws accessDenied; recordFull; tooLarge; limitReached; invalid for no bytes at all
 */
export async function keepFile(
  vault: Vault,
  grant: Grant,
  given: NewFile,
  bytes: AsyncIterable<Buffer>,
): Promise<string> {
  demandAdding(grant);
  // How long it is shows only when it ends, so it holds what has come.
  const room: Room = {
    async admit(db) {
      await demandFewUnderWay(db, vault, grant);
      await demandQuota(db, vault, grant, itemBytes);
    },
    async grow(db, { id }, length) {
      await db.blobs.hold(id, length, idleUntil(vault));
      await demandQuota(db, vault, grant, 0);
    },
  };
  return putFile(vault, grant, given, await keepBlob(vault, ownerOf(vault, grant), bytes, room));
}

/**
 * Begins a file that comes in parts. It holds room in the record for one part, and for all of itself once that has come: who
 * sends nothing keeps nobody from theirs. Of one's own files all counts at once.
 * @param bytes how many will come
 * @throws as keepFile
 */
export async function beginFile(vault: Vault, grant: Grant, bytes: number): Promise<Upload> {
  demandAdding(grant);
  if (bytes > vault.limits.blobBytesMax) throw fault('tooLarge');
  if (!Number.isInteger(bytes) || bytes < 1) throw noBytes();
  const heldBytes = Math.min(bytes, vault.limits.blobChunkBytes);
  const owner = { ...ownerOf(vault, grant), heldBytes, toldBytes: bytes };
  return insertUpload(vault, owner, undefined, async db => {
    await demandFewUnderWay(db, vault, grant);
    await demandQuota(db, vault, grant, bytes + itemBytes);
  });
}

/** Of whoever began it, on the record it was begun for; others' is as good as none. */
export async function findFile(vault: Vault, personId: string, id: string): Promise<Upload | undefined> {
  const upload = await ownFile(vault, personId, id);
  return upload && isWaiting(vault, upload) ? upload : undefined;
}

async function ownFile(vault: Vault, personId: string, id: string): Promise<Upload | undefined> {
  const upload = await vault.store.read(db => db.blobs.byId(id));
  const isOwn = upload?.personId === personId && upload.appId === ownerId(personId);
  return isOwn ? upload : undefined;
}

function isWaiting({ clock }: Vault, { state, expiresAt }: Upload): boolean {
  return state !== 'dropped' && state !== 'attached' && expiresAt > clock.now();
}

/**
 * Takes a part, whose place is told so that one that comes twice counts once.
 * @throws as keepFile; invalid for what is not as long as was told at the beginning
 */
export async function appendPart(
  vault: Vault,
  grant: Grant,
  upload: Upload,
  part: { from: number; isLast: boolean; bytes: AsyncIterable<Buffer> },
): Promise<void> {
  demandAdding(grant);
  const { id, length, partBytes, toldBytes: total } = upload;
  const held = length > 0 && total !== undefined ? total : Math.min(total ?? partBytes, partBytes);
  await vault.store.write(async db => {
    await db.blobs.hold(id, held, idleUntil(vault));
    // Others may have filled the record since.
    await demandQuota(db, vault, grant, 0);
  }, grant);
  try {
    await appendChunk(vault, upload, { ...part, to: undefined, total });
  } catch (error) {
    const until = Math.min(upload.expiresAt, vault.clock.now() + brokenOffMs);
    await vault.store.write(db => db.blobs.hold(id, held, until), grant);
    throw error;
  }
}

/** How long a file holds its room after a part broke off. */
const brokenOffMs = 2 * 60_000;

/** Forgets a file that the person does not want to send after all. */
export async function dropFile(vault: Vault, { id }: Upload): Promise<void> {
  await dropBlob(vault, id);
}

/**
 * Makes an item of a file whose parts have all come. Asked again, as when the answer was lost, it tells of the same item.
 * @throws as keepFile; blobIncomplete
 */
export async function finishFile(vault: Vault, grant: Grant, id: string, given: NewFile): Promise<string> {
  const upload = await ownFile(vault, grant.personId, id);
  const isWhole = upload?.state === 'attached' || (upload?.state === 'complete' && isWaiting(vault, upload));
  if (!isWhole || !upload.hash || upload.recordId !== grant.recordId) throw fault('blobIncomplete');
  return putFile(vault, grant, given, getFacts({ ...upload, hash: upload.hash }));
}

/** What was uploaded goes when the record does not take it. What failed on our side can be asked for again. */
async function putFile(vault: Vault, grant: Grant, given: NewFile, facts: BlobFacts): Promise<string> {
  try {
    if (facts.length === 0) throw noBytes();
    const name = cleanName(given.name);
    const contentType = cleanType(given.contentType);
    const blob: PutBlob = { name: '', contentType };
    const value = { name, size: facts.length, contentType: { text: contentType } };
    const made = makeThing(file, value);
    const data = made.data &&
      given.item !== undefined && { ...made.data, commonXml: printAttached(given.item) };
    const write = { ...made, ...(data && { data }), blobs: [blob] };
    const how = { overwrite: false, stored: new Map([[blob, facts]]), action: 'AddFile' } as const;
    return await vault.store.write(async db => {
      const present = await db
        .unscoped(grant, 'a file sent again is the item it became')
        .holder(facts.blobId, typeId);
      return present ?? getFirst(await writeThingsIn(db, vault, grant, [write], how)).id;
    }, grant);
  } catch (error) {
    if (error instanceof Fault) await dropBlob(vault, facts.blobId);
    throw error;
  }
}

function demandAdding(grant: Grant): void {
  if (!mayAddFiles(grant)) throw fault('accessDenied', 'You may not add files to this record.');
}

/** Of the same person, in whatever record. */
async function demandFewUnderWay(db: Reader, { limits }: Vault, { personId }: Grant): Promise<void> {
  const { count } = await db.blobs.unattached(ownerId(personId));
  if (count >= limits.uploadsPerPersonMax) throw fault('limitReached');
}

/** Bytes that the record still takes, beside what is in it and what is under way to it; below zero where it is overfull. */
export async function countRoomLeft(db: Reader, vault: Vault, grant: Grant): Promise<number> {
  const usage = await db.records.usage(grant.recordId);
  return countRoom(vault, usage) - (await db.blobs.held(grant.recordId, vault.clock.now(), grant.personId));
}

async function demandQuota(db: Reader, vault: Vault, grant: Grant, more: number): Promise<void> {
  if ((await countRoomLeft(db, vault, grant)) < more) throw fault('recordFull');
}

/** Room for the item that will hold the file: its name and its kind, at their longest. */
const itemBytes = 2048;

/** Uploads of the pages are counted by person, where those of applications are counted by application. */
function ownerOf(vault: Vault, { personId, recordId }: Grant): UploadOwner {
  return { appId: ownerId(personId), personId, recordId, expiresAt: idleUntil(vault) };
}

/** What no part came of for so long holds no room any more, and is dropped. */
function idleUntil({ limits, clock }: Vault): number {
  return clock.now() + limits.uploadIdleMs;
}

function ownerId(personId: string): string {
  return `pages ${personId}`;
}

function noBytes() {
  return fault('invalid', 'The file is empty.');
}

const nameLengthMax = 255;

/** Browsers may send a path, and names may hold what XML does not. */
function cleanName(name: string): string {
  const last = getLast(name.split(/[/\\]/));
  const cleaned = [...makeReadableName(last)].slice(0, nameLengthMax).join('').slice(0, nameLengthMax).trim();
  return isBlank(cleaned) ? 'file' : cleaned;
}

const mediaType = /^[\w!#$&^.+-]{1,64}\/[\w!#$&^.+-]{1,64}$/;

function cleanType(type: string): string {
  const essence = getFirst(type.split(';', 1)).trim().toLowerCase();
  return mediaType.test(essence) ? essence : 'application/octet-stream';
}
