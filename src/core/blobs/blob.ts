// A blob: bytes of any kind that a thing holds by a name. Its bytes lie in the blob store, in parts; this is what is known
// of them. One that no thing holds yet is an upload.
import type { Limits } from '../limits/limits.ts';

/** How blobs are hashed: SHA-256 over the SHA-256 digests of their blocks. */
export const hashAlgorithm = 'SHA256Block';

/** What a blob as such is known by. */
export interface BlobFacts {
  readonly blobId: string;
  readonly length: number;
  /** Base64. */
  readonly hash: string;
  readonly hashAlgorithm: typeof hashAlgorithm;
  /** Bytes of each hashed block, the last apart. */
  readonly blockSize: number;
}

/** A blob as a thing holds it. */
export interface ThingBlob extends BlobFacts {
  /** Empty for the one that has no name. */
  readonly name: string;
  /** As the client wrote it; it need not be a media type. */
  readonly contentType: string;
  /** The encoding named when it was written. */
  readonly legacyEncoding: string | undefined;
  /** The encoding its bytes are in. */
  readonly currentEncoding: string | undefined;
  /** Was it uploaded by itself, not inside a thing? */
  readonly streamed: boolean;
}

/** Bytes of a blob that lie in the store together: one block, by its place. */
export interface Part {
  /** Its name in the blob store. */
  readonly name: string;
  /** SHA-256. */
  readonly digest: Buffer;
  /** That of what is kept, where that is not what came. */
  readonly keptDigest?: Buffer | undefined;
}

export interface StoredBlob {
  readonly id: string;
  readonly length: number;
  /** Of every part but the last. */
  readonly partBytes: number;
  /** Undefined while it is being uploaded. */
  readonly hash: Buffer | undefined;
}

/** A blob that was begun, whoever holds it now. */
export interface Upload extends StoredBlob {
  /**
   * A package is encrypted as a whole and goes into a record only when it is picked up; what is to be imported is read, and
   * goes.
   */
  readonly purpose: 'thing' | 'package' | 'import';
  readonly appId: string;
  /** Undefined where an application uploads for itself. */
  readonly personId: string | undefined;
  /** Undefined where no record was named: then it is the person's. */
  readonly recordId: string | undefined;
  /** Of the token that writes it; undefined for what came inside a thing. */
  readonly tokenHash: Buffer | undefined;
  /** Room held for it in its record; 0 where none is, and the record is asked when a thing takes it. */
  readonly heldBytes: number;
  /** How many will come, where that was told beforehand. */
  readonly toldBytes: number | undefined;
  /** `closing` takes no more chunks but is not to be used yet; `dropped` is about to be removed. */
  readonly state: 'open' | 'closing' | 'complete' | 'attached' | 'dropped';
  readonly begunAt: number;
  readonly expiresAt: number;
}

/** The bytes of what a thing holds. Whoever has this was told of the blob through a grant. */
export function storedOf({ blobId, length, blockSize, hash }: BlobFacts): StoredBlob {
  return { id: blobId, length, partBytes: blockSize, hash: Buffer.from(hash, 'base64') };
}

/** How many bytes it may become. */
export function getBytesMax(limits: Limits, purpose: Upload['purpose']): number {
  return purpose === 'import' ? limits.importBytesMax : limits.blobBytesMax;
}

export function countParts({ length, partBytes }: StoredBlob): number {
  return Math.ceil(length / partBytes);
}

export function getFacts(blob: StoredBlob & { readonly hash: Buffer }): BlobFacts {
  return {
    blobId: blob.id,
    length: blob.length,
    hash: blob.hash.toString('base64'),
    hashAlgorithm,
    blockSize: blob.partBytes,
  };
}
