// Mail by Direct: addresses of people, what came, and what they say of senders.
export const directInboxStep: readonly string[] = [
  // Of an account that is gone the address stays, so that nobody else gets it.
  `CREATE TABLE direct_address (
    hash {blob} PRIMARY KEY,
    person_id TEXT,
    sealed {blob},
    is_current {integer} NOT NULL,
    at {integer} NOT NULL){clustered}`,
  'CREATE INDEX direct_address_of_person ON direct_address (person_id)',
  `CREATE TABLE direct_mail (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    hash {blob} NOT NULL,
    sender_hash {blob} NOT NULL,
    folder TEXT NOT NULL,
    is_verified {integer} NOT NULL,
    is_read {integer} NOT NULL,
    at {integer} NOT NULL,
    moved_at {integer} NOT NULL,
    blob_id TEXT NOT NULL,
    bytes {integer} NOT NULL,
    thing_id TEXT,
    sealed {blob} NOT NULL,
    UNIQUE (person_id, hash))`,
  'CREATE INDEX direct_mail_by_folder ON direct_mail (person_id, folder, at, id)',
  'CREATE INDEX direct_mail_by_sender ON direct_mail (person_id, sender_hash)',
  "CREATE INDEX direct_mail_in_bin ON direct_mail (moved_at) WHERE folder = 'bin'",
  `CREATE TABLE direct_sender (
    person_id TEXT NOT NULL,
    hash {blob} NOT NULL,
    standing TEXT NOT NULL,
    sealed {blob} NOT NULL,
    at {integer} NOT NULL,
    PRIMARY KEY (person_id, hash)){clustered}`,
];

/** Mail that waits for somebody to pick it up. */
export const directHeldStep: readonly string[] = [
  `CREATE TABLE direct_held (
    id TEXT PRIMARY KEY,
    hash {blob} NOT NULL UNIQUE,
    code_hash {blob} NOT NULL UNIQUE,
    at {integer} NOT NULL,
    wrong_answers {integer} NOT NULL,
    blob_id TEXT NOT NULL,
    bytes {integer} NOT NULL,
    sealed {blob} NOT NULL)`,
  'CREATE INDEX direct_held_by_time ON direct_held (at)',
];

/** To whom what does not say for whom it is was given. */
export const directClaimStep: readonly string[] = [
  `CREATE TABLE direct_claim (
    key_hash {blob} NOT NULL,
    reader_hash {blob} NOT NULL,
    transaction_id TEXT NOT NULL,
    at {integer} NOT NULL,
    PRIMARY KEY (key_hash, reader_hash)){clustered}`,
  'CREATE INDEX direct_claim_by_time ON direct_claim (at)',
];

/** Spam goes by itself. */
export const directSpamStep: readonly string[] = [
  "CREATE INDEX direct_mail_in_spam ON direct_mail (moved_at) WHERE folder = 'spam'",
];
