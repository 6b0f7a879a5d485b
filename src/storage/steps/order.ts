// The place of things among those of the same date: the order they were added in, of one request the order they stood in.
// What is there gets its place from the log; a number is left for each thing a request may hold (core/things/thing.ts).
const placeFromLog = (table: string) => `UPDATE ${table} SET ordinal = made.ordinal
  FROM (SELECT record_id, thing_id, MIN(sequence * 1000000 - position) AS ordinal FROM record_operation
    WHERE operation = 'Create' GROUP BY record_id, thing_id) AS made
  WHERE made.record_id = ${table}.record_id AND made.thing_id = ${table}.id`;

export const orderStep: readonly string[] = [
  'ALTER TABLE thing ADD COLUMN ordinal {integer} NOT NULL DEFAULT 0',
  'ALTER TABLE thing_history ADD COLUMN ordinal {integer} NOT NULL DEFAULT 0',
  placeFromLog('thing'),
  placeFromLog('thing_history'),
  'DROP INDEX thing_by_type',
  'DROP INDEX thing_by_date',
  'DROP INDEX thing_deleted',
  'DROP INDEX thing_by_app',
  `CREATE INDEX thing_by_type ON thing (record_id, type_id, effective_date DESC, ordinal DESC) WHERE state = 'Active'`,
  `CREATE INDEX thing_by_date ON thing (record_id, effective_date DESC, ordinal DESC) WHERE state = 'Active'`,
  `CREATE INDEX thing_deleted ON thing (record_id, effective_date DESC, ordinal DESC) WHERE state = 'Deleted'`,
  `CREATE INDEX thing_by_app ON thing (record_id, created_app, effective_date DESC, ordinal DESC)
   WHERE state = 'Active'`,
];
