// Whether a key is the one that a database was sealed with. A new vault notes its id, sealed; one from before that is told
// by what is sealed in it. Asked whenever a vault is opened (main.ts) and by the doctor.

import type { Reader, Store } from '../store.ts';
import type { Ids, Keys } from '../world.ts';
import { ForeignKey } from './foreign-key.ts';
import type { LockedKeys, Seal } from './ports.ts';

export { ForeignKey };

export interface Settling {
  readonly ids: Ids;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Does a new vault go without keys of its own, as those did from before vaults were encrypted? */
  readonly isPlain?: boolean | undefined;
}

/**
 * The id of a vault, which is noted when there is none yet; its keys are unlocked, and made where it is new.
 * @throws ForeignKey when the database was sealed with another key
 */
export async function settleSeal(store: Store, keys: LockedKeys, settling: Settling): Promise<string> {
  const known = await store.read(db => findSeal(db, keys));
  if (known) return known.vaultId;
  const { ids, now, isPlain = false } = settling;
  const made = isPlain ? [] : await keys.makeVaultKeys(now);
  return store.write(async db => {
    // Another process may have noted one meanwhile.
    const found = await findSeal(db, keys);
    if (!found && made.length > 0 && (await isNew(db))) {
      await db.seals.putVaultKeys(made);
      await keys.unlock(made);
    }
    const seal = found ?? newSeal(keys, ids);
    await db.seals.putSeal(seal);
    return seal.vaultId;
  });
}

async function isNew(db: Reader): Promise<boolean> {
  return (await db.people.count()) === 0 && (await db.seals.samples()).length === 0;
}

/** The seal of a vault, if it has one. @throws ForeignKey when what is sealed in it does not open */
export async function findSeal(db: Reader, keys: LockedKeys): Promise<Seal | undefined> {
  const rows = await db.seals.vaultKeys();
  if (rows.length > 0) await keys.unlock(rows, await db.seals.keyChange());
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
