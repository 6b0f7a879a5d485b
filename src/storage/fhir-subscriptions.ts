// Subscriptions by FHIR, and the events that they were or are to be told of.
import type { FhirSubscriptionsReader, FhirSubscriptionsWriter } from '../core/fhir/subscriptions/ports.ts';
import type { FhirSubscription, SubscriptionEvent } from '../core/fhir/subscriptions/subscription.ts';
import { type Sql, toNull, toUndefined, writePlaces } from './sql.ts';

const columns = `id, app_id, person_id, record_id, sealed, status, version, created_at, updated_at, ends_at, sequence, position,
  latest, events, taken, due_at, failures, failing_since, held_until, last_failure, heartbeat_at`;
const columnNames = columns.split(',').map(name => name.trim());

const putOne = `INSERT INTO fhir_subscription (${columns}) VALUES (${writePlaces(columnNames.length)})
  ON CONFLICT (id) DO UPDATE SET ${columnNames.map(name => `${name} = excluded.${name}`).join(', ')}`;

/** What is held back stays so; what waits for a heartbeat does not. */
const oweMore = `UPDATE fhir_subscription SET latest = CASE WHEN latest < ? THEN ? ELSE latest END,
    due_at = CASE WHEN due_at <= ? THEN due_at WHEN held_until > ? THEN held_until ELSE ? END
  WHERE record_id = ? AND status <> 'off'`;

/** Doubtful ones come last. */
const dueOrder = `CASE WHEN failures > 0 OR status = 'requested' THEN 1 ELSE 0 END, due_at, id`;

const insertEvent = `INSERT INTO fhir_subscription_event
    (subscription_id, number, record_id, thing_id, version_stamp, type_id, operation, at, kind, resource_id)
  VALUES (${writePlaces(10)})`;

export function openFhirSubscriptions(sql: Sql): FhirSubscriptionsReader & FhirSubscriptionsWriter {
  return { ...reading(sql), ...writing(sql) };
}

function reading(sql: Sql): FhirSubscriptionsReader {
  const many = async (text: string, ...values: (string | number)[]) =>
    (await sql.all<SubscriptionRow>(`SELECT ${columns} FROM fhir_subscription WHERE ${text}`, ...values)).map(
      toSubscription,
    );
  return {
    byId: async id => (await many('id = ?', id))[0],
    list({ appId, personId, recordId }, limit) {
      const of =
        personId === undefined
          ? ''
          : ` AND person_id = ?${recordId === undefined ? '' : ' AND record_id = ?'}`;
      const values = personId === undefined ? [] : recordId === undefined ? [personId] : [personId, recordId];
      return many(`app_id = ?${of} ORDER BY created_at, id LIMIT ? + 0`, appId, ...values, limit);
    },
    async isFollowed(recordId) {
      const text = 'SELECT 1 AS one FROM fhir_subscription WHERE record_id = ? LIMIT 1';
      return (await sql.get(text, recordId)) !== undefined;
    },
    due: (now, { all, ofApp }) =>
      many(
        `id IN (
           SELECT id FROM (
             SELECT id, ROW_NUMBER() OVER (PARTITION BY app_id ORDER BY ${dueOrder}) AS place
             FROM fhir_subscription WHERE due_at <= ?) AS ranked
           WHERE place <= ? + 0)
         ORDER BY ${dueOrder} LIMIT ? + 0`,
        now,
        ofApp,
        all,
      ),
    async events(id, from, upTo, limit) {
      const rows = await sql.all<EventRow>(
        `SELECT * FROM fhir_subscription_event WHERE subscription_id = ? AND number >= ? AND number <= ?
         ORDER BY number LIMIT ? + 0`,
        id,
        from,
        upTo,
        limit,
      );
      return rows.map(toEvent);
    },
  };
}

function writing(sql: Sql): FhirSubscriptionsWriter {
  return {
    put: s =>
      sql.put(
        putOne,
        ...[s.id, s.appId, s.personId, s.recordId, s.sealed, s.status, s.version, s.createdAt, s.updatedAt],
        ...[s.endsAt, s.gathered.sequence, s.gathered.position, s.latest, s.events, s.taken, s.dueAt],
        ...[s.failures, toNull(s.failingSince), s.heldUntil, toNull(s.lastFailure), toNull(s.heartbeatAt)],
      ),
    async remove(id) {
      await sql.put('DELETE FROM fhir_subscription_event WHERE subscription_id = ?', id);
      await sql.put('DELETE FROM fhir_subscription WHERE id = ?', id);
    },
    owe: (recordId, sequence, now) => sql.put(oweMore, sequence, sequence, now, now, now, recordId),
    addEvent: ({ id, recordId }, e) =>
      sql.put(
        insertEvent,
        ...[id, e.number, recordId, e.thingId, e.versionStamp, e.typeId, e.operation, e.at, e.kind],
        e.resourceId,
      ),
    dropEvents: (id, upTo) =>
      sql.put('DELETE FROM fhir_subscription_event WHERE subscription_id = ? AND number <= ?', id, upTo),
    async sweep(before) {
      const over = `SELECT id FROM fhir_subscription WHERE status = 'off' AND updated_at <= ?`;
      await sql.put(`DELETE FROM fhir_subscription_event WHERE subscription_id IN (${over})`, before);
      await sql.put(`DELETE FROM fhir_subscription WHERE id IN (${over})`, before);
    },
  };
}

interface SubscriptionRow {
  id: string;
  app_id: string;
  person_id: string;
  record_id: string;
  sealed: Buffer;
  status: FhirSubscription['status'];
  version: number;
  created_at: number;
  updated_at: number;
  ends_at: number;
  sequence: number;
  position: number;
  latest: number;
  events: number;
  taken: number;
  due_at: number;
  failures: number;
  failing_since: number | null;
  held_until: number;
  last_failure: string | null;
  heartbeat_at: number | null;
}

interface EventRow {
  number: number;
  thing_id: string;
  version_stamp: string;
  type_id: string;
  operation: SubscriptionEvent['operation'];
  at: number;
  kind: string;
  resource_id: string;
}

function toSubscription(row: SubscriptionRow): FhirSubscription {
  return {
    id: row.id,
    appId: row.app_id,
    personId: row.person_id,
    recordId: row.record_id,
    sealed: row.sealed,
    status: row.status,
    version: Number(row.version),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    endsAt: Number(row.ends_at),
    gathered: { sequence: Number(row.sequence), position: Number(row.position) },
    latest: Number(row.latest),
    events: Number(row.events),
    taken: Number(row.taken),
    dueAt: Number(row.due_at),
    failures: Number(row.failures),
    failingSince: row.failing_since === null ? undefined : Number(row.failing_since),
    heldUntil: Number(row.held_until),
    lastFailure: toUndefined(row.last_failure),
    heartbeatAt: row.heartbeat_at === null ? undefined : Number(row.heartbeat_at),
  };
}

function toEvent(row: EventRow): SubscriptionEvent {
  return {
    number: Number(row.number),
    thingId: row.thing_id,
    versionStamp: row.version_stamp,
    typeId: row.type_id,
    operation: row.operation,
    at: Number(row.at),
    kind: row.kind,
    resourceId: row.resource_id,
  };
}
