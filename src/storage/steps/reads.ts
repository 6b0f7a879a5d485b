// What applications have read, by kind of item.
export const readsStep: readonly string[] = [
  `CREATE TABLE app_read (
    app_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    type_id TEXT NOT NULL,
    items {integer} NOT NULL,
    last_at {integer} NOT NULL,
    PRIMARY KEY (app_id, person_id, record_id, type_id)){clustered}`,
];
