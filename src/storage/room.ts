// Who holds how many bytes: each person in the records that are theirs, and the whole vault. Counted as it changes, so that
// no write adds up records.
import type { Sql } from './sql.ts';

/** No person has this id. */
export const vaultHolder = '';

/** Before the record itself gets its new size; which comes twice, as the record's id does. */
export const addToRoomUsed = `INSERT INTO room_used (holder, bytes)
    SELECT owner_id, ? - bytes FROM record WHERE id = ? AND owner_id IS NOT NULL
    UNION ALL SELECT '${vaultHolder}', ? - bytes FROM record WHERE id = ?
  ON CONFLICT (holder) DO UPDATE SET bytes = room_used.bytes + excluded.bytes`;

/** Makes a record somebody's. What is in it counts for them from now on. */
export async function giveRecordTo(sql: Sql, recordId: string, personId: string): Promise<void> {
  await sql.run(
    `UPDATE room_used SET bytes = bytes - (SELECT bytes FROM record WHERE id = ?)
     WHERE holder = (SELECT owner_id FROM record WHERE id = ?)`,
    recordId,
    recordId,
  );
  await sql.run('UPDATE record SET owner_id = ? WHERE id = ?', personId, recordId);
  await sql.run(
    `INSERT INTO room_used (holder, bytes) SELECT owner_id, bytes FROM record WHERE id = ?
     ON CONFLICT (holder) DO UPDATE SET bytes = room_used.bytes + excluded.bytes`,
    recordId,
  );
}
