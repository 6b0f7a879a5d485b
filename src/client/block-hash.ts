// SHA256Block, the hash of blobs: SHA-256 over the SHA-256 digests of blocks of a fixed size. Each block is hashed once
// it is whole, so that a blob of any length takes no more memory than one block.
import { encodeBase64 } from './sign.ts';

export interface BlockHash {
  readonly algorithm: 'SHA256Block';
  readonly blockSize: number;
  /** Base64. */
  readonly value: string;
}

/**
 * The hash of a blob, fed in parts of any size, so that it takes no more memory than a block.
 * @example
 * const hasher = new BlockHasher(2_097_152);
 * await hasher.update(new TextEncoder().encode('hello'));
 * console.log((await hasher.finish()).algorithm); // SHA256Block
 */
export class BlockHasher {
  readonly #blockSize: number;
  readonly #block: Uint8Array<ArrayBuffer>;
  readonly #digests: Uint8Array[] = [];
  #filled = 0;

  constructor(blockSize: number) {
    this.#blockSize = blockSize;
    this.#block = new Uint8Array(blockSize);
  }

  async update(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; ) {
      const part = bytes.subarray(start, start + this.#blockSize - this.#filled);
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      start += part.length;
      if (this.#filled === this.#blockSize) await this.#endBlock();
    }
  }

  async finish(): Promise<BlockHash> {
    if (this.#filled > 0) await this.#endBlock();
    const all = new Uint8Array(this.#digests.length * digestBytes);
    for (const [i, digest] of this.#digests.entries()) all.set(digest, i * digestBytes);
    const value = encodeBase64(await crypto.subtle.digest('SHA-256', all));
    return { algorithm: 'SHA256Block', blockSize: this.#blockSize, value };
  }

  async #endBlock(): Promise<void> {
    const block = this.#block.subarray(0, this.#filled);
    this.#digests.push(new Uint8Array(await crypto.subtle.digest('SHA-256', block)));
    this.#filled = 0;
  }
}

const digestBytes = 32;
