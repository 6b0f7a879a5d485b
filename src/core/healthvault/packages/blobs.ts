// The streamed blobs of a package: uploaded closed, chunk by chunk, held by the package, and opened while they move into a
// record. Their bytes go through the same uploads as those of things.
import { assume } from '../../../assume.ts';
import type { Application } from '../../applications/application.ts';
import { type BegunBlob, beginBlob, type UploadOwner } from '../../blobs/begin.ts';
import type { BlobFacts, Upload } from '../../blobs/blob.ts';
import { checkEncodings, tellingBytes } from '../../blobs/encodings.ts';
import { dropBlob, keepBlob } from '../../blobs/keep.ts';
import { checkInline, type PutBlob } from '../../blobs/put.ts';
import { readBytes } from '../../blobs/read.ts';
import { readToken, writeTokenHash } from '../../blobs/tokens.ts';
import { Fault } from '../../faults.ts';
import type { Reader, Writer } from '../../store.ts';
import type { ThingWrite } from '../../things/plan.ts';
import type { Vault } from '../../vault.ts';
import { demandMayInvite } from '../connect/connect-state.ts';
import { fault } from '../status-fault.ts';
import { countClosedChunkBytes, openChunk } from './crypto/chunk-cipher.ts';
import type { Secret } from './crypto/secret.ts';

export interface BegunPackageBlob extends BegunBlob {
  /** Of each chunk but the last, before it is closed and after. */
  readonly plainChunkBytes: number;
  readonly closedChunkBytes: number;
  /** Before it is closed. */
  readonly plainBytesMax: number;
}

/** @throws RETRY_LIMIT_EXCEEDED when the application has too many uploads that nothing holds */
export async function beginPackageBlob(vault: Vault, app: Application): Promise<BegunPackageBlob> {
  demandMayInvite(app);
  const { blobChunkBytes: plain, blobBytesMax } = vault.limits;
  const closed = countClosedChunkBytes(plain);
  const begun = await beginBlob(vault, { appId: app.id, purpose: 'package', partBytes: closed });
  const plainBytesMax = Math.max(1, Math.floor(blobBytesMax / closed)) * plain;
  return { ...begun, plainChunkBytes: plain, closedChunkBytes: closed, plainBytesMax };
}

/**
 * Takes uploads for a package, so that nothing else can. In the transaction that makes it.
 * @throws INVALID_BLOB_REF_URL, BLOB_TOKEN_COMMITTED, BLOB_TOKEN_NOT_COMPLETED; ACCESS_DENIED when the time is over
 */
export async function claimBlobs(
  db: Writer,
  vault: Vault,
  app: Application,
  urls: readonly string[],
): Promise<{ ids: string[]; bytes: number }> {
  const { blobsPerThingMax: max } = vault.limits;
  if (urls.length > max) throw fault('INVALID_XML', `A package may have ${max} streamed blobs.`);
  const ids: string[] = [];
  let bytes = 0;
  for (const url of urls) {
    const { id, length } = await claimable(db, vault, app, url);
    if (!(await db.blobs.move(id, 'attached', ['complete']))) throw fault('BLOB_TOKEN_COMMITTED');
    ids.push(id);
    bytes += length;
  }
  return { ids, bytes };
}

async function claimable(db: Reader, vault: Vault, app: Application, url: string): Promise<Upload> {
  const upload = await uploadOf(db, url);
  if (!upload || upload.appId !== app.id || upload.purpose !== 'package' || upload.state === 'dropped')
    throw fault('INVALID_BLOB_REF_URL', 'It must be from BeginPutConnectPackageBlob.');
  if (upload.state === 'attached') throw fault('BLOB_TOKEN_COMMITTED');
  if (upload.expiresAt <= vault.clock.now())
    throw fault('ACCESS_DENIED', 'The time to put the blob into a package is over; upload it again.');
  if (upload.state !== 'complete') throw fault('BLOB_TOKEN_NOT_COMPLETED');
  return upload;
}

