// Keys of age (https://age-encryption.org/v1): whom a file is encrypted to, and who opens it. X25519 only.
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readBech32, writeBech32 } from './bech32.ts';

/** Whom a file is encrypted to. */
export interface Recipient {
  /** 32 bytes. */
  readonly bytes: Buffer;
  readonly key: KeyObject;
}

/** Who opens it. */
export interface Identity {
  readonly key: KeyObject;
  readonly recipient: Recipient;
}

const recipientPrefix = 'age';
const identityPrefix = 'age-secret-key-';
const keyBytes = 32;

// X25519 keys as DER (RFC 8410), without the 32 bytes at their end.
const privateDer = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicDer = Buffer.from('302a300506032b656e032100', 'hex');

/** Reads `age1…`. @throws when it is none */
export function readRecipient(text: string): Recipient {
  const read = readBech32(text);
  if (read?.prefix !== recipientPrefix || read.bytes.length !== keyBytes)
    throw new Error('A recipient is written age1… (62 characters), as `keepwell backup keygen` prints it.');
  return makeRecipient(read.bytes);
}

export function makeRecipient(bytes: Buffer): Recipient {
  return {
    bytes,
    key: createPublicKey({ key: Buffer.concat([publicDer, bytes]), format: 'der', type: 'spki' }),
  };
}

/** @param secret 32 bytes */
export function makeIdentity(secret: Buffer): Identity {
  const key = createPrivateKey({ key: Buffer.concat([privateDer, secret]), format: 'der', type: 'pkcs8' });
  return { key, recipient: makeRecipient(rawPublic(createPublicKey(key))) };
}

export function generateIdentity(): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  return { key: privateKey, recipient: makeRecipient(rawPublic(publicKey)) };
}

export function sayRecipient({ bytes }: Recipient): string {
  return writeBech32(recipientPrefix, bytes);
}

/** As it stands in a file of identities. */
export function sayIdentity({ key }: Identity): string {
  const secret = key.export({ format: 'der', type: 'pkcs8' }).subarray(privateDer.length);
  return writeBech32(identityPrefix, secret).toUpperCase();
}

/** Reads a file of identities: one a line, comments behind `#`. @throws when there is none, or another kind */
export function readIdentities(text: string): Identity[] {
  const lines = text.split(/\r?\n/).map(line => line.trim());
  const identities = lines.filter(line => line !== '' && !line.startsWith('#')).map(readIdentity);
  if (identities.length === 0) throw new Error('There is no identity in it: a line AGE-SECRET-KEY-1….');
  return identities;
}

function readIdentity(line: string): Identity {
  const read = readBech32(line);
  if (read?.prefix !== identityPrefix || read.bytes.length !== keyBytes)
    throw new Error('An identity is a line AGE-SECRET-KEY-1…; it has another one.');
  return makeIdentity(read.bytes);
}

/** @throws when the other key is of those that agree with everybody's */
export function agree(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const secret = diffieHellman({ privateKey, publicKey });
  if (secret.every(byte => byte === 0)) throw new Error('This key agrees with everybody.');
  return secret;
}

export function rawPublic(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(publicDer.length);
}
