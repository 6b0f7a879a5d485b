// The layout of packages, by the example that docs/packages.md gives to those who write their own.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closeChunk, countClosedChunkBytes, openChunk } from './chunk-cipher.ts';
import { openWithAnswer, openWithSecret } from './open-package.ts';
import { closePackage } from './package-cipher.ts';
import { deriveSecret, encodeUtf8 } from './secret.ts';

const page = readFileSync(new URL('../../../../../docs/packages.md', import.meta.url), 'utf8');
const told = (what: string) => {
  const row = page.split('\n').find(line => line.startsWith(`| ${what} `));
  return /`([0-9a-f]+)` *\|$/.exec(row!)![1]!;
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const lock = { algorithm: 'hmac-sha256-aes256', salt: '0123456789abcdef', iterations: 1000 } as const;
const contents = encodeUtf8('<thing/>');

test('the example of the documentation is what comes of it', async () => {
  const secret = await deriveSecret(lock, 'Rex', 'SHA-256');
  expect(hex(secret)).toBe(told('key') + told('IV'));
  expect(createHmac('sha256', lock.salt).update(contents).digest('hex')).toBe(told('HMAC'));
  expect(hex(await closePackage(lock, secret, contents))).toBe(told('closed,'));
  expect(hex(await closeChunk(secret, encodeUtf8('abc')))).toBe(told('`abc`,'));
});

test('any case of the answer opens it, and nothing else does', async () => {
  const closed = Buffer.from(told('closed,'), 'hex');
  for (const answer of ['Rex', 'REX', 'rex']) {
    const opened = await openWithAnswer(lock, answer, closed);
    expect(opened && Buffer.from(opened.contents).toString()).toBe('<thing/>');
    expect(await openWithSecret(lock, opened!.secret, closed)).toEqual(opened!.contents);
    expect(await openChunk(opened!.secret, Buffer.from(told('`abc`,'), 'hex'))).toEqual(encodeUtf8('abc'));
  }
  for (const answer of ['', 'rex ', 'réx'])
    expect(await openWithAnswer(lock, answer, closed)).toBeUndefined();
});

test('closing always adds padding', () => {
  expect([0, 1, 31, 32, 33, 2_097_152].map(countClosedChunkBytes)).toEqual([32, 32, 32, 64, 64, 2_097_184]);
});
