// Imports, pressed and sealed with the key of their record; how sources call what they tell of is kept by its hash alone.
import { type Import, type ImportedThing, type ImportKey, noTally } from '../core/imports/import.ts';
import type { ImportsReader, ImportsWriter, KnownItem } from '../core/imports/ports.ts';
import { aboutImport, aboutMapping, hashItem, hashText, pack, type Seals, unpack } from './import-seals.ts';
import { openSlices } from './import-slices.ts';
import type { KeyRing } from './sealing/key-ring.ts';
import { getRow, type Sql, type SqlValue, toNull, toUndefined, writePlaces } from './sql.ts';

interface ImportRow {
  record_id: string;
  id: string;
  person_id: string;
  state: Import['state'];
  blob_id: string | null;
  begun_at: number;
  changed_at: number;
  due_at: number;
  tries: number;
  done: number;
  total: number;
  tally: string;
  sealed: Buffer;
}

interface ThingRow {
  thing_id: string;
  version_stamp: string;
  previous_stamp: string | null;
}

interface KnownRow extends ThingRow {
  import_id: string;
  source_hash: string;
  content_hash: string;
}

export function openImports(sql: Sql, ring: KeyRing): ImportsReader & ImportsWriter {
  const seals = { sql, ring };
  return {
    ...openRows(seals),
    ...changeRows(seals),
    ...openSlices(seals),
    ...openThings(seals),
    ...changeThings(seals),
    ...openMappings(seals),
  };
}

type Rows = 'byId' | 'ofRecord' | 'countHeld' | 'due' | 'idle';

function openRows({ sql, ring }: Seals): Pick<ImportsReader, Rows> {
  const open = async (row: ImportRow): Promise<Import> => ({
    recordId: row.record_id,
    id: row.id,
    personId: row.person_id,
    state: row.state,
    blobId: toUndefined(row.blob_id),
    begunAt: Number(row.begun_at),
    changedAt: Number(row.changed_at),
    dueAt: Number(row.due_at),
    tries: Number(row.tries),
    done: Number(row.done),
    total: Number(row.total),
    tally: { ...noTally, ...JSON.parse(row.tally) },
    about: unpack(await ring.recordKeys(sql, row.record_id), row.sealed, aboutImport(row.id)),
  });
  const keysOf = async (text: string, ...values: SqlValue[]): Promise<ImportKey[]> =>
    (await sql.rows<[string, string]>(text, ...values)).map(([recordId, id]) => ({ recordId, id }));
  return {
    async byId({ recordId, id }) {
      const row = await sql.get<ImportRow>(
        'SELECT * FROM import WHERE record_id = ? AND id = ?',
        recordId,
        id,
      );
      return row && open(row);
    },
    async ofRecord(recordId, limit) {
      const rows = await sql.all<ImportRow>(
        "SELECT * FROM import WHERE record_id = ? AND state <> 'dropped' ORDER BY begun_at DESC, id LIMIT ? + 0",
        recordId,
        limit,
      );
      return Promise.all(rows.map(open));
    },
    async countHeld(recordId, personId) {
      const row = await getRow<{ count: number }>(
        sql,
        `SELECT COUNT(*) AS count FROM import
         WHERE record_id = ? AND person_id = ? AND state IN ('writing', 'stopped', 'undoing')`,
        recordId,
        personId,
      );
      return Number(row.count);
    },
    due: (now, limit) =>
      keysOf(
        `SELECT record_id, id FROM (
           SELECT record_id, id, due_at, ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY due_at, id) AS place
           FROM import WHERE state IN ('waiting', 'writing', 'undoing') AND due_at <= ?) AS due
         WHERE place = 1 ORDER BY due_at LIMIT ? + 0`,
        now,
        limit,
      ),
    idle: (before, limit) =>
      keysOf(
        `SELECT record_id, id FROM import
         WHERE state IN ('asking', 'ready', 'stopped', 'failed', 'dropped') AND changed_at <= ?
         ORDER BY changed_at LIMIT ? + 0`,
        before,
        limit,
      ),
  };
}

