// What the floor reads, in the words of both databases.

/** What it takes to show the newest of a type in a record. */
export const newest = `SELECT id, version_stamp, type_id, state, flags, effective_date, updated_end_date, data_xml, common_xml
  FROM thing WHERE record_id = ? AND state = 'Active' AND type_id = ?
  ORDER BY effective_date DESC, ordinal DESC LIMIT ?`;

/** Session, person, and what they may do in the record: what a server that cannot trust its callers reads at least. */
export const caller = `SELECT s.sealed_secret, s.hmac, s.expires_at, t.expires_at, p.state, a.rules, c.level, c.expires_at, r.state
  FROM app_session s
  JOIN user_token t ON t.app_id = s.app_id
  JOIN person p ON p.id = t.person_id
  JOIN record_alias l ON l.app_id = s.app_id
  JOIN app_authorization a ON a.app_id = s.app_id AND a.person_id = p.id AND a.record_id = l.record_id
  JOIN record_access c ON c.person_id = p.id AND c.record_id = l.record_id
  JOIN record r ON r.id = l.record_id
  WHERE s.hash = ? AND t.hash = ? AND l.alias = ?`;
