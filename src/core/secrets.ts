// Tokens, hashes and comparisons that give nothing away by their timing.
import { hash, timingSafeEqual } from 'node:crypto';
import type { Ids } from './world.ts';

const tokenBytes = 180;

/** First bytes of a token: clients know session tokens by "ASAAA", people's tokens by "AiAAA". */
const prefixes = { session: [1, 0x20, 0, 0], user: [2, 0x20, 0, 0] } as const;
export type TokenKind = keyof typeof prefixes;

/** A new token, 240 characters of base64, and the hash it is kept by. */
export function makeToken(ids: Ids, kind: TokenKind): { token: string; hash: Buffer } {
  const bytes = Buffer.concat([Buffer.from(prefixes[kind]), ids.bytes(tokenBytes - 4)]);
  return { token: bytes.toString('base64'), hash: hashSha256(bytes) };
}

/** The hash of a token as it was sent; undefined when it cannot be one of this kind. */
export function hashToken(token: string, kind: TokenKind): Buffer | undefined {
  const bytes = decodeBase64(token);
  if (bytes?.length !== tokenBytes || !prefixes[kind].every((byte, i) => bytes[i] === byte)) return undefined;
  return hashSha256(bytes);
}

export function hashSha256(data: Buffer | string): Buffer {
  return hash('sha256', data, 'buffer');
}

/** Base64 with any white space in it; undefined for anything else. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  // Node passes by what does not belong there: then it does not read back the same.
  if (bytes.toString('base64') === text) return bytes;
  const packed = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.replace(/=+$/, '').length % 4 === 1) return undefined;
  return Buffer.from(packed, 'base64');
}

export function isSameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
