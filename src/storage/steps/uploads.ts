// Room that uploads hold in their record until a thing holds them.
export const uploadsStep: readonly string[] = [
  'ALTER TABLE blob ADD COLUMN held_bytes {integer} NOT NULL DEFAULT 0',
  `CREATE INDEX blob_by_record ON blob (record_id)
    WHERE held_bytes > 0 AND state <> 'attached' AND state <> 'dropped'`,
];

/** What the pages had under way had not told how long it is, or held room for all of it: it is to be sent again. */
export const uploadsToldStep: readonly string[] = [
  'ALTER TABLE blob ADD COLUMN told_bytes {integer}',
  `UPDATE blob SET held_bytes = 0, expires_at = 0 WHERE app_id LIKE 'pages %' AND state <> 'attached'`,
];
