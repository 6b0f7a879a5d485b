// Tries that are counted, each for a window of time. No row says what was tried, by whom or from where.
export const triesStep: readonly string[] = [
  `CREATE TABLE tries (
    id {blob} PRIMARY KEY,
    used {integer} NOT NULL,
    ends_at {integer} NOT NULL){clustered}`,
  'CREATE INDEX tries_by_end ON tries (ends_at)',
];
