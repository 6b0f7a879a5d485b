// Invitations to a record, and when a record was put into the bin.
export const sharingStep: readonly string[] = [
  'ALTER TABLE record ADD COLUMN deleted_at {integer}',
  `CREATE TABLE sharing_invitation (
    id TEXT PRIMARY KEY,
    code_hash {blob} NOT NULL UNIQUE,
    record_id TEXT NOT NULL,
    from_person_id TEXT NOT NULL,
    email TEXT NOT NULL,
    level TEXT NOT NULL,
    type_ids TEXT,
    access_ends_at {integer},
    sealed_pin {blob} NOT NULL,
    wrong_pins {integer} NOT NULL,
    created_at {integer} NOT NULL,
    expires_at {integer} NOT NULL)`,
  'CREATE INDEX sharing_invitation_by_record ON sharing_invitation (record_id)',
];
