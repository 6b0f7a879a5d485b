// What the things of a record hold. The blobs themselves are in blobs.ts.
import assert from 'node:assert/strict';
import type { Grant } from '../core/authorization/grant.ts';
import { getFacts, type ThingBlob } from '../core/blobs/blob.ts';
import { mayHoldText } from '../core/documents/kinds.ts';
import type { ThingsReader, ThingsWriter } from '../core/things/ports.ts';
import { mayRead } from '../core/things/rights.ts';
import type { StoredThing } from '../core/things/thing.ts';
import { awaitReading, readTexts } from './document-texts.ts';
import { aboutBlobText, giveKeyToRecord } from './sealing/blob-keys.ts';
import { keepPlain, readPlain } from './sealing/plain-text.ts';
import type { SealedRecord } from './sealing/sealed-record.ts';
import { type Sql, toNull, toUndefined, writePlaces } from './sql.ts';

interface ThingBlobRow {
  set_id: string;
  position: number;
  name: string;
  content_type: string;
  legacy_encoding: string | null;
  current_encoding: string | null;
  streamed: number;
  blob_id: string;
  length: number;
  part_bytes: number;
  hash: Buffer;
}

export function openBlobsOfThings(
  of: SealedRecord,
  grant: Grant,
): Pick<ThingsReader, 'blobSets' | 'blobOf' | 'blobTexts'> & Pick<ThingsWriter, 'putBlobSet'> {
  const { sql, ring, record } = of;
  return {
    async blobSets(ids) {
      return readBlobSets(of, await keepOpen(sql, grant, ids));
    },
    async blobOf(setId, blobId) {
      const sets = await readBlobSets(of, await keepOpen(sql, grant, [setId]), blobId);
      return sets.get(setId)?.[0];
    },
    async blobTexts(ids, filesMax) {
      return readTexts(of, await keepOpen(sql, grant, ids), filesMax);
    },
    async putBlobSet({ id, versionStamp, blobSet, typeId, effectiveDate }, blobs) {
      const mayHold = (['Create', 'Update'] as const).some(one => grant.permits(one, typeId, effectiveDate));
      const put = await sql.get(isThere, record, id, versionStamp, typeId, effectiveDate);
      assert(mayHold && put && blobSet === versionStamp, 'blobs are put for a version that was just put');
      const keys = await ring.recordKeys(sql, record);
      for (const [position, blob] of blobs.entries()) {
        const seal = (text: string, what: string) =>
          keys ? keys.sealText(text, aboutBlobText(record, blobSet, position, what)) : keepPlain(text);
        await sql.put(
          `INSERT INTO thing_blob (record_id, set_id, position, name, content_type, legacy_encoding, current_encoding,
             streamed, blob_id) VALUES (${writePlaces(9)})`,
          record,
          blobSet,
          position,
          seal(blob.name, 'name'),
          seal(blob.contentType, 'type'),
          toNull(blob.legacyEncoding),
          toNull(blob.currentEncoding),
          blob.streamed ? 1 : 0,
          blob.blobId,
        );
        if (keys) await giveKeyToRecord(of, keys, blob.blobId);
        if (mayHoldText(blob)) await awaitReading(of, blob.blobId);
      }
    },
  };
}

const isThere = `SELECT 1 AS there FROM thing
  WHERE record_id = ? AND id = ? AND version_stamp = ? AND type_id = ? AND effective_date = ?`;

