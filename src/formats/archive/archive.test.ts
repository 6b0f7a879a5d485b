import { expect, test } from 'vitest';
import { makeZip, sourceFile } from '../../testing/source-files.ts';
import { isArchive, openArchive } from './archive.ts';
import { freeUnpackedBytes } from './limits.ts';

async function unpack(bytes: Uint8Array, name: string): Promise<Buffer> {
  const { entries } = await openArchive(sourceFile('a.zip', bytes));
  const pieces: Uint8Array[] = [];
  for await (const piece of entries.find(entry => entry.name === name)?.read() ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('an archive tells its files, and each unpacks to what it was', async () => {
  const long = Buffer.alloc(3_000_000, 'a row of words ');
  const zip = await makeZip({ 'folder/one.txt': 'one', 'long.txt': long });
  const file = sourceFile('a.zip', zip);
  expect(isArchive({ file, head: zip.subarray(0, 100) })).toBe(true);
  expect((await openArchive(file)).entries.map(({ name, size }) => [name, size])).toEqual([
    ['folder/one.txt', 3],
    ['long.txt', 3_000_000],
  ]);
  expect((await unpack(zip, 'folder/one.txt')).toString()).toBe('one');
  expect((await unpack(zip, 'long.txt')).equals(long)).toBe(true);
});

test('how far the archive was read is told', async () => {
  const zip = await makeZip({ 'a.txt': Buffer.alloc(100_000, 'abc') });
  const [entry] = (await openArchive(sourceFile('a.zip', zip))).entries;
  const told: number[] = [];
  for await (const _ of entry?.read(bytes => told.push(bytes)) ?? []);
  expect(told.at(-1)).toBeGreaterThan(100);
  expect(told.at(-1)).toBeLessThan(zip.length);
});

test('one that is cut is told so, and its end is missed first', async () => {
  const zip = await makeZip({ 'a.txt': Buffer.alloc(100_000, 'abc') });
  await expect(openArchive(sourceFile('a.zip', zip.subarray(0, zip.length - 30)))).rejects.toMatchObject({
    fault: 'cut-off',
  });
});

test('a file whose bytes are not those that were packed is damaged', async () => {
  const zip = await makeZip({ 'a.txt': 'some words, packed; some words, packed' });
  const at = zip.indexOf('a.txt') + 8;
  zip.writeUInt8(zip.readUInt8(at) ^ 0x5a, at);
  await expect(unpack(zip, 'a.txt')).rejects.toMatchObject({ fault: 'damaged' });
});

test('a directory that lies about sizes is not believed', async () => {
  const zip = await makeZip({ 'a.txt': Buffer.alloc(5000, 'a') });
  const directory = zip.lastIndexOf('PK\x01\x02');
  const lies: [at: number, value: number][] = [
    [directory + 24, 4_294_967_000], // unpacked
    [directory + 24, 10],
    [directory + 20, 4_294_967_000], // packed
    [directory + 42, 4_294_967_000], // where it lies
  ];
  for (const [at, value] of lies) {
    const lying = Buffer.from(zip);
    lying.writeUInt32LE(value, at);
    await expect(unpack(lying, 'a.txt')).rejects.toMatchObject({ fault: 'damaged' });
  }
});

test('what unpacks beyond measure is refused while little of it was', async () => {
  const zip = await makeZip({ 'bomb.xml': Buffer.alloc(freeUnpackedBytes + 10_000_000) });
  const [entry] = (await openArchive(sourceFile('a.zip', zip))).entries;
  let bytes = 0;
  await expect(
    (async () => {
      for await (const piece of entry?.read() ?? []) bytes += piece.length;
    })(),
  ).rejects.toMatchObject({ fault: 'unpacks-too-large' });
  expect(bytes).toBeLessThanOrEqual(freeUnpackedBytes + 1_000_000);
});

test.each(['../../etc/passwd', '/etc/passwd', 'C:/windows'])(
  'a name that climbs is refused: %s',
  async name => {
    const plain = 'x'.repeat(name.length);
    const zip = await makeZip({ [plain]: 'words' });
    const named = Buffer.from(zip.toString('latin1').replaceAll(plain, name), 'latin1');
    await expect(openArchive(sourceFile('a.zip', named))).rejects.toMatchObject({ fault: 'damaged' });
  },
);

test('a file under a password is told so', async () => {
  const zip = await makeZip({ 'a.txt': 'words' });
  const directory = zip.lastIndexOf('PK\x01\x02');
  zip.writeUInt16LE(zip.readUInt16LE(directory + 8) | 1, directory + 8);
  await expect(unpack(zip, 'a.txt')).rejects.toMatchObject({ fault: 'encrypted' });
});

test('what is no archive at all is refused in a word', async () => {
  const file = sourceFile('a.zip', Buffer.from('PK\x03\x04 and nothing else'));
  await expect(openArchive(file)).rejects.toMatchObject({ fault: 'cut-off' });
});
