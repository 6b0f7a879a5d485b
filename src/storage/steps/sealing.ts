// Keys of the vault and of its records, each wrapped by another, and what they seal. A number says that keys have changed.
export const sealingStep: readonly string[] = [
  `CREATE TABLE vault_key (
    id {integer} PRIMARY KEY,
    master_id TEXT NOT NULL,
    wrapped {blob} NOT NULL,
    made_at {integer} NOT NULL,
    is_ready {integer} NOT NULL)`,
  `CREATE TABLE record_key (
    record_id TEXT NOT NULL,
    generation {integer} NOT NULL,
    vault_key_id {integer} NOT NULL,
    wrapped {blob} NOT NULL,
    PRIMARY KEY (record_id, generation)){clustered}`,
  `CREATE TABLE key_change (
    id {integer} PRIMARY KEY,
    number {integer} NOT NULL)`,
  'ALTER TABLE thing ADD COLUMN sealed {blob}',
  'ALTER TABLE thing_history ADD COLUMN sealed {blob}',
  // The key of each blob, of its record once it has one; the hash of what is kept of a part, where that is not what came.
  'ALTER TABLE blob ADD COLUMN sealed_key {blob}',
  'ALTER TABLE blob ADD COLUMN key_record_id TEXT',
  'ALTER TABLE blob_part ADD COLUMN kept_digest {blob}',
];

/** Which change of keys each process that serves the vault has taken, for who waits for them. */
export const keysFollowedStep: readonly string[] = ['ALTER TABLE log_noter ADD COLUMN key_change {integer}'];
