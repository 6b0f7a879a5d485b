// Brings a vault back from a backup: its tables into an empty database, which nobody opens until all is there and was
// compared with what the backup promised. Also what a drill does, into a database of its own.

import { assume } from '../../assume.ts';
import { purgeRecord } from '../../core/audit/purge.ts';
import { compactTextIndex, demandSameTables, insertRows, listVaultTables } from '../copy/copy.ts';
import type { CopyDatabase } from '../copy/database.ts';
import { readValues, type Values } from '../copy/rows.ts';
import { migrate, restoreMark, stepsKnown, stepsTable } from '../migrations.ts';
import { openWriter } from '../tables.ts';
import { keyTables } from './keys-object.ts';
import type { ChunkEntry, Manifest, TableEntry } from './manifest.ts';
import { BadObject, hashOf, type ObjectReader } from './objects.ts';
import { RecordSums, readTable } from './summary.ts';
import type { BackupWatcher } from './watcher.ts';

/** What an operator can do about it stands in the message. */
export class RestoreRefused extends Error {}

/** Rows and bytes that are written in one transaction, as long as a chunk has no more. */
const transactionRows = 2000;
const transactionBytes = 4_194_304;
const readAtOnce = 4;

/** Is what is there a restore that was cut off? */
export async function isRestoreCutOff(database: CopyDatabase): Promise<boolean> {
  if (!(await database.listTables()).some(({ name }) => name === stepsTable)) return false;
  const row = await database.sql.get<{ first: number | null }>('SELECT MIN(step) AS first FROM migration');
  return Number(row?.first) === restoreMark;
}

/** Fills an empty database. It is marked, so that nobody opens it, until endRestore. @throws RestoreRefused, BadObject */
export async function restoreTables(
  to: CopyDatabase,
  objects: ObjectReader,
  manifest: Manifest,
  watcher: BackupWatcher,
): Promise<void> {
  if ((await to.listTables()).length > 0) throw new RestoreRefused(sayNotEmpty(to.place));
  if (manifest.steps > stepsKnown)
    throw new RestoreRefused('A newer Keepwell made this backup. Use that version.');
  await to.transact(async () => {
    await migrate(to.sql, to.dialect, manifest.steps);
    await to.sql.run(`INSERT INTO ${stepsTable} (step) VALUES (?)`, restoreMark);
    // What the steps themselves put there is in the backup.
    for (const { name } of await listVaultTables(to)) await to.sql.run(`DELETE FROM ${name}`);
  });
  await demandSameTables(to, manifest.tables, keyTables);
  watcher.onBegin?.('rows', sumRows(manifest.tables));
  for (const table of manifest.tables) {
    let [rows, bytes]: [Values[], number] = [[], 0];
    const write = async () => {
      const some = rows;
      [rows, bytes] = [[], 0];
      await to.transact(() => insertRows(to, table, some));
      watcher.onSlice?.(table.name, some.length);
      watcher.goOn?.();
    };
    for await (const { lines, length } of readChunks(objects, table.chunks)) {
      if (
        rows.length > 0 &&
        (rows.length + lines.length > transactionRows || bytes + length > transactionBytes)
      )
        await write();
      for (const line of lines) rows.push(readValues(line));
      bytes += length;
    }
    if (rows.length > 0) await write();
  }
  await to.transact(() => to.advanceSerials(manifest.tables));
  await compactTextIndex(to);
}

export const sayNotEmpty = (place: string) =>
  `${place} is not empty. Name a folder without a vault, or an empty database: nothing is written over.`;

/**
 * Removes what is left of records that were removed for good after the backup was made: nothing of them opens.
 * @param now milliseconds since 1970, UTC
 * @returns how many
 */
export async function dropErased(
  { sql, dialect, transact }: CopyDatabase,
  manifest: Manifest,
  now: number,
): Promise<number> {
  if (!manifest.encryption) return 0;
  const noKey = (id: string) => `NOT EXISTS (SELECT 1 FROM record_key k WHERE k.record_id = ${id})`;
  const rows = await sql.all<{ id: string }>(
    manifest.encryption.plainRecords === 0
      ? `SELECT id FROM record WHERE ${noKey('record.id')}`
      : ['thing', 'thing_history']
          .map(
            table =>
              `SELECT record_id AS id FROM ${table} WHERE sealed IS NOT NULL AND ${noKey('record_id')}`,
          )
          .join(' UNION '),
  );
  const writer = openWriter(sql, dialect);
  for (const { id } of rows) await transact(() => purgeRecord(writer, now, id));
  return rows.length;
}

/** The vault is one like any other from now on, of this version of Keepwell. Sessions that were ended since the backup stay ended. */
export async function endRestore(to: CopyDatabase): Promise<void> {
  await to.transact(async () => {
    await to.sql.run(`DELETE FROM ${stepsTable} WHERE step = ?`, restoreMark);
    await migrate(to.sql, to.dialect);
    await openWriter(to.sql, to.dialect).sessions.endAll();
  });
}

