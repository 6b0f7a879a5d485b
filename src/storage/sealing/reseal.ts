// Goes over all that is kept and seals it with the keys of now: what is not sealed yet, and what others sealed. A row is changed
// only where it is still as it was read, so a vault is served meanwhile; what changed in between was sealed by who changed it, or
// is found by the next round.
import { setImmediate as giveTurn } from 'node:timers/promises';
import type { CopyDatabase } from '../copy/database.ts';
import { readSlices } from '../copy/rows.ts';
import { resealWords } from '../document-texts.ts';
import { sealedOfImages } from '../images.ts';
import { resealImport, sealedOfImports } from '../import-seals.ts';
import { sealedColumns } from '../seals.ts';
import type { Sql, SqlValue } from '../sql.ts';
import { aboutBlobText, resealBlobKey } from './blob-keys.ts';
import { type KeyRing, readVaultKeyId, textMark } from './key-ring.ts';
import { aboutText, sealedTexts } from './places.ts';
import { sealRow } from './sealed-record.ts';
import { openTexts, readGeneration } from './thing-texts.ts';

export interface Resealing {
  readonly database: CopyDatabase;
  readonly ring: KeyRing;
  /** Undefined for all. */
  readonly recordId?: string | undefined;
  readonly watcher: {
    /** After each slice. */
    onSlice?(table: string, rows: number): void;
    /** Asked after each slice. @throws to stop */
    goOn?(): void;
  };
}

type Row = Readonly<Record<string, SqlValue>>;

interface Change {
  readonly set: Row;
  /** The column that must be as it was. */
  readonly was: string;
}

type Turn = (row: Row, sql: Sql) => Promise<Change | undefined>;

/** @returns how many rows were changed */
export async function reseal(work: Resealing): Promise<number> {
  let changed = 0;
  for (const [table, turn] of listTurns(work)) changed += await walk(work, table, turn);
  return changed;
}

function listTurns({ ring, recordId }: Resealing): [table: string, turn: Turn][] {
  const ofRecords: [string, Turn][] = [
    ['thing', turnThing(ring)],
    ['thing_history', turnThing(ring)],
    ['thing_blob', turnNames(ring)],
    ['blob', async (row, sql) => resealBlobKey(sql, ring, row)],
    ['document_text', async (row, sql) => resealWords(sql, ring, row)],
    ...Object.entries({ ...sealedOfImports, ...sealedOfImages }).map(([table, about]): [string, Turn] => [
      table,
      (row, sql) => resealImport({ sql, ring }, row, about),
    ]),
  ];
  if (recordId !== undefined) return ofRecords;
  return [
    ['record_key', turnRecordKey(ring)],
    ...ofRecords,
    ...[...sealedColumns, { table: 'vault_seal', column: 'sealed_id' }].map(
      ({ table, column }): [string, Turn] => [table, turnSecret(ring, column)],
    ),
    ...sealedTexts.map((of): [string, Turn] => [of.table, turnText(ring, of)]),
  ];
}

