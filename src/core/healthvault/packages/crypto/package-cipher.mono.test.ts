// The ciphers of packages against those of .NET, as Mono has them.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasMono, type MonoProgram, monoProgram } from '../../../../testing/mono/mono.ts';
import { closeChunk, countClosedChunkBytes, openChunk } from './chunk-cipher.ts';
import { openWithAnswer } from './open-package.ts';
import { type AlgorithmName, closePackage } from './package-cipher.ts';
import { deriveSecret, encodeUtf8, toLowerCase } from './secret.ts';

describe.skipIf(!hasMono)('against .NET (needs mono and mcs)', () => {
  let program: MonoProgram;
  beforeAll(() => {
    program = monoProgram('package-cipher.cs');
  });
  afterAll(() => rmSync(program.folder, { recursive: true, force: true }));

  const salt = '0a4f6d2e-9c1b-4f0e-8d55-6f3a2b1c7d90';
  const iterations = 1000;
  const answer = 'Größe ÉTÉ 7';
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const mono = (
    what: string,
    { algorithm = 'hmac-sha256-aes256', hash = 'SHA256', padding = 'PKCS7', answer: by = answer },
    inputs: readonly Uint8Array[],
  ) =>
    program
      .run([what, algorithm, hash, salt, String(iterations), by, padding], inputs.map(base64))
      .map(line => Buffer.from(line, 'base64'));
  /** Around the bounds of blocks, and of the slices that the work is done in. */
  const sizes = [1, 7, 8, 11, 12, 31, 32, 33, 63, 64, 1000, 131_040, 131_072, 300_001];

  const ways: [algorithm: AlgorithmName, hash: string, padding: string][] = [
    ['hmac-sha256-aes256', 'SHA256', 'PKCS7'],
    ['hmac-sha256-aes256', 'SHA256', 'ISO10126'],
    ['hmac-sha256-aes256', 'SHA1', 'ISO10126'],
    ['hmac-sha1-3des', 'SHA1', 'PKCS7'],
    ['hmac-sha1-3des', 'SHA1', 'ISO10126'],
  ];
  test.each(ways)(
    '%s with a key by PBKDF2 over %s and padding %s opens as it was closed',
    async (algorithm, hash, padding) => {
      const contents = sizes.map(size => randomBytes(size));
      const closed = mono('close', { algorithm, hash, padding }, contents);
      const lock = { algorithm, salt, iterations };
      for (const [i, sealed] of closed.entries()) {
        const opened = await openWithAnswer(lock, 'gröSSE été 7'.replace('SS', 'ß'), sealed);
        expect(opened && base64(opened.contents)).toBe(base64(contents[i]!));
      }
      expect(await openWithAnswer(lock, 'another answer', closed[10]!)).toBeUndefined();
      expect(await openWithAnswer({ ...lock, salt: `${salt}0` }, answer, closed[10]!)).toBeUndefined();
    },
  );

  test('.NET opens what is closed here', async () => {
    const lock = { algorithm: 'hmac-sha256-aes256', salt, iterations } as const;
    const secret = await deriveSecret(lock, answer, 'SHA-256');
    const contents = sizes.map(size => Uint8Array.from(randomBytes(size)));
    const closed: Uint8Array[] = [];
    for (const plain of contents) closed.push(await closePackage(lock, secret, plain));
    for (const padding of ['PKCS7', 'ISO10126'])
      expect(mono('open', { padding }, closed).map(base64)).toEqual(contents.map(base64));
  });

  test('chunks of blobs open on either side, of packages by either algorithm', async () => {
    const chunks = sizes.map(size => Uint8Array.from(randomBytes(size)));
    for (const [algorithm, hash] of [
      ['hmac-sha256-aes256', 'SHA256'],
      ['hmac-sha1-3des', 'SHA1'],
    ] as const) {
      const [closedPackage] = mono('close', { algorithm, hash }, [randomBytes(100)]);
      const opened = await openWithAnswer({ algorithm, salt, iterations }, answer, closedPackage!);
      const closed = mono('close-chunk', { algorithm, hash, padding: 'ISO10126' }, chunks);
      const ours: Uint8Array[] = [];
      for (const [i, chunk] of closed.entries()) {
        expect(chunk.length).toBe(countClosedChunkBytes(sizes[i]!));
        expect(base64((await openChunk(opened!.secret, chunk))!)).toBe(base64(chunks[i]!));
        ours.push(await closeChunk(opened!.secret, chunks[i]!));
      }
      expect(mono('open-chunk', { algorithm, hash }, ours).map(base64)).toEqual(chunks.map(base64));
    }
  });

  test('answers are put into lower case as .NET does, in the letters of Latin, Greek and Cyrillic that it knows', () => {
    // Letters in title case, and those that came into Unicode after .NET's table was made.
    const unlike = [0x1c5, 0x1c8, 0x1cb, 0x1f2, 0x37f, 0x3f4];
    const letters = Array.from({ length: 0x524 - 0x20 }, (_, i) => 0x20 + i)
      .filter(letter => !unlike.includes(letter))
      .map(letter => String.fromCharCode(letter));
    expect(program.run(['lower'], letters)).toEqual(letters.map(toLowerCase));
    const words = ['ΟΔΟΣ', 'İstanbul IĞDIR', 'STRASSE 7 ÀÉÎÕÜ', 'ДОМ', '中村 7', '\u{10400}'];
    expect(program.run(['lower'], words)).toEqual(words.map(toLowerCase));
  });

  test('what was altered does not open', async () => {
    const [closed] = mono('close', {}, [encodeUtf8('<thing/>'.repeat(20))]);
    const lock = { algorithm: 'hmac-sha256-aes256', salt, iterations } as const;
    expect(await openWithAnswer(lock, answer, closed!)).toBeDefined();
    for (const at of [0, 31, 40, closed!.length - 33, closed!.length - 1]) {
      const altered = Buffer.from(closed!);
      altered[at]! ^= 1;
      expect(await openWithAnswer(lock, answer, altered)).toBeUndefined();
    }
    for (const part of [
      closed!.subarray(0, -32),
      closed!.subarray(32),
      closed!.subarray(0, -1),
      Buffer.alloc(0),
    ])
      expect(await openWithAnswer(lock, answer, part)).toBeUndefined();
  });
});
