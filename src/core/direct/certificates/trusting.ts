// Whom domains of the vault trust: anchors and revocation lists are brought, watched for where they are published, and taken
// away. Called by the command line; refresh.ts looks after those that are watched.
import { fault } from '../../faults.ts';
import type { Reader, Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import type { TrustBundle } from './bundle.ts';
import type { ListPlace } from './judge.ts';
import { noteDirect } from './note.ts';
import type { KeptBundle, KeptList } from './ports.ts';

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
  const count = anchors.length + added.length;
  if (count > 0 && bundleId === undefined) await noteDirect(db, vault, 'AddDirectTrust', domain);
  return count;
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
export async function removeTrust(db: Writer, vault: Vault, id: string): Promise<boolean> {
  const { directCertificates } = db;
  if ((await directCertificates.keys('authority')).some(one => one.id === id))
    throw fault(
      'invalid',
      'It is the list of the authority of the vault, which names the keys that were revoked.',
    );
  const isGone =
    (await directCertificates.removeAnchor(id)) ||
    (await directCertificates.removeBundle(id)) ||
    (await directCertificates.removeList(id));
  if (isGone) await noteDirect(db, vault, 'RemoveDirectTrust', id);
  return isGone;
}

/** Is whoever writes to a domain refused where there is no list of who vouches for them? */
export async function chooseRevocation(
  db: Writer,
  vault: Vault,
  { domain, needsLists }: { domain: string; needsLists: boolean },
): Promise<void> {
  await db.directCertificates.setNeedsLists(domain, needsLists);
  await noteDirect(db, vault, 'ChooseDirectRevocation', domain);
}

/** Where those who vouch for senders say that their lists are; fetched by refresh.ts. */
export async function noteLists(vault: Vault, places: readonly ListPlace[]): Promise<void> {
  if (places.length === 0) return;
  const isNew = await vault.store.read(
    async db => findNew(await db.directCertificates.lists(), places).length > 0,
  );
  if (isNew) await vault.store.write(db => addLists(db, vault, places), ofJob('direct trust'));
}

function findNew(there: readonly KeptList[], places: readonly ListPlace[]): ListPlace[] {
  return places.filter(
    ({ address, issuer }, i) =>
      places.findIndex(one => one.address === address) === i &&
      !there.some(one => one.address === address && one.issuer?.equals(issuer)),
  );
}

async function addLists(db: Writer, vault: Vault, places: readonly ListPlace[]): Promise<void> {
  const there = await db.directCertificates.lists();
  const room = vault.limits.directRevocationListsMax - there.length;
  const now = vault.clock.now();
  for (const { address, issuer } of findNew(there, places).slice(0, Math.max(0, room)))
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
