// Exports that are under way or have just ended.
export const exportsStep: readonly string[] = [
  `CREATE TABLE export_under_way (
    place {serial},
    id TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    done {integer} NOT NULL,
    total {integer} NOT NULL,
    state TEXT NOT NULL,
    told_at {integer} NOT NULL)`,
  'CREATE INDEX export_by_person ON export_under_way (person_id)',
];
