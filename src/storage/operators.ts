// Who runs the vault, and what they see of accounts and of the vault as a whole.
import type {
  AccountUse,
  DatabaseUse,
  Operator,
  OperatorsReader,
  OperatorsWriter,
} from '../core/operator/ports.ts';
import { openFailedSignIns } from './failed-sign-ins.ts';
import { type Dialect, getRow, type Sql, type SqlValue, toNull, toUndefined } from './sql.ts';

interface AccountRow {
  id: string;
  email: string;
  name: string;
  state: AccountUse['person']['state'];
  created_at: number;
  records: number;
  bytes: number;
  largest: number;
}

/** Of accounts that were not made to try the vault. */
const isReal = "email_folded NOT LIKE '%@keepwell.invalid'";

export function openOperators(sql: Sql, dialect: Dialect): OperatorsReader & OperatorsWriter {
  return {
    ...lookUps(sql),
    ...changes(sql),
    ...openFailedSignIns(sql),
    async database() {
      const { name, version, bytes } = await getRow<DatabaseUse>(sql, dialect.databaseUse);
      return { name, version, bytes: Number(bytes) };
    },
  };
}

type LookUps = Omit<OperatorsReader, 'database' | 'failedSignInsByHour' | 'latestFailedSignIns'>;

function lookUps(sql: Sql): LookUps {
  const count = async (from: string) =>
    Number((await getRow<{ n: number }>(sql, `SELECT COUNT(*) AS n FROM ${from}`)).n);
  return {
    async is(personId) {
      return (await sql.get('SELECT 1 FROM operator WHERE person_id = ?', personId)) !== undefined;
    },
    async all() {
      const rows = await sql.all<{ person_id: string; added_at: number; added_by: string | null }>(
        'SELECT * FROM operator ORDER BY added_at, person_id',
      );
      return rows.map(row => ({
        personId: row.person_id,
        addedAt: Number(row.added_at),
        addedBy: toUndefined(row.added_by),
      }));
    },
    async hasOthers(personId) {
      const text = `SELECT 1 FROM person WHERE id <> ? AND state IN ('active', 'suspended') AND ${isReal} LIMIT 1`;
      return (await sql.get(text, personId)) !== undefined;
    },
    async oldestAccount() {
      const row = await sql.get<{ id: string }>(
        `SELECT id FROM person WHERE state IN ('active', 'closed') AND ${isReal}
         ORDER BY CASE state WHEN 'active' THEN 0 ELSE 1 END, created_at, id LIMIT 1`,
      );
      return row?.id;
    },
    async accounts({ beginning, after, limit }) {
      const conditions: [string, SqlValue[]][] = [];
      if (beginning !== undefined) {
        const like = `${beginning.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
        conditions.push([
          `(email_folded LIKE ? ESCAPE '\\' OR LOWER(name) LIKE ? ESCAPE '\\')`,
          [like, like],
        ]);
      }
      if (after)
        conditions.push([
          '(created_at < ? OR (created_at = ? AND id < ?))',
          [after.createdAt, after.createdAt, after.id],
        ]);
      const where = conditions.length > 0 ? `WHERE ${conditions.map(([text]) => text).join(' AND ')}` : '';
      const rows = await sql.all<AccountRow>(
        `SELECT p.id, p.email, p.name, p.state, p.created_at, COUNT(r.id) AS records,
           COALESCE(SUM(r.bytes), 0) AS bytes, COALESCE(MAX(r.bytes), 0) AS largest
         FROM (SELECT * FROM person ${where} ORDER BY created_at DESC, id DESC LIMIT ? + 0) AS p
         LEFT JOIN record r ON r.owner_id = p.id
         GROUP BY p.id, p.email, p.name, p.state, p.created_at
         ORDER BY p.created_at DESC, p.id DESC`,
        ...conditions.flatMap(([, values]) => values),
        limit,
      );
      return rows.map(account);
    },
    async use() {
      const sums = await getRow<{ records: number; bytes: number; blob_bytes: number }>(
        sql,
        'SELECT COUNT(*) AS records, COALESCE(SUM(bytes), 0) AS bytes, COALESCE(SUM(blob_bytes), 0) AS blob_bytes FROM record',
      );
      return {
        people: await count('person'),
        applications: await count('application'),
        records: Number(sums.records),
        bytes: Number(sums.bytes),
        blobBytes: Number(sums.blob_bytes),
      };
    },
  };
}

function account({ id, email, name, state, created_at, records, bytes, largest }: AccountRow): AccountUse {
  return {
    person: { id, email, name, state, createdAt: Number(created_at) },
    records: Number(records),
    bytes: Number(bytes),
    largest: Number(largest),
  };
}

function changes(sql: Sql): Omit<OperatorsWriter, keyof ReturnType<typeof openFailedSignIns>> {
  const add = async ({ personId, addedAt, addedBy }: Operator) =>
    (await sql.run(
      'INSERT INTO operator (person_id, added_at, added_by) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      personId,
      addedAt,
      toNull(addedBy),
    )) === 1;
  return {
    add,
    async addFirst(personId, at) {
      if (await sql.get(`SELECT 1 FROM person WHERE ${isReal} LIMIT 1`)) return false;
      return add({ personId, addedAt: at, addedBy: undefined });
    },
    async remove(personId) {
      await sql.put('DELETE FROM operator WHERE person_id = ?', personId);
    },
    hastenMail: async now =>
      sql.run("UPDATE mail SET due_at = ? WHERE state = 'waiting' AND due_at > ?", now, now),
  };
}
