// Files of age (https://age-encryption.org/v1), of X25519 recipients, as a whole in memory: what a backup writes is small.
// The primitives are those of Node, which are fast; age-encryption, which its author wrote, checks it in the tests.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { getAt } from '../../assume.ts';
import { agree, type Identity, makeRecipient, type Recipient, rawPublic } from './age-keys.ts';

const version = 'age-encryption.org/v1';
const fileKeyBytes = 16;
const tagBytes = 16;
const nonceBytes = 16;
const macBytes = 32;
const pieceBytes = 65_536;
const sealedPieceBytes = pieceBytes + tagBytes;
/** A header is some hundred bytes a recipient: whatever has more is none. */
const headerBytesMax = 65_536;

/** The file was encrypted to others. */
export class NotForUs extends Error {
  constructor() {
    super('It was encrypted to other keys.');
  }
}

/** The file is not as it was written. */
export class Damaged extends Error {
  constructor(message = 'It is damaged.') {
    super(message);
  }
}

/** Many files for the same recipients. */
export function encryptTo(recipients: readonly Recipient[], plain: Buffer): Buffer {
  const fileKey = randomBytes(fileKeyBytes);
  const stanzas = recipients.map(recipient => writeStanza(recipient, fileKey));
  const header = `${version}\n${stanzas.join('')}---`;
  const nonce = randomBytes(nonceBytes);
  return Buffer.concat([
    Buffer.from(`${header} ${unpadded(macOf(fileKey, header))}\n`),
    nonce,
    ...sealPieces(payloadKey(fileKey, nonce), plain),
  ]);
}

/** @throws NotForUs, Damaged */
export function decryptWith(identities: readonly Identity[], file: Buffer): Buffer {
  const { header, stanzas, mac, payload } = readHeader(file);
  const fileKey = findFileKey(identities, stanzas);
  if (!timingSafeEqual(macOf(fileKey, header), mac)) throw new Damaged();
  if (payload.length < nonceBytes + tagBytes) throw new Damaged('It was cut off.');
  return openPieces(payloadKey(fileKey, payload.subarray(0, nonceBytes)), payload.subarray(nonceBytes));
}

function writeStanza(recipient: Recipient, fileKey: Buffer): string {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const share = rawPublic(publicKey);
  const key = wrapKey(agree(privateKey, recipient.key), share, recipient.bytes);
  return `-> X25519 ${unpadded(share)}\n${unpadded(seal(key, Buffer.alloc(12), fileKey))}\n`;
}

interface Stanza {
  readonly share: Buffer;
  readonly body: Buffer;
}

interface Header {
  /** All that its mac covers. */
  readonly header: string;
  readonly stanzas: readonly Stanza[];
  readonly mac: Buffer;
  readonly payload: Buffer;
}

function readHeader(file: Buffer): Header {
  const start = file.subarray(0, headerBytesMax).toString('latin1');
  const end = start.indexOf('\n---');
  const close = start.indexOf('\n', end + 1);
  if (!start.startsWith(`${version}\n`) || end === -1 || close === -1) throw new Damaged();
  const mac = readUnpadded(start.slice(end + '\n--- '.length, close));
  if (start[end + '\n---'.length] !== ' ' || mac?.length !== macBytes) throw new Damaged();
  return {
    header: start.slice(0, end + '\n---'.length),
    stanzas: readStanzas(start.slice(version.length + 1, end + 1)),
    mac,
    payload: file.subarray(close + 1),
  };
}

/** Those of X25519; other kinds are for others. */
function readStanzas(text: string): Stanza[] {
  return text
    .split(/^-> /m)
    .slice(1)
    .flatMap(stanza => {
      const [first = '', ...lines] = stanza.split('\n');
      const [kind, argument = ''] = first.split(' ');
      if (kind !== 'X25519') return [];
      const [share, body] = [readUnpadded(argument), readUnpadded(lines.join(''))];
      if (share?.length !== macBytes || body?.length !== fileKeyBytes + tagBytes) throw new Damaged();
      return [{ share, body }];
    });
}

function findFileKey(identities: readonly Identity[], stanzas: readonly Stanza[]): Buffer {
  for (const { key, recipient } of identities)
    for (const { share, body } of stanzas) {
      const secret = agree(key, makeRecipient(share).key);
      const fileKey = open(wrapKey(secret, share, recipient.bytes), Buffer.alloc(12), body);
      if (fileKey) return fileKey;
    }
  throw new NotForUs();
}

function wrapKey(secret: Buffer, share: Buffer, recipient: Buffer): Buffer {
  return derive(secret, Buffer.concat([share, recipient]), `${version}/X25519`);
}

function payloadKey(fileKey: Buffer, nonce: Buffer): Buffer {
  return derive(fileKey, nonce, 'payload');
}

function macOf(fileKey: Buffer, header: string): Buffer {
  return createHmac('sha256', derive(fileKey, Buffer.alloc(0), 'header'))
    .update(header, 'latin1')
    .digest();
}

function derive(secret: Buffer, salt: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, 32));
}

function* sealPieces(key: Buffer, plain: Buffer): Generator<Buffer> {
  const count = Math.max(1, Math.ceil(plain.length / pieceBytes));
  for (let i = 0; i < count; i++)
    yield seal(key, pieceNonce(i, i === count - 1), plain.subarray(i * pieceBytes, (i + 1) * pieceBytes));
}

function openPieces(key: Buffer, sealed: Buffer): Buffer {
  const count = Math.ceil(sealed.length / sealedPieceBytes);
  const pieces: Buffer[] = [];
  for (let i = 0; i < count; i++) {
    const piece = sealed.subarray(i * sealedPieceBytes, (i + 1) * sealedPieceBytes);
    const plain = open(key, pieceNonce(i, i === count - 1), piece);
    // An empty piece at the end is there only where all is empty.
    if (!plain || (plain.length === 0 && i > 0)) throw new Damaged();
    pieces.push(plain);
  }
  return count === 1 ? getAt(pieces, 0) : Buffer.concat(pieces);
}

function pieceNonce(counter: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(counter, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function seal(key: Buffer, nonce: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when it was not sealed so. */
function open(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer | undefined {
  if (sealed.length < tagBytes) return undefined;
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Base64 as a header of age has it. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** Undefined for what another way of writing the same bytes would be. */
function readUnpadded(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return unpadded(bytes) === text ? bytes : undefined;
}
