// What an operator should know of a PostgreSQL database that a vault is in: how durable it is, whether a standby follows,
// whether indexes can be used. Asked by the doctor; nothing is changed.
import { getRow, type Sql } from '../../sql.ts';

interface Settings {
  version: string;
  number: string;
  fsync: string;
  full_pages: string;
  commit: string;
  encoding: string;
  role: 'primary' | 'standby';
}

export interface DatabaseState {
  readonly facts: readonly string[];
  /** What to mend, in words. */
  readonly problems: readonly string[];
}

const versionMin = 150_000;
/** A standby that is further behind would lose that much, or hold up commits when it is asked to have them. */
const behindBytesMax = 256 * 1024 * 1024;

export async function examineState(sql: Sql): Promise<DatabaseState> {
  const set = await getRow<Settings>(
    sql,
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number,
       current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_pages,
       current_setting('synchronous_commit') AS commit, current_setting('server_encoding') AS encoding,
       CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE 'primary' END AS role`,
  );
  const indexes = await sql.all<{ name: string }>(
    `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace ORDER BY 1`,
  );
  const standbys = set.role === 'standby' ? [] : await listStandbys(sql);
  const problems = [
    Number(set.number) < versionMin && `version ${set.version} is too old: 15 or later is needed`,
    set.encoding !== 'UTF8' && `its encoding is ${set.encoding}, not UTF8`,
    set.fsync !== 'on' && 'fsync is off, so a crash of the machine can damage it: set it to on',
    set.full_pages !== 'on' && 'full_page_writes is off, so a crash can damage it: set it to on',
    set.commit === 'off' && 'synchronous_commit is off, so a crash loses what was acknowledged: set it to on',
    set.role === 'standby' && 'it is a standby and cannot be written: name the primary',
    indexes.length > 0 &&
      `indexes cannot be used: ${indexes.map(({ name }) => name).join(', ')}. Run REINDEX INDEX on each`,
    ...standbys
      .filter(({ behind }) => behind > behindBytesMax)
      .map(({ name, behind }) => `the standby ${name} is ${Math.round(behind / 1_048_576)} MiB behind`),
  ].filter(problem => problem !== false);
  const facts = [
    `PostgreSQL ${set.version}`,
    `synchronous_commit ${set.commit}`,
    ...standbys.map(({ name, how, behind }) => `standby ${name} (${how}), ${behind} bytes behind`),
  ];
  return { facts, problems };
}

interface Standby {
  readonly name: string;
  readonly how: string;
  readonly behind: number;
}

/** Where the user may not see how far one is, it counts as in step. */
async function listStandbys(sql: Sql): Promise<Standby[]> {
  const rows = await sql.all<{ name: string; how: string | null; behind: string | null }>(
    `SELECT application_name AS name, sync_state AS how, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::text AS behind
     FROM pg_stat_replication ORDER BY 1`,
  );
  return rows.map(({ name, how, behind }) => ({ name, how: how ?? 'unknown', behind: Number(behind ?? 0) }));
}
