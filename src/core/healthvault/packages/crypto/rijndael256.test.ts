import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeDecipher, makeEncipher } from './rijndael256.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');
const noIv = new Uint8Array(32);

// Block and key of 256 bits, from the vectors that came with the submission of Rijndael and its reference programs.
const key = bytes('2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe');
const plain = bytes('3243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c8');
const enciphered = 'a49406115dfb30a40418aafa4869b7c6a886ff31602a7dd19c889dc64f7e4e7a';

test('a published block is enciphered and deciphered as published', () => {
  expect(hex(makeEncipher(key, noIv)(plain))).toBe(enciphered);
  expect(hex(makeDecipher(key, noIv)(bytes(enciphered)))).toBe(hex(plain));
});

test('blocks are chained, across calls too, and a flipped bit spoils its block and the same bit of the next', () => {
  const [k, iv, text] = [randomBytes(32), randomBytes(32), randomBytes(32 * 7)];
  const whole = makeEncipher(k, iv)(text);
  const inParts = makeEncipher(k, iv);
  expect(hex(Buffer.concat([inParts(text.subarray(0, 64)), inParts(text.subarray(64))]))).toBe(hex(whole));
  const back = makeDecipher(k, iv);
  expect(hex(Buffer.concat([back(whole.subarray(0, 96)), back(whole.subarray(96))]))).toBe(hex(text));
  const altered = whole.slice();
  altered[40]! ^= 1;
  const spoiled = makeDecipher(k, iv)(altered);
  expect(hex(spoiled.subarray(0, 32))).toBe(hex(text.subarray(0, 32)));
  expect(hex(spoiled.subarray(32, 64))).not.toBe(hex(text.subarray(32, 64)));
  expect(spoiled[72]! ^ text[72]!).toBe(1);
  expect(hex(spoiled.subarray(96))).toBe(hex(text.subarray(96)));
});

test('an input that lies anywhere in its memory is read from where it lies', () => {
  const memory = new Uint8Array(100).fill(7);
  memory.set(plain, 3);
  expect(hex(makeEncipher(key, noIv)(memory.subarray(3, 35)))).toBe(enciphered);
});

test('only keys of 32 bytes are taken', () => {
  expect(() => makeEncipher(new Uint8Array(16), noIv)).toThrow(RangeError);
});
