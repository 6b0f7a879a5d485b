// What the pages of a record's data need: how far each person has looked, and ways to deleted things and to those of an app.
export const dataStep: readonly string[] = [
  `CREATE TABLE record_look (
    person_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    since {integer} NOT NULL,
    latest {integer} NOT NULL,
    at {integer} NOT NULL,
    PRIMARY KEY (person_id, record_id)){clustered}`,
  `CREATE INDEX thing_deleted ON thing (record_id, effective_date DESC, id) WHERE state = 'Deleted'`,
  `CREATE INDEX thing_by_app ON thing (record_id, created_app, effective_date DESC, id) WHERE state = 'Active'`,
];
