// Room that uploads hold in their record until a thing holds them.
export const uploadsStep: readonly string[] = [
  'ALTER TABLE blob ADD COLUMN held_bytes {integer} NOT NULL DEFAULT 0',
  `CREATE INDEX blob_by_record ON blob (record_id)
    WHERE held_bytes > 0 AND state <> 'attached' AND state <> 'dropped'`,
];
