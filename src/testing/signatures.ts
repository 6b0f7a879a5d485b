// What tests of digital signatures start from: authorities, signers, revocation lists, and things signed as clients sign.
import {
  createHash,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  webcrypto,
} from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import {
  type DigestName,
  dsUri,
  listElements,
  readThingSignature,
} from '../core/healthvault/signatures/signed-thing.ts';
import { readXml, type XmlDocument } from '../schema/xml-reader.ts';
import type { TestServer } from './server.ts';

x509.cryptoProvider.set(webcrypto as Crypto);

/** With what it needs first. */
export { x509 };

const dayMs = 86_400_000;
export interface Certified {
  readonly certificate: x509.X509Certificate;
  readonly key: KeyObject;
}

export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384';

export interface CertificateWishes {
  readonly name: string;
  readonly now: number;
  /** Undefined for one that signs itself. */
  readonly issuer?: Certified;
  readonly isAuthority?: boolean;
  readonly pathLength?: number;
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly hash?: Hash;
  readonly keyBits?: number;
  /** Of an authority; its own and new unless it is said. */
  readonly key?: KeyObject;
  readonly usages?: number;
  readonly extensions?: readonly x509.Extension[];
}

/** Authorities have keys of their own; all others share one, unless it is to be weak, since making one takes long. */
const signersKey = { made: undefined as KeyObject | undefined };

function keyFor({ isAuthority = false, keyBits, key }: CertificateWishes): KeyObject {
  if (key) return key;
  if (isAuthority && keyBits === undefined)
    return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const make = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey;
  if (keyBits !== undefined) return make(keyBits);
  signersKey.made ??= make(2048);
  return signersKey.made;
}

/** Another key that signs things. */
export function givenRsaKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

function algorithmOf(key: KeyObject, hash: Hash) {
  return key.asymmetricKeyType === 'ec'
    ? { name: 'ECDSA', namedCurve: 'P-256', hash }
    : { name: 'RSASSA-PKCS1-v1_5', hash };
}

export async function givenCertificate(wishes: CertificateWishes): Promise<Certified> {
  const { name, now, issuer, isAuthority = false, hash = 'SHA-256' } = wishes;
  const key = keyFor(wishes);
  const issuerKey = issuer?.key ?? key;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomBytes(8).toString('hex').replace(/^./, '4'),
    subject: `CN=${name}`,
    issuer: issuer?.certificate.subject ?? `CN=${name}`,
    notBefore: new Date(wishes.notBefore ?? now - dayMs),
    notAfter: new Date(wishes.notAfter ?? now + 365 * dayMs),
    signingAlgorithm: algorithmOf(issuerKey, hash),
    publicKey: await importPublic(key),
    signingKey: await importPrivate(issuerKey, hash),
    extensions: [
      new x509.BasicConstraintsExtension(isAuthority, wishes.pathLength, true),
      ...(wishes.usages === undefined ? [] : [new x509.KeyUsagesExtension(wishes.usages, true)]),
      ...(wishes.extensions ?? []),
    ],
  });
  return { certificate, key };
}

async function importPublic(key: KeyObject): Promise<CryptoKey> {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const algorithm = algorithmOf(key, 'SHA-256');
  return (await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify'])) as CryptoKey;
}

async function importPrivate(key: KeyObject, hash: Hash): Promise<CryptoKey> {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  return (await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithmOf(key, hash), true, [
    'sign',
  ])) as CryptoKey;
}

export interface ListWishes {
  readonly thisUpdate: number;
  readonly nextUpdate?: number | undefined;
  readonly hash?: Hash;
  readonly extensions?: readonly x509.Extension[];
}

export async function givenRevocationList(
  issuer: Certified,
  revoked: readonly Certified[],
  { thisUpdate, nextUpdate, hash = 'SHA-256', extensions = [] }: ListWishes,
): Promise<x509.X509Crl> {
  return x509.X509CrlGenerator.create({
    issuer: issuer.certificate.subject,
    thisUpdate: new Date(thisUpdate),
    ...(nextUpdate === undefined ? {} : { nextUpdate: new Date(nextUpdate) }),
    extensions: [...extensions],
    entries: revoked.map(({ certificate }) => ({
      serialNumber: certificate.serialNumber,
      revocationDate: new Date(thisUpdate),
    })),
    signingAlgorithm: algorithmOf(issuer.key, hash),
    signingKey: await importPrivate(issuer.key, hash),
  });
}

export function listBytes(list: x509.X509Crl | Buffer): Buffer {
  return Buffer.isBuffer(list) ? list : Buffer.from(list.rawData);
}

