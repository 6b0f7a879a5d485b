// What meaningful-use reports are made of: documents and packages that came, and how often people did what with documents.
export const meaningfulUseStep: readonly string[] = [
  `CREATE TABLE document_receipt (
    id {serial},
    record_id TEXT NOT NULL,
    thing_id TEXT NOT NULL,
    source TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    event_at {integer} NOT NULL,
    available_at {integer} NOT NULL,
    package_id TEXT)`,
  'CREATE UNIQUE INDEX document_receipt_by_thing ON document_receipt (record_id, thing_id, source)',
  'CREATE INDEX document_receipt_by_event ON document_receipt (source, event_at)',
  `CREATE TABLE document_action (
    record_id TEXT NOT NULL,
    thing_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    app_id TEXT NOT NULL,
    action TEXT NOT NULL,
    first_at {integer} NOT NULL,
    last_at {integer} NOT NULL,
    count {integer} NOT NULL,
    PRIMARY KEY (record_id, thing_id, person_id, app_id, action)){clustered}`,
  `CREATE TABLE package_receipt (
    id {serial},
    source TEXT NOT NULL,
    sealed_code {blob} NOT NULL,
    available_at {integer} NOT NULL)`,
  'CREATE INDEX package_receipt_by_date ON package_receipt (source, available_at)',
];
