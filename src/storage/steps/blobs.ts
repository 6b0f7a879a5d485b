// Blobs: what is uploaded and what things hold of it.

export const blobsStep: readonly string[] = [
  `CREATE TABLE blob (
    id TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    app_id TEXT NOT NULL,
    person_id TEXT,
    record_id TEXT,
    token_hash {blob},
    state TEXT NOT NULL,
    length {integer} NOT NULL,
    part_bytes {integer} NOT NULL,
    hash {blob},
    begun_at {integer} NOT NULL,
    expires_at {integer} NOT NULL)`,
  `CREATE TABLE blob_part (
    blob_id TEXT NOT NULL,
    position {integer} NOT NULL,
    name TEXT NOT NULL,
    digest {blob} NOT NULL,
    PRIMARY KEY (blob_id, position)){clustered}`,
  'CREATE UNIQUE INDEX blob_by_token ON blob (token_hash) WHERE token_hash IS NOT NULL',
  `CREATE INDEX blob_by_app ON blob (app_id, length) WHERE state <> 'attached'`,
  `CREATE INDEX blob_by_end ON blob (expires_at) WHERE state <> 'attached'`,
  `CREATE TABLE thing_blob (
    record_id TEXT NOT NULL,
    set_id TEXT NOT NULL,
    position {integer} NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    legacy_encoding TEXT,
    current_encoding TEXT,
    streamed {integer} NOT NULL,
    blob_id TEXT NOT NULL,
    PRIMARY KEY (record_id, set_id, position)){clustered}`,
  'CREATE INDEX thing_blob_by_blob ON thing_blob (blob_id, record_id)',
  'ALTER TABLE thing ADD COLUMN blob_set TEXT',
  'ALTER TABLE thing_history ADD COLUMN blob_set TEXT',
  'ALTER TABLE record ADD COLUMN blob_bytes {integer} NOT NULL DEFAULT 0',
];

/** Which versions hold a set of blobs: it is told of to whom one of them is open. */
export const blobHoldersStep: readonly string[] = [
  'CREATE INDEX thing_by_blobs ON thing (record_id, blob_set) WHERE blob_set IS NOT NULL',
  'CREATE INDEX thing_history_by_blobs ON thing_history (record_id, blob_set) WHERE blob_set IS NOT NULL',
];
