// What was signed, and by whom: SignedData (RFC 5652). Says which certificate signed these very bytes, and nothing of whether
// to believe it, which judge.ts says. Used by peel.ts.
import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import type { Limits } from '../../limits/limits.ts';
import type { Parts as CertificateParts } from '../../signatures/parts.ts';
import { takeApart } from '../certificates/judge.ts';
import type { Doubt } from '../certificates/standing.ts';
import { type Ber, printDer, readOctets, readOid, tags } from './ber.ts';
import { type Algorithm, contentTypes, explicit, implicit, Parts, readAlgorithm } from './content-info.ts';
import { isCalled } from './decrypt.ts';
import { UnreadableMail } from './unreadable.ts';

export interface SignedData {
  /** Undefined where what was signed stands beside it. */
  readonly content: Buffer | undefined;
  readonly contentType: string;
  readonly certificates: readonly CertificateParts[];
  readonly signers: readonly Signer[];
}

interface Signer {
  readonly id: Ber;
  readonly digest: Algorithm;
  readonly signature: Buffer;
  readonly algorithm: Algorithm;
  readonly attributes: Ber | undefined;
}

/** @throws UnreadableMail */
export function readSignedData(value: Ber, limits: Limits): SignedData {
  const parts = new Parts(value);
  parts.next(tags.integer);
  parts.next(tags.set);
  const inside = new Parts(parts.next(tags.sequence));
  const contentType = readOid(inside.next(tags.oid));
  const tagged = inside.maybe(explicit(0));
  inside.end();
  const certificates = parts.maybe(explicit(0))?.parts ?? [];
  parts.maybe(explicit(1));
  const signers = parts.next(tags.set).parts;
  parts.end();
  if (signers.length > limits.directSignersMax || certificates.length > limits.directCertificatesMax)
    throw new UnreadableMail('too-large');
  return {
    content: tagged && readOctets(new Parts(tagged, explicit(0)).next()),
    contentType,
    // Those of attributes vouch for nobody.
    certificates: certificates.flatMap(({ tag, raw }) =>
      tag === tags.sequence ? (takeApart(raw) ?? []) : [],
    ),
    signers: signers.map(readSigner),
  };
}

function readSigner(value: Ber): Signer {
  const parts = new Parts(value);
  parts.next(tags.integer);
  const id = parts.next(tags.sequence, implicit(0));
  const digest = readAlgorithm(parts.next(tags.sequence));
  const attributes = parts.maybe(explicit(0));
  const algorithm = readAlgorithm(parts.next(tags.sequence));
  const signature = readOctets(parts.next());
  parts.maybe(explicit(1));
  parts.end();
  return { id, digest, attributes, algorithm, signature };
}

/** Who signed the content, or why it is not known. */
export type Signing =
  | {
      readonly by: CertificateParts;
      /** SHA-256 of the bytes under the signature: some signatures can be varied, these cannot. */
      readonly hash: Buffer;
      /** Milliseconds since 1970, UTC, by the signer's own word; undefined where they do not say. */
      readonly signedAt: number | undefined;
    }
  | { readonly why: Doubt };

/** What each of its signers proves. @param content what is told to be signed */
export function checkSigners(data: SignedData, content: Buffer): Signing[] {
  return data.signers.map(signer => checkSigner(signer, data, content));
}

function checkSigner(signer: Signer, { certificates, contentType }: SignedData, content: Buffer): Signing {
  const by = certificates.find(certificate => isCalled(certificate, signer.id));
  if (!by) return { why: 'untrusted' };
  const hash = hashes.get(signer.digest.id);
  if (hash === undefined) return { why: 'weak' };
  const scheme = readScheme(signer.algorithm, hash, by.certificate.publicKey);
  if (!scheme) return { why: 'weak' };
  const octets = findSigned(signer.attributes, content, { contentType, hash });
  if (!octets || !scheme(octets, signer.signature)) return { why: 'tampered' };
  const signedAt = readSigningTime(signer.attributes);
  return { by, hash: createHash('sha256').update(octets).digest(), signedAt };
}

const attributeIds = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
};

