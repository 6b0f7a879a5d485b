// Ways to the few of many rows: to what was changed lately, to versions in their order, to what goes with a person or record,
// to what has ended. Only the first index is written with every thing.
export const growthStep: readonly (string | OnlyPostgres)[] = [
  'CREATE INDEX thing_by_change ON thing (record_id, updated_at)',
  'CREATE INDEX thing_personal ON thing (record_id, id) WHERE (flags & 1) <> 0',
  'CREATE INDEX thing_history_by_date ON thing_history (record_id, effective_date DESC, ordinal DESC)',
  'CREATE INDEX blob_of_record ON blob (record_id)',
  'CREATE INDEX record_to_purge ON record (deleted_at) WHERE deleted_at IS NOT NULL',
  'CREATE INDEX account_closing_by_due ON account_closing (due_at)',
  'CREATE INDEX alternate_id_of_person ON alternate_id (person_id)',
  'CREATE INDEX alternate_id_of_record ON alternate_id (record_id)',
  'CREATE INDEX app_admission_of_person ON app_admission (person_id)',
  'CREATE INDEX app_read_of_person ON app_read (person_id)',
  'CREATE INDEX app_session_of_app ON app_session (app_id)',
  'CREATE INDEX app_settings_of_person ON app_settings (person_id)',
  'CREATE INDEX connect_request_of_person ON connect_request (person_id) WHERE person_id IS NOT NULL',
  'CREATE INDEX connect_request_by_end ON connect_request (connected_at) WHERE connected_at IS NOT NULL',
  'CREATE INDEX parked_by_end ON parked (expires_at)',
  'CREATE INDEX person_alias_of_person ON person_alias (person_id)',
  'CREATE INDEX record_alias_of_person ON record_alias (person_id)',
  'CREATE INDEX record_alias_of_record ON record_alias (record_id)',
  'CREATE INDEX record_app_alias_of_record ON record_app_alias (record_id)',
  'CREATE INDEX record_look_of_record ON record_look (record_id)',
  'CREATE INDEX sharing_invitation_of_person ON sharing_invitation (from_person_id)',
  'CREATE INDEX sharing_invitation_by_email ON sharing_invitation (LOWER(email))',
  'CREATE INDEX shell_session_by_end ON shell_session (expires_at)',
  'CREATE INDEX sign_up_code_by_end ON sign_up_code (expires_at)',
  'CREATE INDEX used_once_by_end ON used_once (expires_at)',
  'CREATE INDEX user_token_of_person ON user_token (person_id)',
  ...['thing', 'thing_history', 'thing_blob', 'record_operation'].map(planAsLarge),
  // The trail is in the order of time as a whole too, which must not look like the way to a tenth of it.
  { postgres: 'ALTER TABLE audit ALTER COLUMN record_id SET (n_distinct = 100)' },
  // What few have is told from what most have.
  { postgres: 'ALTER TABLE thing ALTER COLUMN created_app SET (n_distinct = -0.01)' },
  { postgres: 'CREATE STATISTICS thing_flags ON (flags & 1) FROM thing' },
];

/** A statement that SQLite has no need of. */
export interface OnlyPostgres {
  readonly postgres: string;
}

/**
 * PostgreSQL plans for a record of the usual size, which is small: then all of it is read and sorted, and that is what happens
 * to a large one. It is told that there are few records, so that it takes the way that is right for all.
 */
function planAsLarge(table: string): OnlyPostgres {
  return { postgres: `ALTER TABLE ${table} ALTER COLUMN record_id SET (n_distinct = 10)` };
}
