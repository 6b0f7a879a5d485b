// Where the chains of the log end, what waits to be chained, what was published of them, and the keys that signed it. The end of
// a record's chain lies with the record, so that a write reads and sets it with what it reads and sets there anyway; that of
// the vault, and those of records that are gone, in a table of their own.
import { erasedAction } from '../core/audit/audit.ts';
import { unpackEnd } from '../core/audit/chain.ts';
import type {
  ChainName,
  LogEntry,
  LogKey,
  LogReader,
  LogWriter,
  PlacedLeaf,
  WaitingRow,
} from '../core/audit/ports.ts';
import { getRow, type Sql, toNull, toUndefined, writePlaces } from './sql.ts';

/** No id of a record. */
const vaultName = 'vault';

/** What an entry says, as its row has it. */
export interface SaidRow {
  id: number;
  at: number;
  action: string;
  person_id: string | null;
  app_id: string | null;
  record_id: string | null;
  avenue: LogEntry['avenue'] | null;
  details: string;
}

interface EntryRow extends SaidRow {
  number: number;
  salt: Buffer | null;
  content_hash: Buffer;
  entry_hash: Buffer;
}

export function openLog(sql: Sql): LogReader & LogWriter {
  return { ...readChains(sql), ...readWaiting(sql), ...readHeads(sql), ...readTree(sql), ...change(sql) };
}

export async function readEnd(sql: Sql, of: ChainName): Promise<Buffer | undefined> {
  const ofRecord =
    of === undefined ? undefined : await sql.get<EndRow>('SELECT log_end FROM record WHERE id = ?', of);
  if (ofRecord?.log_end) return ofRecord.log_end;
  const kept = await sql.get<EndRow>('SELECT log_end FROM log_chain WHERE name = ?', of ?? vaultName);
  return kept?.log_end ?? undefined;
}

interface EndRow {
  log_end: Buffer | null;
}

export async function putEnd(sql: Sql, of: ChainName, end: Buffer): Promise<void> {
  if (of !== undefined && (await sql.run('UPDATE record SET log_end = ? WHERE id = ?', end, of)) > 0) return;
  await sql.put(keepEnd, of ?? vaultName, end);
}

const keepEnd = `INSERT INTO log_chain (name, log_end) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET log_end = excluded.log_end`;

/** What the entries of a record say goes with it; the chain stays. @returns the number of the last of them */
export async function eraseLog(sql: Sql, recordId: string): Promise<number> {
  const end = await readEnd(sql, recordId);
  if (end) await sql.put(keepEnd, recordId, end);
  await sql.put(
    `UPDATE audit SET action = '${erasedAction}', person_id = NULL, app_id = NULL, avenue = NULL, details = '{}', salt = NULL
     WHERE record_id = ?`,
    recordId,
  );
  return end ? unpackEnd(end).number : 0;
}

const ofChain = (of: ChainName) => (of === undefined ? 'record_id IS NULL' : 'record_id = ?');
const named = (of: ChainName) => (of === undefined ? [] : [of]);

type Waiting = 'waiting' | 'countWaiting' | 'waitingRecord';
type OfHeads = 'lastHeads' | 'heads' | 'listHeads' | 'keys' | 'noters';
type OfTree = 'countLeaves' | 'leaves' | 'leavesOf' | 'node' | 'directory' | 'published';

function readChains(sql: Sql): Omit<LogReader, Waiting | OfHeads | OfTree> {
  return {
    end: of => readEnd(sql, of),
    async entries(of, after, limit) {
      const rows = await sql.all<EntryRow>(
        `SELECT * FROM audit WHERE ${ofChain(of)} AND number > ? ORDER BY number LIMIT ? + 0`,
        ...named(of),
        after,
        limit,
      );
      return rows.map(row => ({
        ...readSaid(row),
        number: Number(row.number),
        salt: toUndefined(row.salt),
        contentHash: row.content_hash,
        entryHash: row.entry_hash,
      }));
    },
    async ends(of) {
      const found: Buffer[] = [];
      for (let i = 0; i < of.length; i += lookedUpAtOnce) {
        const names = of.slice(i, i + lookedUpAtOnce).map(name => name ?? vaultName);
        const places = writePlaces(names.length);
        const rows = await sql.all<{ log_end: Buffer }>(
          `SELECT log_end FROM record WHERE id IN (${places}) AND log_end IS NOT NULL
           UNION ALL SELECT log_end FROM log_chain WHERE name IN (${places})
             AND NOT EXISTS (SELECT 1 FROM record WHERE id = name AND record.log_end IS NOT NULL)`,
          ...names,
          ...names,
        );
        found.push(...rows.map(row => row.log_end));
      }
      return found;
    },
    async chained(after, limit) {
      const rows = await sql.all<{ id: string }>(
        `SELECT id FROM (SELECT id FROM record WHERE log_end IS NOT NULL
           UNION SELECT name AS id FROM log_chain WHERE name <> '${vaultName}') AS every
         WHERE id > ? ORDER BY id LIMIT ? + 0`,
        after,
        limit,
      );
      return rows.map(({ id }) => id);
    },
    async newestRow() {
      const row = await getRow<{ id: number | null }>(sql, 'SELECT MAX(id) AS id FROM audit');
      return Number(row.id ?? 0);
    },
    async changedBetween(after, upTo) {
      const rows = await sql.all<{ record_id: string | null }>(
        'SELECT DISTINCT record_id FROM audit WHERE id > ? AND id <= ? AND number IS NOT NULL',
        after,
        upTo,
      );
      return rows.map(row => toUndefined(row.record_id));
    },
  };
}

