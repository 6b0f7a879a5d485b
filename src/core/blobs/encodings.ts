// The encodings a blob can claim for its bytes, as a list from the innermost to the last. Keepwell keeps the bytes as they
// are; it looks only whether they begin as they should.
import { getNamed } from '../../assume.ts';
import { fault } from '../faults.ts';
import { decodeBase64 } from '../secrets.ts';
import type { PutBlob } from './put.ts';

/** How many bytes tell. */
export const tellingBytes = 4096;

const looksLike: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  base64: isBase64,
  'base-64': isBase64,
  gzip: bytes => bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b,
  deflate: () => true,
};

/** What a base64 text stands for, without the encodings it was made of. */
export function isEncodedText(encoding: string | undefined): boolean {
  const last = splitEncoding(encoding ?? '').at(-1);
  return last === 'base64' || last === 'base-64';
}

export function splitEncoding(encoding: string): string[] {
  return encoding
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '');
}

/** @throws encodingUnsupported, encodingWrong @param bytes the first ones at least */
export function checkEncodings(put: PutBlob, bytes: Buffer): void {
  for (const encoding of [put.currentEncoding, put.legacyEncoding]) {
    const names = splitEncoding(encoding ?? '');
    if (names.some(name => !Object.hasOwn(looksLike, name)) || new Set(names).size < names.length)
      throw fault('encodingUnsupported', 'Those known are base64, gzip and deflate, each once.');
  }
  let seen: Buffer | undefined = bytes.subarray(0, tellingBytes);
  for (const name of splitEncoding(put.currentEncoding ?? '').reverse()) {
    if (!seen || !getNamed(looksLike, name)(seen)) throw fault('encodingWrong');
    // Only base64 can be looked through without being unpacked.
    seen = name.startsWith('base') ? decoded(seen) : undefined;
    if (!seen) return;
  }
}

function isBase64(bytes: Buffer): boolean {
  return decoded(bytes) !== undefined;
}

/** A beginning may end anywhere, so the last digits are left out. */
function decoded(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString('latin1').replace(/\s+/g, '');
  const whole = text.slice(0, text.length - (text.length % 4));
  return /^[A-Za-z0-9+/]+=*$/.test(text) ? decodeBase64(whole) : undefined;
}
