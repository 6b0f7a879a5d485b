// Imports: what is known of each, what was found in a file and is not written yet, and what came of it.
export const importsStep: readonly string[] = [
  `CREATE TABLE import (
    record_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    state TEXT NOT NULL,
    blob_id TEXT,
    begun_at {integer} NOT NULL,
    changed_at {integer} NOT NULL,
    due_at {integer} NOT NULL,
    tries {integer} NOT NULL,
    done {integer} NOT NULL,
    total {integer} NOT NULL,
    tally TEXT NOT NULL,
    sealed {blob} NOT NULL,
    PRIMARY KEY (record_id, id))`,
  `CREATE INDEX import_due ON import (due_at) WHERE state IN ('waiting', 'writing', 'undoing')`,
  `CREATE INDEX import_open ON import (changed_at)
    WHERE state IN ('asking', 'ready', 'failed', 'dropped')`,
  `CREATE TABLE import_slice (
    record_id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    position {integer} NOT NULL,
    sealed {blob} NOT NULL,
    PRIMARY KEY (record_id, import_id, position))`,
  `CREATE TABLE import_thing (
    record_id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    thing_id TEXT NOT NULL,
    version_stamp TEXT NOT NULL,
    previous_stamp TEXT,
    source_hash TEXT,
    content_hash TEXT,
    stays {integer} NOT NULL,
    PRIMARY KEY (record_id, import_id, thing_id)){clustered}`,
  'CREATE INDEX import_thing_of_thing ON import_thing (record_id, thing_id)',
  `CREATE INDEX import_thing_by_source ON import_thing (record_id, source_hash)
    WHERE source_hash IS NOT NULL`,
  `CREATE TABLE import_mapping (
    record_id TEXT NOT NULL,
    header_hash TEXT NOT NULL,
    kept_at {integer} NOT NULL,
    sealed {blob} NOT NULL,
    PRIMARY KEY (record_id, header_hash))`,
];
