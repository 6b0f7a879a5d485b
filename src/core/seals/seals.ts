// Whether a key is the one that a database was sealed with. A new vault notes its id, sealed; one from before that is told
// by what is sealed in it. Asked whenever a vault is opened (main.ts) and by the doctor.

import type { Reader, Store } from '../store.ts';
import type { Ids, Keys } from '../world.ts';
import type { Seal } from './ports.ts';

/**
 * The id of a vault, which is noted when there is none yet.
 * @throws ForeignKey when the database was sealed with another key
 */
export async function settleSeal(store: Store, keys: Keys, ids: Ids): Promise<string> {
  const known = await store.read(db => findSeal(db, keys));
  if (known) return known.vaultId;
  return store.write(async db => {
    // Another process may have noted one meanwhile.
    const seal = (await findSeal(db, keys)) ?? newSeal(keys, ids);
    await db.seals.putSeal(seal);
    return seal.vaultId;
  });
}

export class ForeignKey extends Error {}

/** The seal of a vault, if it has one. @throws ForeignKey when what is sealed in it does not open */
export async function findSeal(db: Reader, keys: Keys): Promise<Seal | undefined> {
  const seal = await db.seals.seal();
  if (seal) {
    if (opened(keys, seal.sealedId)?.toString() !== seal.vaultId) throw new ForeignKey();
    return seal;
  }
  const samples = await db.seals.samples();
  if (samples.length > 0 && samples.every(sample => !opened(keys, sample))) throw new ForeignKey();
  return undefined;
}

function opened(keys: Keys, sealed: Buffer): Buffer | undefined {
  try {
    return keys.open(sealed);
  } catch {
    return undefined;
  }
}

/** Begins anew with another key: what the old one sealed is forgotten, the vault stays the same. */
export async function replaceSeal(store: Store, keys: Keys, ids: Ids): Promise<void> {
  await store.write(async db => {
    const old = await db.seals.seal();
    await db.seals.forgetSealed();
    await db.seals.putSeal(newSeal(keys, ids, old?.vaultId));
  });
}

function newSeal(keys: Keys, ids: Ids, vaultId = ids.guid()): Seal {
  return { vaultId, sealedId: keys.seal(Buffer.from(vaultId)) };
}

/** What is lost without the key, in words for the operator. */
export async function listLosses(db: Reader): Promise<string[]> {
  const sealed = await db.seals.sealed();
  return sealed.filter(({ count }) => count > 0).map(({ count, loss }) => `${loss}: ${count}`);
}
