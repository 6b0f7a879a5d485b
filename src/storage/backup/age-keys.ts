// Keys of age (https://age-encryption.org/v1) as its programs write them: whom a file is encrypted to, and who opens it. X25519
// only. What they do is done by age-worker.ts; the library is loaded where a key is made, as the settings of every server are read here.
import { bech32 } from '@scure/base';

/** `age1…` */
export type Recipient = string & { readonly of: 'recipient' };

/** `AGE-SECRET-KEY-1…` */
export type Identity = string & { readonly of: 'identity' };

const recipientPrefix = 'age';
const identityPrefix = 'age-secret-key-';
const keyBytes = 32;

/** Reads `age1…`. @throws when it is none */
export function readRecipient(text: string): Recipient {
  if (!isKey(text, recipientPrefix))
    throw new Error('A recipient is written age1… (62 characters), as `keepwell backup keygen` prints it.');
  return text.toLowerCase() as Recipient;
}

/** @param secret 32 bytes */
export function makeIdentity(secret: Buffer): Identity {
  return bech32.encodeFromBytes(identityPrefix, secret).toUpperCase() as Identity;
}

export async function generateIdentity(): Promise<Identity> {
  const { generateX25519Identity } = await import('age-encryption');
  return (await generateX25519Identity()) as Identity;
}

export async function findRecipient(identity: Identity): Promise<Recipient> {
  const { identityToRecipient } = await import('age-encryption');
  return (await identityToRecipient(identity)) as Recipient;
}

/** Reads a file of identities: one a line, comments behind `#`. @throws when there is none, or another kind */
export function readIdentities(text: string): Identity[] {
  const lines = text.split(/\r?\n/).map(line => line.trim());
  const identities = lines.filter(line => line !== '' && !line.startsWith('#')).map(readIdentity);
  if (identities.length === 0) throw new Error('There is no identity in it: a line AGE-SECRET-KEY-1….');
  return identities;
}

function readIdentity(line: string): Identity {
  if (!isKey(line, identityPrefix))
    throw new Error('An identity is a line AGE-SECRET-KEY-1…; it has another one.');
  return line.toUpperCase() as Identity;
}

function isKey(text: string, prefix: string): boolean {
  try {
    const read = bech32.decodeToBytes(text);
    return read.prefix.toLowerCase() === prefix && read.bytes.length === keyBytes;
  } catch {
    return false;
  }
}
