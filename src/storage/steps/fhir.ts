// What FHIR is searched by: tokens of resources, blinded by the key of their record, and how far each record was gone through.
export const fhirStep: readonly string[] = [
  `CREATE TABLE fhir_token (
    record_id TEXT NOT NULL,
    token {integer} NOT NULL,
    effective_date TEXT NOT NULL,
    ordinal {integer} NOT NULL,
    part {integer} NOT NULL,
    thing_id TEXT NOT NULL,
    PRIMARY KEY (record_id, token, effective_date, ordinal, part, thing_id)){clustered}`,
  'CREATE INDEX fhir_token_of_thing ON fhir_token (record_id, thing_id)',
  `CREATE TABLE fhir_index (
    record_id TEXT PRIMARY KEY,
    mapping TEXT NOT NULL,
    sequence {integer} NOT NULL,
    position {integer} NOT NULL)`,
];

/** Bulk exports that applications asked for. */
export const fhirExportStep: readonly string[] = [
  `CREATE TABLE fhir_export (
    id TEXT PRIMARY KEY,
    app_id TEXT NOT NULL,
    at {integer} NOT NULL,
    state TEXT NOT NULL)`,
  'CREATE INDEX fhir_export_of_app ON fhir_export (app_id)',
];

/** Whose exports they are, and of which records, which go as those do. Those begun before lasted a day, and are begun again. */
export const fhirExportRecordsStep: readonly string[] = [
  'DELETE FROM fhir_export',
  'ALTER TABLE fhir_export ADD COLUMN person_id TEXT',
  'CREATE INDEX fhir_export_of_person ON fhir_export (person_id)',
  `CREATE TABLE fhir_export_record (
    export_id TEXT NOT NULL,
    place {integer} NOT NULL,
    person_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (export_id, place)){clustered}`,
  'CREATE INDEX fhir_export_record_of_person ON fhir_export_record (person_id)',
  'CREATE INDEX fhir_export_record_of_record ON fhir_export_record (record_id)',
];

/** What applications are to be told of by FHIR, and what happened of that: kept for a while, as they may ask for it again; Binaries. */
export const fhirSubscriptionStep: readonly string[] = [
  `CREATE TABLE fhir_subscription (
    id TEXT PRIMARY KEY,
    app_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    sealed {blob} NOT NULL,
    status TEXT NOT NULL,
    version {integer} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    ends_at {integer} NOT NULL,
    sequence {integer} NOT NULL,
    position {integer} NOT NULL,
    latest {integer} NOT NULL,
    events {integer} NOT NULL,
    taken {integer} NOT NULL,
    due_at {integer} NOT NULL,
    failures {integer} NOT NULL,
    failing_since {integer},
    held_until {integer} NOT NULL,
    last_failure TEXT,
    heartbeat_at {integer})`,
  'CREATE INDEX fhir_subscription_of_app ON fhir_subscription (app_id, person_id, record_id)',
  'CREATE INDEX fhir_subscription_of_record ON fhir_subscription (record_id)',
  'CREATE INDEX fhir_subscription_by_due ON fhir_subscription (due_at)',
  `CREATE TABLE fhir_subscription_event (
    subscription_id TEXT NOT NULL,
    number {integer} NOT NULL,
    record_id TEXT NOT NULL,
    thing_id TEXT NOT NULL,
    version_stamp TEXT NOT NULL,
    type_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    at {integer} NOT NULL,
    kind TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    PRIMARY KEY (subscription_id, number)){clustered}`,
  'CREATE INDEX fhir_subscription_event_of_record ON fhir_subscription_event (record_id)',
  // What was sent to be a part of a resource, until it is.
  `CREATE TABLE fhir_binary (
    id TEXT PRIMARY KEY,
    record_id TEXT NOT NULL,
    sealed {blob} NOT NULL,
    expires_at {integer} NOT NULL)`,
  'CREATE INDEX fhir_binary_of_record ON fhir_binary (record_id)',
  'CREATE INDEX fhir_binary_by_end ON fhir_binary (expires_at)',
];