function readWaiting(sql: Sql): Pick<LogReader, Waiting> {
  return {
    async waiting(of, limit) {
      const rows = await sql.all<SaidRow>(
        `SELECT * FROM audit WHERE number IS NULL AND ${ofChain(of)} ORDER BY id LIMIT ? + 0`,
        ...named(of),
        limit,
      );
      return rows.map(readSaid);
    },
    async countWaiting() {
      const row = await getRow<{ n: number }>(sql, 'SELECT COUNT(*) AS n FROM audit WHERE number IS NULL');
      return Number(row.n);
    },
    async waitingRecord() {
      const row = await sql.get<{ record_id: string }>(
        `SELECT record_id FROM audit WHERE number IS NULL AND record_id IS NOT NULL ORDER BY record_id, id LIMIT 1`,
      );
      return row?.record_id;
    },
  };
}

export function readSaid(row: SaidRow): WaitingRow {
  return {
    id: Number(row.id),
    at: Number(row.at),
    action: row.action,
    personId: toUndefined(row.person_id),
    appId: toUndefined(row.app_id),
    recordId: toUndefined(row.record_id),
    avenue: toUndefined(row.avenue),
    details: JSON.parse(row.details),
  };
}

interface HeadsRow {
  number: number;
  at: number;
  up_to: number;
  text: string;
  size: number | null;
}

function readHeads(sql: Sql): Pick<LogReader, OfHeads> {
  return {
    async lastHeads(atMost) {
      const row = await sql.get<HeadsRow>(
        `SELECT * FROM log_heads ${atMost === undefined ? '' : 'WHERE at <= ?'} ORDER BY number DESC LIMIT 1`,
        ...(atMost === undefined ? [] : [atMost]),
      );
      return row && { ...headsIn(row), upTo: Number(row.up_to) };
    },
    async heads(number) {
      const row = await sql.get<HeadsRow>('SELECT * FROM log_heads WHERE number = ?', number);
      return row && headsIn(row);
    },
    async listHeads(before, limit) {
      const rows = await sql.all<Omit<HeadsRow, 'text'>>(
        'SELECT number, at FROM log_heads WHERE number < ? ORDER BY number DESC LIMIT ? + 0',
        before,
        limit,
      );
      return rows.map(({ number, at }) => ({ number: Number(number), at: Number(at) }));
    },
    async keys() {
      const rows = await sql.all<{
        name: string;
        public_key: Buffer;
        sealed: Buffer | null;
        made_at: number;
      }>('SELECT * FROM log_key ORDER BY made_at DESC, name');
      return rows.map(
        (row): LogKey => ({
          name: row.name,
          publicKey: row.public_key,
          sealed: toUndefined(row.sealed),
          madeAt: Number(row.made_at),
        }),
      );
    },
    async noters() {
      const rows = await sql.all<{ name: string; noted_at: number; key_change: number | null }>(
        'SELECT * FROM log_noter ORDER BY name',
      );
      return rows.map(row => ({
        name: row.name,
        notedAt: Number(row.noted_at),
        keyChange: row.key_change === null ? undefined : Number(row.key_change),
      }));
    },
  };
}

const lookedUpAtOnce = 500;

function headsIn({ number, at, text, size }: HeadsRow) {
  return { number: Number(number), at: Number(at), text, size: size === null ? undefined : Number(size) };
}

interface LeafRow {
  place: number;
  label: Buffer;
  chain: Buffer;
  number: number;
  entry_hash: Buffer;
  at: number;
  since: number;
  previous: Buffer;
}

