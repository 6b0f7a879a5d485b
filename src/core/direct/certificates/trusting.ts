// Whom domains of the vault trust: anchors and revocation lists are brought, watched for where they are published, and taken
// away. Called by the command line; refresh.ts looks after those that are watched.
import { fault } from '../../faults.ts';
import type { Reader, Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import type { TrustBundle } from './bundle.ts';
import type { ListPlace } from './judge.ts';
import type { KeptBundle } from './ports.ts';

/**
 * What is there already stays once.
 * @param domain every one of the vault where it is empty
 * @returns how many anchors and lists are new
 * @throws limitReached
 */
export async function addTrust(
  db: Writer,
  vault: Vault,
  { domain, trust, bundleId }: { domain: string; trust: TrustBundle; bundleId?: string | undefined },
): Promise<number> {
  const { directAnchorsMax, directRevocationListsMax } = vault.limits;
  const addedAt = vault.clock.now();
  const there = (await db.directCertificates.anchors()).filter(
    one => one.domain === domain && one.bundleId === bundleId,
  );
  const lists = await db.directCertificates.lists();
  const anchors = trust.anchors
    .map(({ certificate }) => certificate.raw)
    .filter(der => !there.some(one => one.der.equals(der)));
  const added = trust.lists.filter(der => !lists.some(one => one.der?.equals(der)));
  const isTooMany =
    there.length + anchors.length > directAnchorsMax ||
    lists.length + added.length > directRevocationListsMax;
  if (isTooMany)
    throw fault('limitReached', 'A domain trusts no more certificates, or the vault keeps no more lists.');
  for (const der of anchors)
    await db.directCertificates.addAnchor({ id: vault.ids.guid(), domain, bundleId, der, addedAt });
  const brought = { address: undefined, issuer: undefined, dueAt: undefined, problem: undefined };
  for (const der of added)
    await db.directCertificates.putList({ ...brought, id: vault.ids.guid(), der, addedAt });
  return anchors.length + added.length;
}

/** Puts the anchors of a bundle in the place of those it had. */
export async function replaceBundle(
  db: Writer,
  vault: Vault,
  { bundle, trust }: { bundle: KeptBundle; trust: TrustBundle },
): Promise<void> {
  await db.directCertificates.removeAnchorsOf(bundle.id);
  await addTrust(db, vault, { domain: bundle.domain, trust: { ...trust, lists: [] }, bundleId: bundle.id });
  await db.directCertificates.putBundle(bundle);
}

/** An anchor, a bundle with its anchors, or a list. @returns whether it was there */
export async function removeTrust(db: Writer, id: string): Promise<boolean> {
  const { directCertificates } = db;
  return (
    (await directCertificates.removeAnchor(id)) ||
    (await directCertificates.removeBundle(id)) ||
    (await directCertificates.removeList(id))
  );
}

/** Where those who vouch for senders say that their lists are; fetched by refresh.ts. */
export async function noteLists(db: Writer, vault: Vault, places: readonly ListPlace[]): Promise<void> {
  if (places.length === 0) return;
  const there = await db.directCertificates.lists();
  const room = vault.limits.directRevocationListsMax - there.length;
  const now = vault.clock.now();
  const added = places.filter(
    ({ address, issuer }, i) =>
      places.findIndex(one => one.address === address) === i &&
      !there.some(one => one.address === address && one.issuer?.equals(issuer)),
  );
  for (const { address, issuer } of added.slice(0, Math.max(0, room)))
    await db.directCertificates.putList({
      id: vault.ids.guid(),
      address,
      issuer,
      der: undefined,
      addedAt: now,
      dueAt: now,
      problem: undefined,
    });
}

/** Every anchor, with whom it is of; for people who look. */
export async function listTrust(db: Reader) {
  const { directCertificates } = db;
  return {
    anchors: await directCertificates.anchors(),
    bundles: await directCertificates.bundles(),
    lists: await directCertificates.lists(),
  };
}
