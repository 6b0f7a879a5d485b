// Packages that wait to be picked up.
export const packagesStep: readonly string[] = [
  `CREATE TABLE connect_package (
    id TEXT PRIMARY KEY,
    app_id TEXT NOT NULL,
    code_hash {blob} NOT NULL UNIQUE,
    created_at {integer} NOT NULL,
    wrong_answers {integer} NOT NULL,
    friendly_name TEXT,
    question TEXT,
    external_id TEXT,
    definition TEXT,
    size {integer} NOT NULL DEFAULT 0,
    sealed_contents {blob})`,
  'CREATE INDEX connect_package_by_external_id ON connect_package (app_id, external_id)',
  'CREATE INDEX connect_package_by_age ON connect_package (created_at)',
  `CREATE TABLE connect_package_blob (
    package_id TEXT NOT NULL,
    blob_id TEXT NOT NULL UNIQUE,
    PRIMARY KEY (package_id, blob_id)){clustered}`,
];
