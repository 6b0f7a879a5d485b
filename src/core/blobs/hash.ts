// SHA256Block: the hash of a blob is that of the hashes of its blocks, so that it can be made a block at a time.
import { createHash } from 'node:crypto';
import { hashSha256 } from '../secrets.ts';

/** The hash of a blob from the digests of its blocks. */
export function blockHash(digests: readonly Buffer[]): Buffer {
  return hashSha256(Buffer.concat(digests));
}

/** The digests of bytes that are all there. */
export function hashBlocks(bytes: Buffer, blockSize: number): Buffer[] {
  const digests: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += blockSize)
    digests.push(hashSha256(bytes.subarray(at, at + blockSize)));
  return digests;
}

/** Passes bytes through, and knows what came by. */
export class Meter {
  length = 0;
  #hash = createHash('sha256');

  /** @throws what `tooMany` makes when there are more than `max` */
  async *through(bytes: AsyncIterable<Buffer>, max: number, tooMany: () => Error): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      this.length += piece.length;
      if (this.length > max) throw tooMany();
      this.#hash.update(piece);
      yield piece;
    }
  }

  digest(): Buffer {
    return this.#hash.digest();
  }
}
