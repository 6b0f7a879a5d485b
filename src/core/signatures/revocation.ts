// Revocation lists of the operator's folder, read once: whose each is, what it takes back, and whether it speaks of all
// it should. Used by chain.ts, which knows who may sign them.
import { AsnConvert } from '@peculiar/asn1-schema';
import * as asn1 from '@peculiar/asn1-x509';
import { isDer } from '../x509.ts';
import { type Folded, fold } from './names.ts';
import { isSafelySigned, isSameAlgorithm, type Parts, readSerial, type Signed } from './parts.ts';

export interface RevocationList {
  readonly signed: Signed;
  readonly issuer: Folded;
  readonly startsAt: number;
  readonly endsAt: number | undefined;
  readonly serials: ReadonlySet<string>;
  /** Why it cannot stand for all that its issuer took back. */
  readonly lack: string | undefined;
  /** Of which certificates it speaks. */
  readonly of: 'all' | 'users' | 'authorities';
  /** Where certificates must say they are looked up, for it to speak of them. */
  readonly points: readonly string[] | undefined;
}

/** @throws for what is no revocation list in DER */
export function readList(der: Buffer, acceptsSha1 = false): RevocationList {
  if (!isDer(der)) throw new TypeError('not DER');
  const {
    tbsCertList: list,
    tbsCertListRaw,
    signatureAlgorithm,
    signature,
  } = AsnConvert.parse(der, asn1.CertificateList);
  const extensions = list.crlExtensions ?? [];
  const isDelta = extensions.some(({ extnID }) => extnID === asn1.id_ce_deltaCRLIndicator);
  const pointed = extensions.find(({ extnID }) => extnID === asn1.id_ce_issuingDistributionPoint);
  const scope = pointed && AsnConvert.parse(pointed.extnValue.buffer, asn1.IssuingDistributionPoint);
  const entries = list.revokedCertificates ?? [];
  const signed = {
    octets: Buffer.from(tbsCertListRaw!),
    algorithm: signatureAlgorithm,
    signature: Buffer.from(signature),
  };
  return {
    signed,
    issuer: fold(list.issuer),
    startsAt: list.thisUpdate.getTime().getTime(),
    endsAt: list.nextUpdate?.getTime().getTime(),
    // What a delta takes off stays, until a whole list comes without it.
    serials: new Set(
      entries.filter(entry => !(isDelta && isTakenOff(entry))).map(e => readSerial(e.userCertificate)),
    ),
    lack: [
      !isSameAlgorithm(list.signature, signatureAlgorithm) && 'says its algorithm in two ways',
      !isSafelySigned(signed, acceptsSha1) && 'is signed in a way that is not safe or not known',
      list.nextUpdate === undefined && 'does not say when the next one comes',
      isDelta && 'says changes only',
      scope && partOf(scope),
      [...extensions, ...entries.flatMap(({ crlEntryExtensions = [] }) => crlEntryExtensions)].some(
        ({ extnID, critical }) => critical && !understood.has(extnID),
      ) && 'demands something that is not understood here',
    ].find(lack => typeof lack === 'string'),
    of: scope?.onlyContainsUserCerts ? 'users' : scope?.onlyContainsCACerts ? 'authorities' : 'all',
    points: scope?.distributionPoint && pointsIn(scope.distributionPoint),
  };
}

/** Number of the list, whose key, where it is published, what it changes; of an entry: why, since when. */
const understood = new Set(['2.5.29.20', '2.5.29.35', '2.5.29.28', '2.5.29.27', '2.5.29.21', '2.5.29.24']);

function isTakenOff({ crlEntryExtensions = [] }: asn1.RevokedCertificate): boolean {
  const reason = crlEntryExtensions.find(({ extnID }) => extnID === asn1.id_ce_cRLReasons);
  return (
    reason !== undefined &&
    AsnConvert.parse(reason.extnValue.buffer, asn1.CRLReason).reason === asn1.CRLReasons.removeFromCRL
  );
}

function partOf(scope: asn1.IssuingDistributionPoint): string | undefined {
  if (scope.onlyContainsAttributeCerts) return 'is of attribute certificates only';
  if (scope.onlySomeReasons) return 'is of some reasons only';
  return scope.indirectCRL ? 'is of several issuers' : undefined;
}

/** Full names of places, each in one text. Those told by a part only are not looked up here. */
function pointsIn({ fullName = [] }: asn1.DistributionPointName): string[] {
  return fullName.map(name => Buffer.from(AsnConvert.serialize(name)).toString('hex'));
}

/** Has its issuer taken this one back, by this list? */
export function isRevokedBy(list: RevocationList, { serial }: Parts): boolean {
  return list.serials.has(serial);
}

/** Would it name this one, had its issuer taken it back? */
export function isAbout(list: RevocationList, { isAuthority, points }: Parts): boolean {
  if (list.lack !== undefined) return false;
  if (list.of !== 'all' && isAuthority !== (list.of === 'authorities')) return false;
  return (
    list.points === undefined ||
    points.some(
      ({ distributionPoint, reasons }) =>
        reasons === undefined &&
        distributionPoint !== undefined &&
        pointsIn(distributionPoint).some(point => list.points!.includes(point)),
    )
  );
}

/** Whether it is one of today; undefined if it is. */
export function findDateProblem({ startsAt, endsAt }: RevocationList, now: number): string | undefined {
  if (startsAt > now) return 'is of a time to come';
  return endsAt !== undefined && endsAt <= now ? 'is out of date' : undefined;
}
