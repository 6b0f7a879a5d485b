// Triple DES, which browsers do not have: only the vault opens packages closed with it.
import { createDecipheriv } from 'node:crypto';
import type { Chain } from './rijndael256.ts';

/** Deciphers whole blocks and leaves the padding on. */
export function makeTripleDesDecipher(key: Uint8Array, iv: Uint8Array): Chain {
  const cipher = createDecipheriv('des-ede3-cbc', key, iv).setAutoPadding(false);
  return blocks => cipher.update(blocks);
}
