// Fetches anew what domains of the vault trust: bundles of anchors, and revocation lists where certificates say that they are.
// What cannot be fetched or read leaves what is there, and says why. Loaded by due.ts where something is due.
import type { Awaitable } from '../../awaitable.ts';
import { Fault } from '../../faults.ts';
import { type Tenure, TenureOver } from '../../leases/tenure.ts';
import { isSameName } from '../../signatures/names.ts';
import { isSignedBy } from '../../signatures/parts.ts';
import { readList } from '../../signatures/revocation.ts';
import type { Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { readTrustFile } from './bundle.ts';
import { takeApart } from './judge.ts';
import { findAuthorityOf, putOwnList, renewOwnList } from './own-list.ts';
import type { KeptBundle, KeptList } from './ports.ts';
import { replaceBundle } from './trusting.ts';

export interface Fetching {
  readonly bytesMax: number;
  readonly timeoutMs: number;
  /** Signed on its own, it may come without TLS. */
  readonly isSigned: boolean;
}

/** @throws an error that says why, in words of ours */
export type FetchFile = (address: string, fetching: Fetching) => Promise<Buffer>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Now, whenever it is due. @returns why it could not be read; undefined where it was */
export async function refreshBundle(
  vault: Vault,
  fetch: FetchFile,
  bundle: KeptBundle,
  tenure: Tenure,
): Promise<string | undefined> {
  const { limits, clock } = vault;
  const { directBundleBytesMax: bytesMax, directFetchMs: timeoutMs } = limits;
  try {
    const bytes = await fetch(bundle.address, { bytesMax, timeoutMs, isSigned: bundle.signer !== undefined });
    const trust = readTrustFile(bytes, limits, bundle.signer && takeApart(bundle.signer));
    const now = clock.now();
    const refreshed = { ...bundle, refreshedAt: now, dueAt: now + dayMs, problem: undefined };
    await record(vault, tenure, db => replaceBundle(db, vault, { bundle: refreshed, trust }));
    return undefined;
  } catch (error) {
    if (error instanceof TenureOver) throw error;
    const problem = inWords(error);
    const postponed = { ...bundle, dueAt: clock.now() + hourMs, problem };
    await record(vault, tenure, db => db.directCertificates.putBundle(postponed));
    return problem;
  }
}

export async function refreshList(
  vault: Vault,
  fetch: FetchFile,
  list: KeptList,
  tenure: Tenure,
): Promise<void> {
  const { limits, clock } = vault;
  const authority = await vault.store.read(db => findAuthorityOf(db, vault, list.id));
  if (authority) {
    const made = await renewOwnList(vault, authority, list);
    // One that was made of it meanwhile is newer, and stays.
    await record(vault, tenure, async db => void (await putOwnList(db, made, list)));
    return;
  }
  const { directListBytesMax: bytesMax, directFetchMs: timeoutMs } = limits;
  const now = clock.now();
  let refreshed: KeptList;
  try {
    const der = await fetch(list.address ?? '', { bytesMax, timeoutMs, isSigned: true });
    const { endsAt } = readListOf(vault, der, list.issuer);
    const dueAt = Math.max(now + hourMs, Math.min(now + dayMs, endsAt ?? now));
    // The time it came tells the processes that read it before that it is another.
    refreshed = { ...list, der, addedAt: now, dueAt, problem: undefined };
  } catch (error) {
    refreshed = { ...list, dueAt: now + hourMs, problem: inWords(error) };
  }
  await record(vault, tenure, db => db.directCertificates.putList(refreshed));
}

function record(vault: Vault, tenure: Tenure, work: (db: Writer) => Awaitable<void>): Promise<void> {
  const whole = async (db: Writer) => {
    await tenure.demand(db);
    await work(db);
  };
  return vault.store.write(whole, ofJob('direct trust'));
}

/** One of somebody else would stand in the way of all whom that one vouches for. */
function readListOf({ direct }: Vault, der: Buffer, issuerDer: Buffer | undefined) {
  const issuer = issuerDer && takeApart(issuerDer);
  const list = readListOrNot(der);
  if (!list) throw new UnusableList('It is no revocation list.');
  const isOfIssuer =
    issuer !== undefined &&
    isSameName(list.issuer, issuer.subject) &&
    isSignedBy(list.signed, issuer.certificate.publicKey, direct?.acceptsSha1);
  if (!isOfIssuer) throw new UnusableList('It was not signed by the issuer whose certificates name it.');
  return list;
}

function readListOrNot(der: Buffer) {
  try {
    return readList(der);
  } catch {
    return undefined;
  }
}

class UnusableList extends Error {}

const problemLengthMax = 300;

function inWords(error: unknown): string {
  const words = error instanceof Fault ? (error.detail ?? error.message) : (error as Error).message;
  return words.slice(0, problemLengthMax);
}
