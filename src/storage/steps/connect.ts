// Patient Connect requests.
export const connectStep: readonly string[] = [
  `CREATE TABLE connect_request (
    id TEXT PRIMARY KEY,
    app_id TEXT NOT NULL,
    code_hash {blob} NOT NULL UNIQUE,
    friendly_name TEXT NOT NULL,
    question TEXT NOT NULL,
    kept_answer {blob} NOT NULL,
    external_id TEXT NOT NULL,
    created_at {integer} NOT NULL,
    wrong_answers {integer} NOT NULL,
    person_id TEXT,
    record_id TEXT,
    connected_at {integer})`,
  'CREATE INDEX connect_request_by_external_id ON connect_request (app_id, external_id)',
  'CREATE UNIQUE INDEX connect_request_pending ON connect_request (app_id, external_id) WHERE connected_at IS NULL',
  'CREATE INDEX connect_request_by_use ON connect_request (app_id, connected_at) WHERE connected_at IS NOT NULL',
  'CREATE INDEX connect_request_by_age ON connect_request (created_at) WHERE connected_at IS NULL',
];