function changeRows({ sql, ring }: Seals): Pick<ImportsWriter, 'insert' | 'update' | 'putAbout'> {
  return {
    async insert(one) {
      const keys = await ring.recordKeys(sql, one.recordId);
      await sql.put(
        `INSERT INTO import (record_id, id, person_id, state, blob_id, begun_at, changed_at, due_at, tries, done, total,
           tally, sealed) VALUES (${writePlaces(13)})`,
        one.recordId,
        one.id,
        one.personId,
        one.state,
        toNull(one.blobId),
        one.begunAt,
        one.changedAt,
        one.dueAt,
        one.tries,
        one.done,
        one.total,
        JSON.stringify(one.tally),
        pack(keys, one.about, aboutImport(one.id)),
      );
    },
    async update(one) {
      await sql.put(
        `UPDATE import SET state = ?, blob_id = ?, changed_at = ?, due_at = ?, tries = ?, done = ?, total = ?, tally = ?
         WHERE record_id = ? AND id = ?`,
        one.state,
        toNull(one.blobId),
        one.changedAt,
        one.dueAt,
        one.tries,
        one.done,
        one.total,
        JSON.stringify(one.tally),
        one.recordId,
        one.id,
      );
    },
    async putAbout({ recordId, id }, about) {
      const keys = await ring.recordKeys(sql, recordId);
      await sql.put(
        'UPDATE import SET sealed = ? WHERE record_id = ? AND id = ?',
        pack(keys, about, aboutImport(id)),
        recordId,
        id,
      );
    },
  };
}

type Things = 'known' | 'things' | 'countThings' | 'amongThings' | 'ofThing';

function openThings({ sql, ring }: Seals): Pick<ImportsReader, Things> {
  return {
    async known(recordId, items) {
      if (items.length === 0) return [];
      const keys = await ring.recordKeys(sql, recordId);
      const hashes = items.map(item => hashItem(keys, item));
      const rows = await sql.all<KnownRow>(
        `SELECT import_id, thing_id, version_stamp, previous_stamp, source_hash, content_hash FROM import_thing
         WHERE record_id = ? AND source_hash IN (${writePlaces(items.length)})`,
        recordId,
        ...hashes.map(({ source }) => source),
      );
      return hashes.map(({ source, content }) =>
        rows
          .filter(row => row.source_hash === source)
          .map(
            (row): KnownItem => ({
              ...thing(row),
              importId: row.import_id,
              isSame: row.content_hash === content,
            }),
          ),
      );
    },
    async things({ recordId, id }, limit) {
      const rows = await sql.all<ThingRow>(
        `SELECT thing_id, version_stamp, previous_stamp FROM import_thing
         WHERE record_id = ? AND import_id = ? AND stays = 0 ORDER BY thing_id LIMIT ? + 0`,
        recordId,
        id,
        limit,
      );
      return rows.map(thing);
    },
    async countThings({ recordId, id }) {
      const row = await getRow<{ count: number }>(
        sql,
        'SELECT COUNT(*) AS count FROM import_thing WHERE record_id = ? AND import_id = ? AND stays = 0',
        recordId,
        id,
      );
      return Number(row.count);
    },
    async amongThings({ recordId, id }, thingIds) {
      const rows = await sql.rows<[string]>(
        `SELECT thing_id FROM import_thing
         WHERE record_id = ? AND import_id = ? AND thing_id IN (${writePlaces(thingIds.length)})`,
        recordId,
        id,
        ...thingIds,
      );
      return rows.map(([thingId]) => thingId);
    },
    async ofThing(recordId, thingId) {
      const rows = await sql.rows<[string]>(
        'SELECT import_id FROM import_thing WHERE record_id = ? AND thing_id = ?',
        recordId,
        thingId,
      );
      return rows.map(([id]) => id);
    },
  };
}

type ThingChanges = 'putThing' | 'restamp' | 'forgetThing' | 'handOver' | 'keepThing';

