// Is a certificate good for an address, now, by whom a domain trusts? The same for those who sign and those one encrypts to.
// Used by smime/ and by whoever looks for the certificate of a recipient.
import { createHash, type X509Certificate } from 'node:crypto';
// asn1-schema resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import { KeyUsageFlags, type Name } from '@peculiar/asn1-x509';
import { getAt } from '../../../assume.ts';
import { dropInvisible } from '../../printable.ts';
import { judgeChain, type Obstacle } from '../../signatures/chain.ts';
import { isStrong, type Parts, readParts } from '../../signatures/parts.ts';
import { isWebAddress } from '../../web-address.ts';
import { readDerCertificate } from '../../x509.ts';
import { findBinding, foldAddress, readBindings } from './binding.ts';
import type { DirectTrust } from './direct-trust.ts';
import { type Doubt, doubt, type Standing } from './standing.ts';

/** Any, and mail. */
const purposes = ['2.5.29.37.0', '1.3.6.1.5.5.7.3.4'];

const { digitalSignature, nonRepudiation, keyEncipherment } = KeyUsageFlags;
/** What its key must be for. */
const usesOf = { sign: digitalSignature | nonRepudiation, encrypt: keyEncipherment };

const doubts: Record<Obstacle['kind'], Doubt> = {
  weak: 'weak',
  untrusted: 'untrusted',
  'out-of-date': 'expired',
  revoked: 'revoked',
  'unknown-revocation': 'unknown-revocation',
};

export interface JudgedFor {
  /** All of whom it must be, folded or not; the first is whom it is shown as. */
  readonly addresses: readonly [string, ...string[]];
  readonly use: 'sign' | 'encrypt';
  readonly trust: DirectTrust;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** Is a certificate that was found good to encrypt to an address? @param certificate DER */
export async function judgeCertificate(
  certificate: Buffer,
  chain: readonly Buffer[],
  about: { readonly address: string; readonly trust: DirectTrust; readonly now: number },
): Promise<Standing> {
  const { address, trust, now } = about;
  const leaf = takeApart(certificate);
  if (!leaf) return doubt('untrusted');
  const others = chain.flatMap(der => takeApart(der) ?? []);
  return judgeParts(leaf, others, { addresses: [address], use: 'encrypt', trust, now }).standing;
}

/** Undefined for what is no certificate. @param der of it */
export function takeApart(der: Buffer): Parts | undefined {
  const certificate = readDerCertificate(der);
  try {
    return certificate && readParts(certificate);
  } catch {
    return undefined;
  }
}

export interface Judged {
  readonly standing: Standing;
  /** Where the certificates that lead to an anchor say that their revocation lists are. */
  readonly lists: readonly ListPlace[];
}

export interface ListPlace {
  readonly address: string;
  /** Who must have signed it, in DER. */
  readonly issuer: Buffer;
}

export function judgeParts(leaf: Parts, others: readonly Parts[], about: JudgedFor): Judged {
  const { addresses, use, trust, now } = about;
  const folded = addresses.map(foldAddress);
  const bindings = readBindings(leaf);
  const found = folded.map(address => address && findBinding(bindings, address));
  if (bindings.addresses.length + bindings.domains.length === 0) return refuse('not-bound');
  const [address, boundTo] = [folded[0], found[0]];
  if (!address || !boundTo || found.includes(undefined)) return refuse('other-signer');
  const { certificate } = leaf;
  if (!isStrong(certificate.publicKey)) return refuse('weak');
  if (use === 'encrypt' && certificate.publicKey.asymmetricKeyType !== 'rsa') return refuse('weak');
  // Whoever vouches for others signs no mail.
  if (leaf.isAuthority || ((leaf.usages ?? usesOf[use]) & usesOf[use]) === 0) return refuse('untrusted');
  const times = { signedAt: now, now };
  const { files, areListsDemanded } = trust;
  const { obstacle, path } = judgeChain([leaf, ...others], files, { times, purposes, areListsDemanded });
  const lists = path.slice(0, -1).flatMap((one, i) => listPlaces(one, getAt(path, i + 1)));
  if (obstacle) return { standing: doubt(doubts[obstacle.kind]), lists };
  const standing: Standing = {
    kind: 'verified',
    address,
    subject: nameOf(
      leaf.subjectName,
      boundTo === 'address' ? address : address.slice(address.indexOf('@') + 1),
    ),
    issuer: issuerOf(certificate),
    notAfter: leaf.endsAt,
    fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
    boundTo,
  };
  return { standing, lists };
}

function refuse(why: Doubt): Judged {
  return { standing: doubt(why), lists: [] };
}

function listPlaces({ points }: Parts, issuer: Parts): ListPlace[] {
  return points.flatMap(({ distributionPoint }) =>
    (distributionPoint?.fullName ?? []).flatMap(({ uniformResourceIdentifier: address }) =>
      address && isWebAddress(address) ? [{ address, issuer: issuer.certificate.raw }] : [],
    ),
  );
}

const commonName = '2.5.4.3';
const organization = '2.5.4.10';

/** Who it is and of which house; what it is bound to, where it says neither. */
function nameOf(name: Name, otherwise: string): string {
  const parts = [...name].flatMap(part => [...part]);
  const texts = [commonName, organization].flatMap(id => {
    const text = dropInvisible(parts.find(({ type }) => type === id)?.value.toString() ?? '');
    return text === '' ? [] : text;
  });
  return [...new Set(texts)].join(', ') || otherwise;
}

/** Node says a name line by line. */
function issuerOf({ issuer }: X509Certificate): string {
  const texts = issuer.split('\n').flatMap(line => /^(?:CN|O)=(.+)$/.exec(line)?.[1] ?? []);
  return dropInvisible([...new Set(texts)].join(', ') || issuer.split('\n').join(', '));
}
