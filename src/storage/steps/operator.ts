// Who runs the vault, and the audit trail by record. Who runs a vault that is older than this is for its command line to
// say: the oldest account that is left need not be the first there was.
export const operatorStep: readonly string[] = [
  `CREATE TABLE operator (
    person_id TEXT PRIMARY KEY,
    added_at {integer} NOT NULL,
    added_by TEXT)`,
  'CREATE INDEX audit_by_record ON audit (record_id, id) WHERE record_id IS NOT NULL',
  'CREATE INDEX audit_by_action ON audit (action, id) WHERE record_id IS NULL',
  'CREATE INDEX app_read_by_record ON app_read (record_id)',
  'CREATE INDEX person_by_age ON person (created_at, id)',
];
