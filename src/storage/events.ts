// The outbox, subscriptions, and what they are owed: for each record how far it was told.
import type { EventsReader, EventsWriter } from '../core/events/ports.ts';
import type { Change, Delivering, Lane, Parked } from '../core/events/subscription.ts';
import type { Writer } from '../core/store.ts';
import { getRow, type Sql, toUndefined, writePlaces } from './sql.ts';

export function openOutbox(sql: Sql): Writer['outbox'] {
  return {
    add(event) {
      return sql.put(
        'INSERT INTO outbox (at, kind, record_id, payload) VALUES (?, ?, ?, ?)',
        event.at,
        event.kind,
        event.recordId,
        JSON.stringify(event.payload),
      );
    },
  };
}

export function openEvents(sql: Sql): EventsReader & EventsWriter {
  return { ...reading(sql), ...keeping(sql), ...outcomes(sql), ...queue(sql) };
}

const columns = `id, app_id, url, sealed_key, key_version, filters, created_at, updated_at, failures, held_until,
  last_failure`;

function reading(sql: Sql): EventsReader {
  const many = async (text: string, ...values: (string | number)[]) =>
    (await sql.all<SubscriptionRow>(text, ...values)).map(subscription);
  return {
    byId: async id => (await many(`SELECT ${columns} FROM event_subscription WHERE id = ?`, id))[0],
    ofApp: appId =>
      many(`SELECT ${columns} FROM event_subscription WHERE app_id = ? ORDER BY created_at, id`, appId),
    all: () => many(`SELECT ${columns} FROM event_subscription ORDER BY created_at, id`),
    onRecord: recordId =>
      many(
        `SELECT ${columns} FROM event_subscription
         WHERE app_id IN (SELECT app_id FROM app_authorization WHERE record_id = ?)`,
        recordId,
      ),
    due: (now, limit) =>
      many(
        `SELECT ${columns} FROM event_subscription s WHERE held_until <= ? AND EXISTS (
           SELECT 1 FROM event_lane l WHERE l.subscription_id = s.id AND l.due_at <= ?)
         ORDER BY failures, (SELECT MIN(due_at) FROM event_lane l WHERE l.subscription_id = s.id), id LIMIT ? + 0`,
        now,
        now,
        limit,
      ),
    async lanes(subscriptionId, now, limit) {
      const rows = await sql.all<LaneRow>(
        `SELECT subscription_id, record_id, told, latest FROM event_lane
         WHERE subscription_id = ? AND due_at <= ? ORDER BY failed, due_at, record_id LIMIT ? + 0`,
        subscriptionId,
        now,
        limit,
      );
      return rows.map(lane);
    },
    async owed(subscriptionId) {
      const row = await getRow<{ records: number; operations: number | null }>(
        sql,
        'SELECT COUNT(*) AS records, SUM(latest - told) AS operations FROM event_lane WHERE subscription_id = ?',
        subscriptionId,
      );
      return { records: Number(row.records), operations: Number(row.operations ?? 0) };
    },
    async parked(subscriptionId) {
      const rows = await sql.all<ParkedRow>(
        'SELECT * FROM event_parked WHERE subscription_id = ? ORDER BY parked_at, record_id',
        subscriptionId,
      );
      return rows.map(parked);
    },
    async people(appId, recordId) {
      const rows = await sql.all<{ person_id: string }>(
        'SELECT person_id FROM app_authorization WHERE record_id = ? AND app_id = ? ORDER BY created_at, person_id',
        recordId,
        appId,
      );
      return rows.map(row => row.person_id);
    },
    changes: (grant, range) => changes(sql, grant.recordId, range),
    async waiting(limit) {
      const rows = await sql.all<EventRow>('SELECT * FROM outbox ORDER BY id LIMIT ? + 0', limit);
      return rows.map(row => ({
        id: Number(row.id),
        at: Number(row.at),
        kind: row.kind,
        recordId: row.record_id,
        payload: JSON.parse(row.payload),
      }));
    },
  };
}

/** What is there still counts as what it is now; what is gone, as it was. */
const changed = `SELECT o.sequence, o.at, o.thing_id, COALESCE(t.type_id, o.type_id) AS type_id,
    COALESCE(t.effective_date, o.effective_date) AS effective_date
  FROM record_operation o LEFT JOIN thing t ON t.record_id = o.record_id AND t.id = o.thing_id
  WHERE o.record_id = ? AND o.sequence > ? AND o.sequence <= ?
    AND o.personal = 0 AND (t.flags IS NULL OR (t.flags & 1) <> 1)
  ORDER BY o.sequence, o.position`;

