// Brings a vault back from a backup: its database, its key and its files. Called by the command line.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Vault } from './core/vault.ts';
import { blobsFolder, databaseFile, keyFile } from './data-folder.ts';
import { makeFolder } from './make-folder.ts';
import { NotForUs } from './storage/backup/age.ts';
import { type Identity, readIdentities } from './storage/backup/age-keys.ts';
import { readKeysObject, restoreKeys } from './storage/backup/keys-object.ts';
import { listObjectsMissing, type Manifest, readManifest } from './storage/backup/manifest.ts';
import { listObjects, ObjectReader } from './storage/backup/objects.ts';
import { findBackup, openToRead } from './storage/backup/places.ts';
import {
  compareRestored,
  dropErased,
  endRestore,
  type FilesRestored,
  isRestoreCutOff,
  RestoreRefused,
  restoreFiles,
  restoreTables,
  sayNotEmpty,
} from './storage/backup/restore.ts';
import { type RecordRestored, restoreRecord } from './storage/backup/restore-record.ts';
import type { Target } from './storage/backup/target.ts';
import { deriveIdentity, joinOwn } from './storage/backup/vault-keys.ts';
import type { BackupWatcher } from './storage/backup/watcher.ts';
import { openBlobStore } from './storage/blob-store.ts';
import type { CopyDatabase } from './storage/copy/database.ts';
import { type DatabasePlace, openForCopy } from './storage/copy/places.ts';
import { openKeys, readKeyText, writeKeyFile, writeKeyText } from './storage/keys.ts';

export interface RestoreOrder {
  readonly from: string;
  readonly identities: readonly Identity[];
  /** The id of a backup; the last where there is none. */
  readonly at: string | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly watcher: BackupWatcher;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly files: FilesRestored;
  /** Records that were removed for good since: their keys are gone, and so is what was left of them. */
  readonly erased: number;
  /** Was the key of the vault in the backup, and open to this identity? */
  readonly hasKey: boolean;
}

/** The identities in a file: of age, or the key of a vault, which opens its own backups. @throws for what is neither */
export function readIdentityFile(file: string): Identity[] {
  const text = readFileSync(file, 'utf8');
  if (/^[A-Za-z0-9+/]{43}=\s*$/.test(text)) return [deriveIdentity(openKeys(file))];
  return readIdentities(text);
}

export interface OpenedBackup {
  readonly target: Target;
  readonly objects: ObjectReader;
  readonly manifest: Manifest;
}

/** @throws RestoreRefused when the identity is not one of those it was encrypted to, when objects are missing */
export async function openBackup({
  from,
  identities,
  at,
}: Omit<RestoreOrder, 'now' | 'watcher'>): Promise<OpenedBackup> {
  const { target, vaultId } = await openToRead(from);
  const id = await findBackup(target, at);
  const all = await joinOwn(target, identities);
  const manifest = await readManifest(target, all, id).catch(error => {
    if (error instanceof NotForUs)
      throw new RestoreRefused(
        `The backup ${id} was not encrypted to this identity. Name another with --identity.`,
      );
    throw new RestoreRefused(`The manifest of the backup ${id} cannot be read: ${(error as Error).message}`);
  });
  if (manifest.vaultId !== vaultId)
    throw new RestoreRefused(
      `The backup ${id} is of another vault than ${target.place} says: one of them was changed. Run \`keepwell backup verify\`.`,
    );
  const missing = await listObjectsMissing(target, manifest, await listObjects(target));
  if (missing === undefined)
    throw new RestoreRefused(`The list of objects of the backup ${id} is damaged. Name another with --at.`);
  if (missing.length > 0)
    throw new RestoreRefused(
      `The backup ${id} is not whole: ${missing.length} of its ${manifest.objects.count} objects are not there. Name another with --at.`,
    );
  const objects = new ObjectReader(target, all, Buffer.from(manifest.nameKey, 'base64'));
  return { target, objects, manifest };
}

/**
 * Into the data folder and the database that the settings name, neither of which may hold a vault.
 * @throws RestoreRefused, BadObject: then what was there is as it was, and no server opens what was begun
 */
