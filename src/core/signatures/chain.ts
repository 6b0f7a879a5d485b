// Is a signer's certificate vouched for? Builds a chain from it to an anchor of the operator's, and looks every link up in
// the revocation lists that lie beside the anchors. What is not judged here is refused. Used by verify.ts of signatures, and by
// those who judge the mail that clinics send.

import type { X509Certificate } from 'node:crypto';
import * as asn1 from '@peculiar/asn1-x509';
import { getAt, getFirst, getLast } from '../../assume.ts';
import { fault } from '../faults.ts';
import { isSameName, mayVouchFor } from './names.ts';
import { isSafelySigned, isSignedBy, isStrong, type Parts, readParts, rsaBitsMin } from './parts.ts';
import type { TrustFiles } from './ports.ts';
import { findDateProblem, isAbout, isRevokedBy } from './revocation.ts';
import { hasSigned, readTrust, type Trust } from './trust.ts';

/** Signatures that one chain may cost. */
const checksMax = 32;

/** Extensions whose demands are met here. Any other one that is critical cannot be. */
const understood = new Set([
  asn1.id_ce_keyUsage,
  asn1.id_ce_subjectAltName,
  asn1.id_ce_basicConstraints,
  asn1.id_ce_nameConstraints,
  // Nothing is asked of policies: who demands one to be there is refused.
  asn1.id_ce_certificatePolicies,
  asn1.id_ce_extKeyUsage,
]);

/** Uses by which one signs what people read: any, mail, being who one is, documents. */
const documentPurposes = ['2.5.29.37.0', '1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.36'];
const anyPurpose = getFirst(documentPurposes);

const { digitalSignature, nonRepudiation, keyCertSign } = asn1.KeyUsageFlags;

export interface Times {
  /** Chains are judged as of then. */
  readonly signedAt: number;
  /** Lists are to be of today. */
  readonly now: number;
}

/** What stands in the way of a chain. */
export interface Obstacle {
  readonly kind: 'weak' | 'untrusted' | 'out-of-date' | 'revoked' | 'unknown-revocation';
  readonly words: string;
}

export interface Demands {
  readonly times: Times;
  /** Uses of which all of a chain must have one in common; those of documents unless it is said. */
  readonly purposes?: readonly string[];
  /** Is a list asked of each issuer? Otherwise what nobody has a list of was not taken back. */
  readonly areListsDemanded?: boolean;
}

/**
 * @param sent certificates as they came, the signer's own first
 * @throws certificateUnusable, saying what is wrong
 */
export function demandTrusted(
  sent: readonly [X509Certificate, ...X509Certificate[]],
  files: TrustFiles,
  times: Times,
): void {
  const [leaf, ...others] = sent.map(takeApart);
  const { asymmetricKeyType } = sent[0].publicKey;
  if (asymmetricKeyType !== 'rsa' || !isStrong(sent[0].publicKey))
    throw fault('certificateUnusable', `The signer's key must be RSA of at least ${rsaBitsMin} bits.`);
  if (((leaf!.usages ?? digitalSignature) & (digitalSignature | nonRepudiation)) === 0)
    throw fault('certificateUnusable', 'Its key is not for signatures.');
  const { obstacle } = judgeChain([leaf!, ...others], files, { times });
  if (obstacle) throw fault('certificateUnusable', obstacle.words);
}

/** From a certificate to an anchor. */
type Path = readonly Parts[];

export interface Verdict {
  /** Undefined where a chain leads from the first of them to an anchor. */
  readonly obstacle: Obstacle | undefined;
  /** From it to an anchor, as far as signatures go; empty where there is none. */
  readonly path: Path;
}

export function judgeChain(
  [leaf, ...others]: readonly [Parts, ...Parts[]],
  files: TrustFiles,
  demands: Demands,
): Verdict {
  return new Chain(readTrust(files), others, demands).judge(leaf);
}

