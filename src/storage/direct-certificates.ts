// The vault's keys for Direct messages, and whom its domains trust.
import type {
  DirectCertificatesReader,
  DirectCertificatesWriter,
  KeptAnchor,
  KeptBundle,
  KeptKey,
  KeptList,
} from '../core/direct/certificates/ports.ts';
import { type Sql, toNull, toUndefined } from './sql.ts';

interface KeyRow {
  id: string;
  kind: KeptKey['kind'];
  bound_hash: Buffer;
  sealed: Buffer;
  not_before: number;
  not_after: number;
  made_at: number;
}

interface AnchorRow {
  id: string;
  domain: string;
  bundle_id: string | null;
  der: Buffer;
  added_at: number;
}

interface BundleRow {
  id: string;
  domain: string;
  address: string;
  signer: Buffer | null;
  refreshed_at: number | null;
  due_at: number;
  problem: string | null;
}

interface ListRow {
  id: string;
  address: string | null;
  issuer: Buffer | null;
  der: Buffer | null;
  added_at: number;
  due_at: number | null;
  problem: string | null;
}

export function openDirectCertificates(sql: Sql): DirectCertificatesReader & DirectCertificatesWriter {
  return { ...lookUps(sql), ...keyChanges(sql), ...trustChanges(sql) };
}

function lookUps(sql: Sql): DirectCertificatesReader {
  return {
    async keysOf(boundHash, limit) {
      const rows = await sql.all<KeyRow>(
        `SELECT * FROM direct_key WHERE bound_hash = ? AND kind = 'own'
         ORDER BY not_before DESC, made_at DESC, id LIMIT ? + 0`,
        boundHash,
        limit,
      );
      return rows.map(toKey);
    },
    async keys(kind) {
      const text = 'SELECT * FROM direct_key WHERE kind = ? ORDER BY not_before DESC, made_at DESC, id';
      return (await sql.all<KeyRow>(text, kind)).map(toKey);
    },
    async anchorsFor(domain) {
      const text = "SELECT * FROM direct_anchor WHERE domain IN ('', ?) ORDER BY id";
      return (await sql.all<AnchorRow>(text, domain)).map(toAnchor);
    },
    async anchors() {
      const rows = await sql.all<AnchorRow>('SELECT * FROM direct_anchor ORDER BY domain, added_at, id');
      return rows.map(toAnchor);
    },
    async bundles() {
      return (await sql.all<BundleRow>('SELECT * FROM direct_bundle ORDER BY domain, address, id')).map(
        toBundle,
      );
    },
    async lists() {
      return (await sql.all<ListRow>('SELECT * FROM direct_list ORDER BY added_at, id')).map(toList);
    },
    async list(id) {
      const row = await sql.get<ListRow>('SELECT * FROM direct_list WHERE id = ?', id);
      return row && toList(row);
    },
    async trustState(domain) {
      const anchors = await sql.all<{ id: string }>(
        "SELECT id FROM direct_anchor WHERE domain IN ('', ?) ORDER BY id",
        domain,
      );
      const lists = await sql.all<{ id: string; added_at: number }>(
        'SELECT id, added_at FROM direct_list WHERE der IS NOT NULL ORDER BY id',
      );
      return [...anchors.map(({ id }) => id), ...lists.map(row => `${row.id} ${row.added_at}`)].join('\n');
    },
    async needsLists(domain) {
      const row = await sql.get<{ needs_lists: number }>(
        'SELECT needs_lists FROM direct_domain WHERE domain = ?',
        domain,
      );
      return Number(row?.needs_lists ?? 0) === 1;
    },
  };
}

