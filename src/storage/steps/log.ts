// The chains of the log. Who writes beside us with an older Keepwell, and all that was written before, leaves rows without a
// number, which a job puts into their chains.
export const logStep: readonly string[] = [
  'ALTER TABLE audit ADD COLUMN number {integer}',
  'ALTER TABLE audit ADD COLUMN salt {blob}',
  'ALTER TABLE audit ADD COLUMN content_hash {blob}',
  'ALTER TABLE audit ADD COLUMN entry_hash {blob}',
  'ALTER TABLE record ADD COLUMN log_end {blob}',
  `CREATE TABLE log_chain (
    name TEXT PRIMARY KEY,
    log_end {blob} NOT NULL){clustered}`,
  `CREATE TABLE log_heads (
    number {integer} PRIMARY KEY,
    at {integer} NOT NULL,
    up_to {integer} NOT NULL,
    text TEXT NOT NULL)`,
  `CREATE TABLE log_published (
    chain {blob} PRIMARY KEY,
    number {integer} NOT NULL){clustered}`,
  `CREATE TABLE log_key (
    name TEXT PRIMARY KEY,
    public_key {blob} NOT NULL,
    sealed {blob},
    made_at {integer} NOT NULL){clustered}`,
  `CREATE TABLE log_noter (
    name TEXT PRIMARY KEY,
    noted_at {integer} NOT NULL){clustered}`,
  'DROP INDEX audit_by_record',
  'CREATE UNIQUE INDEX audit_of_record ON audit (record_id, number) WHERE record_id IS NOT NULL',
  'CREATE UNIQUE INDEX audit_of_vault ON audit (number) WHERE record_id IS NULL',
  'CREATE INDEX audit_waiting ON audit (record_id, id) WHERE number IS NULL',
];