const lastOfPart = `SELECT sequence FROM record_operation WHERE record_id = ? AND sequence > ?
  ORDER BY sequence, position LIMIT 1 OFFSET ?`;

async function changes(
  sql: Sql,
  recordId: string,
  { after, latest, count }: { after: number; latest: number; count: number },
): Promise<{ changes: Change[]; upTo: number }> {
  const last = await sql.get<{ sequence: number }>(lastOfPart, recordId, after, count - 1);
  const upTo = Math.min(Number(last?.sequence ?? latest), latest);
  const rows = await sql.all<ChangeRow>(changed, recordId, after, upTo);
  return {
    changes: rows.map(row => ({
      sequence: Number(row.sequence),
      at: Number(row.at),
      thingId: row.thing_id,
      typeId: row.type_id,
      effectiveDate: row.effective_date,
    })),
    upTo,
  };
}

function keeping(sql: Sql): Pick<EventsWriter, 'insert' | 'update' | 'remove' | 'forget'> {
  return {
    async insert(s) {
      await sql.put(
        `INSERT INTO event_subscription (id, app_id, url, sealed_key, key_version, filters, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        s.id,
        s.appId,
        s.url,
        s.sealedKey,
        s.keyVersion,
        JSON.stringify(s.filters),
        s.createdAt,
        s.updatedAt,
      );
    },
    async update(s) {
      await sql.put(
        `UPDATE event_subscription SET url = ?, sealed_key = ?, key_version = ?, filters = ?, updated_at = ?,
           failures = 0, held_until = 0, last_failure = NULL WHERE id = ?`,
        s.url,
        s.sealedKey,
        s.keyVersion,
        JSON.stringify(s.filters),
        s.updatedAt,
        s.id,
      );
      await sql.put(
        'UPDATE event_lane SET due_at = ?, failed = 0, gap = 0 WHERE subscription_id = ?',
        s.updatedAt,
        s.id,
      );
    },
    async remove(id) {
      await sql.put('DELETE FROM event_lane WHERE subscription_id = ?', id);
      await sql.put('DELETE FROM event_parked WHERE subscription_id = ?', id);
      await sql.put('DELETE FROM event_subscription WHERE id = ?', id);
    },
    async forget(eventIds) {
      await sql.put(`DELETE FROM outbox WHERE id IN (${writePlaces(eventIds.length)})`, ...eventIds);
    },
  };
}

/** A lane that is there keeps its time: what failed before comes first. */
const oweMore = `INSERT INTO event_lane (subscription_id, record_id, told, latest, due_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (subscription_id, record_id) DO UPDATE SET
    told = CASE WHEN excluded.told < event_lane.told THEN excluded.told ELSE event_lane.told END,
    latest = CASE WHEN excluded.latest > event_lane.latest THEN excluded.latest ELSE event_lane.latest END`;

const parkMore = `INSERT INTO event_parked (subscription_id, record_id, first_sequence, last_sequence, parked_at)
  VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (subscription_id, record_id) DO UPDATE SET
    first_sequence = CASE WHEN excluded.first_sequence < event_parked.first_sequence
      THEN excluded.first_sequence ELSE event_parked.first_sequence END,
    last_sequence = CASE WHEN excluded.last_sequence > event_parked.last_sequence
      THEN excluded.last_sequence ELSE event_parked.last_sequence END,
    parked_at = excluded.parked_at`;

const nextGap = 'CASE WHEN gap = 0 THEN ? WHEN gap * 2 > ? THEN ? ELSE gap * 2 END';

type Outcomes = Pick<EventsWriter, 'succeeded' | 'failed' | 'laneFailed'>;
type Queue = Pick<EventsWriter, 'owe' | 'told' | 'park' | 'unpark' | 'dropParked'>;

function outcomes(sql: Sql): Outcomes {
  return {
    async succeeded(id, { now, firstGap, gapMax }) {
      await sql.put(
        'UPDATE event_subscription SET failures = 0, held_until = 0, last_failure = NULL WHERE id = ?',
        id,
      );
      const gap = [firstGap, gapMax, gapMax];
      await sql.put(
        `UPDATE event_lane SET gap = ${nextGap}, due_at = ? + ${nextGap}, failed = 0
         WHERE subscription_id = ? AND failed > 0`,
        ...gap,
        now,
        ...gap,
        id,
      );
    },
    async failed(id, { heldUntil, reason }) {
      await sql.put(
        'UPDATE event_subscription SET failures = failures + 1, held_until = ?, last_failure = ? WHERE id = ?',
        heldUntil,
        reason,
        id,
      );
    },
    async laneFailed(subscriptionId, recordId) {
      await sql.put(
        'UPDATE event_lane SET failed = failed + 1 WHERE subscription_id = ? AND record_id = ?',
        subscriptionId,
        recordId,
      );
    },
  };
}

function queue(sql: Sql): Queue {
  const told: EventsWriter['told'] = async (lane, sequence, now) => {
    const { subscriptionId, recordId } = lane;
    await sql.put(
      `UPDATE event_lane SET told = ?, due_at = ?, failed = 0, gap = 0
       WHERE subscription_id = ? AND record_id = ? AND told = ?`,
      sequence,
      now,
      subscriptionId,
      recordId,
      lane.told,
    );
    await sql.put(
      'DELETE FROM event_lane WHERE subscription_id = ? AND record_id = ? AND told >= latest',
      subscriptionId,
      recordId,
    );
  };
  return {
    async owe(subscriptionId, recordId, sequence, now) {
      await sql.put(oweMore, subscriptionId, recordId, sequence - 1, sequence, now);
    },
    told,
    async park(lane, last, now) {
      await sql.put(parkMore, lane.subscriptionId, lane.recordId, lane.told + 1, last, now);
      await told(lane, last, now);
    },
    async unpark(subscriptionId, now) {
      const rows = await sql.all<ParkedRow>(
        'SELECT * FROM event_parked WHERE subscription_id = ?',
        subscriptionId,
      );
      for (const { first, last, recordId } of rows.map(parked)) {
        await sql.put(oweMore, subscriptionId, recordId, first - 1, last, now);
      }
      await sql.put('DELETE FROM event_parked WHERE subscription_id = ?', subscriptionId);
      await sql.put('UPDATE event_lane SET due_at = ? WHERE subscription_id = ?', now, subscriptionId);
      await sql.put(
        'UPDATE event_subscription SET failures = 0, held_until = 0 WHERE id = ?',
        subscriptionId,
      );
    },
    async dropParked(subscriptionId) {
      await sql.put('DELETE FROM event_parked WHERE subscription_id = ?', subscriptionId);
    },
  };
}

interface SubscriptionRow {
  id: string;
  app_id: string;
  url: string;
  sealed_key: Buffer;
  key_version: string;
  filters: string;
  created_at: number;
  updated_at: number;
  failures: number;
  held_until: number;
  last_failure: string | null;
}

interface LaneRow {
  subscription_id: string;
  record_id: string;
  told: number;
  latest: number;
}

interface ParkedRow {
  subscription_id: string;
  record_id: string;
  first_sequence: number;
  last_sequence: number;
  parked_at: number;
}

interface ChangeRow {
  sequence: number;
  at: number;
  thing_id: string;
  type_id: string;
  effective_date: string;
}

interface EventRow {
  id: number;
  at: number;
  kind: 'things-changed';
  record_id: string;
  payload: string;
}

function subscription(row: SubscriptionRow): Delivering {
  return {
    id: row.id,
    appId: row.app_id,
    url: row.url,
    sealedKey: row.sealed_key,
    keyVersion: row.key_version,
    filters: JSON.parse(row.filters),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    failures: Number(row.failures),
    heldUntil: Number(row.held_until),
    lastFailure: toUndefined(row.last_failure),
  };
}

function lane(row: LaneRow): Lane {
  return {
    subscriptionId: row.subscription_id,
    recordId: row.record_id,
    told: Number(row.told),
    latest: Number(row.latest),
  };
}

function parked(row: ParkedRow): Parked {
  return {
    subscriptionId: row.subscription_id,
    recordId: row.record_id,
    first: Number(row.first_sequence),
    last: Number(row.last_sequence),
    parkedAt: Number(row.parked_at),
  };
}
