// Decides what blobs a thing has after a write, from what the client says of them. Pure: called by things/plan.ts, with what
// things/write.ts loaded and stored before.
import type { FaultName } from '../faults.ts';
import { type BlobFacts, getFacts, hashAlgorithm, type ThingBlob, type Upload } from './blob.ts';

/** A blob as a write names it. */
export interface PutBlob {
  readonly name: string;
  readonly contentType: string;
  readonly hash?: { readonly algorithm: string; readonly blockSize?: number; readonly value: string };
  readonly length?: number;
  /** The bytes, or the address they were uploaded to. Neither removes the blob where the length is 0. */
  readonly bytes?: Buffer;
  readonly url?: string;
  /** An upload by its id, in place of its address. */
  readonly uploadId?: string;
  readonly legacyEncoding?: string;
  readonly currentEncoding?: string;
}

/** What blobs of a request name, looked up before anything is decided. */
export interface BlobsAtHand {
  /** What things hold, by the name of the set. */
  readonly sets: ReadonlyMap<string, readonly ThingBlob[]>;
  /** What was stored of those that came inside the request. */
  readonly stored: ReadonlyMap<PutBlob, BlobFacts>;
  /** What the addresses stand for: an upload, or a blob that is read by it. */
  readonly addressed: ReadonlyMap<PutBlob, Addressed>;
  readonly perThingMax: number;
}

export type Addressed =
  | { readonly upload: Upload; readonly isOwn: boolean; readonly isOver: boolean }
  | { readonly readable: string };

export const noBlobs: BlobsAtHand = {
  sets: new Map(),
  stored: new Map(),
  addressed: new Map(),
  perThingMax: 0,
};

export interface PlannedBlobs {
  /** All the thing has then. */
  readonly blobs: readonly ThingBlob[];
  /** Those that no thing held before. */
  readonly added: readonly ThingBlob[];
  readonly changed: boolean;
}

type Refuse = (name: FaultName, detail?: string) => Error;

/** Only the blobs that a write names change: others stay. @param used ids of blobs the request has put into things already */
export function planBlobs(
  puts: readonly PutBlob[],
  kept: readonly ThingBlob[],
  at: BlobsAtHand,
  used: Set<string>,
  refuse: Refuse,
): PlannedBlobs {
  const after = new Map(kept.map(blob => [blob.name, blob]));
  const added: ThingBlob[] = [];
  const named = new Set<string>();
  let changed = false;
  for (const put of puts) {
    if (named.has(put.name)) throw refuse('blobNamedTwice');
    named.add(put.name);
    const before = after.get(put.name);
    if (isRemoval(put)) {
      changed = after.delete(put.name) || changed;
      continue;
    }
    const blob = blobOf(put, before, kept, at, refuse);
    if (!kept.some(({ blobId }) => blobId === blob.blobId)) {
      if (used.has(blob.blobId)) throw refuse('blobTaken');
      used.add(blob.blobId);
      added.push(blob);
    }
    changed ||= !before || !same(before, blob);
    after.set(put.name, blob);
  }
  if (after.size > kept.length && after.size > at.perThingMax)
    throw refuse('invalid', `A thing may have ${at.perThingMax} blobs.`);
  return { blobs: [...after.values()], added, changed };
}

function isRemoval({ bytes, url, uploadId, length }: PutBlob): boolean {
  return bytes === undefined && url === undefined && uploadId === undefined && length === 0;
}

function same(a: ThingBlob, b: ThingBlob): boolean {
  return (
    a.blobId === b.blobId &&
    a.contentType === b.contentType &&
    a.legacyEncoding === b.legacyEncoding &&
    a.currentEncoding === b.currentEncoding
  );
}

function blobOf(
  put: PutBlob,
  before: ThingBlob | undefined,
  kept: readonly ThingBlob[],
  at: BlobsAtHand,
  refuse: Refuse,
): ThingBlob {
  const { name, contentType, legacyEncoding, currentEncoding } = put;
  const own = { name, contentType, legacyEncoding, currentEncoding };
  const stored = at.stored.get(put);
  if (stored) return { ...stored, ...own, streamed: false };
  if (put.url === undefined && put.uploadId === undefined) {
    // As GetThings tells of a blob without its data: it stays as it is.
    if (!before || (put.length !== undefined && put.length !== before.length)) throw refuse('blobEmpty');
    checkStreamed(put, before, refuse);
    return { ...before, contentType };
  }
  const addressed = at.addressed.get(put);
  if (!addressed) throw refuse('blobAddressInvalid');
  if ('readable' in addressed) {
    // An address to read by stands for what the thing holds, if it still does.
    const held = kept.find(({ blobId }) => blobId === addressed.readable);
    if (!held) throw refuse('blobAddressInvalid', 'It is to read by; upload the blob for this thing.');
    checkStreamed(put, held, refuse);
    return { ...held, name, contentType };
  }
  const facts = uploaded(addressed, refuse);
  checkStreamed(put, facts, refuse);
  return { ...facts, ...own, streamed: true };
}

/** What of an upload a thing can hold. That of others is as good as none. */
function uploaded(
  { upload, isOwn, isOver }: Extract<Addressed, { upload: Upload }>,
  refuse: Refuse,
): BlobFacts {
  if (!isOwn) throw refuse('blobAddressInvalid');
  if (upload.purpose === 'package') throw refuse('blobOfPackage');
  if (upload.purpose === 'import') throw refuse('blobAddressInvalid');
  if (upload.state === 'attached') throw refuse('blobTaken');
  if (isOver) throw refuse('accessDenied', 'The time to put the blob into a thing is over; upload it again.');
  const { hash } = upload;
  if (upload.state !== 'complete' || !hash) throw refuse('blobIncomplete');
  return getFacts({ ...upload, hash });
}

/** Algorithms that clients may know by name, for what is not known at all is another mistake. */
const otherAlgorithms = ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'];

function checkStreamed(put: PutBlob, facts: BlobFacts, refuse: Refuse): void {
  const { hash, length } = put;
  if (length !== undefined && length !== facts.length) throw refuse('blobLengthOther');
  if (!hash) return;
  if (hash.algorithm !== hashAlgorithm) {
    const isKnown = otherAlgorithms.includes(hash.algorithm.toUpperCase().replace('-', ''));
    throw refuse(isKnown ? 'blobHashAlgorithmOther' : 'blobHashAlgorithmUnknown');
  }
  if (hash.blockSize !== undefined && hash.blockSize !== facts.blockSize) throw refuse('blobBlockSizeOther');
  checkHash(hash.value, facts.hash, refuse);
}

/** What came inside the request, against what is hashed of it. */
export function checkInline({ hash, length }: PutBlob, facts: BlobFacts, refuse: Refuse): void {
  if (length !== undefined && length !== facts.length) throw refuse('blobLengthWrong');
  if (!hash) return;
  if (hash.algorithm !== hashAlgorithm) throw refuse('blobHashAlgorithmUnknown');
  if (hash.blockSize !== undefined && hash.blockSize !== facts.blockSize)
    throw refuse('blobBlockSizeUnsupported');
  checkHash(hash.value, facts.hash, refuse);
}

function checkHash(sent: string, actual: string, refuse: Refuse): void {
  if (sent.replace(/\s+/g, '') !== actual) throw refuse('blobHashWrong');
}
