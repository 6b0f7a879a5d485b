// What was encrypted to a key of ours, by EnvelopedData (RFC 5652) or AuthEnvelopedData (RFC 5083). Used by peel.ts.
import { type CipherGCMTypes, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Limits } from '../../limits/limits.ts';
import { type Folded, isSameName } from '../../signatures/names.ts';
import { type Parts as CertificateParts, foldName, readSerial } from '../../signatures/parts.ts';
import { takeApart } from '../certificates/judge.ts';
import type { DirectKey } from '../certificates/key.ts';
import { type Ber, printDer, readOctets, readOid, tags } from './ber.ts';
import {
  type Algorithm,
  type ContentInfo,
  contentTypes,
  explicit,
  implicit,
  Parts,
  readAlgorithm,
} from './content-info.ts';
import { openKey, readTransport } from './key-transport.ts';
import { UnreadableMail } from './unreadable.ts';

interface Recipient {
  readonly id: Ber;
  readonly transport: Algorithm;
  readonly encryptedKey: Buffer;
}

interface Envelope {
  readonly recipients: readonly Recipient[];
  readonly cipher: Algorithm;
  readonly encrypted: Buffer;
  /** Of authenticated content: what is not encrypted but authenticated with it, and by what. */
  readonly sum: { readonly attributes: Buffer; readonly mac: Buffer } | undefined;
}

export interface Decrypted {
  readonly content: Buffer;
  /**
   * SHA-256 of the key that the content is encrypted with. Whoever cannot read the content can make no other one for it, whatever
   * they change around it.
   */
  readonly keyHash: Buffer;
  /** An address or a domain of ours, whose key opened it. */
  readonly boundTo: string;
}

/** @throws UnreadableMail */
export function decryptEnvelope(info: ContentInfo, keys: readonly DirectKey[], limits: Limits): Decrypted {
  const envelope = readEnvelope(info, limits);
  const decipher = readCipher(envelope);
  const candidates = keys
    .slice(0, limits.directKeysTriedMax)
    .flatMap(key => envelope.recipients.filter(isFor(key)).map(recipient => ({ key, recipient })));
  if (candidates.length === 0) throw new UnreadableMail('not-for-us');
  for (const { key, recipient } of candidates.slice(0, limits.directKeysTriedMax)) {
    const unpad = readTransport(recipient.transport);
    const contentKey = openKey(recipient.encryptedKey, key.privateKey, unpad, randomBytes(decipher.keyBytes));
    const content = decipher.run(contentKey);
    if (content)
      return { content, keyHash: createHash('sha256').update(contentKey).digest(), boundTo: key.boundTo };
  }
  throw new UnreadableMail('undecryptable');
}

function readEnvelope({ type, content }: ContentInfo, limits: Limits): Envelope {
  const isAuthenticated = type === contentTypes.authEnvelopedData;
  const parts = new Parts(content);
  parts.next(tags.integer);
  parts.maybe(explicit(0));
  const recipients = parts.next(tags.set).parts;
  if (recipients.length > limits.directRecipientsMax) throw new UnreadableMail('too-large');
  const { cipher, encrypted } = readEncrypted(parts.next(tags.sequence));
  const attributes = parts.maybe(explicit(1));
  const mac = isAuthenticated ? readOctets(parts.next()) : undefined;
  parts.maybe(explicit(2));
  parts.end();
  return {
    // Other ways to come by the key than by a certificate's are not ours.
    recipients: recipients.filter(({ tag }) => tag === tags.sequence).map(readRecipient),
    cipher,
    encrypted,
    sum: mac && { mac, attributes: attributes ? printDer(attributes, tags.set) : Buffer.alloc(0) },
  };
}

function readEncrypted(value: Ber): Pick<Envelope, 'cipher' | 'encrypted'> {
  const parts = new Parts(value);
  // Whatever it is said to be is looked at once it is open.
  readOid(parts.next(tags.oid));
  const cipher = readAlgorithm(parts.next(tags.sequence));
  const encrypted = readOctets(parts.next(implicit(0), explicit(0)), implicit(0));
  parts.end();
  return { cipher, encrypted };
}

