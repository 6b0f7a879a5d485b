// What the core asks of the world beside a store: a clock, random ids, keys. Implemented by main.ts and storage/keys.ts.

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export interface Ids {
  /** A random GUID in lower case. */
  guid(): string;
  /** Random bytes for tokens and secrets. */
  bytes(count: number): Buffer;
}

/** Seals secrets for rest in the store, and hashes what it is not to tell; the key lies outside it. */
export interface Keys {
  seal(plain: Buffer): Buffer;
  /** @throws when the bytes were not sealed with this key */
  open(sealed: Buffer): Buffer;
  /** Always the same for a text, and without the key nobody finds out which. */
  hash(text: string): Buffer;
  /** A key of 32 bytes for another purpose, always the same for it. */
  derive(purpose: string): Buffer;
}
