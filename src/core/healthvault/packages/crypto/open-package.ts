// Opens the contents of a connect package, with the answer or with what an answer once gave. Only the vault does: triple
// DES is not for browsers.
import {
  type AlgorithmName,
  algorithms,
  deriveHmacKey,
  deriveKeyAndIv,
  dropPadding,
  type Lock,
  runInSlices,
} from './package-cipher.ts';
import { type Chain, makeDecipher } from './rijndael256.ts';
import { deriveSecret, type Secret } from './secret.ts';
import { makeTripleDesDecipher } from './triple-des.ts';

/** How an answer opened a package: what opens its blobs too. */
export interface Opened {
  readonly secret: Secret;
  readonly contents: Uint8Array;
}

/** Undefined when the answer is not the one, or the package was altered: the two look alike. */
export async function openWithAnswer(
  lock: Lock,
  answer: string,
  sealed: Uint8Array,
): Promise<Opened | undefined> {
  for (const hash of algorithms[lock.algorithm].derivedBy) {
    const secret = await deriveSecret(lock, answer, hash);
    const contents = await openWithSecret(lock, secret, sealed);
    if (contents) return { secret, contents };
  }
  return undefined;
}

export async function openWithSecret(
  lock: Lock,
  secret: Secret,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  const algorithm = algorithms[lock.algorithm];
  if (sealed.length === 0 || sealed.length % algorithm.blockBytes !== 0) return undefined;
  const padded = await runInSlices(sealed, chainFor(lock.algorithm, secret));
  const plain = dropPadding(padded, algorithm.blockBytes);
  if (!plain || plain.length < algorithm.hmacBytes) return undefined;
  const contents = plain.slice(algorithm.hmacBytes);
  const key = await deriveHmacKey(lock, 'verify');
  const isWhole = await globalThis.crypto.subtle.verify(
    'HMAC',
    key,
    plain.slice(0, algorithm.hmacBytes),
    contents,
  );
  return isWhole ? contents : undefined;
}

function chainFor(algorithm: AlgorithmName, secret: Secret): Chain {
  return algorithm === 'hmac-sha256-aes256'
    ? makeDecipher(...deriveKeyAndIv(secret))
    : makeTripleDesDecipher(secret.subarray(0, 24), secret.subarray(24, 32));
}
