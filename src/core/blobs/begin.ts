// Begins an upload. Called by methods/begin-put-blob.ts, and for packages.
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import { ofUploads } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { Upload } from './blob.ts';
import { makeBlobUrl, makeWriteToken } from './tokens.ts';

/** Whose an upload is. Without a record it is the person's, without a person the application's. */
export interface UploadOwner {
  readonly appId: string;
  readonly personId?: string;
  readonly recordId?: string;
  readonly purpose?: Upload['purpose'];
  /** Of every chunk, and of the blocks that are hashed; what the limits say unless given. */
  readonly partBytes?: number;
  /** Room to hold in the record. */
  readonly heldBytes?: number;
  readonly toldBytes?: number;
  /** When its time ends; what the limits say unless given. */
  readonly expiresAt?: number;
}

export interface BegunBlob {
  readonly id: string;
  /** Where its chunks go, and by which a thing takes it. */
  readonly url: string;
  readonly partBytes: number;
}

/** @throws limitReached when the application has too many uploads that nothing holds */
export async function beginBlob(vault: Vault, owner: UploadOwner): Promise<BegunBlob> {
  const { token, hash } = makeWriteToken(vault.ids);
  const { id, partBytes } = await insertUpload(vault, owner, hash);
  return { id, partBytes, url: makeBlobUrl(vault.instance, token) };
}

/**
 * The row comes before the bytes, so that nothing lies about that no row knows of.
 * @param admit more that must hold, in the transaction that inserts
 */
export function insertUpload(
  vault: Vault,
  owner: UploadOwner,
  tokenHash: Buffer | undefined,
  admit?: (db: Reader) => Promise<void>,
): Promise<Upload> {
  const { blobUploadsPerAppMax, blobWriteTokenTtlMs, blobChunkBytes } = vault.limits;
  const now = vault.clock.now();
  const upload: Upload = {
    id: vault.ids.guid(),
    purpose: owner.purpose ?? 'thing',
    appId: owner.appId,
    personId: owner.personId,
    recordId: owner.recordId,
    tokenHash,
    heldBytes: owner.heldBytes ?? 0,
    toldBytes: owner.toldBytes,
    state: 'open',
    length: 0,
    partBytes: owner.partBytes ?? blobChunkBytes,
    hash: undefined,
    begunAt: now,
    expiresAt: owner.expiresAt ?? now + blobWriteTokenTtlMs,
  };
  return vault.store.write(
    async db => {
      const { count } = await db.blobs.unattached(owner.appId);
      if (count >= blobUploadsPerAppMax)
        throw fault(
          'limitReached',
          `No thing holds ${count} blobs of the application. Put them into things, or wait until they are dropped.`,
        );
      await admit?.(db);
      await db.blobs.insert(upload);
      return upload;
    },
    ofUploads(owner.appId, admit && owner.recordId),
  );
}

/** @throws limitReached when the application would hold too many bytes that no thing has */
export async function demandRoom(vault: Vault, appId: string, bytes: number): Promise<void> {
  await vault.store.read(db => demandRoomIn(db, vault, appId, bytes));
}

/** The same in the transaction that counts bytes, where many at once cannot all find the same room. */
export async function demandRoomIn(db: Reader, vault: Vault, appId: string, bytes: number): Promise<void> {
  const max = vault.limits.blobUploadBytesPerAppMax;
  const unattached = await db.blobs.unattached(appId);
  if (unattached.bytes + bytes > max)
    throw fault(
      'limitReached',
      `An application may have ${max} bytes of blobs that no thing holds. Put them into things, or wait until they are dropped.`,
    );
}
