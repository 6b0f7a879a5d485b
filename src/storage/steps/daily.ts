// Secret addresses, and reminders: what people chose, and of what they were reminded.
export const dailyStep: readonly string[] = [
  `CREATE TABLE secret_address (
    id TEXT PRIMARY KEY,
    token_hash {blob} NOT NULL UNIQUE,
    sealed_token {blob},
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,
    created_at {integer} NOT NULL)`,
  'CREATE INDEX secret_address_of_record ON secret_address (record_id)',
  'CREATE INDEX secret_address_of_person ON secret_address (person_id)',
  `CREATE TABLE reminder (
    person_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    choice TEXT NOT NULL,
    chosen_at {integer} NOT NULL,
    PRIMARY KEY (person_id, record_id)){clustered}`,
  'CREATE INDEX reminder_of_record ON reminder (record_id)',
  `CREATE TABLE reminded (
    person_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    what TEXT NOT NULL,
    until {integer} NOT NULL,
    PRIMARY KEY (person_id, record_id, what)){clustered}`,
  'CREATE INDEX reminded_of_record ON reminded (record_id)',
  'CREATE INDEX reminded_by_end ON reminded (until)',
];

/** When each reminder is to be looked at next, so that those alone are. */
export const reminderLooksStep: readonly string[] = [
  'ALTER TABLE reminder ADD COLUMN look_at {integer} NOT NULL DEFAULT 0',
  'CREATE INDEX reminder_by_look ON reminder (look_at)',
];
