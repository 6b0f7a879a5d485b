// Opens a file of a key and its certificates (PKCS #12, RFC 7292), as HISPs hand them out. A passphrase is made a key by as many
// rounds as the file says, so they are counted, all of them together. Used by brought.ts.
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
import type { Limits } from '../../limits/limits.ts';
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

const asnLimits = { directAsnDepthMax: 32, directAsnValuesMax: 20_000 };

type RoundLimits = Pick<Limits, 'directKeyFileRoundsMax'>;

/** @throws invalid for what is none, a wrong passphrase, and ways to encrypt that are no more in use; limitReached */
export function openPkcs12(bytes: Buffer, passphrase: string, limits: RoundLimits): Opened {
  return readable('The file is not PKCS #12.', () => open(bytes, new Opening(passphrase, limits)));
}

/** A private key under a passphrase (PKCS #8), alone. @throws likewise */
export function openShroudedKey(bytes: Buffer, passphrase: string, limits: RoundLimits): KeyObject {
  return readable('The key of the file is not as it must be.', () =>
    readShroudedKey(readBer(bytes, asnLimits), new Opening(passphrase, limits)),
  );
}

function readable<T>(otherwise: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableMail) throw fault('invalid', otherwise);
    throw error;
  }
}

/** The passphrase of a file, and how many rounds its keys may still take. */
class Opening {
  readonly passphrase: string;
  /** As keys are made of it in the way of PKCS #12 itself. */
  text: Buffer;
  readonly #max: number;
  #spent = 0;

  constructor(passphrase: string, { directKeyFileRoundsMax }: RoundLimits) {
    this.passphrase = passphrase;
    this.text = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
    this.#max = directKeyFileRoundsMax;
  }

  /** @throws limitReached */
  spend(rounds: number): void {
    this.#spent += rounds;
    if (this.#spent > this.#max)
      throw fault(
        'limitReached',
        `The file makes its keys of the passphrase by more rounds than are taken, ${this.#max} in all. Make it PEM, bring that, and remove it: openssl pkcs12 -nodes -in old.p12 -out key.pem`,
      );
  }
}

function open(bytes: Buffer, opening: Opening): Opened {
  const file = new Parts(readBer(bytes, asnLimits));
  file.next(tags.integer);
  const safes = readContent(file.next(tags.sequence), opening);
  const sum = file.maybe(tags.sequence);
  if (!sum)
    throw fault(
      'invalid',
      'The file has no sum by which it is seen whether it was changed (MAC). Ask for one that has.',
    );
  if (!isMeant(sum, safes, opening)) {
    if (opening.passphrase !== '') throw notByThis();
    // No passphrase is the end of a text to some, as of any, and to others nothing at all.
    opening.text = Buffer.alloc(0);
    if (!isMeant(sum, safes, opening)) throw notByThis();
  }
  const keys: KeyObject[] = [];
  const certificates: Buffer[] = [];
  for (const safe of readBer(safes, asnLimits).parts) {
    for (const bag of readBer(readContent(safe, opening), asnLimits).parts) {
      const parts = new Parts(bag);
      const type = readOid(parts.next(tags.oid));
      const value = new Parts(parts.next(explicit(0)), explicit(0)).next();
      if (type === bags.certificate) certificates.push(readCertificate(value));
      if (type === bags.key) keys.push(readKey(value.raw));
      if (type === bags.shroudedKey) keys.push(readShroudedKey(value, opening));
    }
  }
  return { keys, certificates };
}

function notByThis(): Error {
  return fault('invalid', 'The passphrase is not that of the file, or the file was changed.');
}

const bags = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
};
const encryptedData = '1.2.840.113549.1.7.6';

function readContent(value: Ber, opening: Opening): Buffer {
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
  return decrypt(algorithm, octets, opening);
}

function decrypt(algorithm: Algorithm, octets: Buffer, opening: Opening): Buffer {
  const { name, key, iv } = readCipher(algorithm, opening);
  try {
    const decipher = createDecipheriv(name, key, iv);
    return Buffer.concat([decipher.update(octets), decipher.final()]);
  } catch {
    throw notByThis();
  }
}

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const tripleDes = '1.2.840.113549.1.12.1.3';

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