function takeApart(certificate: X509Certificate): Parts {
  try {
    return readParts(certificate);
  } catch {
    throw fault('certificateUnusable', 'It cannot be read.');
  }
}

class Chain {
  private readonly trust: Trust;
  private readonly sent: readonly Parts[];
  private readonly times: Times;
  private readonly purposes: readonly string[];
  private readonly areListsDemanded: boolean;
  private checks = 0;
  /** The first thing that stood in the way of a chain. */
  private obstacle: Obstacle | undefined;
  /** Whose lists are looked for, so that the signer of one is not looked up in it without end. */
  private readonly lookingFor: Parts['issuer'][] = [];

  constructor(trust: Trust, sent: readonly Parts[], demands: Demands) {
    this.trust = trust;
    this.sent = sent;
    this.times = demands.times;
    this.purposes = demands.purposes ?? documentPurposes;
    this.areListsDemanded = demands.areListsDemanded ?? false;
  }

  judge(leaf: Parts): Verdict {
    let first: Path = [];
    for (const path of this.pathsFrom(leaf)) {
      if (!this.hasPurpose(path)) continue;
      if (this.isNotRevoked(path)) return { obstacle: undefined, path };
      if (first.length === 0) first = path;
    }
    const words = 'It leads to no certificate that this vault trusts.';
    return { obstacle: this.obstacle ?? { kind: 'untrusted', words }, path: first };
  }

  private *pathsFrom(leaf: Parts): Generator<Path> {
    if (!this.isCurrent(leaf)) return;
    if (this.trust.anchors.some(anchor => isSame(anchor, leaf))) yield [leaf];
    yield* this.pathsAbove([leaf]);
  }

  /** All ways on to an anchor. */
  private *pathsAbove(path: Path): Generator<Path> {
    for (const anchor of this.trust.anchors) if (this.vouches(anchor, path)) yield [...path, anchor];
    for (const issuer of this.sent) {
      if (path.some(certificate => isSame(certificate, issuer)) || !this.vouches(issuer, path)) continue;
      yield* this.pathsAbove([...path, issuer]);
    }
  }

  /** Did this one issue the last of a path, and may it? */
  private vouches(issuer: Parts, path: Path): boolean {
    const certificate = getLast(path);
    if (!isSameName(issuer.subject, certificate.issuer)) return false;
    if (++this.checks > checksMax)
      return this.blocked('untrusted', 'Its chain cannot be told from the certificates sent.');
    const { acceptsSha1 } = this.trust;
    if (!isSafelySigned(certificate.signed, acceptsSha1))
      return this.blocked(
        'weak',
        'It, or an issuer, is signed with a hash that is no longer safe, or is not known.',
      );
    const { publicKey } = issuer.certificate;
    if (!isStrong(publicKey)) return this.blocked('weak', 'The key of an issuer is too weak, or not known.');
    if (!isSignedBy(certificate.signed, publicKey, acceptsSha1)) return false;
    if (!issuer.isAuthority || ((issuer.usages ?? keyCertSign) & keyCertSign) === 0)
      return this.blocked('untrusted', 'Its issuer may not issue certificates.');
    const between = path.slice(1).filter(({ isSelfIssued }) => !isSelfIssued).length;
    if (issuer.pathLength !== undefined && issuer.pathLength < between)
      return this.blocked('untrusted', 'Its chain is longer than an issuer allows.');
    const { constraints } = issuer;
    const isNamedAsAllowed = (one: Parts, i: number) =>
      (i > 0 && one.isSelfIssued) || mayVouchFor(constraints!, one.subjectName, one.alternatives);
    if (constraints && !path.every(isNamedAsAllowed))
      return this.blocked('untrusted', 'An issuer does not vouch for names like its.');
    return this.isCurrent(issuer);
  }

