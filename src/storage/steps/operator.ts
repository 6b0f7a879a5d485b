// Who runs the vault, and the audit trail by record.
export const operatorStep: readonly string[] = [
  `CREATE TABLE operator (
    person_id TEXT PRIMARY KEY,
    added_at {integer} NOT NULL,
    added_by TEXT)`,
  // Whose vault it is: the first who came.
  `INSERT INTO operator (person_id, added_at, added_by)
    SELECT id, created_at, NULL FROM person ORDER BY created_at, id LIMIT 1`,
  'CREATE INDEX audit_by_record ON audit (record_id, id) WHERE record_id IS NOT NULL',
  'CREATE INDEX audit_by_action ON audit (action, id) WHERE record_id IS NULL',
  'CREATE INDEX app_read_by_record ON app_read (record_id)',
  'CREATE INDEX person_by_age ON person (created_at, id)',
];
