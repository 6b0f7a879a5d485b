// AES key wrap (RFC 3394): a key sealed with a key. It needs no nonce, and says whether it was the right one.
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

const mechanism = 'id-aes256-wrap';
const initial = Buffer.alloc(8, 0xa6);

export function wrapKey(by: KeyObject, key: Buffer): Buffer {
  const cipher = createCipheriv(mechanism, by, initial);
  return Buffer.concat([cipher.update(key), cipher.final()]);
}

/** @throws when it was not wrapped by this key */
export function unwrapKey(by: KeyObject, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv(mechanism, by, initial);
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}
