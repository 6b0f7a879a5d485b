// The chunks of a package's streamed blobs: each is enciphered alone, from the same IV, whatever closed the package.
// Used at pick-up, and by applications that stream.
import { addPadding, deriveKeyAndIv, dropPadding, runInSlices } from './package-cipher.ts';
import { blockBytes, makeDecipher, makeEncipher } from './rijndael256.ts';
import type { Secret } from './secret.ts';

/** Bytes of a chunk once it is enciphered: padding always adds some, a whole block to whole blocks. */
export function countClosedChunkBytes(plainBytes: number): number {
  return plainBytes - (plainBytes % blockBytes) + blockBytes;
}

export function closeChunk(secret: Secret, plain: Uint8Array): Promise<Uint8Array> {
  return runInSlices(addPadding(plain), makeEncipher(...deriveKeyAndIv(secret)));
}

/** Undefined when it was not closed with this secret, as far as its padding tells. */
export async function openChunk(secret: Secret, closed: Uint8Array): Promise<Uint8Array | undefined> {
  if (closed.length === 0 || closed.length % blockBytes !== 0) return undefined;
  return dropPadding(await runInSlices(closed, makeDecipher(...deriveKeyAndIv(secret))), blockBytes);
}