export interface Comparison {
  /** Tables of which the count or the hash is another. */
  readonly tables: readonly string[];
  /** Records likewise, or that are there on one side only. */
  readonly records: readonly string[];
  readonly recordCount: number;
}

/** Whether what was restored is what was promised. @throws BadObject */
export async function compareRestored(
  { sql }: CopyDatabase,
  objects: ObjectReader,
  manifest: Manifest,
  watcher: BackupWatcher,
): Promise<Comparison> {
  const sums = new RecordSums();
  const tables: string[] = [];
  watcher.onBegin?.('rows', sumRows(manifest.tables));
  for (const table of manifest.tables) {
    const { rows, hash } = await readTable({
      sql,
      table,
      sums,
      onPause(name, count) {
        watcher.onSlice?.(name, count);
        watcher.goOn?.();
      },
    });
    if (rows !== table.rows || hash !== table.hash) tables.push(table.name);
  }
  const records: string[] = [];
  let recordCount = 0;
  for await (const { lines } of readChunks(objects, manifest.records.chunks))
    for (const line of lines) {
      const [id, rows, hash] = JSON.parse(line) as [string, number, string];
      const found = sums.find(id);
      if (found?.rows !== rows || found.hash !== hash) records.push(id);
      recordCount++;
    }
  if (recordCount !== manifest.records.count || recordCount !== [...sums.list()].length)
    tables.push('records');
  return { tables, records, recordCount };
}

export interface FilePart {
  readonly blobId: string;
  readonly position: number;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface FilesRestored {
  readonly parts: number;
  readonly bytes: number;
  /** Parts that the vault itself had lost when it was backed up. */
  readonly missing: number;
}

export interface FileKeeper {
  keep(part: FilePart): Promise<void>;
  /** A part that the vault itself had lost when it was backed up. */
  onLost(blobId: string): void;
  /** A part that is not in the backup, or not what was promised. @throws to stop */
  onBad(blobId: string, problem: Error): void;
  readonly watcher: BackupWatcher;
}

/** Every part of a file that a backup has, compared with what the restored database says of it. @throws BadObject */
export async function restoreFiles(
  { sql }: Pick<CopyDatabase, 'sql'>,
  objects: ObjectReader,
  manifest: Manifest,
  { keep, onLost, onBad, watcher }: FileKeeper,
): Promise<FilesRestored> {
  let [parts, bytes, missing] = [0, 0, 0];
  watcher.onBegin?.('files', manifest.files.parts);
  for await (const { lines } of readChunks(objects, manifest.files.chunks))
    for (const line of lines) {
      watcher.goOn?.();
      const [blobId, position, name, length, object] = JSON.parse(line) as FileLine;
      parts++;
      bytes += length;
      watcher.onSlice?.('files', 1);
      if (object === null) {
        missing++;
        onLost(blobId);
        continue;
      }
      try {
        await keep({
          blobId,
          position,
          name,
          bytes: await readPart(sql, objects, { blobId, position, object }),
        });
      } catch (error) {
        if (!(error instanceof BadObject || error instanceof RestoreRefused)) throw error;
        onBad(blobId, error);
      }
    }
  return { parts, bytes, missing };
}

async function readPart(
  sql: CopyDatabase['sql'],
  objects: ObjectReader,
  { blobId, position, object }: { blobId: string; position: number; object: string },
): Promise<Buffer> {
  const part = await objects.read(object);
  const row = await sql.get<{ digest: Buffer }>(
    'SELECT COALESCE(kept_digest, digest) AS digest FROM blob_part WHERE blob_id = ? AND position = ?',
    blobId,
    position,
  );
  if (!row?.digest.equals(hashOf(part)))
    throw new RestoreRefused(`A part of the file ${blobId} is not the one that the backup promised.`);
  return part;
}

export type FileLine = [blobId: string, position: number, name: string, bytes: number, object: string | null];

/** Chunks in their order, some read ahead. @throws BadObject */
export async function* readChunks(
  objects: ObjectReader,
  chunks: readonly ChunkEntry[],
): AsyncGenerator<{ lines: string[]; length: number }> {
  const ahead: Promise<Buffer>[] = [];
  const readAhead = (index: number) => {
    const chunk = chunks[index];
    if (!chunk) return;
    const read = objects.read(chunk[0]);
    // It is told of when its turn comes, or not at all where another was told of.
    read.catch(() => {});
    ahead.push(read);
  };
  for (let i = 0; i < readAtOnce; i++) readAhead(i);
  for (let i = 0; i < chunks.length; i++) {
    const text = await assume(ahead.shift(), 'a chunk that is read ahead');
    readAhead(i + readAtOnce);
    const lines = text.toString().split('\n');
    lines.pop();
    yield { lines, length: text.length };
  }
}

function sumRows(tables: readonly TableEntry[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