function readRecipient(value: Ber): Recipient {
  const parts = new Parts(value);
  parts.next(tags.integer);
  const id = parts.next(tags.sequence, implicit(0));
  const transport = readAlgorithm(parts.next(tags.sequence));
  const encryptedKey = readOctets(parts.next());
  parts.end();
  return { id, transport, encryptedKey };
}

function isFor(key: DirectKey): (recipient: Recipient) => boolean {
  const certificate = takeApart(key.certificate);
  return ({ id }) => certificate !== undefined && isCalled(certificate, id);
}

/** Is this the certificate that an issuer and serial number, or the id of a key, stands for? */
export function isCalled(certificate: CertificateParts, id: Ber): boolean {
  if (id.tag === implicit(0)) return certificate.keyId?.equals(id.content) ?? false;
  const [issuer, serial, ...others] = id.parts;
  if (!issuer || serial?.tag !== tags.integer || others.length > 0) throw new UnreadableMail('malformed');
  const serialBytes = new Uint8Array(serial.content).buffer;
  return readSerial(serialBytes) === certificate.serial && isSameName(readName(issuer), certificate.issuer);
}

function readName(value: Ber): Folded {
  try {
    return foldName(printDer(value));
  } catch {
    throw new UnreadableMail('malformed');
  }
}

const ciphers: ReadonlyMap<string, { readonly name: string; readonly keyBytes: number }> = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyBytes: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyBytes: 24 }],
  ['2.16.840.1.101.3.4.1.42', { name: 'aes-256-cbc', keyBytes: 32 }],
  ['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyBytes: 24 }],
  ['2.16.840.1.101.3.4.1.6', { name: 'aes-128-gcm', keyBytes: 16 }],
  ['2.16.840.1.101.3.4.1.26', { name: 'aes-192-gcm', keyBytes: 24 }],
  ['2.16.840.1.101.3.4.1.46', { name: 'aes-256-gcm', keyBytes: 32 }],
]);

interface Decipher {
  readonly keyBytes: number;
  /** Undefined for a key it was not encrypted with. */
  run(key: Buffer): Buffer | undefined;
}

/** @throws UnreadableMail for what is not known, or does not say all it must */
function readCipher({ cipher, encrypted, sum }: Envelope): Decipher {
  const known = ciphers.get(cipher.id);
  const { parameters } = cipher;
  // Authenticated or not is said by both, and must be the same.
  if (!known || known.name.endsWith('gcm') !== (sum !== undefined)) throw new UnreadableMail('unsupported');
  if (!parameters) throw new UnreadableMail('malformed');
  const { name, keyBytes } = known;
  const make = sum ? gcm(name as CipherGCMTypes, parameters, sum) : cbc(name, parameters);
  return {
    keyBytes,
    run(key) {
      try {
        const decipher = make(key);
        const first = decipher.update(encrypted);
        return Buffer.concat([first, decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}

function cbc(name: string, parameters: Ber) {
  const iv = readOctets(parameters);
  if (iv.length !== (name.startsWith('des') ? 8 : 16)) throw new UnreadableMail('malformed');
  return (key: Buffer) => createDecipheriv(name, key, iv);
}

const ivBytesMax = 64;
const macBytesMin = 12;
const macBytesMax = 16;

/** RFC 5084. */
function gcm(name: CipherGCMTypes, parameters: Ber, sum: NonNullable<Envelope['sum']>) {
  const parts = new Parts(parameters);
  const iv = readOctets(parts.next());
  const length = parts.maybe(tags.integer);
  parts.end();
  const said = length ? (length.content.length === 1 ? length.content.readUInt8() : 0) : macBytesMin;
  const isMet = said === sum.mac.length && said >= macBytesMin && said <= macBytesMax;
  if (!isMet || iv.length === 0 || iv.length > ivBytesMax) throw new UnreadableMail('malformed');
  return (key: Buffer) =>
    createDecipheriv(name, key, iv, { authTagLength: said }).setAuthTag(sum.mac).setAAD(sum.attributes);
}
