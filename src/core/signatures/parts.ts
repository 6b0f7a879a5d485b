// Certificates taken apart for chain.ts, and the check of what an authority signed: certificates and lists alike.
import { constants, type KeyObject, verify, type X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import * as asn1 from '@peculiar/asn1-x509';
import { type Folded, fold, isSameName } from './names.ts';

/** What an authority signed, and how. */
export interface Signed {
  readonly octets: Buffer;
  readonly algorithm: asn1.AlgorithmIdentifier;
  readonly signature: Buffer;
}

export interface Parts {
  readonly certificate: X509Certificate;
  readonly signed: Signed;
  /** Told the same way within what is signed? */
  readonly isPlain: boolean;
  readonly subject: Folded;
  readonly issuer: Folded;
  readonly isSelfIssued: boolean;
  readonly serial: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Ids of what it has; a critical one demands to be met. */
  readonly extensions: readonly { readonly id: string; readonly isCritical: boolean }[];
  readonly isAuthority: boolean;
  readonly pathLength: number | undefined;
  /** Undefined where any use is. */
  readonly usages: number | undefined;
  readonly purposes: readonly string[] | undefined;
  readonly subjectName: asn1.Name;
  readonly alternatives: readonly asn1.GeneralName[];
  readonly constraints: asn1.NameConstraints | undefined;
  readonly points: readonly asn1.DistributionPoint[];
  /** What others call its key by; undefined where it says none. */
  readonly keyId: Buffer | undefined;
}

/** @throws for what is not as certificates are */
export function readParts(certificate: X509Certificate): Parts {
  const parsed = AsnConvert.parse(certificate.raw, asn1.Certificate);
  const { subject, issuer, serialNumber, validity, signature, extensions = [] } = parsed.tbsCertificate;
  const read = <T>(id: string, type: new () => T): T | undefined => {
    const found = extensions.find(({ extnID }) => extnID === id);
    return found && AsnConvert.parse(found.extnValue.buffer, type);
  };
  const keyId = read(asn1.id_ce_subjectKeyIdentifier, asn1.SubjectKeyIdentifier);
  const basic = read(asn1.id_ce_basicConstraints, asn1.BasicConstraints);
  const [folded, foldedIssuer] = [fold(subject), fold(issuer)];
  return {
    certificate,
    signed: {
      octets: Buffer.from(parsed.tbsCertificateRaw!),
      algorithm: parsed.signatureAlgorithm,
      signature: Buffer.from(parsed.signatureValue),
    },
    isPlain: isSameAlgorithm(signature, parsed.signatureAlgorithm),
    subject: folded,
    issuer: foldedIssuer,
    isSelfIssued: isSameName(folded, foldedIssuer),
    serial: readSerial(serialNumber),
    startsAt: validity.notBefore.getTime().getTime(),
    endsAt: validity.notAfter.getTime().getTime(),
    extensions: extensions.map(({ extnID, critical }) => ({ id: extnID, isCritical: critical })),
    isAuthority: basic?.cA ?? false,
    pathLength: basic?.pathLenConstraint,
    usages: read(asn1.id_ce_keyUsage, asn1.KeyUsage)?.toNumber(),
    purposes: read(asn1.id_ce_extKeyUsage, asn1.ExtendedKeyUsage),
    subjectName: subject,
    alternatives: read(asn1.id_ce_subjectAltName, asn1.SubjectAlternativeName) ?? [],
    constraints: read(asn1.id_ce_nameConstraints, asn1.NameConstraints),
    points: read(asn1.id_ce_cRLDistributionPoints, asn1.CRLDistributionPoints) ?? [],
    keyId: keyId && Buffer.from(keyId.buffer),
  };
}

/** A name on its own, as two are compared. @throws for what is none */
export function foldName(der: Buffer): Folded {
  return fold(AsnConvert.parse(der, asn1.Name));
}

/** A number of however many bytes, by which two are the same. */
export function readSerial(bytes: ArrayBuffer): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(?:00(?=[0-7])|ff(?=[89a-f]))+/, '');
}

