// The vault's own authority for Direct messages: a root that partners trust, certificates that it issues to domains and addresses of
// the vault, and the list of those it took back. Called by setup.ts and own-list.ts.
import { generateKeyPair, type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
// x509 resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import { AsnConvert } from '@peculiar/asn1-schema';
import * as x509 from '@peculiar/x509';
import { assume } from '../../../assume.ts';
import type { Parts } from '../../signatures/parts.ts';
import type { Reader } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { tags } from '../smime/ber.ts';
import { der } from '../smime/der.ts';
import { takeApart } from './judge.ts';
import { type DirectKey, openKey } from './key.ts';

x509.cryptoProvider.set(webcrypto as Crypto);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const rootDays = 20 * 365;
const rootBits = 3072;
/** So long that name servers still hand the certificate out. */
const bits = 2048;
const signing = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** The authority that issues now; undefined where the vault has none. */
export async function findAuthority(db: Reader, vault: Vault): Promise<DirectKey | undefined> {
  const [newest] = await db.directCertificates.keys('authority');
  return newest && openKey(vault, newest);
}

/** A root. @param name of whom it is, as partners see it */
export async function makeAuthority(vault: Vault, name: string): Promise<DirectKey> {
  const { KeyUsageFlags } = x509;
  const usages = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  return issue(vault, {
    boundTo: '',
    name,
    keyBits: rootBits,
    days: rootDays,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(usages, true),
    ],
  });
}

export interface Issuing {
  /** An address or a domain, folded. */
  readonly boundTo: string;
  readonly days: number;
  readonly authority: DirectKey;
  /** Where it is published what was revoked. */
  readonly listAddress: string;
}

/** For signatures and encryption alike, as partners expect of Direct. */
export async function issueKey(vault: Vault, issuing: Issuing): Promise<DirectKey> {
  const { boundTo, days, authority, listAddress } = issuing;
  const { KeyUsageFlags } = x509;
  const usages = KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
  const name = boundTo.includes('@') ? 'email' : 'dns';
  return issue(vault, {
    boundTo,
    name: boundTo,
    keyBits: bits,
    days: Math.min(days, Math.floor((authority.notAfter - vault.clock.now()) / dayMs)),
    authority,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(usages, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection]),
      new x509.SubjectAlternativeNameExtension([{ type: name, value: boundTo }]),
      new x509.CRLDistributionPointsExtension([listAddress]),
    ],
  });
}

interface Wishes {
  readonly boundTo: string;
  readonly name: string;
  readonly keyBits: number;
  readonly days: number;
  /** Undefined for one that signs itself. */
  readonly authority?: DirectKey;
  readonly extensions: readonly x509.Extension[];
}

async function issue(vault: Vault, wishes: Wishes): Promise<DirectKey> {
  const { boundTo, name, keyBits, days, authority, extensions } = wishes;
  const now = vault.clock.now();
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: keyBits });
  const spki = new x509.PublicKey(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })));
  const subject = new x509.Name([{ CN: [name] }]);
  const root = authority && takeApart(authority.certificate);
  const issuer = root && nameOf(root);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: makeSerial(),
    subject: subject.toJSON(),
    issuer: (issuer ?? subject).toJSON(),
    // Clocks of partners may be behind.
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + days * dayMs),
    signingAlgorithm: signing,
    publicKey: spki,
    signingKey: await importKey(authority?.privateKey ?? privateKey),
    extensions: [
      ...extensions,
      await x509.SubjectKeyIdentifierExtension.create(spki),
      ...(root?.keyId ? [new x509.AuthorityKeyIdentifierExtension(root.keyId.toString('hex'))] : []),
    ],
  });
  return {
    id: vault.ids.guid(),
    boundTo,
    certificate: Buffer.from(certificate.rawData),
    chain: authority ? [authority.certificate] : [],
    privateKey,
    notBefore: certificate.notBefore.getTime(),
    notAfter: certificate.notAfter.getTime(),
  };
}

function nameOf({ subjectName }: Parts): x509.Name {
  return new x509.Name(AsnConvert.serialize(subjectName));
}

export interface TakenBack {
  /** In hex. */
  readonly serial: string;
  readonly at: number;
}

interface Listing {
  readonly now: number;
  readonly endsAt: number;
  /** DER of the list before, all of which stays. */
  readonly before: Buffer | undefined;
  readonly added: readonly TakenBack[];
}

const listNumber = '2.5.29.20';
const numberBytes = 6;

/** What an authority took back, as DER. */
export async function signList(
  authority: DirectKey,
  { now, endsAt, before, added }: Listing,
): Promise<Buffer> {
  const root = assume(takeApart(authority.certificate), 'a certificate of the authority');
  const number = Buffer.alloc(numberBytes);
  number.writeUIntBE(now, 0, numberBytes);
  const list = await x509.X509CrlGenerator.create({
    issuer: nameOf(root).toJSON(),
    // Clocks of partners may be behind.
    thisUpdate: new Date(now - hourMs),
    nextUpdate: new Date(endsAt),
    signingAlgorithm: signing,
    signingKey: await importKey(authority.privateKey),
    entries: [
      ...(before ? new x509.X509Crl(new Uint8Array(before)).entries : []).map(
        ({ serialNumber, revocationDate }) => ({
          serialNumber,
          revocationDate,
        }),
      ),
      ...added.map(({ serial, at }) => ({ serialNumber: serial, revocationDate: new Date(at) })),
    ],
    extensions: [
      new x509.Extension(listNumber, false, new Uint8Array(der.octets(number, { tag: tags.integer }))),
      ...(root.keyId ? [new x509.AuthorityKeyIdentifierExtension(root.keyId.toString('hex'))] : []),
    ],
  });
  return Buffer.from(list.rawData);
}

/** Positive, and of one length. */
function makeSerial(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString('hex');
}

async function importKey(key: KeyObject): Promise<CryptoKey> {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  return (await webcrypto.subtle.importKey('pkcs8', pkcs8, signing, false, ['sign'])) as CryptoKey;
}
