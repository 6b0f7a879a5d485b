// Leases: which of the processes that serve a vault does what only one may do; and which mails one is sending.
export const leasesStep: readonly string[] = [
  `CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at {integer} NOT NULL)`,
  'ALTER TABLE mail ADD COLUMN claimed_until {integer}',
];
