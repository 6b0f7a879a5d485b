// Texts that begin as sealed ones do, and were kept before any was sealed, are kept behind a mark of their own.
const columns = [
  ['app_settings', 'xml'],
  ['connect_request', 'friendly_name'],
  ['connect_request', 'question'],
  ['connect_package', 'friendly_name'],
  ['connect_package', 'question'],
  ['thing_blob', 'name'],
  ['thing_blob', 'content_type'],
] as const;

export const plainTextsStep: readonly string[] = columns.map(
  ([table, column]) =>
    `UPDATE ${table} SET ${column} = 'kws0.' || ${column}
     WHERE substr(${column}, 1, 3) = 'kws' AND NOT EXISTS (SELECT 1 FROM vault_key)`,
);