export async function restoreVault(config: Config, order: RestoreOrder): Promise<Restored> {
  const opened = await openBackup(order);
  const { manifest, objects } = opened;
  const keys = await readKeysObject(opened.target, order.identities).catch(() => undefined);
  const isOurs = keys?.vaultId === manifest.vaultId;
  if (manifest.encryption && !isOurs)
    throw new RestoreRefused(
      'The keys of the backup (keys.age) are missing, damaged or of another vault. Without them nobody can read what is in it.',
    );
  const vaultKey = isOurs ? keys.vaultKey : undefined;
  makeFolder(config.data, 0o700);
  const isAgain = await demandEmpty(config, vaultKey);
  if (isAgain && config.database === undefined)
    for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile(config.data)}${end}`, { force: true });
  const database = await openForCopy(placeOf(config), 'write');
  try {
    await restoreTables(database, objects, manifest, order.watcher);
    await demandSame(database, opened, order.watcher);
    if (isOurs) await restoreKeys(database, keys);
    const erased = await dropErased(database, manifest, order.now);
    const blobs = await openBlobStore(config.blobStore, blobsFolder(config.data));
    const files = await restoreFiles(database, objects, manifest, {
      async keep({ blobId, name, bytes }) {
        await blobs.put(
          blobId,
          name,
          (async function* () {
            yield bytes;
          })(),
        );
      },
      // It is counted; nothing brings it back.
      onLost() {},
      onBad(_, problem) {
        throw problem;
      },
      watcher: order.watcher,
    });
    if (vaultKey !== undefined && config.masterKey.kind === 'file' && !existsSync(keyFile(config.data)))
      writeKeyFile(keyFile(config.data), vaultKey);
    await endRestore(database);
    return { manifest, files, erased, hasKey: vaultKey !== undefined };
  } finally {
    await database.close();
  }
}

export interface RecordBack extends Omit<RestoreOrder, 'now'> {
  readonly recordId: string;
  /** Who is to look after it; undefined for those who did. */
  readonly custodian: string | undefined;
}

/** One record, into a vault that has it no more, served or not. @throws RestoreRefused, BadObject: then it is as it was */
export async function bringBackRecord(
  vault: Vault,
  config: Config,
  order: RecordBack,
): Promise<RecordRestored> {
  const { target, manifest, objects } = await openBackup(order);
  const keys = await readKeysObject(target, order.identities).catch(() => undefined);
  const { custodian } = order;
  const person =
    custodian === undefined ? undefined : await vault.store.read(db => db.people.byEmail(custodian));
  if (custodian !== undefined && !person) throw new RestoreRefused('There is no account of this address.');
  const database = await openForCopy(placeOf(config), 'write');
  try {
    return await restoreRecord(database, objects, manifest, {
      recordId: order.recordId,
      custodianId: person?.id,
      now: vault.clock.now(),
      ids: vault.ids,
      blobs: vault.blobs.kept ?? vault.blobs,
      watcher: order.watcher,
      vaultId: vault.id,
      keys,
    });
  } finally {
    await database.close();
  }
}

function placeOf({ data, database }: Config): DatabasePlace {
  return database === undefined ? { file: databaseFile(data) } : { url: database };
}

/** @returns whether a restore that was cut off is there, which begins anew. @throws RestoreRefused */
async function demandEmpty(config: Config, vaultKey: string | undefined): Promise<boolean> {
  const { data, masterKey } = config;
  const refused = new RestoreRefused(sayNotEmpty(data));
  if (existsSync(keyFile(data)) && readKeyText(keyFile(data)) !== vaultKey)
    throw new RestoreRefused(
      `${keyFile(data)} is the key of another vault, or this identity does not open the one of the backup. ${sayNotEmpty(data)}`,
    );
  if (masterKey.kind === 'given' && writeKeyText(masterKey.key) !== vaultKey)
    throw new RestoreRefused(
      `What ${masterKey.from} gives is not the master key of this backup. Take the variable away: the backup has its key.`,
    );
  let isAgain = false;
  if (config.database !== undefined || existsSync(databaseFile(data))) {
    const database = await openForCopy(placeOf(config), 'write');
    try {
      isAgain = await isRestoreCutOff(database);
      if (isAgain && config.database !== undefined)
        throw new RestoreRefused(
          `${database.place} holds a restore that was cut off. Empty the database, and do this again.`,
        );
      if (!isAgain && (await database.listTables()).length > 0)
        throw new RestoreRefused(sayNotEmpty(database.place));
    } finally {
      await database.close();
    }
  }
  if (isAgain || config.database !== undefined) return isAgain;
  const blobs = blobsFolder(data);
  if (existsSync(join(data, 'production')) || (existsSync(blobs) && readdirSync(blobs).length > 0))
    throw refused;
  return false;
}

async function demandSame(
  database: CopyDatabase,
  opened: OpenedBackup,
  watcher: BackupWatcher,
): Promise<void> {
  const { tables, records } = await compareRestored(database, opened.objects, opened.manifest, watcher);
  if (tables.length > 0 || records.length > 0)
    throw new RestoreRefused(
      `What was restored is not what the backup promised, in ${[...tables, ...records].slice(0, 5).join(', ')}. It is not used.`,
    );
}
