// What kinds of things a record has and where they came from, without reading them; and their removal for good.
import assert from 'node:assert/strict';
import type { Grant } from '../core/authorization/grant.ts';
import type { ThingsReader, ThingsWriter } from '../core/things/ports.ts';
import type { ThingFilter } from '../core/things/query.ts';
import { mayPurge } from '../core/things/rights.ts';
import { findScope } from '../core/things/scope.ts';
import type { StoredThing } from '../core/things/thing.ts';
import { dropWords } from './document-texts.ts';
import { dropTokens } from './fhir-tokens.ts';
import { dropHeader } from './images.ts';
import { type Sql, writePlaces } from './sql.ts';
import { inScope } from './thing-query.ts';

/** The values of an indexed column, one step of the index each, however many things have the same. */
const eachOnce = (column: string) => {
  const least = `SELECT MIN(${column}) FROM thing WHERE record_id = ? AND state = 'Active' AND ${column} IS NOT NULL`;
  return `WITH RECURSIVE found(one) AS (${least}
    UNION ALL SELECT (${least} AND ${column} > found.one) FROM found WHERE found.one IS NOT NULL)
    SELECT one FROM found WHERE one IS NOT NULL`;
};
const bytesOfVersions = `SELECT COALESCE(SUM(size), 0) AS bytes FROM (
    SELECT size FROM thing WHERE record_id = ? AND id = ?
    UNION ALL SELECT size FROM thing_history WHERE record_id = ? AND id = ?) versions`;
const blobsOfOne = `SELECT DISTINCT b.id, b.length FROM thing_blob t JOIN blob b ON b.id = t.blob_id
  WHERE t.record_id = ? AND t.set_id IN (
    SELECT blob_set FROM thing WHERE record_id = ? AND id = ?
    UNION SELECT blob_set FROM thing_history WHERE record_id = ? AND id = ?)`;
/** Its bytes go with the next sweep of blobs. */
const dropUnheld = `UPDATE blob SET state = 'dropped', expires_at = 0
  WHERE id = ? AND NOT EXISTS (SELECT 1 FROM thing_blob WHERE blob_id = ?)`;

/** Version-type-ids of what is active in a record. */
export async function findKinds(sql: Sql, record: string): Promise<string[]> {
  return (await sql.rows<[string]>(eachOnce('type_id'), record, record)).map(([id]) => id);
}

/** @param queryKeys of the same grant: it tells what of the kinds and sources the grant opens */
export function openOverview(
  sql: Sql,
  grant: Grant,
  queryKeys: ThingsReader['queryKeys'],
): Pick<ThingsReader, 'kinds' | 'sources'> {
  const { recordId: record } = grant;
  const opensAll = grant.mayReadAll && grant.seesEverything;
  /** Those of which there is something that is open, in their order. */
  const open = async <T>(found: readonly T[], filterOf: (one: T) => ThingFilter): Promise<T[]> => {
    if (opensAll) return [...found];
    const kept: T[] = [];
    for (const one of found) {
      const filters = [{ ...filterOf(one), states: ['Active'] as const }];
      if ((await queryKeys({ filters, currentOnly: true, limit: 1 })).length > 0) kept.push(one);
    }
    return kept;
  };
  return {
    async kinds() {
      return open(await findKinds(sql, record), id => ({ typeIds: [id] }));
    },
    async sources() {
      const byHand = await sql.get(
        `SELECT 1 AS one FROM thing WHERE record_id = ? AND state = 'Active' AND created_app IS NULL LIMIT 1`,
        record,
      );
      const rows = await sql.all<{ one: string }>(eachOnce('created_app'), record, record);
      const all = [...(byHand ? [undefined] : []), ...rows.map(({ one }) => one)];
      return open(all, id => (id === undefined ? { createdByHand: true } : { createdApp: id }));
    },
  };
}

const judged = `SELECT type_id AS "typeId", effective_date AS "effectiveDate", state, flags FROM thing
  WHERE record_id = ? AND id = ?`;

export function openPurging(sql: Sql, grant: Grant): Pick<ThingsWriter, 'purge' | 'markPersonal'> {
  const { recordId: record } = grant;
  return {
    async markPersonal(ids) {
      assert(grant.seesEverything, 'only custodians say what is personal');
      const [scope] = inScope(findScope(grant));
      await sql.put(
        `UPDATE record_operation SET personal = 1
         WHERE record_id = ? AND thing_id IN (${writePlaces(ids.length)})${scope ? ` AND ${scope.text}` : ''}`,
        record,
        ...ids,
        ...(scope?.values ?? []),
      );
    },
    async purge(id) {
      const thing = await sql.get<Pick<StoredThing, 'typeId' | 'effectiveDate' | 'state' | 'flags'>>(
        judged,
        record,
        id,
      );
      assert(thing && mayPurge(grant, thing), 'the grant does not open the removal for good');
      const freed = await sql.get<{ bytes: number }>(bytesOfVersions, record, id, record, id);
      const own = await sql.all<{ id: string; length: number }>(blobsOfOne, record, record, id, record, id);
      for (const table of ['thing', 'thing_history'])
        await sql.put(
          `DELETE FROM thing_blob WHERE record_id = ? AND set_id IN
             (SELECT blob_set FROM ${table} WHERE record_id = ? AND id = ? AND blob_set IS NOT NULL)`,
          record,
          record,
          id,
        );
      for (const table of ['thing', 'thing_history'])
        await sql.put(`DELETE FROM ${table} WHERE record_id = ? AND id = ?`, record, id);
      let blobBytes = 0;
      await dropTokens(sql, record, id);
      await sql.put('DELETE FROM thing_relation WHERE record_id = ? AND thing_id = ?', record, id);
      for (const blob of own) {
        await dropWords(sql, record, blob.id);
        await dropHeader(sql, record, blob.id);
        const dropped = await sql.run(dropUnheld, blob.id, blob.id);
        if (dropped > 0) blobBytes += Number(blob.length);
      }
      return { bytes: Number(freed?.bytes ?? 0) + blobBytes, blobBytes };
    },
  };
}
