// How the contents of a connect package are closed: [ HMAC over the contents, keyed with the salt | contents | padding ],
// enciphered as one. The layout is told byte by byte in docs/packages.md. open-package.ts opens them; this runs in node
// and in browsers.
import { blockBytes, type Chain, makeEncipher } from './rijndael256.ts';
import { type Derivation, encodeUtf8, type Hash, type Secret } from './secret.ts';

export type AlgorithmName = 'hmac-sha256-aes256' | 'hmac-sha1-3des';

/** How a package is closed, as it tells itself. */
export interface Lock extends Derivation {
  readonly algorithm: AlgorithmName;
}

export interface Algorithm {
  readonly keyBits: readonly number[];
  readonly keyBytes: number;
  readonly blockBytes: number;
  readonly hmac: Hash;
  readonly hmacBytes: number;
  /** The hashes the key may be derived by, in the order they are tried. */
  readonly derivedBy: readonly Hash[];
}

export const algorithms: Readonly<Record<AlgorithmName, Algorithm>> = {
  'hmac-sha256-aes256': {
    keyBits: [256],
    keyBytes: 32,
    blockBytes,
    hmac: 'SHA-256',
    hmacBytes: 32,
    // Rfc2898DeriveBytes of the classic .NET SDK knows SHA-1 alone, whatever the algorithm is called.
    derivedBy: ['SHA-256', 'SHA-1'],
  },
  'hmac-sha1-3des': {
    // Without and with the bits of parity; the key has 24 bytes either way.
    keyBits: [192, 168],
    keyBytes: 24,
    blockBytes: 8,
    hmac: 'SHA-1',
    hmacBytes: 20,
    derivedBy: ['SHA-1'],
  },
};

/** As an application closes a package, by the recommended algorithm. */
export async function closePackage(
  lock: Lock & { algorithm: 'hmac-sha256-aes256' },
  secret: Secret,
  contents: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const hmac = await globalThis.crypto.subtle.sign('HMAC', await deriveHmacKey(lock, 'sign'), contents);
  const plain = new Uint8Array(hmac.byteLength + contents.length);
  plain.set(new Uint8Array(hmac));
  plain.set(contents, hmac.byteLength);
  return runInSlices(addPadding(plain), makeEncipher(...deriveKeyAndIv(secret)));
}

export function deriveHmacKey({ algorithm, salt }: Lock, use: 'sign' | 'verify'): Promise<CryptoKey> {
  const { hmac } = algorithms[algorithm];
  return globalThis.crypto.subtle.importKey('raw', encodeUtf8(salt), { name: 'HMAC', hash: hmac }, false, [
    use,
  ]);
}

/** Of Rijndael, for the package itself and for each chunk of its blobs. */
export function deriveKeyAndIv(secret: Secret): [key: Uint8Array, iv: Uint8Array] {
  return [secret.subarray(0, blockBytes), secret.subarray(blockBytes, 2 * blockBytes)];
}

/** PKCS #7: at least one byte, each the number of them. */
export function addPadding(plain: Uint8Array): Uint8Array {
  const count = blockBytes - (plain.length % blockBytes);
  const whole = new Uint8Array(plain.length + count).fill(count);
  whole.set(plain);
  return whole;
}

/** The last byte says how many go. The others are not looked at: ISO 10126, which .NET uses, fills them by chance. */
export function dropPadding(whole: Uint8Array, block: number): Uint8Array | undefined {
  const count = whole.at(-1) ?? 0;
  return count < 1 || count > block || count > whole.length
    ? undefined
    : whole.subarray(0, whole.length - count);
}

/** Browsers have only the slower one, and the types of a client none of Node. */
const later = (globalThis as { setImmediate?: (work: () => void) => unknown }).setImmediate ?? setTimeout;

/** So much is done before others get their turn: a few milliseconds. */
const sliceBytes = 131_072;

export async function runInSlices(blocks: Uint8Array, chain: Chain): Promise<Uint8Array> {
  if (blocks.length <= sliceBytes) return chain(blocks);
  const out = new Uint8Array(blocks.length);
  for (let at = 0; at < blocks.length; at += sliceBytes) {
    out.set(chain(blocks.subarray(at, at + sliceBytes)), at);
    await new Promise<void>(resolve => later(resolve));
  }
  return out;
}
