// Makes a backup: all tables as they are at one moment, and the bytes of all blobs that these name. What the target has
// already is not written again. Nothing is a backup until its manifest is there, which comes last.
import { randomBytes } from 'node:crypto';
import type { BlobStore } from '../../core/blobs/ports.ts';
import { ForeignKey } from '../../core/seals/foreign-key.ts';
import type { LockedKeys } from '../../core/seals/ports.ts';
import type { Store } from '../../core/store.ts';
import { countRows, listVaultTables } from '../copy/copy.ts';
import type { CopyDatabase } from '../copy/database.ts';
import { type DatabasePlace, openForCopy } from '../copy/places.ts';
import { readKeyRing } from '../keys.ts';
import { stepsTable } from '../migrations.ts';
import { getRow } from '../sql.ts';
import { findRecipient, type Recipient } from './age-keys.ts';
import { ChunkSender } from './chunk-sender.ts';
import { FileCopier, type FilesCopied } from './files.ts';
import { type KeysObject, type KeyTable, keyTables, readKeyTable, writeKeysObject } from './keys-object.ts';
import {
  format,
  type Manifest,
  makeBackupId,
  type TableEntry,
  writeListing,
  writeManifest,
} from './manifest.ts';
import { listObjects, ObjectWriter } from './objects.ts';
import { RecordSums, readTable } from './summary.ts';
import type { Target } from './target.ts';
import { deriveIdentity, isOfToken, openKeyTables, wrapForBackup } from './vault-keys.ts';
import type { BackupWatcher } from './watcher.ts';

export interface BackupSource {
  readonly place: DatabasePlace;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly keys: LockedKeys;
  /** What stands in the key file; undefined where the master key is in a token. */
  readonly keyText: string | undefined;
  readonly vaultId: string;
  /** The version of Keepwell. */
  readonly version: string;
}

export interface MakeOptions {
  readonly target: Target;
  /** Of the operator. */
  readonly recipients: readonly Recipient[];
  /** Objects that were found damaged: they are written anew where they are needed. */
  readonly damaged: ReadonlySet<string>;
  /** Right before the manifest. @throws when another process may have begun a backup */
  demandHold(): Promise<void>;
  readonly watcher?: BackupWatcher;
}

export interface Made {
  readonly manifest: Manifest;
  /** Bytes that were sent to the target. */
  readonly written: number;
}

/** @throws what stood in the way; what was written is found again by the next */
export async function makeBackup(source: BackupSource, options: MakeOptions): Promise<Made> {
  const { target, watcher = {} } = options;
  const opens = [source.keys, ...(source.keyText === undefined ? [] : [readKeyRing(source.keyText)])];
  const own = await Promise.all(opens.map(keys => findRecipient(deriveIdentity(keys))));
  const recipients = [...options.recipients, ...own];
  const nameKey = source.keys.derive('backup names');
  const known = await listObjects(target);
  for (const name of options.damaged) known.delete(name);
  const objects = new ObjectWriter(target, recipients, nameKey, known);
  const begunAt = await source.store.read(db => db.leases.now());
  const files = new FileCopier(source.blobs, objects, watcher);
  // Before the snapshot is taken, which is not to be kept for as long as this takes.
  await files.copyAhead(source.store);
  const snapshot = await openForCopy(source.place, 'snapshot');
  let copied: Copied;
  try {
    copied = await copySnapshot(snapshot, objects, files, watcher);
  } finally {
    await snapshot.close();
  }
  const id = makeBackupId(begunAt, randomBytes(4));
  await target.settle();
  await options.demandHold();
  const { contents, keys } = copied;
  await writeKeysObject(target, recipients, {
    vaultId: source.vaultId,
    ...(await keepKeys(source, keys)),
  });
  const listing = await writeListing(target, id, objects.names);
  await target.settle();
  const manifest: Manifest = {
    format,
    id,
    vaultId: source.vaultId,
    keepwell: source.version,
    begunAt,
    ...contents,
    endedAt: await source.store.read(db => db.leases.now()),
    nameKey: nameKey.toString('base64'),
    objects: listing,
  };
  await options.demandHold();
  await writeManifest(target, recipients, manifest);
  await target.settle();
  return { manifest, written: objects.written };
}

