// What is in a vault, table by table, so that one can be compared with itself after it was brought up to date.
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';

export interface Contents {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly hash: string;
}

/** What a server changes by starting (who has which job, what is counted for a while), and what a step counts anew: the room of people. */
const changing =
  /^(lease|tries|migration|room_used|sqlite_|caller_generation|.*_fts|.*_(data|idx|content|docsize|config))/;
/** To these it adds. */
export const growing: readonly string[] = ['audit'];

/** @param only of these columns, by table; all of those that are there otherwise */
export function readContents(file: string, only?: ReadonlyMap<string, Contents>): Map<string, Contents> {
  const db = new Database(file, { readonly: true });
  try {
    const names = db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    const found = new Map<string, Contents>();
    for (const name of names as string[]) {
      if (changing.test(name) || (only && !only.has(name))) continue;
      const there = (db.pragma(`table_info(${name})`) as { name: string }[]).map(column => column.name);
      const columns = only?.get(name)?.columns ?? there;
      const lost = columns.filter(column => !there.includes(column));
      if (lost.length > 0) throw new Error(`${name} has lost ${lost.join(', ')}`);
      const list = columns.map(column => `"${column}"`).join(', ');
      const rows = db.prepare(`SELECT ${list} FROM "${name}" ORDER BY ${list}`).raw().all() as unknown[][];
      const kept = growing.includes(name) ? rows.slice(0, only?.get(name)?.rows) : rows;
      found.set(name, { columns, rows: kept.length, hash: hashOf(kept) });
    }
    return found;
  } finally {
    db.close();
  }
}

function hashOf(rows: unknown[][]): string {
  const sum = createHash('sha256');
  for (const row of rows) sum.update(`${JSON.stringify(row)}\n`);
  return sum.digest('hex');
}
