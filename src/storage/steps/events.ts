// Subscriptions and what they are owed; and operations of one request under one number.
export const eventsStep: readonly string[] = [
  `CREATE TABLE event_subscription (
    id TEXT PRIMARY KEY,
    app_id TEXT NOT NULL,
    url TEXT NOT NULL,
    sealed_key {blob} NOT NULL,
    key_version TEXT NOT NULL,
    filters TEXT NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    failures {integer} NOT NULL DEFAULT 0,
    held_until {integer} NOT NULL DEFAULT 0,
    last_failure TEXT)`,
  'CREATE INDEX event_subscription_by_app ON event_subscription (app_id)',
  // What a subscription was told of a record, and what there is to tell: nothing is kept for each change.
  `CREATE TABLE event_lane (
    subscription_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    told {integer} NOT NULL,
    latest {integer} NOT NULL,
    due_at {integer} NOT NULL,
    failed {integer} NOT NULL DEFAULT 0,
    gap {integer} NOT NULL DEFAULT 0,
    PRIMARY KEY (subscription_id, record_id)){clustered}`,
  'CREATE INDEX event_lane_by_due ON event_lane (subscription_id, due_at)',
  `CREATE TABLE event_parked (
    subscription_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    first_sequence {integer} NOT NULL,
    last_sequence {integer} NOT NULL,
    parked_at {integer} NOT NULL,
    PRIMARY KEY (subscription_id, record_id)){clustered}`,
  'CREATE INDEX app_authorization_by_record ON app_authorization (record_id)',
  // Each thing had a number of its own until now; what is there keeps it.
  `CREATE TABLE record_operation_shared (
    record_id TEXT NOT NULL,
    sequence {integer} NOT NULL,
    position {integer} NOT NULL,
    operation TEXT NOT NULL,
    thing_id TEXT NOT NULL,
    version_stamp TEXT NOT NULL,
    type_id TEXT NOT NULL,
    effective_date TEXT NOT NULL,
    updated_end_date TEXT,
    at {integer} NOT NULL,
    PRIMARY KEY (record_id, sequence, position)){clustered}`,
  `INSERT INTO record_operation_shared (record_id, sequence, position, operation, thing_id, version_stamp, type_id,
     effective_date, updated_end_date, at)
   SELECT record_id, sequence, 0, operation, thing_id, version_stamp, type_id, effective_date, updated_end_date, at
   FROM record_operation`,
  'DROP TABLE record_operation',
  'ALTER TABLE record_operation_shared RENAME TO record_operation',
];