function changeThings({ sql, ring }: Seals): Pick<ImportsWriter, ThingChanges> {
  return {
    async putThing({ recordId, id }, { thingId, versionStamp, previousStamp }, item) {
      const keys = await ring.recordKeys(sql, recordId);
      const hashes = item && hashItem(keys, item);
      await sql.put(
        `INSERT INTO import_thing (record_id, import_id, thing_id, version_stamp, previous_stamp, source_hash,
           content_hash, stays) VALUES (${writePlaces(7)}, 0)
         ON CONFLICT (record_id, import_id, thing_id) DO UPDATE SET
           version_stamp = excluded.version_stamp, content_hash = excluded.content_hash`,
        recordId,
        id,
        thingId,
        versionStamp,
        toNull(previousStamp),
        toNull(hashes?.source),
        toNull(hashes?.content),
      );
    },
    async restamp(recordId, thingId, from, to) {
      await sql.put(
        // What an import only found stays so: both of its stamps are one.
        `UPDATE import_thing SET version_stamp = ?,
           previous_stamp = CASE WHEN previous_stamp = version_stamp THEN ? ELSE previous_stamp END
         WHERE record_id = ? AND thing_id = ? AND version_stamp = ?`,
        to,
        to,
        recordId,
        thingId,
        from,
      );
    },
    async forgetThing({ recordId, id }, thingId) {
      await sql.put(
        'DELETE FROM import_thing WHERE record_id = ? AND import_id = ? AND thing_id = ?',
        recordId,
        id,
        thingId,
      );
    },
    async handOver({ recordId, id }, { thingId, versionStamp }) {
      const row = await sql.get<{ import_id: string }>(
        `SELECT import_id FROM import_thing
         WHERE record_id = ? AND thing_id = ? AND import_id <> ? AND previous_stamp = version_stamp
         ORDER BY import_id LIMIT 1`,
        recordId,
        thingId,
        id,
      );
      if (!row) return false;
      await sql.put(
        `UPDATE import_thing SET previous_stamp = NULL, version_stamp = ?
         WHERE record_id = ? AND thing_id = ? AND import_id = ?`,
        versionStamp,
        recordId,
        thingId,
        row.import_id,
      );
      return true;
    },
    async keepThing({ recordId, id }, thingId) {
      await sql.put(
        'UPDATE import_thing SET stays = 1 WHERE record_id = ? AND import_id = ? AND thing_id = ?',
        recordId,
        id,
        thingId,
      );
    },
  };
}

function openMappings({ sql, ring }: Seals): Pick<ImportsReader & ImportsWriter, 'mapping' | 'putMapping'> {
  return {
    async mapping(recordId, header) {
      const keys = await ring.recordKeys(sql, recordId);
      const hash = hashText(keys, `header ${header}`);
      const row = await sql.get<{ sealed: Buffer }>(
        'SELECT sealed FROM import_mapping WHERE record_id = ? AND header_hash = ?',
        recordId,
        hash,
      );
      return row && unpack(keys, row.sealed, aboutMapping(hash));
    },
    async putMapping(recordId, header, { mapping, keptAt, max }) {
      const keys = await ring.recordKeys(sql, recordId);
      const hash = hashText(keys, `header ${header}`);
      await sql.put(
        `INSERT INTO import_mapping (record_id, header_hash, kept_at, sealed) VALUES (?, ?, ?, ?)
         ON CONFLICT (record_id, header_hash) DO UPDATE SET kept_at = excluded.kept_at, sealed = excluded.sealed`,
        recordId,
        hash,
        keptAt,
        pack(keys, mapping, aboutMapping(hash)),
      );
      await sql.put(
        `DELETE FROM import_mapping WHERE record_id = ? AND header_hash NOT IN
           (SELECT header_hash FROM import_mapping WHERE record_id = ? ORDER BY kept_at DESC LIMIT ? + 0)`,
        recordId,
        recordId,
        max,
      );
    },
  };
}

function thing(row: ThingRow): ImportedThing {
  return {
    thingId: row.thing_id,
    versionStamp: row.version_stamp,
    previousStamp: toUndefined(row.previous_stamp),
  };
}
