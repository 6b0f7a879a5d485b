// Rijndael with a block and a key of 256 bits, chained (CBC): the cipher of connect packages. It is not AES, whose
// blocks have 128 bits, so no library of the platform has it. A block is eight columns, words of four bytes.
// Used by package-cipher.ts; runs in node and in browsers.

export const blockBytes = 32;
const columns = 8;
const rounds = 14;

/** By how many columns the rows of a block of this size are shifted. */
const shifts = [0, 1, 3, 4] as const;

/** Deciphers or enciphers whole blocks, each call going on where the one before ended. */
export type Chain = (blocks: Uint8Array) => Uint8Array;

export function makeEncipher(key: Uint8Array, iv: Uint8Array): Chain {
  const roundKeys = expand(key);
  const chained = wordsOf(iv);
  return blocks => {
    const out = new Uint8Array(blocks.length);
    const from = viewOf(blocks);
    const to = viewOf(out);
    for (let at = 0; at < blocks.length; at += blockBytes) {
      for (let c = 0; c < columns; c++) chained[c]! ^= from.getUint32(at + 4 * c);
      encryptBlock(chained, roundKeys);
      for (let c = 0; c < columns; c++) to.setUint32(at + 4 * c, chained[c]!);
    }
    return out;
  };
}

export function makeDecipher(key: Uint8Array, iv: Uint8Array): Chain {
  const roundKeys = inverse(expand(key));
  const chained = wordsOf(iv);
  const state = new Uint32Array(columns);
  return blocks => {
    const out = new Uint8Array(blocks.length);
    const from = viewOf(blocks);
    const to = viewOf(out);
    for (let at = 0; at < blocks.length; at += blockBytes) {
      for (let c = 0; c < columns; c++) state[c] = from.getUint32(at + 4 * c);
      decryptBlock(state, roundKeys);
      for (let c = 0; c < columns; c++) {
        to.setUint32(at + 4 * c, (state[c]! ^ chained[c]!) >>> 0);
        chained[c] = from.getUint32(at + 4 * c);
      }
    }
    return out;
  };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = viewOf(bytes);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i));
}

const next = new Uint32Array(columns);

function encryptBlock(state: Uint32Array, keys: Uint32Array): void {
  for (let c = 0; c < columns; c++) state[c]! ^= keys[c]!;
  for (let round = 1; round < rounds; round++) {
    for (let c = 0; c < columns; c++) {
      next[c] =
        mixed[state[c]! >>> 24]! ^
        turned(mixed[(state[(c + shifts[1]) & 7]! >>> 16) & 255]!, 8) ^
        turned(mixed[(state[(c + shifts[2]) & 7]! >>> 8) & 255]!, 16) ^
        turned(mixed[state[(c + shifts[3]) & 7]! & 255]!, 24) ^
        keys[round * columns + c]!;
    }
    state.set(next);
  }
  for (let c = 0; c < columns; c++) {
    next[c] =
      ((box[state[c]! >>> 24]! << 24) |
        (box[(state[(c + shifts[1]) & 7]! >>> 16) & 255]! << 16) |
        (box[(state[(c + shifts[2]) & 7]! >>> 8) & 255]! << 8) |
        box[state[(c + shifts[3]) & 7]! & 255]!) ^
      keys[rounds * columns + c]!;
  }
  state.set(next);
}

/** The inverse in the order of the cipher itself, which takes round keys that were mixed back. */
function decryptBlock(state: Uint32Array, keys: Uint32Array): void {
  for (let c = 0; c < columns; c++) state[c]! ^= keys[rounds * columns + c]!;
  for (let round = rounds - 1; round > 0; round--) {
    for (let c = 0; c < columns; c++) {
      next[c] =
        unmixed[state[c]! >>> 24]! ^
        turned(unmixed[(state[(c - shifts[1]) & 7]! >>> 16) & 255]!, 8) ^
        turned(unmixed[(state[(c - shifts[2]) & 7]! >>> 8) & 255]!, 16) ^
        turned(unmixed[state[(c - shifts[3]) & 7]! & 255]!, 24) ^
        keys[round * columns + c]!;
    }
    state.set(next);
  }
  for (let c = 0; c < columns; c++) {
    next[c] =
      ((unbox[state[c]! >>> 24]! << 24) |
        (unbox[(state[(c - shifts[1]) & 7]! >>> 16) & 255]! << 16) |
        (unbox[(state[(c - shifts[2]) & 7]! >>> 8) & 255]! << 8) |
        unbox[state[(c - shifts[3]) & 7]! & 255]!) ^
      keys[c]!;
  }
  state.set(next);
}

function expand(key: Uint8Array): Uint32Array {
  if (key.length !== blockBytes) throw new RangeError('a key has 32 bytes');
  const keys = new Uint32Array(columns * (rounds + 1));
  keys.set(wordsOf(key));
  let constant = 1;
  for (let i = columns; i < keys.length; i++) {
    let word = keys[i - 1]!;
    if (i % columns === 0) {
      word = substituted(turned(word, 24)) ^ (constant << 24);
      constant = doubled(constant);
    } else if (i % columns === 4) word = substituted(word);
    keys[i] = keys[i - columns]! ^ word;
  }
  return keys;
}

function inverse(keys: Uint32Array): Uint32Array {
  return keys.map((word, i) => {
    if (i < columns || i >= rounds * columns) return word;
    const byte = (shift: number) => unmixed[box[(word >>> shift) & 255]!]!;
    return byte(24) ^ turned(byte(16), 8) ^ turned(byte(8), 16) ^ turned(byte(0), 24);
  });
}

function substituted(word: number): number {
  return (
    (box[word >>> 24]! << 24) |
    (box[(word >>> 16) & 255]! << 16) |
    (box[(word >>> 8) & 255]! << 8) |
    box[word & 255]!
  );
}

/** To the right; 24 is one byte to the left. */
function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** Times x in the field of the cipher, whose polynomial is x⁸ + x⁴ + x³ + x + 1. */
function doubled(byte: number): number {
  return ((byte << 1) ^ (byte & 128 ? 0x11b : 0)) & 255;
}

function times(a: number, b: number): number {
  let product = 0;
  for (let factor = a, rest = b; rest > 0; rest >>= 1, factor = doubled(factor)) {
    if (rest & 1) product ^= factor;
  }
  return product;
}

/** The substitution: the inverse in the field, then an affine map over bits. */
const box = new Uint8Array(256);
const unbox = new Uint8Array(256);
/** A byte of the first row after substitution and mixing; the other rows are the same, turned. */
const mixed = new Uint32Array(256);
const unmixed = new Uint32Array(256);

// 3 generates the field, 0xf6 is its inverse: the two walk through all pairs of inverses.
for (let value = 1, inverted = 1, i = 0; i < 255; i++) {
  let bits = inverted;
  for (let turn = 1; turn <= 4; turn++) bits ^= ((inverted << turn) | (inverted >> (8 - turn))) & 255;
  box[value] = bits ^ 0x63;
  value = times(value, 3);
  inverted = times(inverted, 0xf6);
}
box[0] = 0x63;
for (let value = 0; value < 256; value++) {
  const s = box[value]!;
  unbox[s] = value;
  mixed[value] = (times(s, 2) << 24) | (s << 16) | (s << 8) | times(s, 3);
}
for (let value = 0; value < 256; value++) {
  const s = unbox[value]!;
  unmixed[value] = (times(s, 14) << 24) | (times(s, 9) << 16) | (times(s, 13) << 8) | times(s, 11);
}
