// The key of the vault in a data folder. A new vault gets one; no vault ever gets another in its place unasked, for what
// the old one sealed would be lost. Called by main.ts for whoever opens a vault.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { ForeignKey, type Settling, settleSeal } from './core/seals/seals.ts';
import type { Store } from './core/store.ts';
import { databaseFile, hasDatabase, hasLostDatabase, keyFile, newKeyFile } from './data-folder.ts';
import { makeKeys, openKeys } from './storage/keys.ts';
import type { KeyRing } from './storage/sealing/key-ring.ts';

/** @throws when the key of a vault is not there, or the vault of a key is not; says how to mend it */
export function openVaultKeys(data: string, ring: KeyRing): void {
  const file = keyFile(data);
  if (hasLostDatabase(data)) throw new Error(sayLostDatabase(data));
  if (existsSync(file)) openKeys(file, ring);
  else if (hasDatabase(data)) throw new Error(sayLostKey(data));
  else makeKeys(file, ring);
}

/** As openVaultKeys, of a vault whose database is elsewhere: that tells itself whether there is a vault. */
export async function openKeysBeside(
  store: Store,
  data: string,
  ring: KeyRing,
  settling: Settling,
): Promise<void> {
  const file = keyFile(data);
  if (existsSync(file)) {
    openKeys(file, ring);
    return;
  }
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
  data: string,
  store: Store,
  ring: KeyRing,
  settling: Settling,
): Promise<string> {
  try {
    return await settleSeal(store, ring, settling);
  } catch (error) {
    if (!(error instanceof ForeignKey)) throw error;
    const id = await takeNewKey(data, store, ring, settling);
    if (id === undefined) throw new Error(sayForeignKey(data));
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
  return `The key of this vault, ${keyFile(data)}, is not there. Restore it from a backup. ${withoutIt(data)}`;
}

function sayKeyOfNodes(data: string): string {
  return (
    `There is a vault in this database, and ${keyFile(data)} is not there. Copy it from another node, or restore it from a ` +
    `backup. ${withoutIt(data)}`
  );
}

export function sayForeignKey(data: string): string {
  return `${keyFile(data)} is not the key this vault was sealed with. Restore that one from a backup. ${withoutIt(data)}`;
}

export function sayLostDatabase(data: string): string {
  return (
    `There was a vault in ${data}, but its database, ${databaseFile(data)}, is not there. Restore it from a backup, ` +
    'with the key that belongs to it; for a new vault name another folder with --data.'
  );
}
