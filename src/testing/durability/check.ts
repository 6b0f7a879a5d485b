// Compares a store with what was acknowledged, by SQL of its own: nothing here goes through the product but its keys.
import { getFirst } from '../../assume.ts';
import { keyFile } from '../../data-folder.ts';
import { type Opened, openSealed, type SealedRow } from '../opened.ts';
import { type Facts as Database, openFacts } from './facts.ts';
import type { KnownThing, WritingClient } from './writer.ts';

interface ThingRow {
  readonly id: string;
  readonly stamp: string;
  readonly state: string;
  readonly data: string;
}

interface Facts {
  readonly all: Database['all'];
  readonly sealed: Opened;
}

/** Every difference between what was acknowledged and what is there. Settles what was in doubt. */
export async function findDifferences(
  data: string,
  clients: readonly WritingClient[],
  what: 'touched' | 'all',
): Promise<string[]> {
  await using database = await openFacts(data);
  const all: Database['all'] = (text, ...values) => database.all(text, ...values);
  const db: Facts = { all, sealed: await openSealed(all, keyFile(data)) };
  const found: string[] = [];
  for (const client of clients) found.push(...(await settleDoubt(db, client)));
  for (const client of clients)
    for (const thing of what === 'all' ? client.things.values() : client.touched)
      found.push(...(await thingDifference(db, client, thing)));
  for (const client of clients) client.touched.clear();
  for (const id of new Set(clients.map(({ record }) => record.id)))
    found.push(...(await recordDifferences(db, id)));
  const broken = await database.problems();
  return [...found, ...broken.map(text => `the database is damaged: ${text}`)];
}

/** What was not answered is there as a whole or not at all. */
async function settleDoubt(db: Facts, client: WritingClient): Promise<string[]> {
  const { doubt, record } = client;
  if (!doubt) return [];
  const created: ({ id: string; stamp: string } | undefined)[] = [];
  for (const { clientId } of doubt.creates) created.push(await rowByClientId(db, record.id, clientId));
  const updated: (ThingRow | undefined)[] = [];
  for (const { thing } of doubt.updates) {
    const row = await currentRow(db, record.id, thing.id);
    updated.push(row?.stamp === thing.stamp ? undefined : row);
  }
  const removed: boolean[] = [];
  for (const { id } of doubt.removes)
    removed.push((await currentRow(db, record.id, id))?.state === 'Deleted');
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

async function rowByClientId(
  db: Facts,
  recordId: string,
  clientId: string,
): Promise<{ id: string; stamp: string } | undefined> {
  const text = 'SELECT id, version_stamp AS stamp FROM thing WHERE record_id = ? AND client_id = ?';
  const [row] = await db.all<{ id: string; stamp: string }>(
    text,
    recordId,
    await db.sealed.hashClientId(recordId, clientId),
  );
  return row;
}

async function currentRow(db: Facts, recordId: string, id: string): Promise<ThingRow | undefined> {
  const [row] = await db.all<SealedRow & { state: string; data_xml: string; common_xml: string }>(
    `SELECT record_id, id, version_stamp, state, data_xml, common_xml, sealed FROM thing
     WHERE record_id = ? AND id = ?`,
    recordId,
    id,
  );
  if (!row) return undefined;
  if (row.data_xml !== '' || row.common_xml !== '') throw new Error('what was written can be read');
  const { dataXml } = await db.sealed.open(row);
  return { id, stamp: row.version_stamp, state: row.state, data: dataXml };
}

async function thingDifference(
  db: Facts,
  { name, record }: WritingClient,
  thing: KnownThing,
): Promise<string[]> {
  const row = await currentRow(db, record.id, thing.id);
  const about = `${name}, thing ${thing.clientId}`;
  if (!row) return [`${about}: lost`];
  const found: string[] = [];
  if (row.state !== (thing.deleted ? 'Deleted' : 'Active')) found.push(`${about}: is ${row.state}`);
  if (!thing.deleted && row.stamp !== thing.stamp)
    found.push(`${about}: has another stamp than was acknowledged`);
  if (!row.data.includes(`<kg>${thing.kg}</kg>`))
    found.push(`${about}: has other data than was acknowledged`);
  const history = 'SELECT version_stamp AS stamp FROM thing_history WHERE record_id = ? AND id = ?';
  const kept = await db.all<{ stamp: string }>(history, record.id, thing.id);
  for (const stamp of thing.before)
    if (!kept.some(one => one.stamp === stamp)) found.push(`${about}: lost a version`);
  return found;
}

/** What is kept about a record beside its things is in step with them. */
async function recordDifferences(db: Facts, recordId: string): Promise<string[]> {
  const row = async (sql: string) => {
    const ids = Array<string>(sql.split('?').length - 1).fill(recordId);
    return getFirst(await db.all<Record<string, number>>(sql, ...ids));
  };
  const { sequence, bytes } = (await row('SELECT sequence, bytes FROM record WHERE id = ?')) as {
    sequence: number;
    bytes: number;
  };
  const operations = await row(
    'SELECT COUNT(*) AS things, COUNT(DISTINCT sequence) AS count, MIN(sequence) AS first, MAX(sequence) AS last, COUNT(DISTINCT version_stamp) AS stamps FROM record_operation WHERE record_id = ?',
  );
  const versions = await row(
    'SELECT COUNT(*) AS count, SUM(size) AS bytes FROM (SELECT size FROM thing WHERE record_id = ? UNION ALL SELECT size FROM thing_history WHERE record_id = ?) AS versions',
  );
  const orphans = await row(
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
  return [...found, ...(await auditDifferences(db, recordId, sequence, Number(operations.things)))];
}

interface Told {
  readonly things: string[];
  readonly sequence: number;
}

/**
 * Each write has one audit row and one operation, in its order, and together they tell of every thing written once.
 * Events are gone once they were spread, the oldest first: those that are left are of the last writes.
 */
async function auditDifferences(
  db: Facts,
  recordId: string,
  sequence: number,
  things: number,
): Promise<string[]> {
  const told = await db.all<{ details: string }>(
    `SELECT details FROM audit WHERE record_id = ? AND action IN ('PutThings', 'RemoveThings') ORDER BY id`,
    recordId,
  );
  const audits = told.map(({ details }) => JSON.parse(details) as Told);
  const waiting = await db.all<{ payload: string }>(
    'SELECT payload FROM outbox WHERE record_id = ? ORDER BY id',
    recordId,
  );
  const events = waiting.map(({ payload }) => JSON.parse(payload) as { thingIds: string[] });
  const found: string[] = [];
  let count = 0;
  audits.forEach((audit, i) => {
    count += audit.things.length;
    if (audit.sequence !== i + 1)
      found.push(`record ${recordId}: an audit row tells of operation ${audit.sequence}, ${i + 1} is due`);
  });
  if (audits.length !== sequence || count !== things)
    found.push(`record ${recordId}: audit rows tell of ${audits.length} operations on ${count} things`);
  const last = audits.slice(audits.length - events.length).map(audit => audit.things);
  if (JSON.stringify(events.map(event => event.thingIds)) !== JSON.stringify(last)) {
    found.push(
      `record ${recordId}: ${events.length} events do not match the last of ${audits.length} audit rows`,
    );
  }
  return found;
}
