// Opens a file of a key and its certificates (PKCS #12, RFC 7292), as HISPs hand them out. Used by brought.ts.
import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  type KeyObject,
  pbkdf2Sync,
  timingSafeEqual,
} from 'node:crypto';
import { fault } from '../../faults.ts';
import { type Ber, readBer, readOctets, readOid, tags } from '../smime/ber.ts';
import {
  type Algorithm,
  contentTypes,
  explicit,
  implicit,
  Parts,
  readAlgorithm,
} from '../smime/content-info.ts';
import { UnreadableMail } from '../smime/unreadable.ts';

export interface Opened {
  readonly keys: readonly KeyObject[];
  /** DER. */
  readonly certificates: readonly Buffer[];
}

const limits = { directAsnDepthMax: 32, directAsnValuesMax: 20_000 };

/** @throws invalid for what is none, a wrong passphrase, and ways to encrypt that are no more in use */
export function openPkcs12(bytes: Buffer, passphrase: string): Opened {
  try {
    return open(bytes, passphrase);
  } catch (error) {
    if (error instanceof UnreadableMail) throw fault('invalid', 'The file is not PKCS #12.');
    throw error;
  }
}

function open(bytes: Buffer, passphrase: string): Opened {
  const file = new Parts(readBer(bytes, limits));
  file.next(tags.integer);
  const safes = readContent(file.next(tags.sequence), passphrase);
  const sum = file.maybe(tags.sequence);
  if (!sum || !isMeant(sum, safes, passphrase))
    throw fault('invalid', 'The passphrase is not that of the file, or the file was changed.');
  const keys: KeyObject[] = [];
  const certificates: Buffer[] = [];
  for (const safe of readBer(safes, limits).parts) {
    for (const bag of readBer(readContent(safe, passphrase), limits).parts) {
      const parts = new Parts(bag);
      const type = readOid(parts.next(tags.oid));
      const value = new Parts(parts.next(explicit(0)), explicit(0)).next();
      if (type === bags.certificate) certificates.push(readCertificate(value));
      if (type === bags.key || type === bags.shroudedKey) keys.push(readKey(value, passphrase));
    }
  }
  return { keys, certificates };
}

const bags = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
};
const encryptedData = '1.2.840.113549.1.7.6';

function readContent(value: Ber, passphrase: string): Buffer {
  const parts = new Parts(value);
  const type = readOid(parts.next(tags.oid));
  const content = new Parts(parts.next(explicit(0)), explicit(0)).next();
  if (type === contentTypes.data) return readOctets(content);
  if (type !== encryptedData) throw fault('invalid', 'The file is encrypted to a key, not by a passphrase.');
  const inside = new Parts(content);
  inside.next(tags.integer);
  const encrypted = new Parts(inside.next(tags.sequence));
  encrypted.next(tags.oid);
  const algorithm = readAlgorithm(encrypted.next(tags.sequence));
  const octets = readOctets(encrypted.next(implicit(0), explicit(0)), implicit(0));
  const decipher = readCipher(algorithm, passphrase);
  try {
    return Buffer.concat([decipher.update(octets), decipher.final()]);
  } catch {
    throw fault('invalid', 'The passphrase is not that of the file, or the file was changed.');
  }
}

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const tripleDes = '1.2.840.113549.1.12.1.3';
const roundsMax = 10_000_000;

const hmacs: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);
const ciphers: ReadonlyMap<string, readonly [name: string, keyBytes: number]> = new Map([
  ['2.16.840.1.101.3.4.1.2', ['aes-128-cbc', 16]],
  ['2.16.840.1.101.3.4.1.22', ['aes-192-cbc', 24]],
  ['2.16.840.1.101.3.4.1.42', ['aes-256-cbc', 32]],
  ['1.2.840.113549.3.7', ['des-ede3-cbc', 24]],
] as const);

function readCipher({ id, parameters }: Algorithm, passphrase: string) {
  if (!parameters) throw new UnreadableMail('malformed');
  const parts = new Parts(parameters);
  if (id === tripleDes) {
    const [salt, rounds] = [readOctets(parts.next()), readRounds(parts.next(tags.integer))];
    const derive = (purpose: number, length: number) =>
      deriveKey({ passphrase, salt, rounds, hash: 'sha1', purpose, length });
    return createDecipheriv('des-ede3-cbc', derive(1, 24), derive(2, 8));
  }
  const known = id === pbes2 ? readPbes2(parts, passphrase) : undefined;
  if (known) return createDecipheriv(known.name, known.key, known.iv);
  throw fault(
    'invalid',
    'The certificates of the file are encrypted in a way that is not safe any more. Make the file anew: openssl pkcs12 -legacy -in old.p12 -nodes | openssl pkcs12 -export -out new.p12',
  );
}