function keyChanges(sql: Sql): Pick<DirectCertificatesWriter, 'addKey' | 'removeKey'> {
  return {
    async addKey(key) {
      await sql.put(
        `INSERT INTO direct_key (id, kind, bound_hash, sealed, not_before, not_after, made_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        key.id,
        key.kind,
        key.boundHash,
        key.sealed,
        key.notBefore,
        key.notAfter,
        key.madeAt,
      );
    },
    async removeKey(id) {
      return (await sql.run('DELETE FROM direct_key WHERE id = ?', id)) === 1;
    },
  };
}

function trustChanges(sql: Sql): Omit<DirectCertificatesWriter, 'addKey' | 'removeKey'> {
  return {
    async addAnchor({ id, domain, bundleId, der, addedAt }) {
      await sql.put(
        'INSERT INTO direct_anchor (id, domain, bundle_id, der, added_at) VALUES (?, ?, ?, ?, ?)',
        id,
        domain,
        toNull(bundleId),
        der,
        addedAt,
      );
    },
    async removeAnchor(id) {
      return (await sql.run('DELETE FROM direct_anchor WHERE id = ?', id)) === 1;
    },
    async removeAnchorsOf(bundleId) {
      await sql.put('DELETE FROM direct_anchor WHERE bundle_id = ?', bundleId);
    },
    async putBundle({ id, domain, address, signer, refreshedAt, dueAt, problem }) {
      await sql.put(
        `INSERT INTO direct_bundle (id, domain, address, signer, refreshed_at, due_at, problem)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET refreshed_at = excluded.refreshed_at, due_at = excluded.due_at,
           problem = excluded.problem`,
        id,
        domain,
        address,
        toNull(signer),
        toNull(refreshedAt),
        dueAt,
        toNull(problem),
      );
    },
    async removeBundle(id) {
      await sql.put('DELETE FROM direct_anchor WHERE bundle_id = ?', id);
      return (await sql.run('DELETE FROM direct_bundle WHERE id = ?', id)) === 1;
    },
    async putList({ id, address, issuer, der, addedAt, dueAt, problem }) {
      await sql.put(
        `INSERT INTO direct_list (id, address, issuer, der, added_at, due_at, problem) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET der = excluded.der, added_at = excluded.added_at,
           due_at = excluded.due_at, problem = excluded.problem`,
        id,
        toNull(address),
        toNull(issuer),
        toNull(der),
        addedAt,
        toNull(dueAt),
        toNull(problem),
      );
    },
    async removeList(id) {
      return (await sql.run('DELETE FROM direct_list WHERE id = ?', id)) === 1;
    },
    async setNeedsLists(domain, needs) {
      await sql.put(
        `INSERT INTO direct_domain (domain, needs_lists) VALUES (?, ?)
         ON CONFLICT (domain) DO UPDATE SET needs_lists = excluded.needs_lists`,
        domain,
        needs ? 1 : 0,
      );
    },
  };
}

function toKey(row: KeyRow): KeptKey {
  return {
    id: row.id,
    kind: row.kind,
    boundHash: row.bound_hash,
    sealed: row.sealed,
    notBefore: Number(row.not_before),
    notAfter: Number(row.not_after),
    madeAt: Number(row.made_at),
  };
}

function toAnchor(row: AnchorRow): KeptAnchor {
  const { id, domain, der } = row;
  return { id, domain, der, bundleId: toUndefined(row.bundle_id), addedAt: Number(row.added_at) };
}

function toBundle(row: BundleRow): KeptBundle {
  const { id, domain, address } = row;
  const refreshedAt = toUndefined(row.refreshed_at);
  return {
    id,
    domain,
    address,
    signer: toUndefined(row.signer),
    refreshedAt: refreshedAt === undefined ? undefined : Number(refreshedAt),
    dueAt: Number(row.due_at),
    problem: toUndefined(row.problem),
  };
}

function toList(row: ListRow): KeptList {
  const dueAt = toUndefined(row.due_at);
  return {
    id: row.id,
    address: toUndefined(row.address),
    issuer: toUndefined(row.issuer),
    der: toUndefined(row.der),
    addedAt: Number(row.added_at),
    dueAt: dueAt === undefined ? undefined : Number(dueAt),
    problem: toUndefined(row.problem),
  };
}
