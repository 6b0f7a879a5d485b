// What ends with what it rests on: authorisations with the access, sessions with their certificate; and what is personal
// stays so in the log.

/** From before access took its authorisations along. Who has the record anew is asked anew. */
export const endedAuthorizationsStep: readonly string[] = [
  `DELETE FROM app_authorization WHERE NOT EXISTS (
    SELECT 1 FROM record_access a WHERE a.person_id = app_authorization.person_id
      AND a.record_id = app_authorization.record_id AND a.created_at <= app_authorization.updated_at)`,
  `DELETE FROM app_authorization WHERE record_id IN (SELECT id FROM record WHERE state = 'deleted')`,
  `DELETE FROM app_authorization WHERE person_id IN (SELECT id FROM person WHERE state = 'closed')`,
  `DELETE FROM alternate_id WHERE NOT EXISTS (
    SELECT 1 FROM app_authorization z WHERE z.app_id = alternate_id.app_id
      AND z.person_id = alternate_id.person_id AND z.record_id = alternate_id.record_id)`,
];

/** Nobody knows which certificate opened the sessions there are; applications open others by themselves. */
export const sessionCertificateStep: readonly string[] = [
  'DELETE FROM app_session',
  'ALTER TABLE app_session ADD COLUMN thumbprint TEXT',
];

/**
 * Whether what was done was done to something personal. Of what was removed for good before, nobody knows: it is kept back.
 * What a record tells applications of its changes leaves these out.
 */
export const personalOperationsStep: readonly string[] = [
  'ALTER TABLE record_operation ADD COLUMN personal {integer} NOT NULL DEFAULT 1',
  `UPDATE record_operation SET personal = 0
   WHERE EXISTS (SELECT 1 FROM thing t WHERE t.record_id = record_operation.record_id
       AND t.id = record_operation.thing_id AND t.version_stamp = record_operation.version_stamp AND (t.flags & 1) = 0)
     OR EXISTS (SELECT 1 FROM thing_history t WHERE t.record_id = record_operation.record_id
       AND t.id = record_operation.thing_id AND t.version_stamp = record_operation.version_stamp AND (t.flags & 1) = 0)`,
  'ALTER TABLE record ADD COLUMN open_sequence {integer} NOT NULL DEFAULT 0',
  'ALTER TABLE record ADD COLUMN open_updated_at {integer} NOT NULL DEFAULT 0',
  'UPDATE record SET open_sequence = sequence, open_updated_at = updated_at',
];

/** Whose a record is, for whom its bytes count: who looks after it longest. */
export const roomStep: readonly string[] = [
  'ALTER TABLE record ADD COLUMN owner_id TEXT',
  `UPDATE record SET owner_id = (SELECT a.person_id FROM record_access a
    WHERE a.record_id = record.id AND a.level = 'custodian' AND a.expires_at IS NULL
    ORDER BY a.created_at, a.person_id LIMIT 1)`,
  'CREATE INDEX record_by_owner ON record (owner_id)',
  `CREATE TABLE room_used (
    holder TEXT PRIMARY KEY,
    bytes {integer} NOT NULL){clustered}`,
  `INSERT INTO room_used (holder, bytes)
    SELECT owner_id, SUM(bytes) FROM record WHERE owner_id IS NOT NULL GROUP BY owner_id
    UNION ALL SELECT '', COALESCE(SUM(bytes), 0) FROM record`,
];

/** Rules that a person took back from an application and may give again. */
export const withdrawnRulesStep: readonly string[] = [
  "ALTER TABLE app_authorization ADD COLUMN withdrawn_rules TEXT NOT NULL DEFAULT '[]'",
];
