// What waits to be chosen from counts its bytes, and what stopped in the middle lapses like what nobody chose from.
export const importRoomStep: readonly string[] = [
  'ALTER TABLE import ADD COLUMN staged_bytes {integer} NOT NULL DEFAULT 0',
  'DROP INDEX IF EXISTS import_open',
  `CREATE INDEX import_idle ON import (changed_at)
    WHERE state IN ('asking', 'ready', 'stopped', 'failed', 'dropped')`,
];
