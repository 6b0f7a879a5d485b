// What applications posted for a form that a person is yet to see.
export const parkedStep: readonly string[] = [
  `CREATE TABLE parked (
    id TEXT PRIMARY KEY,
    browser_hash {blob} NOT NULL,
    address_hash {blob} NOT NULL,
    sealed {blob} NOT NULL,
    expires_at {integer} NOT NULL)`,
  'CREATE INDEX parked_by_address ON parked (address_hash)',
];