/** The bytes under the signature: attributes that name the content by its digest, or the content itself. */
function findSigned(
  attributes: Ber | undefined,
  content: Buffer,
  { contentType, hash }: { readonly contentType: string; readonly hash: string },
): Buffer | undefined {
  // Attributes that were signed elsewhere are no content: both begin a signature, and neither says which it is.
  if (!attributes) return contentType === contentTypes.data && content[0] !== tags.set ? content : undefined;
  const said = readOnly(attributes, attributeIds.messageDigest);
  const type = readOnly(attributes, attributeIds.contentType);
  if (said?.tag !== tags.octets || type?.tag !== tags.oid || readOid(type) !== contentType) return undefined;
  const isDigest = createHash(hash).update(content).digest().equals(said.content);
  return isDigest ? printDer(attributes, tags.set) : undefined;
}

const timePattern = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** RFC 5652, 11.3: of years from 1950 to 2049 the last two digits. What is no time is none. */
function readSigningTime(attributes: Ber | undefined): number | undefined {
  const said = attributes && readOnly(attributes, attributeIds.signingTime);
  if (said?.tag !== tags.utcTime && said?.tag !== tags.generalizedTime) return undefined;
  const text = said.content.toString('latin1');
  const isShort = said.tag === tags.utcTime;
  const century = isShort ? (text < '50' ? '20' : '19') : '';
  const parts = timePattern.exec(`${century}${text}`)?.slice(1);
  const at = parts && Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z`);
  return at === undefined || Number.isNaN(at) ? undefined : at;
}

/** The value of an attribute that stands there once, with one value. */
function readOnly(attributes: Ber, id: string): Ber | undefined {
  const found = attributes.parts.filter(
    ({ parts: [type] }) => type?.tag === tags.oid && readOid(type) === id,
  );
  const values = found[0]?.parts[1];
  return found.length === 1 && values?.tag === tags.set && values.parts.length === 1
    ? values.parts[0]
    : undefined;
}

/** Those that are still safe. */
const hashes: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

const rsaKeys = ['rsa'];
const ecKeys = ['ec'];
/** Of which kind the key must be, and the hash, where the name of the way says it. */
const ways: ReadonlyMap<string, { readonly keys: readonly string[]; readonly hash?: string }> = new Map([
  ['1.2.840.113549.1.1.1', { keys: rsaKeys }],
  ['1.2.840.113549.1.1.11', { keys: rsaKeys, hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { keys: rsaKeys, hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { keys: rsaKeys, hash: 'sha512' }],
  ['1.2.840.10045.2.1', { keys: ecKeys }],
  ['1.2.840.10045.4.3.2', { keys: ecKeys, hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { keys: ecKeys, hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { keys: ecKeys, hash: 'sha512' }],
]);

const pss = '1.2.840.113549.1.1.10';
const mgf1 = '1.2.840.113549.1.1.8';

type Scheme = (octets: Buffer, signature: Buffer) => boolean;

/** Undefined for ways that are not safe, not known, or not those of the key. */
function readScheme(algorithm: Algorithm, hash: string, key: KeyObject): Scheme | undefined {
  if (algorithm.id === pss) return readPss(algorithm.parameters, hash, key);
  const way = ways.get(algorithm.id);
  if (!way?.keys.includes(key.asymmetricKeyType ?? '') || (way.hash ?? hash) !== hash) return undefined;
  return (octets, signature) => isVerified(() => verify(hash, octets, key, signature));
}

/** One hash for all of it, and a salt of whichever length. */
function readPss(parameters: Ber | undefined, hash: string, key: KeyObject): Scheme | undefined {
  if (!parameters || !['rsa', 'rsa-pss'].includes(key.asymmetricKeyType ?? '')) return undefined;
  const parts = new Parts(parameters);
  const [own, mask, salt] = [0, 1, 2].map(number => parts.maybe(explicit(number))?.parts[0]);
  const ownHash = own && hashes.get(readAlgorithm(own).id);
  const maskWay = mask && readAlgorithm(mask);
  const maskHash =
    maskWay?.id === mgf1 && maskWay.parameters && hashes.get(readAlgorithm(maskWay.parameters).id);
  if (ownHash !== hash || maskHash !== hash) return undefined;
  const saltLength = salt ? readSmall(salt) : 20;
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return (octets, signature) =>
    isVerified(() => verify(hash, octets, { key, padding, saltLength }, signature));
}

function readSmall({ tag, content }: Ber): number {
  if (tag !== tags.integer || content.length < 1 || content.length > 2) throw new UnreadableMail('malformed');
  return content.readIntBE(0, content.length);
}

/** What cannot be checked proves nothing. */
function isVerified(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
