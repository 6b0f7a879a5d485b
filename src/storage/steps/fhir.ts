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
