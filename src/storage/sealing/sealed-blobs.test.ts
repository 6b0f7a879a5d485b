import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BlobStore } from '../../core/blobs/ports.ts';
import type { Store } from '../../core/store.ts';
import { openBlobFiles } from '../blob-files.ts';
import { countKept, sealBlobs } from './sealed-blobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'keepwell-sealed-blobs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = randomBytes(32);
let blobs: BlobStore;
beforeAll(() => {
  const store = {
    read: (work: (db: never) => unknown) => work({ blobs: { key: () => key } } as never),
  } as Pick<Store, 'read'>;
  blobs = sealBlobs(openBlobFiles(folder), store);
});

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(id: string, from: number, to: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of blobs.read(id, '0-e', from, to)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const bytes = Buffer.concat([Buffer.from('quokka'.repeat(10_000)), randomBytes(200_000)]);
let id: string;
const fileOf = () => join(folder, id.slice(0, 2), id, '0-e');
beforeEach(async () => {
  id = randomUUID();
  await blobs.put(id, `0${await blobs.suffixOf(id)}`, inPieces(bytes, 50_001));
});

test('what is kept is not what came, and as long as is told', () => {
  const kept = readFileSync(fileOf());
  expect(kept.includes('quokka')).toBe(false);
  expect(kept.length).toBe(countKept(bytes.length));
  expect(readdirSync(join(folder, id.slice(0, 2), id))).toEqual(['0-e']);
});

test('any range is read as it came', async () => {
  const { length } = bytes;
  for (const [from, to] of [
    ...[
      [0, length],
      [0, 1],
      [65_535, 65_537],
      [65_536, 131_072],
      [length - 1, length],
      [length, length],
    ],
    ...Array.from({ length: 20 }, () =>
      [Math.random(), Math.random()].sort().map(n => Math.floor(n * length)),
    ),
  ] as [number, number][])
    expect(await read(id, from, to)).toEqual(bytes.subarray(from, to));
});

test('what was changed, cut off, put in another order or in the place of another part is not read', async () => {
  const kept = readFileSync(fileOf());
  const chunk = countKept(65_536);
  const swapped = Buffer.concat([
    kept.subarray(chunk, 2 * chunk),
    kept.subarray(0, chunk),
    kept.subarray(2 * chunk),
  ]);
  const flipped = Buffer.from(kept);
  flipped[chunk + 100] = (flipped[chunk + 100] ?? 0) ^ 1;
  for (const other of [swapped, flipped, kept.subarray(0, 2 * chunk)]) {
    writeFileSync(fileOf(), other);
    await expect(read(id, 0, bytes.length)).rejects.toThrow();
  }
  truncateSync(fileOf(), kept.length - 1);
  await expect(read(id, bytes.length - 10, bytes.length)).rejects.toThrow();
  writeFileSync(fileOf().replace(/0-e$/, '1-e'), kept);
  await expect(async () => {
    for await (const _ of blobs.read(id, '1-e', 0, 10));
  }).rejects.toThrow();
});