interface Cipher {
  readonly name: string;
  readonly key: Buffer;
  readonly iv: Buffer;
}

function readCipher({ id, parameters }: Algorithm, opening: Opening): Cipher {
  if (!parameters) throw new UnreadableMail('malformed');
  const parts = new Parts(parameters);
  if (id === tripleDes) {
    const [salt, rounds] = [readOctets(parts.next()), readRounds(parts.next(tags.integer))];
    const derive = (purpose: number, length: number) =>
      deriveKey({ salt, rounds, hash: 'sha1', purpose, length }, opening);
    return { name: 'des-ede3-cbc', key: derive(1, 24), iv: derive(2, 8) };
  }
  const known = id === pbes2 ? readPbes2(parts, opening) : undefined;
  if (known) return known;
  throw fault(
    'invalid',
    'The file is encrypted in a way that is not safe any more, or not known. Make it PEM, bring that, and remove it: openssl pkcs12 -legacy -nodes -in old.p12 -out key.pem',
  );
}

function readPbes2(parts: Parts, opening: Opening): Cipher | undefined {
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
  opening.spend(rounds * Math.ceil(keyBytes / getHashBytes(hash)));
  return {
    name,
    key: pbkdf2Sync(opening.passphrase, salt, rounds, keyBytes, hash),
    iv: readOctets(encryption.parameters),
  };
}

function getHashBytes(hash: string): number {
  return createHash(hash).digest().length;
}

/** More than fit into four bytes are too many in any case. */
function readRounds({ content }: Ber): number {
  if (content.length > 4) return Number.POSITIVE_INFINITY;
  const rounds = content.length > 0 ? content.readIntBE(0, content.length) : 0;
  if (rounds < 1) throw new UnreadableMail('malformed');
  return rounds;
}

const x509Certificate = '1.2.840.113549.1.9.22.1';

function readCertificate(value: Ber): Buffer {
  const parts = new Parts(value);
  if (readOid(parts.next(tags.oid)) !== x509Certificate) throw new UnreadableMail('malformed');
  return readOctets(new Parts(parts.next(explicit(0)), explicit(0)).next());
}

function readShroudedKey(value: Ber, opening: Opening): KeyObject {
  const parts = new Parts(value);
  const algorithm = readAlgorithm(parts.next(tags.sequence));
  const octets = readOctets(parts.next());
  parts.end();
  return readKey(decrypt(algorithm, octets, opening));
}

/** @param der PKCS #8 */
function readKey(der: Buffer): KeyObject {
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch {
    throw fault('invalid', 'The key of the file cannot be read, or not by this passphrase.');
  }
}

const digests: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

function isMeant(sum: Ber, safes: Buffer, opening: Opening): boolean {
  const parts = new Parts(sum);
  const said = new Parts(parts.next(tags.sequence));
  const hash = digests.get(readAlgorithm(said.next(tags.sequence)).id);
  const digest = readOctets(said.next());
  const salt = readOctets(parts.next());
  const given = parts.maybe(tags.integer);
  const rounds = given ? readRounds(given) : 1;
  if (hash === undefined)
    throw fault(
      'invalid',
      'The sum of the file (MAC) is made in a way that is not known here. Make it PEM, bring that, and remove it: openssl pkcs12 -nodes -in old.p12 -out key.pem',
    );
  const length = getHashBytes(hash);
  if (digest.length !== length) return false;
  const key = deriveKey({ salt, rounds, hash, purpose: 3, length }, opening);
  return timingSafeEqual(createHmac(hash, key).update(safes).digest(), digest);
}

interface Deriving {
  readonly salt: Buffer;
  readonly rounds: number;
  readonly hash: string;
  readonly purpose: number;
  readonly length: number;
}

/** RFC 7292, appendix B.2. */
function deriveKey({ salt, rounds, hash, purpose, length }: Deriving, opening: Opening): Buffer {
  opening.spend(rounds * Math.ceil(length / getHashBytes(hash)));
  const blockBytes = hash === 'sha1' || hash === 'sha256' ? 64 : 128;
  const input = Buffer.concat([fill(salt, blockBytes), fill(opening.text, blockBytes)]);
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