/** Puts these into the folder of a server, in place of what is there. Bytes are those of a list. */
export function trust(server: TestServer, ...files: readonly (Certified | x509.X509Crl | Buffer)[]): void {
  const folder = join(server.data, 'signature-trust');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [i, file] of files.entries()) {
    const isList = Buffer.isBuffer(file) || file instanceof x509.X509Crl;
    // A name of its own for each, so that it is seen that the folder changed.
    const name = `${i}-${randomBytes(4).toString('hex')}.${isList ? 'crl' : 'pem'}`;
    const bytes = isList ? listBytes(file) : file.certificate.toString('pem');
    writeFileSync(join(folder, name), bytes);
  }
}

export const stylesheet1 =
  '<xs:transform xmlns:xs="http://www.w3.org/1999/XSL/Transform" version="1.0"><xs:template match="thing">' +
  '<xs:copy-of select="data-xml"/><xs:value-of select="data-other"/></xs:template></xs:transform>';
export const stylesheet2 =
  '<xs:stylesheet xmlns:xs="http://www.w3.org/1999/XSL/Transform" version="1.0"><xs:template match="thing">' +
  '<hv:signed-thing-data xmlns:hv="urn:com.microsoft.wc.thing.signing.2.xsl"><xs:copy-of select="data-xml"/>' +
  '<xs:copy-of select="signature-info/sig-data"/></hv:signed-thing-data></xs:template></xs:stylesheet>';

const canonicalizations = {
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'inclusive 1.1': 'http://www.w3.org/2006/12/xml-c14n11',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
};

export interface SigningWishes {
  readonly method?: 1 | 2;
  /** Without signature-info, as version 1 of PutThings has it. */
  readonly bare?: boolean;
  readonly algorithm?: 'rsa-sha1' | 'rsa-sha256';
  readonly digest?: DigestName;
  readonly canonicalization?: keyof typeof canonicalizations;
  /** The blob-info elements. */
  readonly blobs?: readonly string[];
  /** Those that go with the signer's, towards the root. */
  readonly chain?: readonly Certified[];
}

/** A thing with a signature put in before its end, all values in it empty: what xmlsec1 takes to sign. */
export function signatureTemplate(thing: string, wishes: SigningWishes = {}, certificates = ''): string {
  const { method = 2, algorithm = 'rsa-sha1', digest = 'sha1', canonicalization = 'inclusive' } = wishes;
  const c14n = canonicalizations[canonicalization];
  const signing =
    algorithm === 'rsa-sha1' ? `${dsUri}rsa-sha1` : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
  const digesting = digest === 'sha1' ? `${dsUri}sha1` : 'http://www.w3.org/2001/04/xmlenc#sha256';
  const signature =
    `<Signature xmlns="${dsUri}"><SignedInfo><CanonicalizationMethod Algorithm="${c14n}"/>` +
    `<SignatureMethod Algorithm="${signing}"/><Reference URI=""><Transforms>` +
    `<Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116">${method === 1 ? stylesheet1 : stylesheet2}</Transform>` +
    `<Transform Algorithm="${c14n}"/></Transforms><DigestMethod Algorithm="${digesting}"/><DigestValue></DigestValue>` +
    `</Reference></SignedInfo><SignatureValue></SignatureValue><KeyInfo><X509Data>${certificates}</X509Data></KeyInfo></Signature>`;
  const items = (wishes.blobs ?? []).map(blob => `<item>${blob}</item>`).join('');
  const blobs = items === '' ? '' : `<blob-signature-info>${items}</blob-signature-info>`;
  const whole = wishes.bare
    ? signature
    : `<signature-info><sig-data><hv-signature-method>HVSignatureMethod${method}</hv-signature-method>${blobs}` +
      `<algorithm-tag>${algorithm}</algorithm-tag></sig-data>${signature}</signature-info>`;
  return thing.replace(/<\/thing>\s*$/, `${whole}</thing>`);
}

/** Signs a thing with our own reading of it. */
export function signThing(thing: string, signer: Certified, wishes: SigningWishes = {}): string {
  const certificates = [signer, ...(wishes.chain ?? [])].map(
    ({ certificate }) =>
      `<X509Certificate>${Buffer.from(certificate.rawData).toString('base64')}</X509Certificate>`,
  );
  const empty = signatureTemplate(thing, wishes, certificates.join(''));
  const document = readXml(empty);
  const data = listElements(document, 0).find(i => document.values[i] === 'data-xml')!;
  const octets = read(document).signedOctets({ document, index: data });
  const digest = createHash(wishes.digest ?? 'sha1')
    .update(octets)
    .digest('base64');
  const digested = empty.replace('<DigestValue></DigestValue>', `<DigestValue>${digest}</DigestValue>`);
  const hash = wishes.algorithm === 'rsa-sha256' ? 'sha256' : 'sha1';
  const value = createSign(hash)
    .update(read(readXml(digested)).signedInfo)
    .sign(signer.key, 'base64');
  return digested.replace('<SignatureValue></SignatureValue>', `<SignatureValue>${value}</SignatureValue>`);
}

function read(document: XmlDocument) {
  const at = document.values.findIndex((name, i) => name === 'Signature' && document.uris[i] === dsUri);
  return readThingSignature(document, at);
}