function readTree(sql: Sql): Pick<LogReader, OfTree> {
  return {
    async countLeaves() {
      const row = await getRow<{ n: number | null }>(sql, 'SELECT MAX(place) + 1 AS n FROM log_leaf');
      return Number(row.n ?? 0);
    },
    async leaves(from, limit) {
      const select = 'SELECT * FROM log_leaf WHERE place >= ? ORDER BY place LIMIT ? + 0';
      return (await sql.all<LeafRow>(select, from, limit)).map(leafIn);
    },
    async leavesOf(label, from, limit) {
      const select = 'SELECT * FROM log_leaf WHERE label = ? AND place >= ? ORDER BY place LIMIT ? + 0';
      return (await sql.all<LeafRow>(select, label, from, limit)).map(leafIn);
    },
    async node(level, index) {
      const select = 'SELECT hash FROM log_node WHERE level = ? AND place = ?';
      const { hash } = await getRow<{ hash: Buffer }>(sql, select, level, index);
      return hash;
    },
    async directory(size, after, limit) {
      const newest =
        size === (await this.countLeaves())
          ? 'SELECT label, place FROM log_directory WHERE place < ? AND label > ?'
          : 'SELECT label, MAX(place) AS place FROM log_leaf WHERE place < ? AND label > ? GROUP BY label';
      const rows = await sql.all<{ label: Buffer; hash: Buffer }>(
        `SELECT n.label, log_node.hash FROM (${newest} ORDER BY label LIMIT ? + 0) AS n
         JOIN log_node ON log_node.level = 0 AND log_node.place = n.place ORDER BY n.label`,
        size,
        after,
        limit,
      );
      return rows.map(({ label, hash }) => ({ label, leaf: hash }));
    },
    async published(labels) {
      const found = new Map<string, { place: number; number: number }>();
      for (let i = 0; i < labels.length; i += lookedUpAtOnce) {
        const some = labels.slice(i, i + lookedUpAtOnce);
        const rows = await sql.all<Pick<LeafRow, 'label' | 'place' | 'number'>>(
          `SELECT label, place, number FROM log_directory WHERE label IN (${writePlaces(some.length)})`,
          ...some,
        );
        for (const { label, place, number } of rows)
          found.set(label.toString('hex'), { place: Number(place), number: Number(number) });
      }
      return found;
    },
  };
}

function leafIn(row: LeafRow): PlacedLeaf {
  const { place, label, chain, number, entry_hash: hash, at, since, previous } = row;
  const numbers = { place: Number(place), number: Number(number), at: Number(at), since: Number(since) };
  return { ...numbers, label, chain, hash, previous };
}

function change(sql: Sql): LogWriter {
  return {
    chain: (rowId, { number, salt, contentHash, entryHash }) =>
      sql.put(
        'UPDATE audit SET number = ?, salt = ?, content_hash = ?, entry_hash = ? WHERE id = ?',
        number,
        salt,
        contentHash,
        entryHash,
        rowId,
      ),
    setEnd: (of, end) => putEnd(sql, of, end),
    putHeads: ({ number, at, upTo, text, size }) =>
      sql.put(
        'INSERT INTO log_heads (number, at, up_to, text, size) VALUES (?, ?, ?, ?, ?)',
        number,
        at,
        upTo,
        text,
        toNull(size),
      ),
    async putLeaf({ place, label, chain, number, hash, at, since, previous }, nodes) {
      await sql.put(
        `INSERT INTO log_leaf (place, label, chain, number, entry_hash, at, since, previous)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[place, label, chain, number, hash, at, since, previous],
      );
      for (const node of nodes)
        await sql.put(
          'INSERT INTO log_node (level, place, hash) VALUES (?, ?, ?)',
          node.level,
          node.index,
          node.hash,
        );
      if (label.length > 0)
        await sql.put(
          `INSERT INTO log_directory (label, place, number) VALUES (?, ?, ?)
           ON CONFLICT (label) DO UPDATE SET place = excluded.place, number = excluded.number`,
          label,
          place,
          number,
        );
    },
    putKey: ({ name, publicKey, sealed, madeAt }) =>
      sql.put(
        'INSERT INTO log_key (name, public_key, sealed, made_at) VALUES (?, ?, ?, ?)',
        name,
        publicKey,
        toNull(sealed),
        madeAt,
      ),
    putNoter: (name, notedAt) =>
      sql.put(
        `INSERT INTO log_noter (name, noted_at) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET noted_at = excluded.noted_at`,
        name,
        notedAt,
      ),
    noteKeys: (name, change) => sql.put('UPDATE log_noter SET key_change = ? WHERE name = ?', change, name),
    removeNoter: name => sql.put('DELETE FROM log_noter WHERE name = ?', name),
  };
}
