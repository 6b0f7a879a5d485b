// A publication of the log: which chains changed since the one before, where each ends, and the hash of that one; a signed note
// as C2SP has it, so that whoever keeps these files can show what the log was. Chains are named by ids that tell nothing.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { hashSha256 } from '../secrets.ts';
import type { ChainEnd } from './chain.ts';

const firstLine = 'keepwell log heads 1';
/** The kind of signature, as signed notes number them. */
const ed25519 = Buffer.from([1]);
/** What precedes the 32 bytes of a public key in the DER that Node reads. */
const spki = Buffer.from('302a300506032b6570032100', 'hex');
export const noneBefore = '0'.repeat(64);

export interface Heads {
  readonly number: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** SHA-256 of the file before, in hex. */
  readonly previous: string;
  readonly ends: readonly ChainEnd[];
}

export interface NoteKey {
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

/** @returns the key, and it in PKCS#8, to be sealed */
export function makeNoteKey(): NoteKey & { readonly privateKey: Buffer } {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(spki.length);
  return {
    name: `keepwell-log-${hashSha256(publicKey).toString('hex', 0, 4)}`,
    publicKey,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

/** @param privateKey in PKCS#8 @returns the file */
export function printHeads(heads: Heads, key: NoteKey, privateKey: Buffer): string {
  const { number, at, previous, ends } = heads;
  const lines = ends
    .map(({ chain, number, hash }) => `${chain.toString('hex')} ${number} ${hash.toString('hex')}\n`)
    .sort();
  const text = `${firstLine}\nnumber ${number}\nat ${new Date(at).toISOString()}\nprevious ${previous}\n${lines.join('')}`;
  const signer = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' });
  const signature = Buffer.concat([hashKey(key), sign(null, Buffer.from(text), signer)]);
  return `${text}\n— ${key.name} ${signature.toString('base64')}\n`;
}

/** As its file is called. */
export const nameHeadsFile = (number: number) => `log-heads-${String(number).padStart(8, '0')}.txt`;

/** What readers of signed notes are given to check one: name, key id and key. */
export function printNoteKey(key: NoteKey): string {
  const bytes = Buffer.concat([ed25519, key.publicKey]).toString('base64');
  return `${key.name}+${hashKey(key).toString('hex')}+${bytes}`;
}

function hashKey({ name, publicKey }: NoteKey): Buffer {
  return hashSha256(Buffer.concat([Buffer.from(`${name}\n`), ed25519, publicKey])).subarray(0, 4);
}

/** @returns what it says, or in words why it is none that one of these keys signed */
export function readHeads(file: string, keys: readonly NoteKey[]): Heads | string {
  const split = file.lastIndexOf('\n\n');
  if (split < 0) return 'It has no signature.';
  const text = file.slice(0, split + 1);
  if (
    !file
      .slice(split + 2)
      .split('\n')
      .some(line => isSignature(line, text, keys))
  )
    return 'No key of the log signed it.';
  const [first, number, at, previous, ...lines] = text.slice(0, -1).split('\n');
  const heads = {
    number: Number(/^number (\d+)$/.exec(number ?? '')?.[1]),
    at: Date.parse(/^at (\S+)$/.exec(at ?? '')?.[1] ?? ''),
    previous: /^previous ([0-9a-f]{64})$/.exec(previous ?? '')?.[1],
    ends: lines.map(readEndLine),
  };
  if (first !== firstLine || Number.isNaN(heads.number) || heads.previous === undefined)
    return 'It is not written as a publication of a log.';
  return { ...heads, previous: heads.previous, ends: heads.ends.filter(end => end !== undefined) };
}

function readEndLine(line: string): ChainEnd | undefined {
  const [, chain = '', number, hash = ''] = /^([0-9a-f]{32}) (\d+) ([0-9a-f]{64})$/.exec(line) ?? [];
  if (number === undefined) return undefined;
  return { chain: Buffer.from(chain, 'hex'), number: Number(number), hash: Buffer.from(hash, 'hex') };
}

function isSignature(line: string, text: string, keys: readonly NoteKey[]): boolean {
  const [, name, base64 = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  return keys.some(
    key =>
      key.name === name &&
      bytes.subarray(0, 4).equals(hashKey(key)) &&
      verify(null, Buffer.from(text), readPublicKey(key), bytes.subarray(4)),
  );
}

function readPublicKey({ publicKey }: NoteKey): KeyObject {
  return createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' });
}
