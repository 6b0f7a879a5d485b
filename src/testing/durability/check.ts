// Compares a store with what was acknowledged, by SQL of its own: nothing here goes through the product.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { KnownThing, WritingClient } from './writer.ts';

interface ThingRow {
  readonly id: string;
  readonly stamp: string;
  readonly state: string;
  readonly data: string;
}

/** Every difference between what was acknowledged and what is there. Settles what was in doubt. */
export function differences(
  data: string,
  clients: readonly WritingClient[],
  what: 'touched' | 'all',
): string[] {
  const db = new Database(join(data, 'keepwell.db'), { readonly: true });
  try {
    const settled = clients.flatMap(client => settleDoubt(db, client));
    const things = clients.flatMap(client =>
      [...(what === 'all' ? client.things.values() : client.touched)].flatMap(thing =>
        thingDifference(db, client, thing),
      ),
    );
    for (const client of clients) client.touched.clear();
    const records = [...new Set(clients.map(({ record }) => record.id))];
    return [...settled, ...things, ...records.flatMap(id => recordDifferences(db, id)), ...integrity(db)];
  } finally {
    db.close();
  }
}

/** What was not answered is there as a whole or not at all. */
function settleDoubt(db: Database.Database, client: WritingClient): string[] {
  const { doubt, record } = client;
  if (!doubt) return [];
  const byClientId = db.prepare(
    `SELECT id, version_stamp AS stamp FROM thing WHERE record_id = ? AND client_id = ?`,
  );
  const created = doubt.creates.map(
    ({ clientId }) => byClientId.get(record.id, clientId) as { id: string; stamp: string } | undefined,
  );
  const updated = doubt.updates
    .map(({ thing }) => currentRow(db, record.id, thing.id))
    .map((row, i) => (row && row.stamp !== doubt.updates[i]!.thing.stamp ? row : undefined));
  const removed = doubt.removes.map(({ id }) => currentRow(db, record.id, id)?.state === 'Deleted');
  const done = [...created.map(Boolean), ...updated.map(Boolean), ...removed];
  if (done.every(part => part)) {
    client.settle([...created, ...updated] as { id: string; stamp: string }[]);
    return [];
  }
  client.doubt = undefined;
  for (const { thing } of doubt.updates) client.touched.add(thing);
  for (const thing of doubt.removes) client.touched.add(thing);
  return done.some(part => part)
    ? [`${client.name}: half a request is there (${done.filter(Boolean).length} of ${done.length} parts)`]
    : [];
}

function currentRow(db: Database.Database, recordId: string, id: string): ThingRow | undefined {
  return db
    .prepare(
      'SELECT id, version_stamp AS stamp, state, data_xml AS data FROM thing WHERE record_id = ? AND id = ?',
    )
    .get(recordId, id) as ThingRow | undefined;
}

function thingDifference(
  db: Database.Database,
  { name, record }: WritingClient,
  thing: KnownThing,
): string[] {
  const row = currentRow(db, record.id, thing.id);
  const about = `${name}, thing ${thing.clientId}`;
  if (!row) return [`${about}: lost`];
  const found: string[] = [];
  if (row.state !== (thing.deleted ? 'Deleted' : 'Active')) found.push(`${about}: is ${row.state}`);
  if (!thing.deleted && row.stamp !== thing.stamp)
    found.push(`${about}: has another stamp than was acknowledged`);
  if (!row.data.includes(`<kg>${thing.kg}</kg>`))
    found.push(`${about}: has other data than was acknowledged`);
  const history = db.prepare(
    'SELECT 1 FROM thing_history WHERE record_id = ? AND id = ? AND version_stamp = ?',
  );
  for (const stamp of thing.before)
    if (!history.get(record.id, thing.id, stamp)) found.push(`${about}: lost a version`);
  return found;
}

