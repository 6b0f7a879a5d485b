// What the operator's trust amounts to: anchors and revocation lists, read once for as long as their files stay, and what
// of them is of no use. Used by chain.ts and by `keepwell doctor`.
// asn1-schema resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import { readDerCertificate } from '../x509.ts';
import { isSameName } from './names.ts';
import { isSignedBy, isStrong, type Parts, readParts } from './parts.ts';
import type { TrustFile, TrustFiles } from './ports.ts';
import { findDateProblem, type RevocationList, readList } from './revocation.ts';

interface Read<T> {
  readonly name: string;
  /** Undefined where it cannot be read. */
  readonly it: T | undefined;
}

export interface Trust {
  readonly certificates: readonly Read<Parts>[];
  readonly revocationLists: readonly Read<RevocationList>[];
  /** Those that can be read. */
  readonly anchors: readonly Parts[];
  readonly lists: readonly RevocationList[];
  readonly acceptsSha1: boolean;
  /** Whether a key signed a list. Anchors stay, so theirs is known; what is sent goes with its request. */
  readonly signers: WeakMap<RevocationList, WeakMap<Parts, boolean>>;
}

const known = new WeakMap<TrustFiles, Trust>();

export function readTrust(files: TrustFiles): Trust {
  let trust = known.get(files);
  if (!trust) {
    const certificates = files.certificates.map(file => readFile(file, anchorIn));
    const { acceptsSha1 = false } = files;
    const revocationLists = files.revocationLists.map(file =>
      readFile(file, der => readList(der, acceptsSha1)),
    );
    const [anchors, lists] = [readOnes(certificates), readOnes(revocationLists)];
    trust = { certificates, revocationLists, anchors, lists, acceptsSha1, signers: new WeakMap() };
    known.set(files, trust);
  }
  return trust;
}

function readFile<T>({ name, der }: TrustFile, read: (der: Buffer) => T | undefined): Read<T> {
  try {
    return { name, it: der && read(der) };
  } catch {
    return { name, it: undefined };
  }
}

function readOnes<T>(files: readonly Read<T>[]): T[] {
  return files.map(({ it }) => it).filter(it => it !== undefined);
}

function anchorIn(der: Buffer): Parts | undefined {
  const certificate = readDerCertificate(der);
  return certificate && readParts(certificate);
}

/** Did this one sign that list, and may it? */
export function hasSigned({ signers, acceptsSha1 }: Trust, list: RevocationList, by: Parts): boolean {
  let answers = signers.get(list);
  if (!answers) {
    answers = new WeakMap();
    signers.set(list, answers);
  }
  let answer = answers.get(by);
  if (answer === undefined) {
    answer =
      isSameName(list.issuer, by.subject) &&
      maySign(by) &&
      isSignedBy(list.signed, by.certificate.publicKey, acceptsSha1);
    answers.set(by, answer);
  }
  return answer;
}

const crlSign = 64;

function maySign({ usages = crlSign, certificate }: Parts): boolean {
  return (usages & crlSign) !== 0 && isStrong(certificate.publicKey);
}

export interface TrustState {
  readonly anchors: number;
  readonly lists: number;
  /** What is of no use: the name of each file, and why. */
  readonly problems: readonly string[];
}

/** For operators: what their folder amounts to today. */
export function getTrustState(files: TrustFiles, now: number): TrustState {
  const trust = readTrust(files);
  const { certificates, revocationLists, anchors, lists } = trust;
  return {
    anchors: anchors.length,
    lists: lists.length,
    problems: [
      ...problemsOf(certificates, it => anchorProblem(it, now)),
      ...problemsOf(revocationLists, it => it.lack ?? findDateProblem(it, now) ?? foreign(trust, it)),
    ],
  };
}

function problemsOf<T>(files: readonly Read<T>[], problem: (it: T) => string | undefined): string[] {
  return files.flatMap(({ name, it }) => {
    const what = it === undefined ? 'cannot be read' : problem(it);
    return what === undefined ? [] : [`${name} ${what}`];
  });
}

function anchorProblem({ certificate, startsAt, endsAt }: Parts, now: number): string | undefined {
  if (!isStrong(certificate.publicKey)) return 'has a key that is too weak or not known';
  if (startsAt > now) return 'is not valid yet';
  return endsAt < now ? 'has expired' : undefined;
}

/** Lists of those who are not here themselves may be signed by a certificate that comes with a thing. */
function foreign(trust: Trust, list: RevocationList): string | undefined {
  const named = trust.anchors.filter(({ subject }) => isSameName(subject, list.issuer));
  return named.length > 0 && !named.some(anchor => hasSigned(trust, list, anchor))
    ? 'was not signed by the certificate of its issuer here'
    : undefined;
}
