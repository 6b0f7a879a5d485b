// The key of the vault in a data folder. A new vault gets one; no vault ever gets another in its place unasked, for what
// the old one sealed would be lost. Called by main.ts for whoever opens a vault.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { ForeignKey, type Settling, settleSeal } from './core/seals/seals.ts';
import type { Store } from './core/store.ts';
import { databaseFile, hasDatabase, hasLostDatabase, keyFile, newKeyFile } from './data-folder.ts';
import { masterVariable } from './master-place.ts';
import type { VaultPlace } from './open-store.ts';
import { makeKeys, openKeys, readKeyText, takeKey, writeKeyText } from './storage/keys.ts';
import { KeyRing } from './storage/sealing/key-ring.ts';
import { type MasterKey, makeMaster } from './storage/sealing/master.ts';

/** Where a vault keeps its files, and its master key. */
export type KeyPlace = Pick<VaultPlace, 'data' | 'masterKey'>;

/**
 * The key at hand, whether it is that of the vault or not; undefined where there is none.
 * @throws when it is damaged or open to others, and where the environment and the data folder have keys that differ
 */
export function findKeys({ data, masterKey }: KeyPlace, ring = new KeyRing()): KeyRing | undefined {
  const file = keyFile(data);
  if (masterKey.kind === 'given') {
    if (existsSync(file) && readKeyText(file) !== writeKeyText(masterKey.key))
      throw new Error(
        `${masterKey.from} and ${file} are two keys that differ. Take away the one that is not that of the vault.`,
      );
    return takeKey(masterKey.key, ring);
  }
  if (existsSync(file)) return openKeys(file, ring);
  // What a rotation left that was broken off, where there was no file before.
  return existsSync(newKeyFile(data)) ? openKeys(newKeyFile(data), ring) : undefined;
}

/** @throws when the key of a vault is not there, or the vault of a key is not; says how to mend it */
export function openVaultKeys(place: KeyPlace, ring: KeyRing): void {
  const { data } = place;
  if (hasLostDatabase(data)) throw new Error(sayLostDatabase(data));
  if (findKeys(place, ring)) return;
  if (hasDatabase(data)) throw new Error(sayLostKey(data));
  makeKeys(keyFile(data), ring);
}

/** As openVaultKeys, of a vault whose database is elsewhere: that tells itself whether there is a vault. */
export async function openKeysBeside(
  store: Store,
  place: KeyPlace,
  ring: KeyRing,
  settling: Settling,
): Promise<void> {
  if (findKeys(place, ring)) return;
  const { data } = place;
  const file = keyFile(data);
  if (await store.read(db => db.seals.seal())) throw new Error(sayKeyOfNodes(data));
  makeKeys(file, ring);
  try {
    await settleSeal(store, ring, settling);
  } catch (error) {
    // Whatever else went wrong, it may have sealed the vault.
    if (!(error instanceof ForeignKey)) throw error;
    // Another node made the vault meanwhile, with a key of its own: this one has sealed nothing.
    rmSync(file);
    throw new Error(sayKeyOfNodes(data));
  }
}

/** The id of the vault. @throws when its database was sealed with another key; says how to mend it */
export async function readVaultId(
  place: KeyPlace,
  store: Store,
  ring: KeyRing,
  settling: Settling,
): Promise<string> {
  const { data, masterKey } = place;
  try {
    const id = await settleSeal(store, ring, settling);
    if (masterKey.kind === 'file' && !existsSync(keyFile(data))) renameSync(newKeyFile(data), keyFile(data));
    return id;
  } catch (error) {
    if (!(error instanceof ForeignKey)) throw error;
    const id = masterKey.kind === 'file' ? await takeNewKey(data, store, ring, settling) : undefined;
    if (id === undefined) throw new Error(sayForeignKey(place));
    return id;
  }
}

/** A rotation that was broken off may have left the key beside the one of before. */
async function takeNewKey(
  data: string,
  store: Store,
  ring: KeyRing,
  settling: Settling,
): Promise<string | undefined> {
  const file = newKeyFile(data);
  if (!existsSync(file)) return undefined;
  openKeys(file, ring);
  try {
    const id = await settleSeal(store, ring, settling);
    renameSync(file, keyFile(data));
    return id;
  } catch (error) {
    if (error instanceof ForeignKey) return undefined;
    throw error;
  }
}

const withoutIt = (data: string) =>
  'Without it nobody can read a vault that is encrypted. Of one that is not, records and their files stay, but what it ' +
  'sealed is lost: second steps of signing in, secrets of devices, subscriptions to events, invitations and mail under way. ' +
  `To see how much that is, and to go on without it: keepwell key replace --data ${data}`;

export function sayLostKey(data: string): string {
  return `The key of this vault, ${keyFile(data)}, is not there. Restore it from a backup, or give it by ${masterVariable}. ${withoutIt(data)}`;
}

function sayKeyOfNodes(data: string): string {
  return (
    `There is a vault in this database, and ${keyFile(data)} is not there. Copy it from another node, give it by ` +
    `${masterVariable}, or restore it from a backup. ${withoutIt(data)}`
  );
}

export function sayForeignKey({ data, masterKey }: KeyPlace): string {
  return masterKey.kind === 'given'
    ? `What ${masterKey.from} gives is not the key this vault was sealed with. Give that one. ${withoutIt(data)}`
    : `${keyFile(data)} is not the key this vault was sealed with. Restore that one from a backup. ${withoutIt(data)}`;
}

/** Where the master key is, in words for the operator. */
export function sayMasterPlace({ data, masterKey }: KeyPlace): string {
  return masterKey.kind === 'given' ? masterKey.from : keyFile(data);
}

/** What stands in a key file, or would, for backups. @throws where it was taken elsewhere since this process began */
export function readMasterText({ data, masterKey }: KeyPlace): string {
  if (masterKey.kind === 'given') return writeKeyText(masterKey.key);
  if (!existsSync(keyFile(data)))
    throw new Error(
      `${keyFile(data)} is not there. Where the master key was taken elsewhere, start again with that.`,
    );
  return readKeyText(keyFile(data));
}

/** The master key as it is at hand by now. @throws where it is not there, or damaged */
export function findMaster(place: KeyPlace): MasterKey {
  return makeMaster(Buffer.from(readMasterText(place), 'base64'));
}

export function sayLostDatabase(data: string): string {
  return (
    `There was a vault in ${data}, but its database, ${databaseFile(data)}, is not there. Restore it from a backup, ` +
    'with the key that belongs to it; for a new vault name another folder with --data.'
  );
}
