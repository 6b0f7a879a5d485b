// What is published of certificates for a Direct address: CERT records of the address, then of its domain (RFC 4398), and
// where there are none what directories say that the domain names (LDAP by SRV). Whether one is good is for others to say.
import { type FoundCertificates, RoadProblem } from '../../core/direct/outbox/roads.ts';
import { mayPostTo } from '../../core/events/address.ts';
import type { Vault } from '../../core/vault.ts';
import { readDerCertificate } from '../../core/x509.ts';
import { type Dns, DnsTrouble } from './dns.ts';
import { askDirectory } from './ldap-thread.ts';
import { shuffle } from './shuffle.ts';

type Place = Pick<Vault, 'mode' | 'allowPrivateNetworks' | 'limits'>;

/** @throws RoadProblem where nobody could say whether there are any */
export async function findCertificates(
  dns: Dns,
  place: Place,
  address: string,
  signal: AbortSignal,
): Promise<FoundCertificates> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  try {
    const published = await Promise.all([
      dns.certificates(address.replace('@', '.'), signal),
      dns.certificates(domain, signal),
    ]);
    const raw = published.flatMap(({ records }) => records.map(readRecord)).filter(isThere);
    const certificates = keepCertificates(place, raw);
    const ttls = published.filter(({ records }) => records.length > 0).map(({ ttlMs }) => ttlMs);
    if (certificates.length > 0) return { certificates, ttlMs: Math.min(...ttls) };
    return { certificates: await findInDirectories(dns, place, address, signal), ttlMs: directoryTtlMs };
  } catch (error) {
    throw error instanceof DnsTrouble ? new RoadProblem('look-up-failed', true) : error;
  }
}

/** Directories do not say how long an answer holds. */
const directoryTtlMs = 3_600_000;

const pkix = 1;
const headBytes = 5;

/** A certificate itself; what only tells where one lies (IPKIX) leads anywhere, so it is none. */
function readRecord(data: Buffer): Buffer | undefined {
  return data.length > headBytes && data.readUInt16BE() === pkix ? data.subarray(headBytes) : undefined;
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function keepCertificates({ limits }: Place, found: readonly Buffer[]): Buffer[] {
  const distinct = new Map(found.map(bytes => [bytes.toString('base64'), bytes]));
  return [...distinct.values()]
    .filter(bytes => bytes.length <= limits.directCertificateBytesMax && isCertificate(bytes))
    .slice(0, limits.directCertificatesFoundMax);
}

function isCertificate(bytes: Buffer): boolean {
  return readDerCertificate(bytes)?.raw.length === bytes.length;
}

/** Under userSMIMECertificate certificates lie together, as they come with a signature (PKCS #7, RFC 2798). */
async function takeOut({ limits }: Place, values: readonly Buffer[]): Promise<Buffer[]> {
  if (values.every(isCertificate)) return [...values];
  const { readCarried } = await import('../../core/direct/certificates/bundle.ts');
  return values.flatMap(value => (isCertificate(value) ? [value] : readCarried(value, limits)));
}

const directoriesMax = 3;

/** The first directory that has any. @throws RoadProblem where one could not be asked, and none has any */
async function findInDirectories(
  dns: Dns,
  place: Place,
  address: string,
  signal: AbortSignal,
): Promise<Buffer[]> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const { records } = await dns.services(`_ldap._tcp.${domain}`, signal);
  const services = shuffle(records.filter(({ target }) => target !== '' && target !== '.'))
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
    .slice(0, directoriesMax);
  let hasFailed = false;
  for (const { target, port } of services) {
    const found = await dns.addresses(target, signal);
    const host = found.find(one => mayPostTo(place, target, one));
    if (host === undefined) continue;
    const answer = await askDirectory(place.limits, { host, port, names: [address, domain] }, signal);
    if (!answer) hasFailed = true;
    const certificates = keepCertificates(place, await takeOut(place, answer ?? []));
    if (certificates.length > 0) return certificates;
  }
  if (hasFailed) throw new RoadProblem('look-up-failed', true);
  return [];
}
