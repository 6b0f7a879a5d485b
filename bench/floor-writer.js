// The rows of one PutThings, written raw: what the vault writes, by the same statements, without anything around them.

import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { getOrdinal } from '../dist/core/things/thing.js';
import { thingColumns } from './fill.js';

/** Writers of one turn share a commit; `done` is called after it. */
export function floorWriter(file, { record, type }) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  const thing = db.prepare(
    `INSERT INTO thing (${thingColumns}) VALUES (?, ?, ?, ?, 'Active', 0, '2026-11-02T00:00:00', NULL, NULL, NULL,
       ?, 'app', 'person', 'Online', ?, 'app', 'person', 'Online', 'Created', ?, ?, ?, '')`,
  );
  const usage = db.prepare('SELECT bytes, sequence FROM record WHERE id = ?');
  const operation = db.prepare(
    `INSERT INTO record_operation
       (record_id, sequence, position, operation, thing_id, version_stamp, type_id, effective_date, updated_end_date, at)
       VALUES (?, ?, 0, 'Create', ?, ?, ?, '2026-11-02T00:00:00', NULL, ?)`,
  );
  const setUsage = db.prepare('UPDATE record SET bytes = ?, sequence = ?, updated_at = ? WHERE id = ?');
  const audit = db.prepare(
    "INSERT INTO audit (at, action, person_id, app_id, record_id, avenue, details) VALUES (?, 'PutThings', 'person', 'app', ?, 'Online', ?)",
  );
  const outbox = db.prepare(
    "INSERT INTO outbox (at, kind, record_id, payload) VALUES (?, 'things-changed', ?, ?)",
  );
  const one = data => {
    const [id, stamp, now] = [randomUUID(), randomUUID(), Date.now()];
    const { bytes, sequence } = usage.get(record);
    const ordinal = getOrdinal({ sequence: sequence + 1, position: 0 });
    thing.run(record, id, stamp, type, now, now, ordinal, data.length, data);
    operation.run(record, sequence + 1, id, stamp, type, now);
    setUsage.run(bytes + data.length, sequence + 1, now, record);
    const names = JSON.stringify({ things: [id] });
    audit.run(now, record, names);
    outbox.run(now, record, names);
  };
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  let waiting = [];
  let planned = false;
  return function put(data, done) {
    waiting.push({ data, done });
    if (planned) return;
    planned = true;
    setImmediate(() => {
      const group = waiting;
      waiting = [];
      planned = false;
      begin.run();
      for (const { data } of group) one(data);
      commit.run();
      for (const { done } of group) done();
    });
  };
}
