// Backups that were made and proven, and when somebody asked for one.
export const backupsStep: readonly string[] = [
  `CREATE TABLE backup_run (
    place {serial},
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    backup_id TEXT,
    snapshot_at {integer},
    begun_at {integer} NOT NULL,
    ended_at {integer} NOT NULL,
    problem TEXT,
    facts TEXT)`,
  'CREATE INDEX backup_run_by_kind ON backup_run (kind, place)',
];
