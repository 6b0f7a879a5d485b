// What the things of a record hold. The blobs themselves are in blobs.ts.
import assert from 'node:assert/strict';
import type { Grant } from '../core/authorization/grant.ts';
import { getFacts, type ThingBlob } from '../core/blobs/blob.ts';
import type { ThingsReader, ThingsWriter } from '../core/things/ports.ts';
import { findScope } from '../core/things/scope.ts';
import { type Sql, toNull, toUndefined, writePlaces } from './sql.ts';
import { type Built, openRow } from './thing-query.ts';

interface ThingBlobRow {
  set_id: string;
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
  sql: Sql,
  grant: Grant,
): Pick<ThingsReader, 'blobSets'> & Pick<ThingsWriter, 'putBlobSet'> {
  const record = grant.recordId;
  return {
    blobSets: ids => readBlobSets(sql, record, ids, heldOpenly(grant)),
    async putBlobSet({ id, versionStamp, blobSet, typeId, effectiveDate }, blobs) {
      const mayHold = (['Create', 'Update'] as const).some(one => grant.permits(one, typeId, effectiveDate));
      const put = await sql.get(isThere, record, id, versionStamp, typeId, effectiveDate);
      assert(mayHold && put && blobSet === versionStamp, 'blobs are put for a version that was just put');
      for (const [position, blob] of blobs.entries()) {
        await sql.run(
          `INSERT INTO thing_blob (record_id, set_id, position, name, content_type, legacy_encoding, current_encoding,
             streamed, blob_id) VALUES (${writePlaces(9)})`,
          record,
          blobSet,
          position,
          blob.name,
          blob.contentType,
          toNull(blob.legacyEncoding),
          toNull(blob.currentEncoding),
          blob.streamed ? 1 : 0,
          blob.blobId,
        );
      }
    },
  };
}

const isThere = `SELECT 1 AS there FROM thing
  WHERE record_id = ? AND id = ? AND version_stamp = ? AND type_id = ? AND effective_date = ?`;

/** That a version which the grant opens holds the set; undefined where it opens all. */
function heldOpenly(grant: Grant): Built | undefined {
  const { recordId, seesEverything } = grant;
  if (seesEverything && grant.mayReadAll) return undefined;
  const opened = { scope: findScope(grant), seesEverything };
  const now = openRow(recordId, 'thing', 'blob_set = held.set_id', opened);
  const before = openRow(recordId, 'thing_history', 'blob_set = held.set_id', opened);
  return { text: `(${now.text} OR ${before.text})`, values: [...now.values, ...before.values] };
}

/** @param condition of `held`, a row of thing_blob */
export async function readBlobSets(
  sql: Sql,
  record: string,
  ids: readonly string[],
  condition?: Built,
): Promise<Map<string, ThingBlob[]>> {
  const sets = new Map<string, ThingBlob[]>();
  if (ids.length === 0) return sets;
  const rows = await sql.all<ThingBlobRow>(
    `SELECT held.set_id, held.name, held.content_type, held.legacy_encoding, held.current_encoding, held.streamed,
       held.blob_id, b.length, b.part_bytes, b.hash
     FROM thing_blob held JOIN blob b ON b.id = held.blob_id
     WHERE held.record_id = ? AND held.set_id IN (${writePlaces(ids.length)}) ${condition ? `AND ${condition.text}` : ''}
     ORDER BY held.set_id, held.position`,
    record,
    ...ids,
    ...(condition?.values ?? []),
  );
  for (const row of rows) {
    const set = sets.get(row.set_id);
    if (set) set.push(thingBlob(row));
    else sets.set(row.set_id, [thingBlob(row)]);
  }
  return sets;
}

/** The id of the active thing of a type that holds a blob. */
export async function findHolder(
  sql: Sql,
  record: string,
  blobId: string,
  typeId: string,
): Promise<string | undefined> {
  const row = await sql.get<{ id: string }>(
    `SELECT t.id FROM thing_blob b JOIN thing t ON t.record_id = b.record_id AND t.blob_set = b.set_id
     WHERE b.blob_id = ? AND b.record_id = ? AND t.type_id = ? AND t.state = 'Active'`,
    blobId,
    record,
    typeId,
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
