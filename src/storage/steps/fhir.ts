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
