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

/** Who gave a certificate. Of those there are, the audit trail says so. */
export const certificateGiverStep: readonly string[] = [
  'ALTER TABLE application_certificate ADD COLUMN added_by TEXT',
  `UPDATE application_certificate SET added_by =
    (SELECT person_id FROM audit
      WHERE record_id IS NULL AND action = 'AddCertificate' AND audit.app_id = application_certificate.app_id
        AND details LIKE '%"' || thumbprint || '"%'
      ORDER BY id DESC LIMIT 1)`,
];
