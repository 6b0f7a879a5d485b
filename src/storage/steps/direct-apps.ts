// Direct messages that applications send in people's names: which may, and which sent what.
export const directAppsStep: readonly string[] = [
  'ALTER TABLE app_authorization ADD COLUMN may_send_direct {integer} NOT NULL DEFAULT 0',
  'ALTER TABLE direct_letter ADD COLUMN app_id TEXT',
  'CREATE INDEX direct_letter_by_app ON direct_letter (app_id, created_at)',
];
