// The words of documents, sealed once they were read; and which thing names which as related. What is there waits to be read.
export const documentsStep: readonly string[] = [
  `CREATE TABLE document_text (
    record_id TEXT NOT NULL,
    blob_id TEXT NOT NULL,
    state TEXT NOT NULL,
    tries {integer} NOT NULL,
    due_at {integer} NOT NULL,
    sealed {blob},
    PRIMARY KEY (record_id, blob_id))`,
  `CREATE INDEX document_text_waiting ON document_text (due_at) WHERE state = 'waiting'`,
  `INSERT INTO document_text (record_id, blob_id, state, tries, due_at)
    SELECT DISTINCT record_id, blob_id, 'waiting', 0, 0 FROM thing_blob`,
  `CREATE TABLE thing_relation (
    record_id TEXT NOT NULL,
    thing_id TEXT NOT NULL,
    related_id TEXT NOT NULL,
    PRIMARY KEY (record_id, related_id, thing_id)){clustered}`,
  'CREATE INDEX thing_relation_of_thing ON thing_relation (record_id, thing_id)',
];

/** Files that wait, by their records, which take turns. */
export const documentTurnsStep: readonly string[] = [
  `CREATE INDEX document_text_by_turn ON document_text (record_id, due_at) WHERE state = 'waiting'`,
];
