// By what a vault knows its key.
export const sealsStep: readonly string[] = [
  `CREATE TABLE vault_seal (
    vault_id TEXT PRIMARY KEY,
    sealed_id {blob} NOT NULL){clustered}`,
];