function readPbes2(parts: Parts, passphrase: string) {
  const [derivation, encryption] = [readAlgorithm(parts.next()), readAlgorithm(parts.next())];
  const cipher = ciphers.get(encryption.id);
  if (derivation.id !== pbkdf2 || !derivation.parameters || !cipher || !encryption.parameters)
    return undefined;
  const derived = new Parts(derivation.parameters);
  const [salt, rounds] = [readOctets(derived.next()), readRounds(derived.next(tags.integer))];
  derived.maybe(tags.integer);
  const hmac = derived.maybe(tags.sequence);
  const hash = hmac ? hmacs.get(readAlgorithm(hmac).id) : 'sha1';
  if (hash === undefined) return undefined;
  const [name, keyBytes] = cipher;
  return {
    name,
    key: pbkdf2Sync(passphrase, salt, rounds, keyBytes, hash),
    iv: readOctets(encryption.parameters),
  };
}

function readRounds({ content }: Ber): number {
  const rounds = content.length > 0 && content.length <= 4 ? content.readIntBE(0, content.length) : 0;
  if (rounds < 1 || rounds > roundsMax) throw new UnreadableMail('malformed');
  return rounds;
}

const x509Certificate = '1.2.840.113549.1.9.22.1';

function readCertificate(value: Ber): Buffer {
  const parts = new Parts(value);
  if (readOid(parts.next(tags.oid)) !== x509Certificate) throw new UnreadableMail('malformed');
  return readOctets(new Parts(parts.next(explicit(0)), explicit(0)).next());
}

/** Node knows the ways in which keys are encrypted. */
function readKey({ raw }: Ber, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: raw, format: 'der', type: 'pkcs8', passphrase });
  } catch {
    throw fault('invalid', 'The key of the file cannot be opened by this passphrase.');
  }
}

const digests: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

function isMeant(sum: Ber, safes: Buffer, passphrase: string): boolean {
  const parts = new Parts(sum);
  const said = new Parts(parts.next(tags.sequence));
  const hash = digests.get(readAlgorithm(said.next(tags.sequence)).id);
  const digest = readOctets(said.next());
  const salt = readOctets(parts.next());
  const given = parts.maybe(tags.integer);
  const rounds = given ? readRounds(given) : 1;
  if (hash === undefined) return false;
  const length = digest.length;
  const key = deriveKey({ passphrase, salt, rounds, hash, purpose: 3, length });
  const made = createHmac(hash, key).update(safes).digest();
  return made.length === digest.length && timingSafeEqual(made, digest);
}

interface Deriving {
  readonly passphrase: string;
  readonly salt: Buffer;
  readonly rounds: number;
  readonly hash: string;
  readonly purpose: number;
  readonly length: number;
}

/** RFC 7292, appendix B.2. */
function deriveKey({ passphrase, salt, rounds, hash, purpose, length }: Deriving): Buffer {
  const blockBytes = hash === 'sha1' || hash === 'sha256' ? 64 : 128;
  const text = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
  const input = Buffer.concat([fill(salt, blockBytes), fill(text, blockBytes)]);
  const made: Buffer[] = [];
  for (let bytes = 0; bytes < length; bytes += made.at(-1)!.length) {
    let digest = createHash(hash).update(Buffer.alloc(blockBytes, purpose)).update(input).digest();
    for (let i = 1; i < rounds; i++) digest = createHash(hash).update(digest).digest();
    made.push(digest);
    addToEach(input, fill(digest, blockBytes).subarray(0, blockBytes));
  }
  return Buffer.concat(made).subarray(0, length);
}

/** Over and over, up to whole blocks. */
function fill(bytes: Buffer, blockBytes: number): Buffer {
  return Buffer.alloc(Math.ceil(bytes.length / blockBytes) * blockBytes, bytes);
}

/** Each block of the input, as a number, plus another number and one. */
function addToEach(input: Buffer, block: Buffer): void {
  for (let from = 0; from < input.length; from += block.length) {
    let carry = 1;
    for (let i = block.length - 1; i >= 0; i--) {
      const sum = input.readUInt8(from + i) + block.readUInt8(i) + carry;
      input.writeUInt8(sum & 0xff, from + i);
      carry = sum >> 8;
    }
  }
}
