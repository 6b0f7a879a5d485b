// Whether what was restored is exactly what the clients had been answered at some moment while the backup was made.
import Database from 'better-sqlite3';
import type { HistoryWriter, Write } from './history.ts';

export interface Span {
  /** By the clock of this process, in milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** @returns what is not so */
export function findDifferences(file: string, writers: readonly HistoryWriter[], made: Span): string[] {
  const db = new Database(file, { readonly: true });
  try {
    const differences: string[] = [];
    // The moment is after each write that is there was sent, and before each that is not was answered.
    let [earliest, latest] = [made.from, made.to];
    for (const { record, history } of writers) {
      const sequence = db.prepare('SELECT sequence FROM record WHERE id = ?').pluck().get(record.id);
      const there = history.slice(0, Number(sequence));
      if (there.length !== Number(sequence))
        differences.push(`a record has ${sequence} writes of ${history.length}`);
      differences.push(...compareRecord(db, record.id, there));
      earliest = Math.max(earliest, ...there.slice(-1).map(({ sentAt }) => sentAt));
      latest = Math.min(latest, ...history.slice(there.length).map(({ answeredAt }) => answeredAt));
    }
    if (earliest > latest) differences.push(`no moment has all of it: ${earliest} is after ${latest}`);
    return differences;
  } finally {
    db.close();
  }
}

function compareRecord(db: Database.Database, recordId: string, writes: readonly Write[]): string[] {
  const alive = new Map<string, string>();
  const removed = new Set<string>();
  let [operations, versions] = [0, 0];
  for (const write of writes) {
    for (const { id, stamp } of write.put) alive.set(id, stamp);
    for (const id of write.removed) {
      alive.delete(id);
      removed.add(id);
    }
    operations += write.put.length + write.removed.length;
  }
  versions = operations - alive.size - removed.size;
  const rows = db
    .prepare('SELECT id, version_stamp AS stamp, state FROM thing WHERE record_id = ?')
    .all(recordId) as { id: string; stamp: string; state: string }[];
  const wrong = rows.filter(({ id, stamp, state }) =>
    state === 'Active' ? alive.get(id) !== stamp : !removed.has(id),
  );
  const count = (table: string) =>
    db.prepare(`SELECT COUNT(*) FROM ${table} WHERE record_id = ?`).pluck().get(recordId);
  const found = {
    items: rows.length,
    operations: count('record_operation'),
    versions: count('thing_history'),
  };
  const expected = { items: alive.size + removed.size, operations, versions };
  return [
    ...wrong.map(({ id }) => `the item ${id} is another`),
    ...(JSON.stringify(found) === JSON.stringify(expected)
      ? []
      : [`${JSON.stringify(found)} in place of ${JSON.stringify(expected)}`]),
  ];
}
