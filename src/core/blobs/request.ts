// The blobs of a request that writes things: stores those that came inside it, looks up those it names by address.
// Called by things/write.ts, around the transaction in which put.ts decides.
import { assume } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import { fault } from '../faults.ts';
import type { Reader, Writer } from '../store.ts';
import type { PlannedWrite, ThingWrite } from '../things/plan.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { type BlobFacts, getFacts, type Upload } from './blob.ts';
import { checkEncodings, tellingBytes } from './encodings.ts';
import { blockHash, hashBlocks } from './hash.ts';
import { dropBlob, keepBlob, streamOnce } from './keep.ts';
import { type Addressed, type BlobsAtHand, checkInline, type PutBlob } from './put.ts';
import { readFirst } from './read.ts';
import { openTicket, readToken, writeTokenHash } from './tokens.ts';

/** So many are brought to the disk at a time; their commits are shared. */
const atOnce = 16;

/** What came inside a request, in the store but held by nothing. */
export type StoredBlobs = ReadonlyMap<PutBlob, BlobFacts>;

/** Stores what came inside the request, and drops it when the write that is to take it fails. */
export async function storeBlobsFor<T>(
  vault: Vault,
  grant: Grant,
  writes: readonly ThingWrite[],
  write: (stored: StoredBlobs) => Promise<T>,
): Promise<T> {
  await checkUploads(vault, grant, writes);
  const stored = await storeInline(vault, grant, writes);
  try {
    return await write(stored);
  } catch (error) {
    await dropStored(vault, stored);
    throw error;
  }
}

/** @throws what is wrong with a blob by itself, before any of them is stored */
async function storeInline(vault: Vault, grant: Grant, writes: readonly ThingWrite[]): Promise<StoredBlobs> {
  const puts = writes.flatMap(({ blobs = [] }) => blobs).filter(({ bytes }) => bytes !== undefined);
  for (const put of puts) checkBytes(vault, put);
  const stored = new Map<PutBlob, BlobFacts>();
  const owner = { appId: grant.app?.id ?? '', personId: grant.personId, recordId: grant.recordId };
  try {
    for (let i = 0; i < puts.length; i += atOnce) {
      const kept = await Promise.allSettled(
        puts
          .slice(i, i + atOnce)
          .map(
            async put =>
              void stored.set(put, await keepBlob(vault, owner, streamOnce(assume(put.bytes, 'bytes')))),
          ),
      );
      const failed = kept.find(({ status }) => status === 'rejected');
      if (failed) throw (failed as PromiseRejectedResult).reason;
    }
  } catch (error) {
    await dropStored(vault, stored);
    throw error;
  }
  return stored;
}

/** Looks at the beginning of uploads whose bytes are said to be encoded. What is wrong with the address is for put.ts to say. */
async function checkUploads(vault: Vault, grant: Grant, writes: readonly ThingWrite[]): Promise<void> {
  const puts = writes
    .flatMap(({ blobs = [] }) => blobs)
    .filter(put => put.currentEncoding ?? put.legacyEncoding);
  for (const put of puts) {
    const { url } = put;
    if (url === undefined) continue;
    const found = await vault.store.read(db => find(vault, db, grant, url));
    const whole = found && 'upload' in found && found.isOwn && found.upload.state === 'complete';
    if (whole) checkEncodings(put, await readFirst(vault, found.upload, tellingBytes));
  }
}

function checkBytes({ limits }: Vault, put: PutBlob): void {
  const bytes = assume(put.bytes, 'bytes');
  const partBytes = limits.blobChunkBytes;
  const hash = blockHash(hashBlocks(bytes, partBytes));
  const facts = getFacts({ id: '', length: bytes.length, partBytes, hash });
  checkInline(put, facts, (name, detail) => fault(name, detail));
  checkEncodings(put, bytes);
}

async function dropStored(vault: Vault, stored: StoredBlobs): Promise<void> {
  for (const { blobId } of stored.values()) await dropBlob(vault, blobId);
}

/** All that a plan needs to know. */
export const gatherBlobs = goOn(function* (
  vault: Vault,
  db: Writer,
  grant: Grant,
  what: { writes: readonly ThingWrite[]; present: readonly StoredThing[]; stored: StoredBlobs },
): Work<BlobsAtHand> {
  const { writes, present, stored } = what;
  const setIds = present.flatMap(({ blobSet }) => blobSet ?? []);
  const sets =
    setIds.length > 0
      ? yield* take(db.unscoped(grant, 'what a write names is judged by its plan').blobSets(setIds))
      : new Map();
  const addressed = new Map<PutBlob, Addressed>();
  for (const { blobs = [] } of writes) {
    for (const put of blobs) {
      const { url, uploadId } = put;
      const found =
        uploadId !== undefined
          ? yield* take(findUpload(vault, db, grant, uploadId))
          : url === undefined
            ? undefined
            : yield* take(find(vault, db, grant, url));
      if (found) addressed.set(put, found);
    }
  }
  return { sets, stored, addressed, perThingMax: vault.limits.blobsPerThingMax };
});

async function find(vault: Vault, db: Reader, grant: Grant, url: string): Promise<Addressed | undefined> {
  const token = readToken(url);
  const hash = writeTokenHash(token);
  const now = vault.clock.now();
  if (hash) {
    const upload = await db.blobs.byToken(hash);
    return upload && judgeUpload(upload, grant, now);
  }
  const ticket = openTicket(vault.keys, token);
  const isReadable =
    ticket && ticket.expiresAt > now && ticket.appId === grant.app?.id && ticket.recordId === grant.recordId;
  return isReadable ? { readable: ticket.blobId } : undefined;
}

async function findUpload(
  { clock }: Vault,
  db: Reader,
  grant: Grant,
  id: string,
): Promise<Addressed | undefined> {
  const upload = await db.blobs.byId(id);
  return upload && judgeUpload(upload, grant, clock.now());
}

function judgeUpload(upload: Upload, grant: Grant, now: number): Addressed | undefined {
  if (upload.state === 'dropped') return undefined;
  const isOwn =
    upload.appId === grant.app?.id &&
    (upload.recordId === undefined
      ? upload.personId === undefined || upload.personId === grant.personId
      : upload.recordId === grant.recordId);
  return { upload, isOwn, isOver: upload.expiresAt <= now };
}

/**
 * Hands the new blobs over to their things. In the transaction that writes those.
 * @param listed blobs of the things of the request that were written before
 * @returns with those of these
 */
export const attachBlobs = goOn(function* (
  db: Writer,
  { limits }: Vault,
  grant: Grant,
  plan: readonly PlannedWrite[],
  listed: number,
): Work<number> {
  let count = listed;
  for (const { version, operation, blobs, newBlobs } of plan) {
    for (const { blobId } of newBlobs) {
      if (!(yield* take(db.blobs.move(blobId, 'attached', ['complete'])))) throw fault('blobTaken');
    }
    if (!operation || version.blobSet !== version.versionStamp) continue;
    count += blobs.length;
    if (count > limits.blobsPerPutMax)
      throw fault('tooManyThings', `Their blobs are more than ${limits.blobsPerPutMax}.`);
    yield* take(db.things(grant).putBlobSet(version, blobs));
  }
  return count;
});