  /** Is this its time, and does it demand nothing that is not done here? */
  private isCurrent({ startsAt, endsAt, isPlain, extensions }: Parts): boolean {
    if (startsAt > this.times.signedAt)
      return this.blocked('out-of-date', 'It, or an issuer, is not valid yet.');
    if (endsAt < this.times.signedAt) return this.blocked('out-of-date', 'It, or an issuer, has expired.');
    const isMet = extensions.every(
      ({ id, isCritical }) => understood.has(id) || !(isCritical || id === asn1.id_ce_policyConstraints),
    );
    if (!isMet || !isPlain || new Set(extensions.map(({ id }) => id)).size < extensions.length)
      return this.blocked('untrusted', 'It, or an issuer, demands something that is not understood here.');
    return true;
  }

  /** Is there one use that all of a path are for? */
  private hasPurpose(path: Path): boolean {
    const allows = ({ purposes }: Parts, purpose: string) =>
      purposes === undefined || purposes.includes(purpose) || purposes.includes(anyPurpose);
    return (
      this.purposes.some(purpose => path.every(one => allows(one, purpose))) ||
      this.blocked('untrusted', 'It, or an issuer, is for other uses than to sign.')
    );
  }

  private isNotRevoked(path: Path): boolean {
    if (this.trust.lists.length < this.trust.revocationLists.length)
      return this.blocked(
        'unknown-revocation',
        'A revocation list of the vault cannot be read; tell the operator.',
      );
    return path.slice(0, -1).every((certificate, i) => this.isKept(certificate, getAt(path, i + 1)));
  }

  /** Has its issuer not taken it back? Without any list of it, it has not, unless one is asked for. */
  private isKept(certificate: Parts, issuer: Parts): boolean {
    const named = this.trust.lists.filter(list => isSameName(list.issuer, certificate.issuer));
    if (this.lookingFor.some(name => isSameName(name, certificate.issuer))) return true;
    if (named.length === 0)
      return (
        !this.areListsDemanded ||
        this.blocked('unknown-revocation', 'There is no revocation list of its issuer, or of an issuer.')
      );
    const signers = this.signersLike(issuer);
    const signed = named.filter(list => signers.some(by => hasSigned(this.trust, list, by)));
    if (signed.some(list => isRevokedBy(list, certificate)))
      return this.blocked('revoked', 'It, or an issuer, was revoked.');
    const isGone = (by: Parts) =>
      isSameName(by.issuer, certificate.issuer) && signed.some(list => isRevokedBy(list, by));
    const speaking = signed.filter(
      list =>
        isAbout(list, certificate) && signers.some(by => !isGone(by) && hasSigned(this.trust, list, by)),
    );
    if (speaking.some(list => findDateProblem(list, this.times.now) === undefined)) return true;
    return this.blocked(
      'unknown-revocation',
      speaking.length > 0
        ? "The vault's revocation list of an issuer is out of date; tell the operator."
        : "The vault's revocation list of an issuer is not whole, or not the issuer's; tell the operator.",
    );
  }

  /** Who may sign the lists of an issuer: it, and those of its name that are trusted, for keys change. */
  private signersLike(issuer: Parts): Parts[] {
    const isNamesake = ({ subject }: Parts) => isSameName(subject, issuer.subject);
    this.lookingFor.push(issuer.subject);
    const sent = this.sent.filter(one => isNamesake(one) && !isSame(one, issuer) && this.isTrusted(one));
    this.lookingFor.pop();
    return [issuer, ...this.trust.anchors.filter(isNamesake), ...sent];
  }

  private isTrusted(certificate: Parts): boolean {
    for (const path of this.pathsFrom(certificate)) if (this.isNotRevoked(path)) return true;
    return false;
  }

  private blocked(kind: Obstacle['kind'], words: string): false {
    this.obstacle ??= { kind, words };
    return false;
  }
}

function isSame(a: Parts, b: Parts): boolean {
  return a.certificate.raw.equals(b.certificate.raw);
}