async function walk({ database, recordId, watcher }: Resealing, name: string, turn: Turn): Promise<number> {
  const { sql } = database;
  const table = (await database.listTables()).find(one => one.name === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  const isByRecord = recordId !== undefined && table.key[0] === 'record_id';
  const isNumber = (name: string) => table.columns.some(one => one.name === name && one.kind === 'integer');
  // Before the first of the record.
  const from = isByRecord
    ? [recordId, ...table.key.slice(1).map(name => (isNumber(name) ? -1 : ''))]
    : undefined;
  let changed = 0;
  for await (const rows of readSlices(sql, table, from)) {
    const changes: [Row, Change][] = [];
    let isPast = false;
    for (const values of rows) {
      const row: Row = Object.fromEntries(table.columns.map((column, i) => [column.name, values[i] ?? null]));
      isPast ||= isByRecord && row.record_id !== recordId;
      const change = isPast ? undefined : await turn(row, sql);
      if (change) changes.push([row, change]);
    }
    if (changes.length > 0)
      await database.transact(async () => {
        for (const [row, change] of changes) changed += await apply(sql, name, table.key, row, change);
      });
    watcher.onSlice?.(name, rows.length);
    await giveTurn();
    watcher.goOn?.();
    if (isPast) break;
  }
  return changed;
}

function apply(
  sql: Sql,
  table: string,
  key: readonly string[],
  row: Row,
  { set, was }: Change,
): Promise<number> | number {
  const names = Object.keys(set);
  const old = row[was] ?? null;
  return sql.run(
    `UPDATE ${table} SET ${names.map(name => `${name} = ?`).join(', ')}
     WHERE ${key.map(name => `${name} = ?`).join(' AND ')} AND ${was} ${old === null ? 'IS NULL' : '= ?'}`,
    ...names.map(name => set[name] ?? null),
    ...key.map(name => row[name] ?? null),
    ...(old === null ? [] : [old]),
  );
}

function turnThing(ring: KeyRing): Turn {
  return async (row, sql) => {
    const of = {
      recordId: String(row.record_id),
      id: String(row.id),
      versionStamp: String(row.version_stamp),
    };
    const keys = await ring.recordKeys(sql, of.recordId);
    const sealed = row.sealed as Buffer | null;
    if (!keys || (sealed && readGeneration(sealed) === keys.current)) return undefined;
    const text = (name: string) => row[name] as string | null;
    const texts = sealed
      ? await openTexts(ring, sql, of, sealed)
      : {
          dataXml: text('data_xml') ?? '',
          commonXml: text('common_xml') ?? '',
          tags: text('tags'),
          clientId: text('client_id'),
          signatureXml: text('signature_xml'),
          signedXml: text('signed_xml'),
        };
    const kept = sealRow(keys, of, texts);
    return {
      set: {
        data_xml: kept.dataXml,
        common_xml: kept.commonXml,
        tags: kept.tags,
        client_id: kept.clientId,
        signature_xml: kept.signatureXml,
        signed_xml: kept.signedXml,
        sealed: kept.sealed,
      },
      was: 'sealed',
    };
  };
}

/** Names and types of the files of things. */
function turnNames(ring: KeyRing): Turn {
  return async (row, sql) => {
    const keys = await ring.recordKeys(sql, String(row.record_id));
    const name = String(row.name);
    if (!keys || name.startsWith(`${textMark}${keys.current}.`)) return undefined;
    const turn = (text: string, what: string) => {
      const about = aboutBlobText(String(row.record_id), String(row.set_id), Number(row.position), what);
      return keys.sealText(keys.openText(text, about), about);
    };
    return {
      set: { name: turn(name, 'name'), content_type: turn(String(row.content_type), 'type') },
      was: 'name',
    };
  };
}

function turnRecordKey(ring: KeyRing): Turn {
  return async row => {
    const [generation, vaultKeyId] = [Number(row.generation), Number(row.vault_key_id)];
    if (vaultKeyId === ring.currentId) return undefined;
    const key = ring.unwrapRecordKey({ generation, vaultKeyId, wrapped: row.wrapped as Buffer });
    const { vaultKeyId: now, wrapped } = ring.wrapRecordKey(generation, key);
    return { set: { vault_key_id: now, wrapped }, was: 'wrapped' };
  };
}

function turnSecret(ring: KeyRing, column: string): Turn {
  return async row => {
    const sealed = row[column];
    if (!Buffer.isBuffer(sealed) || readVaultKeyId(sealed) === ring.currentId) return undefined;
    return { set: { [column]: ring.seal(ring.open(sealed)) }, was: column };
  };
}

function turnText(ring: KeyRing, { table, column, key }: (typeof sealedTexts)[number]): Turn {
  return async row => {
    const text = row[column];
    if (typeof text !== 'string' || ring.isTextCurrent(text)) return undefined;
    const about = aboutText(table, column, ...key.map(name => String(row[name])));
    return { set: { [column]: ring.sealText(ring.openText(text, about), about) }, was: column };
  };
}
