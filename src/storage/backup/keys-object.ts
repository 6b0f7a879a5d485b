// The keys of a vault: the one object that each backup replaces. What is erased with a key is thereby erased from all backups.
import { insertRows } from '../copy/copy.ts';
import type { CopyDatabase } from '../copy/database.ts';
import { readSlices, readValues, type Table, type Values, writeValues } from '../copy/rows.ts';
import { tellChange } from '../sealing/record-keys.ts';
import type { Sql } from '../sql.ts';
import { decryptWith, encryptTo } from './age.ts';
import type { Identity, Recipient } from './age-keys.ts';
import { format } from './manifest.ts';
import type { Target } from './target.ts';

export const keysName = 'keys.age';

export interface KeysObject {
  readonly format: typeof format;
  readonly vaultId: string;
  /** What stands in keepwell.key, or will once it is restored. */
  readonly vaultKey?: string | undefined;
  /** All rows of the tables of keys, as lines of JSON. */
  readonly tables?: readonly KeyTable[];
}

export interface KeyTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

const recordKeys = 'record_key';

/** Tables that are in no other object: what a key that is removed has sealed opens in no backup any more. */
export const keyTables: ReadonlySet<string> = new Set(['vault_key', recordKeys]);

export async function readKeyTable(sql: Sql, table: Table): Promise<KeyTable> {
  const rows: string[] = [];
  for await (const slice of readSlices(sql, table)) rows.push(...slice.map(writeValues));
  return { name: table.name, columns: table.columns.map(({ name }) => name), rows };
}

/** Into tables that are empty. */
export async function restoreKeys(to: CopyDatabase, { tables = [] }: KeysObject): Promise<void> {
  for (const table of tables) await to.transact(() => insert(to, table, table.rows.map(readValues)));
}

/** The keys of one record. False where there are none: it was removed for good, or never encrypted. */
export async function restoreKeysOfRecord(
  to: CopyDatabase,
  { tables = [] }: KeysObject,
  recordId: string,
): Promise<boolean> {
  const table = tables.find(({ name }) => name === recordKeys);
  const place = table?.columns.indexOf('record_id') ?? -1;
  const rows = (table?.rows ?? []).map(readValues).filter(row => row[place] === recordId);
  if (!table || rows.length === 0) return false;
  await to.transact(async () => {
    await to.sql.run(`DELETE FROM ${recordKeys} WHERE record_id = ?`, recordId);
    await insert(to, table, rows);
    // A process that had the record when it was removed may know keys that are not among these.
    await tellChange(to.sql);
  });
  return true;
}

async function insert(to: CopyDatabase, { name, columns }: KeyTable, rows: readonly Values[]): Promise<void> {
  const found = (await to.listTables()).find(table => table.name === name);
  if (!found) throw new Error(`There is no table ${name}.`);
  const kinds = new Map(found.columns.map(column => [column.name, column]));
  const known = columns.map(column => kinds.get(column));
  if (known.includes(undefined)) throw new Error(`The table ${name} has other columns.`);
  await insertRows(to, { ...found, columns: known.filter(column => column !== undefined) }, rows);
}

export async function writeKeysObject(
  target: Target,
  recipients: readonly Recipient[],
  keys: Omit<KeysObject, 'format'>,
): Promise<void> {
  const plain = Buffer.from(`${JSON.stringify({ format, ...keys })}\n`);
  await target.put(keysName, await encryptTo(recipients, plain));
}

/** Undefined where it is not there. @throws NotForUs, Damaged */
export async function readKeysObject(
  target: Target,
  identities: readonly Identity[],
): Promise<KeysObject | undefined> {
  const bytes = await target.get(keysName);
  return bytes && (JSON.parse((await decryptWith(identities, bytes)).toString()) as KeysObject);
}