/** What is kept about a record beside its things is in step with them. */
function recordDifferences(db: Database.Database, recordId: string): string[] {
  const row = (sql: string) =>
    db.prepare(sql).get(...Array(sql.split('?').length - 1).fill(recordId)) as Record<string, number>;
  const { sequence, bytes } = row('SELECT sequence, bytes FROM record WHERE id = ?') as {
    sequence: number;
    bytes: number;
  };
  const operations = row(
    'SELECT COUNT(*) AS things, COUNT(DISTINCT sequence) AS count, MIN(sequence) AS first, MAX(sequence) AS last, COUNT(DISTINCT version_stamp) AS stamps FROM record_operation WHERE record_id = ?',
  );
  const versions = row(
    'SELECT COUNT(*) AS count, SUM(size) AS bytes FROM (SELECT size FROM thing WHERE record_id = ? UNION ALL SELECT size FROM thing_history WHERE record_id = ?)',
  );
  const orphans = row(
    `SELECT COUNT(*) AS count FROM record_operation o WHERE record_id = ?
     AND NOT EXISTS (SELECT 1 FROM thing t WHERE t.record_id = o.record_id AND t.id = o.thing_id AND t.version_stamp = o.version_stamp)
     AND NOT EXISTS (SELECT 1 FROM thing_history h WHERE h.record_id = o.record_id AND h.id = o.thing_id AND h.version_stamp = o.version_stamp)`,
  );
  const found: string[] = [];
  const differ = (what: string, is: unknown, due: unknown) => {
    if (is !== due) found.push(`record ${recordId}: ${what} is ${is}, ${due} is due`);
  };
  differ('the number of operations', operations.count, sequence);
  differ('the first operation', operations.first ?? 1, 1);
  differ('the last operation', operations.last ?? 0, sequence);
  differ('the number of versions named by operations', operations.stamps, operations.things);
  differ('the number of versions kept', versions.count, operations.things);
  differ('the number of operations on no version', orphans.count, 0);
  differ('the quota counter', bytes, versions.bytes ?? 0);
  return [...found, ...auditDifferences(db, recordId, sequence, Number(operations.things))];
}

interface Told {
  readonly things: string[];
  readonly sequence: number;
}

/**
 * Each write has one audit row and one operation, in its order, and together they tell of every thing written once.
 * Events are gone once they were spread, the oldest first: those that are left are of the last writes.
 */
function auditDifferences(
  db: Database.Database,
  recordId: string,
  sequence: number,
  things: number,
): string[] {
  const audits = (
    db
      .prepare(
        `SELECT details FROM audit WHERE record_id = ? AND action IN ('PutThings', 'RemoveThings') ORDER BY id`,
      )
      .pluck()
      .all(recordId) as string[]
  ).map(text => JSON.parse(text) as Told);
  const events = (
    db.prepare('SELECT payload FROM outbox WHERE record_id = ? ORDER BY id').pluck().all(recordId) as string[]
  ).map(text => JSON.parse(text) as { thingIds: string[] });
  const found: string[] = [];
  let told = 0;
  audits.forEach((audit, i) => {
    told += audit.things.length;
    if (audit.sequence !== i + 1)
      found.push(`record ${recordId}: an audit row tells of operation ${audit.sequence}, ${i + 1} is due`);
  });
  if (audits.length !== sequence || told !== things)
    found.push(`record ${recordId}: audit rows tell of ${audits.length} operations on ${told} things`);
  const last = audits.slice(audits.length - events.length).map(audit => audit.things);
  if (JSON.stringify(events.map(event => event.thingIds)) !== JSON.stringify(last)) {
    found.push(
      `record ${recordId}: ${events.length} events do not match the last of ${audits.length} audit rows`,
    );
  }
  return found;
}

function integrity(db: Database.Database): string[] {
  const [first] = db.pragma('quick_check(1)') as { quick_check: string }[];
  return first?.quick_check === 'ok' ? [] : [`the database is damaged: ${first?.quick_check}`];
}
