import { expect, test } from 'vitest';
import { drawKey, SealKey } from './xaes.ts';

const nonce = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWX');
const plain = Buffer.from('XAES-256-GCM');

/** Nonce, ciphertext, tag: as C2SP writes a message. */
const asPublished = (sealed: Buffer) =>
  Buffer.concat([sealed.subarray(40), sealed.subarray(24, 40)]).toString('hex');

test('what is sealed is what C2SP publishes for its vectors', () => {
  expect(asPublished(new SealKey(Buffer.alloc(32, 1)).sealWith(nonce, plain, Buffer.alloc(0)))).toBe(
    'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271',
  );
  expect(
    asPublished(
      new SealKey(Buffer.alloc(32, 3)).sealWith(nonce, plain, Buffer.from('c2sp.org/XAES-256-GCM')),
    ),
  ).toBe('986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d');
});

test('what is sealed opens with its key and what it was sealed beside, and with nothing else', () => {
  const key = new SealKey(drawKey());
  const beside = Buffer.from('row 1');
  const sealed = key.seal(plain, beside);
  expect(key.open(sealed, beside)).toEqual(plain);
  expect(key.seal(plain, beside)).not.toEqual(sealed);
  expect(() => key.open(sealed, Buffer.from('row 2'))).toThrow();
  expect(() => new SealKey(drawKey()).open(sealed, beside)).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => key.open(changed, beside)).toThrow();
    expect(() => key.open(sealed.subarray(0, at), beside)).toThrow();
  }
});