export function isSameAlgorithm(a: asn1.AlgorithmIdentifier, b: asn1.AlgorithmIdentifier): boolean {
  return Buffer.from(AsnConvert.serialize(a)).equals(Buffer.from(AsnConvert.serialize(b)));
}

interface Scheme {
  readonly keys: readonly string[];
  /** Null where the kind of key says it. */
  readonly hash: string | null;
  readonly isPss?: true;
}

const rsa = ['rsa'];
const ec = ['ec'];
const schemes: ReadonlyMap<string, Scheme> = new Map([
  ['1.2.840.113549.1.1.11', { keys: rsa, hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { keys: rsa, hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { keys: rsa, hash: 'sha512' }],
  ['1.2.840.10045.4.3.2', { keys: ec, hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { keys: ec, hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { keys: ec, hash: 'sha512' }],
  ['1.3.101.112', { keys: ['ed25519'], hash: null }],
  ['1.3.101.113', { keys: ['ed448'], hash: null }],
]);

/** Of old, which count only where that is asked for. */
const sha1Schemes: ReadonlyMap<string, Scheme> = new Map([
  ['1.2.840.113549.1.1.5', { keys: rsa, hash: 'sha1' }],
]);

const pss = '1.2.840.113549.1.1.10';
/** The parameters of RSASSA-PSS as everybody has them: one hash for all, a salt of its length. */
const pssSchemes: ReadonlyMap<string, Scheme> = new Map(
  (['sha256', 'sha384', 'sha512'] as const).map((hash, i) => {
    const algorithm = `300d06096086480165030402${['01', '02', '03'][i]}0500`;
    const salt = ['20', '30', '40'][i];
    const parameters = `3034a00f${algorithm}a11c301a06092a864886f70d010108${algorithm}a2030201${salt}`;
    return [parameters, { keys: ['rsa', 'rsa-pss'], hash, isPss: true }];
  }),
);

/** How something is signed; undefined for hashes that are no longer safe, and for what is not known. */
function schemeOf(
  { algorithm, parameters }: asn1.AlgorithmIdentifier,
  acceptsSha1: boolean,
): Scheme | undefined {
  if (algorithm !== pss)
    return schemes.get(algorithm) ?? (acceptsSha1 ? sha1Schemes.get(algorithm) : undefined);
  return pssSchemes.get(Buffer.from(parameters ?? new ArrayBuffer(0)).toString('hex'));
}

/** Is it signed in a way that is safe? */
export function isSafelySigned({ algorithm }: Signed, acceptsSha1 = false): boolean {
  return schemeOf(algorithm, acceptsSha1) !== undefined;
}

/** Did this key sign it? By the signature's own algorithm, never by that of the key's certificate. */
export function isSignedBy(
  { octets, algorithm, signature }: Signed,
  key: KeyObject,
  acceptsSha1 = false,
): boolean {
  const scheme = schemeOf(algorithm, acceptsSha1);
  if (!scheme?.keys.includes(key.asymmetricKeyType ?? '')) return false;
  const { hash, isPss } = scheme;
  try {
    return isPss
      ? verify(
          hash,
          octets,
          { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
          signature,
        )
      : verify(hash, octets, key, signature);
  } catch {
    // What cannot be checked proves nothing.
    return false;
  }
}

/** Keys below these can be broken; larger ones of RSA would only cost. */
export const rsaBitsMin = 2048;
const rsaBitsMax = 8192;
const curves = new Set([
  ...['prime256v1', 'secp384r1', 'secp521r1'],
  ...['brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'],
]);

export function isStrong({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = asymmetricKeyDetails;
  switch (asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return modulusLength >= rsaBitsMin && modulusLength <= rsaBitsMax && publicExponent > 2n;
    case 'ec':
      return curves.has(namedCurve);
    default:
      return asymmetricKeyType === 'ed25519' || asymmetricKeyType === 'ed448';
  }
}
