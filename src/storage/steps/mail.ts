// Mail that waits to be sent, and sign-up codes.
export const mailStep: readonly string[] = [
  `CREATE TABLE mail_letter (
    id TEXT PRIMARY KEY,
    sealed {blob} NOT NULL)`,
  `CREATE TABLE mail (
    id TEXT PRIMARY KEY,
    letter_id TEXT NOT NULL,
    sealed_to {blob},
    state TEXT NOT NULL,
    app_id TEXT,
    person_id TEXT,
    created_at {integer} NOT NULL,
    due_at {integer} NOT NULL,
    tries {integer} NOT NULL DEFAULT 0,
    problem TEXT)`,
  'CREATE INDEX mail_by_state ON mail (state, due_at)',
  'CREATE INDEX mail_by_letter ON mail (letter_id)',
  'CREATE INDEX mail_by_app ON mail (app_id, created_at)',
  'CREATE INDEX mail_by_person ON mail (person_id, created_at)',
  `CREATE TABLE confirmed_address (
    person_id TEXT PRIMARY KEY,
    email_folded TEXT NOT NULL,
    at {integer} NOT NULL){clustered}`,
  `CREATE TABLE sign_up_code (
    hash {blob} PRIMARY KEY,
    app_id TEXT NOT NULL,
    expires_at {integer} NOT NULL){clustered}`,
  'CREATE INDEX sign_up_code_by_app ON sign_up_code (app_id)',
  `CREATE TABLE app_admission (
    app_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    at {integer} NOT NULL,
    PRIMARY KEY (app_id, person_id)){clustered}`,
];
