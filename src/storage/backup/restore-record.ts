// Brings one record back into a vault that has it no more: its items with their history, log and files, and who looked after it.
// Nobody sees anything of it until the last transaction, which makes the record itself. Applications are let in anew.
import type { BlobStore } from '../../core/blobs/ports.ts';
import type { Ids } from '../../core/world.ts';
import { demandSameTables, insertRows } from '../copy/copy.ts';
import type { CopyDatabase } from '../copy/database.ts';
import { readValues, type Values } from '../copy/rows.ts';
import { awaitReading } from '../document-texts.ts';
import { type SqlValue, writePlaces } from '../sql.ts';
import { openWriter } from '../tables.ts';
import { type KeysObject, keyTables, restoreKeysOfRecord } from './keys-object.ts';
import type { ChunkEntry, Manifest, TableEntry } from './manifest.ts';
import type { ObjectReader } from './objects.ts';
import { type FileLine, RestoreRefused, readChunks } from './restore.ts';
import { placeOfRecord } from './summary.ts';
import type { BackupWatcher } from './watcher.ts';

/** What belongs to a record, whoever may see it. The audit trail stays where a record is removed. */
const tablesOfRecord = [
  'thing',
  'thing_history',
  'thing_blob',
  'thing_relation',
  'record_operation',
  'document_action',
  'import_thing',
];

export interface RecordOrder {
  readonly recordId: string;
  /** Who looks after it from now on; undefined for those who did. */
  readonly custodianId: string | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly ids: Ids;
  readonly blobs: BlobStore;
  readonly watcher: BackupWatcher;
  readonly vaultId: string;
  /** Undefined where they are not in the target, or not to be opened. */
  readonly keys: KeysObject | undefined;
}

export interface RecordRestored {
  readonly items: number;
  readonly fileParts: number;
  readonly custodianIds: readonly string[];
}

type Row = Readonly<Record<string, SqlValue>>;

/** How long what was begun waits for the end, before a sweep takes the files away. */
const beginningMs = 86_400_000;
/** HealthVault's number for somebody who is neither oneself nor family. */
const otherRelationship = 2;

/** @throws RestoreRefused, BadObject: then the vault is as it was */
export async function restoreRecord(
  to: CopyDatabase,
  objects: ObjectReader,
  manifest: Manifest,
  order: RecordOrder,
): Promise<RecordRestored> {
  const { recordId, watcher } = order;
  await demandSameTables(to, manifest.tables, keyTables);
  const rowsOf = (name: string) => readRecord(objects, tableOf(manifest, name), recordId);
  if (await to.sql.get('SELECT id FROM record WHERE id = ?', recordId))
    throw new RestoreRefused('This record is in the vault. What is there is not written over.');
  const [record] = await toRows(manifest, 'record', rowsOf('record'));
  if (!record) throw new RestoreRefused(`The backup ${manifest.id} does not have this record.`);
  const custodians = await findCustodians(
    to,
    manifest,
    await toRows(manifest, 'record_access', rowsOf('record_access')),
    order,
  );
  await restoreRecordKeys(to, manifest, order);
  await to.transact(async () => {
    for (const name of tablesOfRecord) await to.sql.run(`DELETE FROM ${name} WHERE record_id = ?`, recordId);
  });
  const blobIds = await restoreBlobs(to, objects, manifest, order);
  let items = 0;
  for (const name of tablesOfRecord) {
    const table = tableOf(manifest, name);
    for await (const rows of rowsOf(name)) {
      const renamed = name === 'thing_blob' ? rows.map(row => rename(table, row, blobIds)) : rows;
      await to.transact(() => insertRows(to, table, renamed));
      if (name === 'thing') items += rows.length;
      watcher.onSlice?.(name, rows.length);
      watcher.goOn?.();
    }
  }
  await to.transact(() => finish(to, order, { record, custodians, blobIds: [...blobIds.values()] }));
  return { items, fileParts: blobIds.size, custodianIds: custodians.map(row => String(row.person_id)) };
}

/** @throws RestoreRefused where the record was encrypted and its keys are not to be had */
async function restoreRecordKeys(
  to: CopyDatabase,
  { encryption, vaultId }: Manifest,
  order: RecordOrder,
): Promise<void> {
  if (!encryption) return;
  if (vaultId !== order.vaultId)
    throw new RestoreRefused('The backup is of another vault, whose keys this one does not have.');
  if (!order.keys) throw new RestoreRefused('The keys of the backup (keys.age) cannot be read.');
  const isThere = await restoreKeysOfRecord(to, order.keys, order.recordId);
  if (!isThere && encryption.plainRecords === 0)
    throw new RestoreRefused(
      'This record was removed for good, and its keys with it: no backup opens it any more.',
    );
}

interface Ending {
  readonly record: Row;
  readonly custodians: readonly Row[];
  readonly blobIds: readonly string[];
}

async function finish(to: CopyDatabase, { recordId, now }: RecordOrder, ending: Ending): Promise<void> {
  const { sql, dialect } = to;
  const { record, custodians, blobIds } = ending;
  const db = openWriter(sql, dialect);
  const owner = String(custodians[0]?.person_id);
  const row = { ...record, state: 'active', deleted_at: null, owner_id: owner, bytes: 0, log_end: null };
  await insertRow(to, 'record', row);
  await db.records.setUsage(recordId, {
    bytes: Number(record.bytes),
    blobBytes: Number(record.blob_bytes),
    sequence: Number(record.sequence),
    updatedAt: Number(record.updated_at),
    isOpen: false,
  });
  for (const custodian of custodians) await insertRow(to, 'record_access', custodian);
  for (const id of blobIds) {
    await sql.put(`UPDATE blob SET state = 'attached', record_id = ? WHERE id = ?`, recordId, id);
    // Its words are sealed by the name that it had.
    await awaitReading({ sql, record: recordId }, id);
  }
  await db.audit.add({
    at: now,
    action: 'BringBackRecord',
    personId: undefined,
    appId: undefined,
    recordId,
    avenue: undefined,
    details: {},
  });
}

