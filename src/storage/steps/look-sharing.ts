// Whether all who read a record are told who looked at it.
export const lookSharingStep: readonly string[] = [
  'ALTER TABLE record ADD COLUMN looks_told {integer} NOT NULL DEFAULT 0',
];
