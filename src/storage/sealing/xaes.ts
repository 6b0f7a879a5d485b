// XAES-256-GCM as C2SP publishes it (c2sp.org/XAES-256-GCM): each message has a key of its own, derived of a key and half of a
// random nonce of 24 bytes. After 2^80 messages of one key the odds that a nonce came twice are one in 2^32.
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, randomFillSync } from 'node:crypto';

export const keyBytes = 32;
export const nonceBytes = 24;
export const tagBytes = 16;

const halfBytes = 12;

export class SealKey {
  /** Blocks by themselves, so one serves for all of them: making it takes as long as deriving. */
  readonly #blocks: ReturnType<typeof createCipheriv>;
  /** What is added to each block that is derived: CMAC's first subkey. */
  readonly #mask: Buffer;

  constructor(bytes: Buffer) {
    this.#blocks = createCipheriv('aes-256-ecb', createSecretKey(bytes), null).setAutoPadding(false);
    this.#mask = double(this.#blocks.update(Buffer.alloc(16)));
  }

  /** @returns nonce, tag and what was encrypted, one behind the other */
  seal(plain: Buffer, associated: Buffer): Buffer {
    return this.sealWith(drawNonce(), plain, associated);
  }

  /** As seal, with a nonce that was drawn already. */
  sealWith(nonce: Buffer, plain: Buffer, associated: Buffer): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#derive(nonce), nonce.subarray(halfBytes));
    cipher.setAAD(associated);
    const sealed = cipher.update(plain);
    cipher.final();
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws when this is not what the key sealed with these associated bytes */
  open(sealed: Buffer, associated: Buffer): Buffer {
    if (sealed.length < nonceBytes + tagBytes) throw new Error('too short to be sealed');
    const nonce = sealed.subarray(0, nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.#derive(nonce), nonce.subarray(halfBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    const plain = decipher.update(sealed.subarray(nonceBytes + tagBytes));
    decipher.final();
    return plain;
  }

  #derive(nonce: Buffer): Buffer {
    const blocks = Buffer.from(derivedBlocks);
    nonce.copy(blocks, 4, 0, halfBytes);
    nonce.copy(blocks, 20, 0, halfBytes);
    for (let i = 0; i < 16; i++) {
      const mask = this.#mask[i] ?? 0;
      blocks[i] = (blocks[i] ?? 0) ^ mask;
      blocks[16 + i] = (blocks[16 + i] ?? 0) ^ mask;
    }
    return this.#blocks.update(blocks);
  }
}

/** A counter, the letter X and room for the nonce, twice: the input of a key derivation with CMAC. */
const derivedBlocks = Buffer.from(`00015800${'00'.repeat(12)}00025800${'00'.repeat(12)}`, 'hex');

/** In the field of CMAC. */
function double(block: Buffer): Buffer {
  const doubled = Buffer.alloc(16);
  for (let i = 0; i < 16; i++) doubled[i] = ((block[i] ?? 0) << 1) | ((block[i + 1] ?? 0) >> 7);
  if ((block[0] ?? 0) & 0x80) doubled[15] = (doubled[15] ?? 0) ^ 0x87;
  return doubled;
}

const pool = Buffer.alloc(nonceBytes * 256);
let drawn = pool.length;

/** Random bytes are drawn for many at a time: asking for them takes longer than sealing. */
function drawNonce(): Buffer {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  const nonce = Buffer.from(pool.subarray(drawn, drawn + nonceBytes));
  drawn += nonceBytes;
  return nonce;
}

export function drawKey(): Buffer {
  return randomBytes(keyBytes);
}