async function insertRow({ sql }: CopyDatabase, table: string, row: Row): Promise<void> {
  const names = Object.keys(row);
  await sql.put(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${writePlaces(names.length)})`,
    ...Object.values(row),
  );
}

/** Those who looked after it and have an account still, or who is named. @throws RestoreRefused when there is none */
async function findCustodians(
  { sql }: CopyDatabase,
  manifest: Manifest,
  accesses: readonly Row[],
  { custodianId, recordId, now }: RecordOrder,
): Promise<Row[]> {
  if (custodianId !== undefined) {
    const before = accesses.find(({ person_id }) => person_id === custodianId);
    return [
      {
        person_id: custodianId,
        record_id: recordId,
        level: 'custodian',
        relationship: before?.relationship ?? otherRelationship,
        type_ids: null,
        created_at: before?.created_at ?? now,
        expires_at: null,
      },
    ];
  }
  const found: Row[] = [];
  for (const access of accesses)
    if (
      access.level === 'custodian' &&
      access.expires_at === null &&
      (await sql.get('SELECT id FROM person WHERE id = ?', access.person_id ?? null))
    )
      found.push(access);
  if (found.length === 0)
    throw new RestoreRefused(
      `Nobody who looked after this record in the backup ${manifest.id} has an account. Name who is to, with --custodian.`,
    );
  return found.sort((a, b) => Number(a.created_at) - Number(b.created_at));
}

/** The files, under ids of their own: those they had may be on their way out. @returns the new id of each */
async function restoreBlobs(
  to: CopyDatabase,
  objects: ObjectReader,
  manifest: Manifest,
  order: RecordOrder,
): Promise<Map<string, string>> {
  const { recordId, now, blobs, watcher } = order;
  const ids = new Map<string, string>();
  for (const row of await toRows(
    manifest,
    'thing_blob',
    readRecord(objects, tableOf(manifest, 'thing_blob'), recordId),
  ))
    ids.set(String(row.blob_id), order.ids.guid());
  if (ids.size === 0) return ids;
  const [blobTable, partTable] = [tableOf(manifest, 'blob'), tableOf(manifest, 'blob_part')];
  for await (const rows of readSome(objects, blobTable, row =>
    ids.has(String(valueIn(blobTable, row, 'id'))),
  ))
    await to.transact(async () => {
      for (const row of rows) {
        const { id, ...rest } = toRow(blobTable, row);
        await insertRow(to, 'blob', {
          ...rest,
          id: ids.get(String(id)) ?? '',
          token_hash: null,
          record_id: null,
          held_bytes: 0,
          // Until the record is there.
          state: 'complete',
          expires_at: now + beginningMs,
        });
      }
    });
  for await (const rows of readSome(objects, partTable, row =>
    ids.has(String(valueIn(partTable, row, 'blob_id'))),
  ))
    await to.transact(() =>
      insertRows(
        to,
        partTable,
        rows.map(row => rename(partTable, row, ids)),
      ),
    );
  for await (const { lines } of readChunks(objects, manifest.files.chunks))
    for (const line of lines) {
      watcher.goOn?.();
      const [blobId, , name, , object] = JSON.parse(line) as FileLine;
      const id = ids.get(blobId);
      if (id === undefined || object === null) continue;
      const bytes = await objects.read(object);
      await blobs.put(
        id,
        name,
        (async function* () {
          yield bytes;
        })(),
      );
    }
  return ids;
}

function tableOf({ tables }: Manifest, name: string): TableEntry {
  const table = tables.find(table => table.name === name);
  if (!table) throw new RestoreRefused(`The backup has no table ${name}.`);
  return table;
}

/** The rows of a record, a chunk at a time. Chunks that cannot have one are not read. */
function readRecord(objects: ObjectReader, table: TableEntry, recordId: string): AsyncGenerator<Values[]> {
  const place = placeOfRecord(table) ?? -1;
  const chunks = table.chunks.filter(([, , first], i) => {
    if (first === undefined) return true;
    const next = table.chunks[i + 1]?.[2];
    return first <= recordId && (next === undefined || next >= recordId);
  });
  return readSome(objects, { ...table, chunks }, row => row[place] === recordId);
}

async function* readSome(
  objects: ObjectReader,
  { chunks }: { readonly chunks: readonly ChunkEntry[] },
  isWanted: (row: Values) => boolean,
): AsyncGenerator<Values[]> {
  for await (const { lines } of readChunks(objects, chunks)) {
    const rows = lines.map(readValues).filter(isWanted);
    if (rows.length > 0) yield rows;
  }
}

async function toRows(manifest: Manifest, name: string, chunks: AsyncGenerator<Values[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const some of chunks) rows.push(...some.map(row => toRow(tableOf(manifest, name), row)));
  return rows;
}

function toRow({ columns }: TableEntry, row: Values): Row {
  return Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null]));
}

function valueIn({ columns }: TableEntry, row: Values, name: string): SqlValue | undefined {
  return row[columns.findIndex(column => column.name === name)];
}

function rename({ columns }: TableEntry, row: Values, ids: ReadonlyMap<string, string>): Values {
  return row.map((value, i) => (columns[i]?.name === 'blob_id' ? (ids.get(String(value)) ?? value) : value));
}
