// What was found in files and is not written yet, a slice in each row; each import counts the bytes of its own. Used by imports.ts.
import type { ImportsReader, ImportsWriter } from '../core/imports/ports.ts';
import { aboutSlice, pack, type Seals, unpack } from './import-seals.ts';
import { getRow, type Sql, type SqlValue, writePlaces } from './sql.ts';

function countSlices(sql: Sql) {
  const addStaged = async (recordId: string, id: string, bytes: number) => {
    await sql.put(
      'UPDATE import SET staged_bytes = staged_bytes + ? WHERE record_id = ? AND id = ?',
      bytes,
      recordId,
      id,
    );
  };
  const countBytes = async (recordId: string, id: string, which: string, ...values: SqlValue[]) => {
    const row = await getRow<{ bytes: number | null }>(
      sql,
      `SELECT SUM(LENGTH(sealed)) AS bytes FROM import_slice WHERE record_id = ? AND import_id = ? AND ${which}`,
      recordId,
      id,
      ...values,
    );
    return Number(row.bytes ?? 0);
  };
  return { addStaged, countBytes };
}

type Slices = 'slice' | 'stagedBytes' | 'putSlice' | 'dropSlice' | 'dropSlices';

export function openSlices({ sql, ring }: Seals): Pick<ImportsReader & ImportsWriter, Slices> {
  const { addStaged, countBytes } = countSlices(sql);
  return {
    async slice({ recordId, id }, position) {
      const row = await sql.get<{ sealed: Buffer }>(
        'SELECT sealed FROM import_slice WHERE record_id = ? AND import_id = ? AND position = ?',
        recordId,
        id,
        position,
      );
      return row && unpack(await ring.recordKeys(sql, recordId), row.sealed, aboutSlice(id, position));
    },
    async putSlice({ recordId, id }, position, items) {
      const keys = await ring.recordKeys(sql, recordId);
      const sealed = pack(keys, items, aboutSlice(id, position));
      await sql.put(
        `INSERT INTO import_slice (record_id, import_id, position, sealed) VALUES (${writePlaces(4)})`,
        recordId,
        id,
        position,
        sealed,
      );
      await addStaged(recordId, id, sealed.length);
    },
    async dropSlice({ recordId, id }, position) {
      await addStaged(recordId, id, -(await countBytes(recordId, id, 'position = ?', position)));
      await sql.put(
        'DELETE FROM import_slice WHERE record_id = ? AND import_id = ? AND position = ?',
        recordId,
        id,
        position,
      );
    },
    async stagedBytes(recordId, personId) {
      const row = await getRow<{ bytes: number | null }>(
        sql,
        'SELECT SUM(staged_bytes) AS bytes FROM import WHERE record_id = ? AND person_id = ?',
        recordId,
        personId,
      );
      return Number(row.bytes ?? 0);
    },
    async dropSlices({ recordId, id }, limit) {
      const first = `position IN (
        SELECT position FROM import_slice WHERE record_id = ? AND import_id = ? ORDER BY position LIMIT ? + 0)`;
      await addStaged(recordId, id, -(await countBytes(recordId, id, first, recordId, id, limit)));
      return sql.run(
        `DELETE FROM import_slice WHERE record_id = ? AND import_id = ? AND ${first}`,
        recordId,
        id,
        recordId,
        id,
        limit,
      );
    },
  };
}
