// Takes the chunks of an upload, in order. Each is on disk before the row tells of it, and the row before the answer does.
// Called by facades/streaming/.
import { type Fault, fault } from '../faults.ts';
import { isSameBytes } from '../secrets.ts';
import { ownRows } from '../store.ts';
import { ofUploads } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { demandRoom, demandRoomIn } from './begin.ts';
import { countParts, getBytesMax, type Part, type Upload } from './blob.ts';
import { blockHash, Meter } from './hash.ts';
import { writeTokenHash } from './tokens.ts';

export interface Chunk {
  /** Where it begins; undefined when the client does not say. */
  readonly from: number | undefined;
  /** The last byte's place, or one beyond it: a published example counts so. */
  readonly to: number | undefined;
  /** Of the whole blob, where the client tells it. */
  readonly total: number | undefined;
  readonly isLast: boolean;
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * The upload a token stands for, if chunks may come.
 * @throws blobAddressInvalid, accessDenied when its time is over, blobTaken when a thing has it
 */
export async function openUpload(vault: Vault, token: string): Promise<Upload> {
  const hash = writeTokenHash(token);
  const upload = hash && (await vault.store.read(db => db.blobs.byToken(hash)));
  if (!upload || upload.state === 'dropped') throw fault('blobAddressInvalid');
  if (upload.state === 'attached') throw fault('blobTaken');
  if (upload.expiresAt <= vault.clock.now())
    throw fault('accessDenied', 'The time to upload the blob is over; begin another.');
  return upload;
}

/** @throws invalid for a range that does not fit, tooLarge, limitReached */
export async function appendChunk(vault: Vault, upload: Upload, chunk: Chunk): Promise<void> {
  const pieces = chunk.bytes[Symbol.asyncIterator]();
  try {
    const bytes = await unlessEmpty(pieces);
    const after = bytes ? await withChunk(vault, upload, { ...chunk, bytes }) : upload;
    if (!chunk.isLast) return;
    checkTotal(chunk, after.length);
    await complete(vault, after);
  } finally {
    // What is left of a chunk that was given up is for the sender's connection to drop.
    await pieces.return?.();
  }
}

async function unlessEmpty(pieces: AsyncIterator<Buffer>): Promise<AsyncIterable<Buffer> | undefined> {
  let next = await pieces.next();
  while (!next.done && next.value.length === 0) next = await pieces.next();
  if (next.done) return undefined;
  const first = next.value;
  return (async function* () {
    yield first;
    yield* { [Symbol.asyncIterator]: () => pieces };
  })();
}

async function withChunk(vault: Vault, upload: Upload, chunk: Chunk): Promise<Upload> {
  const { length, partBytes } = upload;
  const count = countParts(upload);
  const from = chunk.from ?? 0;
  if (count > 0 && from === (count - 1) * partBytes) {
    await demandSame(vault, upload, chunk);
    return upload;
  }
  if (upload.state !== 'open') throw fault('blobTaken', 'The upload was completed.');
  if (from !== length || length !== count * partBytes) throw misplaced(upload);
  await demandRoom(vault, upload.appId, partBytes);
  const left = getBytesMax(vault.limits, upload.purpose) - length;
  const tooMany = () => tooLong(Math.min(left, partBytes), left <= partBytes);
  const meter = new Meter();
  const name = `${count}-${vault.ids.bytes(8).toString('hex')}${await vault.blobs.suffixOf(upload.id)}`;
  const bytes = meter.through(chunk.bytes, Math.min(left, partBytes), tooMany);
  try {
    const keptDigest = await vault.blobs.put(upload.id, name, inRange(bytes, chunk, from, meter));
    const after = { ...upload, length: length + meter.length };
    await advance(vault, after, upload, [{ name, digest: meter.digest(), keptDigest }]);
    return after;
  } catch (error) {
    // Else who sends a chunk many times at once could fill the disk with what nothing counts.
    if (await isKnownToBeLeft(vault, upload, name)) await vault.blobs.removePart(upload.id, name);
    throw (await hasMoved(vault, upload)) ? cameLate() : error;
  }
}

/** A store that was lost meanwhile may have taken the part all the same; what it did not take goes with the upload. */
async function isKnownToBeLeft(vault: Vault, upload: Upload, name: string): Promise<boolean> {
  const count = countParts(upload);
  const [taken] = await vault.store.read(db => db.blobs.parts(upload.id, count, count + 1));
  return taken?.name !== name;
}

/** Another chunk may have ended the upload, and cleared away what was half written. */
async function hasMoved(vault: Vault, { id, state, length }: Upload): Promise<boolean> {
  const now = await vault.store.read(db => db.blobs.byId(id));
  return now?.state !== state || now.length !== length;
}

function cameLate(): Fault {
  return fault('invalid', 'Another chunk came meanwhile. Send the chunks one after the other.');
}

/** Clients repeat a chunk whose answer they did not get. */
async function demandSame(vault: Vault, upload: Upload, chunk: Chunk): Promise<void> {
  const count = countParts(upload);
  const [last] = await vault.store.read(db => db.blobs.parts(upload.id, count - 1, count));
  const meter = new Meter();
  const bytes = meter.through(chunk.bytes, upload.partBytes, () => tooLong(upload.partBytes, false));
  for await (const _ of bytes);
  if (!last || !isSameBytes(meter.digest(), last.digest)) throw misplaced(upload);
}

/** Ends with a fault, so that nothing is kept, when there are not as many bytes as the range says. */
async function* inRange(
  bytes: AsyncIterable<Buffer>,
  chunk: Chunk,
  from: number,
  meter: Meter,
): AsyncGenerator<Buffer> {
  yield* bytes;
  const told = chunk.to === undefined ? meter.length : chunk.to - from + 1;
  if (meter.length !== told && meter.length !== told - 1)
    throw fault('invalid', `The range tells of ${told} bytes, and ${meter.length} came.`);
  checkTotal(chunk, from + meter.length);
}

function checkTotal({ isLast, total }: Chunk, length: number): void {
  if (total === undefined || total === length || (total > length && !isLast)) return;
  throw fault('invalid', `It was told to have ${total} bytes in all, and ${length} came.`);
}

function misplaced({ length, partBytes }: Upload): Fault {
  return fault(
    'invalid',
    length % partBytes === 0
      ? `The next chunk begins at byte ${length}.`
      : `The last chunk was shorter than ${partBytes} bytes, so no other can follow it.`,
  );
}

function tooLong(max: number, isEnd: boolean): Fault {
  return fault(
    'tooLarge',
    isEnd ? 'The blob becomes larger than a blob may be.' : `A chunk may have ${max} bytes.`,
  );
}

async function advance(vault: Vault, after: Upload, before: Upload, added: readonly Part[]): Promise<void> {
  await vault.store.write(async db => {
    if (!(await db.blobs.advance(after, before, added))) throw cameLate();
    if (added.length > 0) await demandRoomIn(db, vault, before.appId, 0);
  }, ofUploads(before.appId));
}

/** What other attempts left goes before anything can hold the blob: afterwards nobody would look for it. */
async function complete(vault: Vault, upload: Upload): Promise<void> {
  if (upload.state === 'complete') return;
  const parts = await vault.store.read(db => db.blobs.parts(upload.id, 0, countParts(upload)));
  if (upload.state === 'open') {
    const hash = blockHash(parts.map(({ digest }) => digest));
    await advance(vault, { ...upload, state: 'closing', hash }, upload, []);
  }
  await vault.blobs.remove(upload.id, new Set(parts.map(({ name }) => name)));
  await vault.store.write(db => db.blobs.move(upload.id, 'complete', ['closing']), ownRows);
}
