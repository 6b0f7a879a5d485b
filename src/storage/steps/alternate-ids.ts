// Ids that applications give to records.
export const alternateIdsStep: readonly string[] = [
  `CREATE TABLE alternate_id (
    app_id TEXT NOT NULL,
    alternate_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    created_at {integer} NOT NULL,
    PRIMARY KEY (app_id, alternate_id)){clustered}`,
  'CREATE INDEX alternate_id_by_record ON alternate_id (app_id, person_id, record_id)',
];
