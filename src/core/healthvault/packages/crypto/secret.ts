// From the answer to a question to the bytes that open a package: PBKDF2 over the answer in lower case.
// Used by package-cipher.ts and chunk-cipher.ts; runs in node and in browsers, never on the event loop.

/** 64 bytes that a package's key and IV are cut from, and those of its blobs. */
export type Secret = Uint8Array;

export const secretBytes = 64;

/** What PBKDF2 is made of. */
export type Hash = 'SHA-256' | 'SHA-1';

export interface Derivation {
  /** Its UTF-8 characters as they stand: applications that keep bytes in it have encoded them, and it is not decoded. */
  readonly salt: string;
  readonly iterations: number;
}

export async function deriveSecret(
  { salt, iterations }: Derivation,
  answer: string,
  hash: Hash,
): Promise<Secret> {
  const { subtle } = globalThis.crypto;
  const password = await subtle.importKey('raw', encodeUtf8(toLowerCase(answer)), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const parameters = { name: 'PBKDF2', hash, salt: encodeUtf8(salt), iterations };
  return new Uint8Array(await subtle.deriveBits(parameters, password, secretBytes * 8));
}

/**
 * Letter by letter, as .NET does without a culture: no letter becomes two, and none depends on those around it,
 * which toLowerCase of a whole text would do to İ and to a Σ at the end of a word.
 */
export function toLowerCase(text: string): string {
  return text.replace(/[^ -~]|[A-Z]/g, letter => {
    const lower = letter.toLowerCase();
    return lower.length === 1 ? lower : letter;
  });
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
