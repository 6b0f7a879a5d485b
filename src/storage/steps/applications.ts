// What child applications and restricted applications need: the texts and pictures of an application, which no call
// has to load, and the children of a master.
export const applicationsStep: readonly string[] = [
  `CREATE TABLE application_text (
    app_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    language TEXT NOT NULL,
    content_type TEXT,
    content {blob} NOT NULL,
    PRIMARY KEY (app_id, kind, item, language))`,
  'CREATE INDEX application_by_master ON application (master_id) WHERE master_id IS NOT NULL',
];
