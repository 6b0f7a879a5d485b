// How people sign in, where they are signed in, and accounts on their way out.
export const accountsStep: readonly string[] = [
  // Who was signed in signs in again.
  'DELETE FROM user_token WHERE shell_hash IS NOT NULL',
  'DROP TABLE shell_session',
  `CREATE TABLE shell_session (
    hash {blob} PRIMARY KEY,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    address TEXT NOT NULL,
    browser TEXT NOT NULL,
    system TEXT NOT NULL,
    created_at {integer} NOT NULL,
    last_used_at {integer} NOT NULL,
    proved_at {integer} NOT NULL,
    expires_at {integer} NOT NULL){clustered}`,
  'CREATE INDEX shell_session_by_person ON shell_session (person_id)',
  `CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    public_key {blob} NOT NULL,
    counter {integer} NOT NULL,
    transports TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at {integer} NOT NULL,
    last_used_at {integer})`,
  'CREATE INDEX passkey_by_person ON passkey (person_id)',
  `CREATE TABLE code_app (
    person_id TEXT PRIMARY KEY,
    sealed_secret {blob} NOT NULL,
    created_at {integer} NOT NULL,
    last_step {integer} NOT NULL)`,
  `CREATE TABLE recovery_code (
    person_id TEXT NOT NULL,
    hash {blob} NOT NULL,
    PRIMARY KEY (person_id, hash)){clustered}`,
  `CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id TEXT NOT NULL,
    email TEXT NOT NULL,
    created_at {integer} NOT NULL,
    last_used_at {integer} NOT NULL,
    PRIMARY KEY (issuer, subject)){clustered}`,
  'CREATE INDEX identity_by_person ON identity (person_id)',
  `CREATE TABLE mailed_link (
    hash {blob} PRIMARY KEY,
    kind TEXT NOT NULL,
    person_id TEXT,
    email TEXT NOT NULL,
    sealed {blob},
    expires_at {integer} NOT NULL)`,
  'CREATE INDEX mailed_link_by_person ON mailed_link (person_id)',
  `CREATE INDEX mailed_link_asked ON mailed_link (expires_at) WHERE kind = 'asked'`,
  `CREATE TABLE account_closing (
    person_id TEXT PRIMARY KEY,
    due_at {integer} NOT NULL,
    record_ids TEXT NOT NULL)`,
];

/** Browsers that accounts were signed in with, and when recovery codes were made: those of before count as the oldest. */
export const knownBrowsersStep: readonly string[] = [
  `CREATE TABLE known_browser (
    person_id TEXT NOT NULL,
    hash {blob} NOT NULL,
    secrets {blob} NOT NULL,
    expires_at {integer} NOT NULL,
    PRIMARY KEY (person_id, hash)){clustered}`,
  'ALTER TABLE recovery_code ADD COLUMN created_at {integer} NOT NULL DEFAULT 0',
];
