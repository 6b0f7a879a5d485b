// Is a signer's certificate vouched for? Builds a chain from it to an anchor of the operator's, and looks it up in the
// revocation lists that lie beside the anchors. Used by verify.ts.
import { webcrypto } from 'node:crypto';
// x509 resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { fault } from '../errors.ts';
import type { TrustFiles } from './ports.ts';

x509.cryptoProvider.set(webcrypto as Crypto);

/** Signatures that one chain may cost. */
const checksMax = 32;
const rsaBitsMin = 2048;

/** Extensions whose demands are met here. Any other one that is critical cannot be. */
const understood = new Set(['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.32', '2.5.29.37']);

interface Trust {
  readonly anchors: readonly x509.X509Certificate[];
  readonly lists: readonly x509.X509Crl[];
  /** Whether a list is of an issuer. Anchors stay, so theirs is known; what is sent goes with its request. */
  readonly issued: WeakMap<x509.X509Crl, WeakMap<x509.X509Certificate, Promise<boolean>>>;
}

const parsed = new WeakMap<TrustFiles, Trust>();

/**
 * @param signer the certificate, DER
 * @param sent all that came with it, the signer's own one too
 * @throws BAD_CERT, saying what is wrong
 */
export async function demandTrusted(
  signer: Buffer,
  sent: readonly Buffer[],
  files: TrustFiles,
  now: number,
): Promise<void> {
  const leaf = readCertificate(signer);
  const key = leaf.publicKey.algorithm as { name: string; modulusLength?: number };
  if (!key.name.startsWith('RSA') || (key.modulusLength ?? 0) < rsaBitsMin)
    throw fault('BAD_CERT', `The signer's key must be RSA of at least ${rsaBitsMin} bits.`);
  const usage = leaf.getExtension(x509.KeyUsagesExtension)?.usages;
  const signs = x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation;
  if (usage !== undefined && (usage & signs) === 0) throw fault('BAD_CERT', 'Its key is not for signatures.');
  await new Chain(trustIn(files), sent.map(readCertificate), now).demand(leaf);
}

function readCertificate(der: Buffer): x509.X509Certificate {
  try {
    return new x509.X509Certificate(new Uint8Array(der));
  } catch {
    throw fault('BAD_CERT', 'It cannot be read.');
  }
}

function trustIn(files: TrustFiles): Trust {
  let trust = parsed.get(files);
  if (!trust) {
    trust = {
      anchors: files.certificates.flatMap(file =>
        readable(() => new x509.X509Certificate(new Uint8Array(file))),
      ),
      lists: files.revocationLists.flatMap(file => readable(() => new x509.X509Crl(new Uint8Array(file)))),
      issued: new WeakMap(),
    };
    parsed.set(files, trust);
  }
  return trust;
}

/** A file that cannot be read vouches for nobody. */
function readable<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch {
    return [];
  }
}

export interface TrustState {
  readonly anchors: number;
  readonly lists: number;
  /** What vouches for nobody: files that cannot be read, certificates out of date, lists that need to be fetched anew. */
  readonly problems: readonly string[];
}

/** For operators: what their folder amounts to today. */
export function trustState(files: TrustFiles, now: number): TrustState {
  const { anchors, lists } = trustIn(files);
  const unreadable = files.certificates.length + files.revocationLists.length - anchors.length - lists.length;
  const isPast = (date: Date | undefined) => date !== undefined && date.getTime() < now;
  return {
    anchors: anchors.length,
    lists: lists.length,
    problems: [
      ...(unreadable === 0 ? [] : [`${unreadable} that cannot be read`]),
      ...anchors.filter(({ notAfter }) => isPast(notAfter)).map(({ subject }) => `${subject} has expired`),
      ...lists
        .filter(({ nextUpdate }) => isPast(nextUpdate))
        .map(({ issuer }) => `the revocation list of ${issuer} is out of date`),
    ],
  };
}

class Chain {
  private readonly trust: Trust;
  private readonly sent: readonly x509.X509Certificate[];
  private readonly now: number;
  private checks = 0;
  /** The first thing that stood in the way of a chain. */
  private obstacle: string | undefined;

  constructor(trust: Trust, sent: readonly x509.X509Certificate[], now: number) {
    this.trust = trust;
    this.sent = sent;
    this.now = now;
  }

