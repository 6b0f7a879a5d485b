// The Merkle tree of the log, and the directory of its newest leaves; `log_heads` has its checkpoints, those with a size.
// `log_published` is of the Keepwells before.
export const logTreeStep: readonly string[] = [
  'ALTER TABLE log_heads ADD COLUMN size {integer}',
  `CREATE TABLE log_leaf (
    place {integer} PRIMARY KEY,
    label {blob} NOT NULL,
    chain {blob} NOT NULL,
    number {integer} NOT NULL,
    entry_hash {blob} NOT NULL,
    at {integer} NOT NULL,
    since {integer} NOT NULL,
    previous {blob} NOT NULL)`,
  'CREATE INDEX log_leaf_of ON log_leaf (label, place)',
  `CREATE TABLE log_node (
    level {integer} NOT NULL,
    place {integer} NOT NULL,
    hash {blob} NOT NULL,
    PRIMARY KEY (level, place)){clustered}`,
  `CREATE TABLE log_directory (
    label {blob} PRIMARY KEY,
    place {integer} NOT NULL,
    number {integer} NOT NULL){clustered}`,
];