/** Of these sets, those that a version holds which the grant opens: of versions that were, where the thing is open now. */
async function keepOpen(sql: Sql, grant: Grant, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0 || (grant.seesEverything && grant.mayReadAll)) return ids;
  const { recordId: record } = grant;
  const places = writePlaces(ids.length);
  const holders = await sql.all<HolderRow>(
    `SELECT blob_set, type_id, effective_date, state, flags, NULL AS now_type, NULL AS now_date, NULL AS now_state,
       NULL AS now_flags FROM thing WHERE record_id = ? AND blob_set IN (${places})
     UNION ALL SELECT h.blob_set, h.type_id, h.effective_date, h.state, h.flags, t.type_id, t.effective_date, t.state, t.flags
     FROM thing_history h JOIN thing t ON t.record_id = h.record_id AND t.id = h.id
     WHERE h.record_id = ? AND h.blob_set IN (${places})`,
    record,
    ...ids,
    record,
    ...ids,
  );
  const isOpen = (typeId: string, effectiveDate: string, state: StoredThing['state'], flags: number) =>
    mayRead(grant, { typeId, effectiveDate, state, flags: Number(flags) });
  const open = holders.filter(
    row =>
      isOpen(row.type_id, row.effective_date, row.state, row.flags) &&
      (grant.seesEverything ||
        row.now_type === null ||
        isOpen(row.now_type, row.now_date, row.now_state, row.now_flags)),
  );
  return [...new Set(open.map(row => row.blob_set))];
}

type HolderRow = {
  readonly blob_set: string;
  readonly type_id: string;
  readonly effective_date: string;
  readonly state: StoredThing['state'];
  readonly flags: number;
} & (
  | { readonly now_type: null }
  | {
      readonly now_type: string;
      readonly now_date: string;
      readonly now_state: StoredThing['state'];
      readonly now_flags: number;
    }
);

/** @param blobId the only one that is asked for */
export async function readBlobSets(
  { sql, ring, record }: SealedRecord,
  ids: readonly string[],
  blobId?: string,
): Promise<Map<string, ThingBlob[]>> {
  const sets = new Map<string, ThingBlob[]>();
  if (ids.length === 0) return sets;
  const rows = await sql.all<ThingBlobRow>(
    `SELECT held.set_id, held.position, held.name, held.content_type, held.legacy_encoding, held.current_encoding, held.streamed,
       held.blob_id, b.length, b.part_bytes, b.hash
     FROM thing_blob held JOIN blob b ON b.id = held.blob_id
     WHERE held.record_id = ? AND held.set_id IN (${writePlaces(ids.length)})${blobId === undefined ? '' : ' AND held.blob_id = ?'}
     ORDER BY held.set_id, held.position`,
    record,
    ...ids,
    ...(blobId === undefined ? [] : [blobId]),
  );
  const keys = rows.length > 0 ? await ring.recordKeys(sql, record) : undefined;
  for (const row of rows) {
    const { set_id: id, position, name, content_type: type } = row;
    const open = (text: string, what: string) =>
      keys ? keys.openText(text, aboutBlobText(record, id, Number(position), what)) : readPlain(text);
    const blob = thingBlob({ ...row, name: open(name, 'name'), content_type: open(type, 'type') });
    const set = sets.get(id);
    if (set) set.push(blob);
    else sets.set(id, [blob]);
  }
  return sets;
}

/** The id of the active thing that holds a blob, of a type where one is named. */
export async function findHolder(
  sql: Sql,
  record: string,
  blobId: string,
  typeId?: string,
): Promise<string | undefined> {
  const row = await sql.get<{ id: string }>(
    `SELECT t.id FROM thing_blob b JOIN thing t ON t.record_id = b.record_id AND t.blob_set = b.set_id
     WHERE b.blob_id = ? AND b.record_id = ? AND t.state = 'Active'${typeId === undefined ? '' : ' AND t.type_id = ?'}`,
    blobId,
    record,
    ...(typeId === undefined ? [] : [typeId]),
  );
  return row?.id;
}

function thingBlob(row: ThingBlobRow): ThingBlob {
  return {
    ...getFacts({
      id: row.blob_id,
      length: Number(row.length),
      partBytes: Number(row.part_bytes),
      hash: row.hash,
    }),
    name: row.name,
    contentType: row.content_type,
    legacyEncoding: toUndefined(row.legacy_encoding),
    currentEncoding: toUndefined(row.current_encoding),
    streamed: Number(row.streamed) === 1,
  };
}
