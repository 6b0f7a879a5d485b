// Who configures applications in the Shell, who is invited to, and what is kept of an application beside its definition.
export const developStep: readonly string[] = [
  `CREATE TABLE app_admin (
    app_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    added_at {integer} NOT NULL,
    PRIMARY KEY (app_id, person_id)){clustered}`,
  'CREATE INDEX app_admin_by_person ON app_admin (person_id)',
  `CREATE TABLE app_admin_invitation (
    app_id TEXT NOT NULL,
    email TEXT NOT NULL,
    invited_at {integer} NOT NULL,
    PRIMARY KEY (app_id, email)){clustered}`,
  'CREATE INDEX app_admin_invitation_by_email ON app_admin_invitation (email)',
  `CREATE TABLE app_entry (
    app_id TEXT PRIMARY KEY,
    entry TEXT NOT NULL)`,
];
