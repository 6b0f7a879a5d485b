// A checkpoint of the log: how large its tree is, the tree's root, the root of the directory and the time, signed. It is a C2SP
// checkpoint (tlog-checkpoint) with two lines more, so witnesses of such logs can read it and sign beside us. One that somebody
// keeps stands for all that was in the log until then.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { hashSha256 } from '../secrets.ts';

/** The kind of signature, as signed notes number them. */
const ed25519 = Buffer.from([1]);
/** What precedes the 32 bytes of a public key in the DER that Node reads. */
const spki = Buffer.from('302a300506032b6570032100', 'hex');

export interface Checkpoint {
  /** Names the log: its first key. */
  readonly origin: string;
  /** How many leaves the tree has. */
  readonly size: number;
  readonly root: Buffer;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly directory: Buffer;
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
export function printCheckpoint(checkpoint: Checkpoint, key: NoteKey, privateKey: Buffer): string {
  const { origin, size, root, at, directory } = checkpoint;
  const time = new Date(at).toISOString();
  const text = `${origin}\n${size}\n${root.toString('base64')}\nat ${time}\ndirectory ${directory.toString('base64')}\n`;
  const signer = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' });
  const signature = Buffer.concat([hashKey(key), sign(null, Buffer.from(text), signer)]);
  return `${text}\n— ${key.name} ${signature.toString('base64')}\n`;
}

/** As its file is called. */
export function nameCheckpointFile(number: number): string {
  return `log-${String(number).padStart(8, '0')}.txt`;
}

/** What readers of signed notes are given to check one: name, key id and key. */
export function printNoteKey(key: NoteKey): string {
  const bytes = Buffer.concat([ed25519, key.publicKey]).toString('base64');
  return `${key.name}+${hashKey(key).toString('hex')}+${bytes}`;
}

function hashKey({ name, publicKey }: NoteKey): Buffer {
  return hashSha256(Buffer.concat([Buffer.from(`${name}\n`), ed25519, publicKey])).subarray(0, 4);
}

/** @returns what it says, or in words why it is none that one of these keys signed */
export function readCheckpoint(file: string, keys: readonly NoteKey[]): Checkpoint | string {
  const split = file.lastIndexOf('\n\n');
  if (split < 0) return 'It has no signature.';
  const text = file.slice(0, split + 1);
  const signatures = file.slice(split + 2).split('\n');
  if (!signatures.some(line => isSignature(line, text, keys))) return 'No key of the log signed it.';
  const [, origin, size, root, time = '', directory] =
    /^(\S+)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\nat (\S+)\ndirectory ([A-Za-z0-9+/]{43}=)\n$/.exec(text) ?? [];
  const at = Date.parse(time);
  if (!origin || !root || !directory || Number.isNaN(at))
    return 'It is not written as a checkpoint of a log.';
  const decode = (base64: string) => Buffer.from(base64, 'base64');
  return { origin, size: Number(size), root: decode(root), at, directory: decode(directory) };
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