  async demand(leaf: x509.X509Certificate): Promise<void> {
    const found = this.isCurrent(leaf) && (this.isAnchor(leaf) || (await this.reaches(leaf, [leaf])));
    if (!found)
      throw fault('BAD_CERT', this.obstacle ?? 'It leads to no certificate that this vault trusts.');
  }

  /** Is there a way from here to an anchor? */
  private async reaches(
    certificate: x509.X509Certificate,
    path: readonly x509.X509Certificate[],
  ): Promise<boolean> {
    for (const anchor of this.trust.anchors) {
      if (await this.vouches(anchor, certificate, path.length - 1)) return true;
    }
    for (const issuer of this.sent) {
      if (path.some(certificate => certificate.equal(issuer))) continue;
      if (!(await this.vouches(issuer, certificate, path.length - 1))) continue;
      if (await this.reaches(issuer, [...path, issuer])) return true;
    }
    return false;
  }

  /** Did this one issue that, may it, and has it not taken it back? */
  private async vouches(
    issuer: x509.X509Certificate,
    certificate: x509.X509Certificate,
    below: number,
  ): Promise<boolean> {
    if (issuer.subject !== certificate.issuer || !(await this.isSignedBy(certificate, issuer))) return false;
    const basic = issuer.getExtension(x509.BasicConstraintsExtension);
    const usage = issuer.getExtension(x509.KeyUsagesExtension)?.usages;
    if (!basic?.ca || (usage !== undefined && (usage & x509.KeyUsageFlags.keyCertSign) === 0))
      return this.blocked('Its issuer may not issue certificates.');
    if (basic.pathLength !== undefined && basic.pathLength < below)
      return this.blocked('Its chain is longer than an issuer allows.');
    return this.isCurrent(issuer) && (await this.isNotRevoked(certificate, issuer));
  }

  private async isSignedBy(
    certificate: x509.X509Certificate,
    issuer: x509.X509Certificate,
  ): Promise<boolean> {
    if (++this.checks > checksMax)
      return this.blocked('Its chain cannot be told from the certificates sent.');
    const { hash } = certificate.signatureAlgorithm as { hash?: { name: string } };
    if (hash && !/^SHA-(256|384|512)$/.test(hash.name))
      return this.blocked('It, or an issuer, is signed with a hash that is no longer safe.');
    return verified(() => certificate.verify({ publicKey: issuer, signatureOnly: true }));
  }

  private async isNotRevoked(
    certificate: x509.X509Certificate,
    issuer: x509.X509Certificate,
  ): Promise<boolean> {
    const lists: x509.X509Crl[] = [];
    for (const list of this.trust.lists) if (await this.isOf(list, issuer)) lists.push(list);
    if (lists.some(list => list.findRevoked(certificate)))
      return this.blocked('It, or an issuer, was revoked.');
    const isFresh = lists.some(
      ({ nextUpdate }) => nextUpdate === undefined || nextUpdate.getTime() > this.now,
    );
    if (lists.length > 0 && !isFresh)
      return this.blocked("The vault's revocation list of an issuer is out of date; tell the operator.");
    return true;
  }

  private async isOf(list: x509.X509Crl, issuer: x509.X509Certificate): Promise<boolean> {
    if (list.issuer !== issuer.subject) return false;
    let known = this.trust.issued.get(list);
    if (!known) {
      known = new WeakMap();
      this.trust.issued.set(list, known);
    }
    let answer = known.get(issuer);
    if (!answer) {
      answer = verified(() => list.verify({ publicKey: issuer }));
      known.set(issuer, answer);
    }
    return answer;
  }

  /** Is this its time, and does it demand nothing that is not done here? */
  private isCurrent(certificate: x509.X509Certificate): boolean {
    if (certificate.notBefore.getTime() > this.now)
      return this.blocked('It, or an issuer, is not valid yet.');
    if (certificate.notAfter.getTime() < this.now) return this.blocked('It, or an issuer, has expired.');
    if (certificate.extensions.some(extension => extension.critical && !understood.has(extension.type)))
      return this.blocked('It, or an issuer, demands something that is not understood here.');
    return true;
  }

  private isAnchor(certificate: x509.X509Certificate): boolean {
    return this.trust.anchors.some(anchor => anchor.equal(certificate));
  }

  private blocked(obstacle: string): false {
    this.obstacle ??= obstacle;
    return false;
  }
}

/** Keys and signatures of kinds that cannot be checked prove nothing. */
async function verified(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
