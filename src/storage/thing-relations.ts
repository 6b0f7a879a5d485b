// Which thing names which as related, as far as by its id: so that it is found from both.
import assert from 'node:assert/strict';
import type { Grant } from '../core/authorization/grant.ts';
import type { ThingsReader, ThingsWriter } from '../core/things/ports.ts';
import type { Sql } from './sql.ts';

/** More are not looked at for one thing. */
const lookedAtMax = 250;

/** @param queryKeys of the same grant: it tells what of them the grant opens */
export function openRelations(
  sql: Sql,
  grant: Grant,
  queryKeys: ThingsReader['queryKeys'],
): Pick<ThingsReader, 'relating'> & Pick<ThingsWriter, 'putRelated'> {
  const { recordId: record } = grant;
  return {
    async relating(id, limit) {
      const rows = await sql.all<{ thing_id: string }>(
        `SELECT r.thing_id FROM thing_relation r JOIN thing t ON t.record_id = r.record_id AND t.id = r.thing_id
         WHERE r.record_id = ? AND r.related_id = ? AND t.state = 'Active'
         ORDER BY t.effective_date DESC LIMIT ${lookedAtMax}`,
        record,
        id,
      );
      if (rows.length === 0) return [];
      const ids = rows.map(row => row.thing_id);
      return queryKeys({ ids, filters: [], currentOnly: true, order: 'newest first', limit });
    },
    async putRelated({ id, versionStamp, typeId, effectiveDate }, relatedIds) {
      const mayPut = (['Create', 'Update'] as const).some(one => grant.permits(one, typeId, effectiveDate));
      const put = await sql.get(
        'SELECT 1 AS there FROM thing WHERE record_id = ? AND id = ? AND version_stamp = ?',
        record,
        id,
        versionStamp,
      );
      assert(mayPut && put, 'relations are put for a version that was just put');
      await sql.put('DELETE FROM thing_relation WHERE record_id = ? AND thing_id = ?', record, id);
      for (const relatedId of relatedIds)
        await sql.put(
          'INSERT INTO thing_relation (record_id, thing_id, related_id) VALUES (?, ?, ?)',
          record,
          id,
          relatedId,
        );
    },
  };
}
