// Where it stands that is sealed with a key of the vault: it opens in its own column and row, and nowhere else.

/** Texts that a key of the vault seals, and by what their rows are known. */
export const sealedTexts = [
  { table: 'app_settings', column: 'xml', key: ['app_id', 'person_id'] },
  { table: 'connect_request', column: 'friendly_name', key: ['id'] },
  { table: 'connect_request', column: 'question', key: ['id'] },
  { table: 'connect_package', column: 'friendly_name', key: ['id'] },
  { table: 'connect_package', column: 'question', key: ['id'] },
] as const;

type SealedText = (typeof sealedTexts)[number];

/** @param key of the row */
export function aboutText(
  table: SealedText['table'],
  column: SealedText['column'],
  ...key: string[]
): string {
  return [table, column, ...key].join(' ');
}

export function aboutUploadKey(blobId: string): string {
  return `blob sealed_key ${blobId}`;
}
