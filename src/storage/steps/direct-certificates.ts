// The vault's keys for Direct messages, and whom its domains trust.
export const directCertificatesStep: readonly string[] = [
  `CREATE TABLE direct_key (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    bound_hash {blob} NOT NULL,
    sealed {blob} NOT NULL,
    not_before {integer} NOT NULL,
    not_after {integer} NOT NULL,
    made_at {integer} NOT NULL)`,
  'CREATE INDEX direct_key_bound ON direct_key (bound_hash, not_before)',
  `CREATE TABLE direct_anchor (
    id TEXT PRIMARY KEY,
    domain TEXT NOT NULL,
    bundle_id TEXT,
    der {blob} NOT NULL,
    added_at {integer} NOT NULL)`,
  'CREATE INDEX direct_anchor_of_domain ON direct_anchor (domain)',
  'CREATE INDEX direct_anchor_of_bundle ON direct_anchor (bundle_id)',
  `CREATE TABLE direct_bundle (
    id TEXT PRIMARY KEY,
    domain TEXT NOT NULL,
    address TEXT NOT NULL,
    signer {blob},
    refreshed_at {integer},
    due_at {integer} NOT NULL,
    problem TEXT)`,
  `CREATE TABLE direct_list (
    id TEXT PRIMARY KEY,
    address TEXT,
    issuer {blob},
    der {blob},
    added_at {integer} NOT NULL,
    due_at {integer},
    problem TEXT)`,
  `CREATE TABLE direct_domain (
    domain TEXT PRIMARY KEY,
    needs_lists {integer} NOT NULL)`,
];
