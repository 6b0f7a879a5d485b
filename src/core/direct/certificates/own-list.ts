// The revocation list of the vault's own authority: which keys it took back. It lies among the lists of others, so that the vault
// itself goes by it; certificates name where it is published. Made by setup.ts, signed anew by refresh.ts, served by
// facades/direct.
import { fault } from '../../faults.ts';
import type { Reader, Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { signList, type TakenBack } from './authority.ts';
import { takeApart } from './judge.ts';
import { type DirectKey, openKey } from './key.ts';
import { getListAddress } from './list-address.ts';
import { noteDirect } from './note.ts';
import type { KeptList } from './ports.ts';

const hourMs = 3_600_000;
const renewedEachMs = 24 * hourMs;
/** Partners go by it so long without looking again, and refuse all where it is older. */
const goodForMs = 7 * 24 * hourMs;

/** The one that is there, signed anew. @param takenBack more than it names */
export async function renewOwnList(
  vault: Vault,
  authority: DirectKey,
  current: KeptList | undefined,
  takenBack?: TakenBack,
): Promise<KeptList> {
  const now = vault.clock.now();
  const added = takenBack ? [takenBack] : [];
  const endsAt = now + goodForMs;
  return {
    id: authority.id,
    address: current?.address ?? getListAddress(vault, authority.id),
    issuer: authority.certificate,
    der: await signList(authority, { now, endsAt, before: current?.der, added }),
    // Whoever has read it knows by this that it is another.
    addedAt: Math.max(now, (current?.addedAt ?? 0) + 1),
    dueAt: now + renewedEachMs,
    problem: undefined,
  };
}

/** Puts it in the place of the one it was made of. @returns false where that is another by now */
export async function putOwnList(
  db: Writer,
  made: KeptList,
  current: KeptList | undefined,
): Promise<boolean> {
  const { directCertificates } = db;
  const there = await directCertificates.list(made.id);
  if (there?.addedAt !== current?.addedAt) return false;
  await directCertificates.putList(made);
  return true;
}

/** The authority that has a list; undefined for lists of others. */
export async function findAuthorityOf(
  db: Reader,
  vault: Vault,
  listId: string,
): Promise<DirectKey | undefined> {
  const kept = (await db.directCertificates.keys('authority')).find(({ id }) => id === listId);
  return kept && openKey(vault, kept);
}

const triesMax = 5;

/**
 * Nobody is to believe a key any more: it is named in the list, and gone from the vault.
 * @throws invalid for a key that is not there, or that the vault's authority did not issue
 */
export async function revokeKey(vault: Vault, id: string): Promise<DirectKey> {
  const { key, authority } = await vault.store.read(async db => {
    const kept = (await db.directCertificates.keys('own')).find(one => one.id === id);
    const key = kept && openKey(vault, kept);
    const authorities = (await db.directCertificates.keys('authority')).map(one => openKey(vault, one));
    return { key, authority: authorities.find(one => key?.chain[0]?.equals(one.certificate)) };
  });
  if (!key) throw fault('invalid', `There is no key ${id}.`);
  const serial = takeApart(key.certificate)?.certificate.serialNumber;
  if (!authority || serial === undefined)
    throw fault(
      'invalid',
      'The vault did not issue its certificate. Ask your HISP to revoke it, then remove it here.',
    );
  for (let tries = 0; tries < triesMax; tries++) {
    const current = await vault.store.read(db => db.directCertificates.list(authority.id));
    const made = await renewOwnList(vault, authority, current, { serial, at: vault.clock.now() });
    const isDone = await vault.store.write(async db => {
      if (!(await putOwnList(db, made, current))) return false;
      await db.directCertificates.removeKey(id);
      await noteDirect(db, vault, 'RevokeDirectKey', id);
      return true;
    }, ofJob('direct trust'));
    if (isDone) return key;
  }
  throw fault('invalid', 'The revocation list was changed meanwhile, again and again. Try once more.');
}
