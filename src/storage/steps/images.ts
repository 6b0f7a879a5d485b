// Pictures of the body on their way into a record, and what the headers of their files say, sealed with the key of the record.
export const imagesStep: readonly string[] = [
  `CREATE TABLE image_intake (
    record_id TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    state TEXT NOT NULL,
    begun_at {integer} NOT NULL,
    changed_at {integer} NOT NULL,
    files {integer} NOT NULL,
    bytes {integer} NOT NULL,
    sealed {blob} NOT NULL,
    PRIMARY KEY (record_id, id))`,
  'CREATE INDEX image_intake_by_change ON image_intake (changed_at)',
  `CREATE TABLE image_file (
    record_id TEXT NOT NULL,
    intake_id TEXT NOT NULL,
    position {integer} NOT NULL,
    blob_id TEXT,
    name_hash TEXT NOT NULL,
    sealed {blob} NOT NULL,
    PRIMARY KEY (record_id, intake_id, position))`,
  'CREATE INDEX image_file_by_name ON image_file (record_id, intake_id, name_hash)',
  `CREATE TABLE image_header (
    record_id TEXT NOT NULL,
    blob_id TEXT NOT NULL,
    sealed {blob} NOT NULL,
    PRIMARY KEY (record_id, blob_id))`,
];