/** Before the keys of the backups that are there are written over. @throws in words for the operator */
async function keepKeys(
  { keyText, keys }: BackupSource,
  tables: readonly KeyTable[],
): Promise<Pick<KeysObject, 'vaultKey' | 'tables'>> {
  try {
    if (isOfToken(tables)) return await wrapForBackup(keys, tables);
    if (keyText === undefined) throw new ForeignKey();
    await openKeyTables(keyText, tables);
    return { vaultKey: keyText, tables };
  } catch (error) {
    if (!(error instanceof ForeignKey)) throw error;
    throw new Error(
      'The master key was changed: keepwell.key, or what the environment gives, is not that of the vault any more. Where keepwell.key was changed on another node, copy that file from there; else start again with the other key. Then back the vault up again.',
    );
  }
}

type Contents = Pick<Manifest, 'steps' | 'snapshotAt' | 'tables' | 'records' | 'encryption'> & {
  files: FilesCopied;
};

interface Copied {
  readonly contents: Contents;
  readonly keys: readonly KeyTable[];
}

async function copySnapshot(
  { sql, dialect, ...database }: CopyDatabase,
  objects: ObjectWriter,
  files: FileCopier,
  watcher: BackupWatcher,
): Promise<Copied> {
  const { steps } = await getRow<{ steps: number }>(sql, `SELECT COUNT(*) AS steps FROM ${stepsTable}`);
  // PostgreSQL takes its snapshot with the statement before.
  const { now } = await getRow<{ now: number }>(sql, `SELECT ${dialect.now} AS now`);
  const found = await listVaultTables({ sql, dialect, ...database });
  const totals = await countRows({ sql, dialect, ...database }, found);
  watcher.onBegin?.(
    'rows',
    [...totals.values()].reduce((sum, rows) => sum + rows, 0),
  );
  const sums = new RecordSums();
  const tables: TableEntry[] = [];
  const keys: KeyTable[] = [];
  for (const table of found) {
    if (keyTables.has(table.name)) {
      keys.push(await readKeyTable(sql, table));
      continue;
    }
    const chunks = new ChunkSender(objects, table);
    const summary = await readTable({
      sql,
      table,
      sums,
      onRow: ({ key, line }) => chunks.add(key, line),
      async onPause(name, rows) {
        await chunks.send();
        watcher.onSlice?.(name, rows);
        watcher.goOn?.();
      },
    });
    tables.push({ ...table, ...summary, chunks: await chunks.end() });
  }
  const copied = await files.copyOfSnapshot(sql);
  const records = new ChunkSender(objects);
  let count = 0;
  for (const [id, { rows, hash }] of sums.list()) {
    records.add(id, Buffer.from(`${JSON.stringify([id, rows, hash])}\n`));
    await records.send();
    count++;
  }
  const contents = {
    steps: Number(steps),
    snapshotAt: Number(now),
    encryption: await countEncrypted(sql),
    tables,
    records: { count, chunks: await records.end() },
    files: copied,
  };
  return { contents, keys };
}

async function countEncrypted(sql: CopyDatabase['sql']): Promise<Manifest['encryption']> {
  const { vault_keys, plain } = await getRow<{ vault_keys: number; plain: number }>(
    sql,
    `SELECT (SELECT COUNT(*) FROM vault_key) AS vault_keys, (SELECT COUNT(*) FROM record
       WHERE NOT EXISTS (SELECT 1 FROM record_key WHERE record_id = record.id)) AS plain`,
  );
  return Number(vault_keys) === 0 ? undefined : { plainRecords: Number(plain) };
}
