// What every blob store must do. Run by blob-files.test.ts and blob-s3.test.ts.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlobStore } from '../core/blobs/ports.ts';

export interface BlobStoreUnderTest {
  readonly blobs: BlobStore;
  /** The same bytes by another client, as another process sees them. */
  again(): BlobStore;
  /** The names of all that is kept of a blob, in any order. */
  kept(blobId: string): Promise<string[]>;
  dispose(): Promise<void>;
}

export function blobStoreSuite(open: () => Promise<BlobStoreUnderTest>): void {
  let store: BlobStoreUnderTest;
  beforeAll(async () => {
    store = await open();
  }, 60_000);
  afterAll(() => store?.dispose());

  const bytesOf = async (id: string, part: string, from: number, to: number) => {
    const pieces: Buffer[] = [];
    for await (const piece of store.again().read(id, part, from, to)) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  };

  test('gives back the bytes of a part, to another client too', async () => {
    const id = randomUUID();
    const bytes = randomBytes(2_097_152);
    await store.blobs.put(id, '0-00', inPieces(bytes, 65_536));
    const read = await bytesOf(id, '0-00', 0, bytes.length);
    expect(createHash('sha256').update(read).digest('hex')).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
  });

  test('tells which parts there are', async () => {
    const id = randomUUID();
    await store.blobs.put(id, '0-00', inPieces(randomBytes(10), 10));
    await store.blobs.put(id, '1-00', inPieces(randomBytes(10), 10));
    expect(await store.again().has(id, '1-00')).toBe(true);
    expect(await store.again().has(id, '2-00')).toBe(false);
    expect(await store.again().has(randomUUID(), '0-00')).toBe(false);
    const listed: string[] = [];
    for await (const { blobId, part } of store.again().list()) if (blobId === id) listed.push(part);
    expect(listed.sort()).toEqual(['0-00', '1-00']);
  });

  test('gives back any range of a part', async () => {
    const id = randomUUID();
    const bytes = randomBytes(300_000);
    await store.blobs.put(id, '0-00', inPieces(bytes, 10_000));
    for (const [from, to] of [
      [0, 1],
      [299_999, 300_000],
      [1, 299_999],
      [150_000, 150_000],
      [0, 0],
    ] as const)
      expect((await bytesOf(id, '0-00', from, to)).equals(bytes.subarray(from, to))).toBe(true);
  });

  test('keeps parts and blobs apart', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await store.blobs.put(one, '0', inPieces(Buffer.from('first'), 2));
    await store.blobs.put(one, '1', inPieces(Buffer.from('second'), 2));
    await store.blobs.put(two, '0', inPieces(Buffer.from('other'), 2));
    expect(String(await bytesOf(one, '0', 0, 5))).toBe('first');
    expect(String(await bytesOf(one, '1', 0, 6))).toBe('second');
    expect(String(await bytesOf(two, '0', 0, 5))).toBe('other');
  });

  test('writes a part anew', async () => {
    const id = randomUUID();
    await store.blobs.put(id, '0', inPieces(Buffer.from('before'), 9));
    await store.blobs.put(id, '0', inPieces(Buffer.from('after'), 9));
    expect(String(await bytesOf(id, '0', 0, 5))).toBe('after');
  });

  test('keeps nothing of a part whose bytes end in an error', async () => {
    const id = randomUUID();
    const broken = async function* () {
      yield Buffer.from('some');
      throw new Error('the client went away');
    };
    await expect(store.blobs.put(id, '0', broken())).rejects.toThrow('the client went away');
    expect(await store.kept(id)).toEqual([]);
    await expect(bytesOf(id, '0', 0, 4)).rejects.toThrow();
  });

  test('refuses to read what is not there', async () => {
    await expect(bytesOf(randomUUID(), '0', 0, 1)).rejects.toThrow();
  });

  test('removes a blob with all its parts, and finds nothing wrong when it is gone', async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    for (const part of ['0', '1', '2']) await store.blobs.put(id, part, inPieces(Buffer.from(part), 1));
    await store.blobs.put(other, '0', inPieces(Buffer.from('stays'), 1));
    await store.blobs.remove(id);
    await store.blobs.remove(id);
    expect(await store.kept(id)).toEqual([]);
    await expect(bytesOf(id, '0', 0, 1)).rejects.toThrow();
    expect(String(await bytesOf(other, '0', 0, 5))).toBe('stays');
  });

  test('removes one part, and finds nothing wrong when it is gone', async () => {
    const id = randomUUID();
    for (const part of ['0-aa', '0-bb']) await store.blobs.put(id, part, inPieces(Buffer.from(part), 9));
    await store.blobs.removePart(id, '0-aa');
    await store.blobs.removePart(id, '0-aa');
    await store.blobs.removePart(randomUUID(), '0-aa');
    expect(await store.kept(id)).toEqual(['0-bb']);
  });

  test('removes all but the parts to keep', async () => {
    const id = randomUUID();
    for (const part of ['0-aa', '0-bb', '1-cc'])
      await store.blobs.put(id, part, inPieces(Buffer.from(part), 9));
    await store.blobs.remove(id, new Set(['0-bb', '1-cc']));
    expect((await store.kept(id)).sort()).toEqual(['0-bb', '1-cc']);
    expect(String(await bytesOf(id, '0-bb', 0, 4))).toBe('0-bb');
    await store.blobs.remove(randomUUID(), new Set(['0']));
  });

  test('takes many parts at once', async () => {
    const ids = Array.from({ length: 40 }, () => randomUUID());
    await Promise.all(ids.map(id => store.blobs.put(id, '0', inPieces(Buffer.from(id), 7))));
    expect(await Promise.all(ids.map(async id => String(await bytesOf(id, '0', 0, 36))))).toEqual(ids);
  });
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
