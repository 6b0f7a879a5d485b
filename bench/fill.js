// Fills a vault's database with things before the server opens it, written raw.

import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { getOrdinal } from '../dist/core/things/thing.js';

export const weightType = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
const thingsPerRecord = 1000;

/** The item of a thing that makes a PutThings request of about 1 KB. */
export const item =
  '<weight><when><date><y>2026</y><m>11</m><d>2</d></date><time><h>7</h><m>30</m></time></when><value><kg>70.25</kg><display units="kg">70.25</display></value></weight>';
export const common = `<common><source>Bathroom scale</source><note>${'before breakfast, after a good night of sleep; '.repeat(14)}</note></common>`;

/** What a thing needs; it has neither blobs nor a signature. */
export const thingColumns = `record_id, id, version_stamp, type_id, state, flags, effective_date, updated_end_date, client_id, tags,
  created_at, created_app, created_person, created_avenue, updated_at, updated_app, updated_person, updated_avenue,
  updated_action, ordinal, size, data_xml, common_xml`;

/** `record` gets the first thousand, other records the rest. */
export function fill(file, record, count) {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  const insert = db.prepare(
    `INSERT INTO thing (${thingColumns}) VALUES (?, ?, ?, '${weightType}', 'Active', 0, ?, NULL, NULL, NULL,
       ?, 'app', 'person', 'Online', ?, 'app', 'person', 'Online', 'Created', ?, 850, ?, ?)`,
  );
  const day = 86_400_000;
  const start = Date.parse('2020-01-01');
  for (let at = 0; at < count; at += thingsPerRecord) {
    const owner = at === 0 ? record : randomUUID();
    db.exec('BEGIN');
    for (let i = 0; i < Math.min(thingsPerRecord, count - at); i++) {
      const date = new Date(start + i * day).toISOString().slice(0, 19);
      insert.run(
        owner,
        randomUUID(),
        randomUUID(),
        date,
        start,
        start,
        getOrdinal({ sequence: i + 1, position: 0 }),
        item,
        common,
      );
    }
    db.exec('COMMIT');
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