async function uploadOf(db: Reader, url: string): Promise<Upload | undefined> {
  const hash = writeTokenHash(readToken(url));
  return hash && db.blobs.byToken(hash);
}

/** Removes a package with its hold on its blobs. Once that is committed, dropBlobs takes those away. */
export async function removePackage(db: Writer, id: string): Promise<string[]> {
  const blobIds = await releaseBlobs(db, id);
  await db.packages.remove(id);
  return blobIds;
}

export async function releaseBlobs(db: Writer, packageId: string): Promise<string[]> {
  const ids = await db.packages.blobs(packageId);
  for (const id of ids) await db.blobs.move(id, 'dropped', ['attached']);
  return ids;
}

/** What is left undone here the sweep of blobs does. */
export async function dropBlobs(vault: Vault, ids: readonly string[]): Promise<void> {
  for (const id of ids) await dropBlob(vault, id);
}

/** Blobs of a package's things, opened and kept for a record, but held by nothing yet. */
export type OpenedBlobs = ReadonlyMap<PutBlob, BlobFacts>;

/**
 * Opens the streamed blobs that the things of a package name, one chunk in memory at a time.
 * @throws PACKAGE_BLOB_NOT_COMMITTED for one that the package does not hold; INVALID_PACKAGE_CONTENTS for one that was
 *   not closed as the package was; what is wrong with its hash, length or encoding
 */
export async function openBlobsFor<T>(
  vault: Vault,
  { packageId, secret, owner }: { packageId: string; secret: Secret; owner: UploadOwner },
  writes: readonly ThingWrite[],
  work: (opened: OpenedBlobs) => Promise<T>,
): Promise<T> {
  const opened = new Map<PutBlob, BlobFacts>();
  try {
    const puts = writes.flatMap(({ blobs = [] }) => blobs).filter(({ url }) => url !== undefined);
    for (const put of puts) {
      const upload = await vault.store.read(db => heldUpload(db, packageId, assume(put.url, 'an address')));
      opened.set(put, await openBlob(vault, upload, put, secret, owner));
    }
    return await work(opened);
  } catch (error) {
    await dropBlobs(
      vault,
      [...opened.values()].map(({ blobId }) => blobId),
    );
    throw error;
  }
}

async function heldUpload(db: Reader, packageId: string, url: string): Promise<Upload> {
  const upload = await uploadOf(db, url);
  const held = await db.packages.blobs(packageId);
  if (upload && held.includes(upload.id)) return upload;
  throw fault('PACKAGE_BLOB_NOT_COMMITTED', 'streamed-package-blobs must name each blob of its things.');
}

async function openBlob(
  vault: Vault,
  upload: Upload,
  put: PutBlob,
  secret: Secret,
  owner: UploadOwner,
): Promise<BlobFacts> {
  let first: Buffer = Buffer.alloc(0);
  const plain = async function* () {
    for await (const chunk of openedChunks(vault, upload, secret)) {
      if (first.length === 0) first = Buffer.from(chunk.subarray(0, tellingBytes));
      yield chunk;
    }
  };
  const facts = await keepBlob(vault, owner, plain());
  try {
    checkInline(put, facts, (name, detail) => new Fault(name, detail));
    checkEncodings(put, first);
    return facts;
  } catch (error) {
    await dropBlob(vault, facts.blobId);
    throw error;
  }
}

async function* openedChunks(vault: Vault, upload: Upload, secret: Secret): AsyncGenerator<Buffer> {
  const { length, partBytes } = upload;
  for (let from = 0; from < length; from += partBytes) {
    const pieces: Buffer[] = [];
    for await (const piece of readBytes(vault, upload, from, Math.min(length, from + partBytes)))
      pieces.push(piece);
    const chunk = await openChunk(secret, Buffer.concat(pieces));
    if (!chunk)
      throw fault('INVALID_PACKAGE_CONTENTS', 'A streamed blob was not encrypted as the package was.');
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}
