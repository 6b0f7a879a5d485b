// How many bytes the whole vault holds. Counted as it changes, so that no write adds up all records; in several rows where
// several write beside each other, so that none waits for another. What a person holds is added up: they have few records.
import type { Dialect } from './sql.ts';

/** All rows of this table are parts of one sum; rows of people, which there were once, come after them. */
export const vaultBytes = "(SELECT COALESCE(SUM(bytes), 0) FROM room_used WHERE holder < '0')";

/** Before the record itself gets its new size; the record's id comes second. */
export function addToRoomUsed({ vaultHolder }: Pick<Dialect, 'vaultHolder'>): string {
  return `INSERT INTO room_used (holder, bytes) SELECT ${vaultHolder}, ? - bytes FROM record WHERE id = ?
    ON CONFLICT (holder) DO UPDATE SET bytes = room_used.bytes + excluded.bytes`;
}
