// Audit rows, written in the transaction of what they tell of, each after the one before in the chain of its record.
import type { AuditQuery, AuditRow, StoredAuditRow } from '../core/audit/audit.ts';
import { addLink, beginChain, packEnd, printDetails, unpackEnd } from '../core/audit/chain.ts';
import type { AuditReader, AuditWriter } from '../core/audit/ports.ts';
import { type Awaitable, after } from '../core/awaitable.ts';
import { putEnd, readEnd, readSaid, type SaidRow } from './log.ts';
import { type Sql, type SqlValue, toNull, writePlaces } from './sql.ts';
import { joinInOrder } from './thing-query.ts';

interface Row extends SaidRow {
  number: number | null;
}

/** Of how many rows it is looked up who appears in them. */
const lookedThrough = 5000;

/** Each action is read by its own index range, and they are merged. */
const ofAction = 'SELECT * FROM audit WHERE record_id IS NULL AND action = ?';

const insert =
  'INSERT INTO audit (at, action, person_id, app_id, record_id, avenue, details) VALUES (?, ?, ?, ?, ?, ?, ?)';
const insertLinked = `INSERT INTO audit (at, action, person_id, app_id, record_id, avenue, details, number, salt, content_hash, entry_hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export function openAudit(sql: Sql): AuditReader & AuditWriter {
  return { ...lookUps(sql), ...changes(sql) };
}

function changes(sql: Sql): AuditWriter {
  const addTo = (row: AuditRow, logEnd: Buffer | undefined): Awaitable<Buffer> => {
    if (logEnd) return addAfter(sql, row, logEnd);
    // A chain goes on where its record was away for a while.
    return after(readEnd(sql, row.recordId), end => addAfter(sql, row, end ?? packEnd(beginChain())));
  };
  return {
    addTo,
    add(row) {
      if (row.recordId === undefined) return sql.put(insert, ...valuesOf(row));
      return addAndSet(sql, row, addTo);
    },
  };
}

async function addAndSet(sql: Sql, row: AuditRow, addTo: AuditWriter['addTo']): Promise<void> {
  await putEnd(sql, row.recordId, await addTo(row, undefined));
}

function addAfter(sql: Sql, row: AuditRow, logEnd: Buffer): Awaitable<Buffer> {
  const details = printDetails(row.details);
  const { link, end } = addLink(unpackEnd(logEnd), row, details);
  const { number, salt, contentHash, entryHash } = link;
  const values = [...valuesOf(row, details), number, salt, contentHash, entryHash];
  return after(sql.put(insertLinked, ...values), () => packEnd(end));
}

function valuesOf(row: AuditRow, details = printDetails(row.details)): SqlValue[] {
  return [
    row.at,
    row.action,
    toNull(row.personId),
    toNull(row.appId),
    toNull(row.recordId),
    toNull(row.avenue),
    details,
  ];
}

function lookUps(sql: Sql): AuditReader {
  return {
    async ofRecord(asked) {
      const {
        recordId,
        personId,
        withLooks,
        withAddresses,
        appId,
        actions,
        from,
        to,
        before,
        butLooksOf,
        limit,
      } = asked;
      const conditions: [string, (string | number)[]][] = [['record_id = ?', [recordId]]];
      if (personId !== undefined) conditions.push(ofPerson(personId, { withLooks, withAddresses }));
      if (appId === 'none') conditions.push(['app_id IS NULL', []]);
      else if (appId !== undefined) conditions.push(['app_id = ?', [appId]]);
      if (actions) conditions.push([`action IN (${writePlaces(actions.length)})`, [...actions]]);
      if (from !== undefined) conditions.push(['at >= ?', [from]]);
      if (to !== undefined) conditions.push(['at < ?', [to]]);
      if (butLooksOf !== undefined) conditions.push([`(action <> 'LookAt' OR person_id <> ?)`, [butLooksOf]]);
      // What waits to be chained is in no order yet.
      if (before === undefined) conditions.push(['number IS NOT NULL', []]);
      else conditions.push(['number < ?', [before]]);
      const rows = await sql.all<Row>(
        `SELECT * FROM audit WHERE ${conditions.map(([text]) => text).join(' AND ')} ORDER BY number DESC LIMIT ? + 0`,
        ...conditions.flatMap(([, values]) => values),
        limit,
      );
      return rows.map(stored);
    },
    async withoutRecord({ actions, limit }) {
      const rows = await sql.all<Row>(
        `${joinInOrder(
          actions.map(() => ofAction),
          'id DESC',
        )} LIMIT ? + 0`,
        ...actions,
        limit,
      );
      return rows.map(stored);
    },
    async seenIn(recordId) {
      const seen = async (column: 'person_id' | 'app_id') => {
        const rows = await sql.all<{ id: string }>(
          `SELECT DISTINCT ${column} AS id FROM
             (SELECT ${column} FROM audit WHERE record_id = ? AND number IS NOT NULL
              ORDER BY number DESC LIMIT ${lookedThrough}) AS newest
           WHERE ${column} IS NOT NULL`,
          recordId,
        );
        return rows.map(({ id }) => id);
      };
      return { personIds: await seen('person_id'), appIds: await seen('app_id') };
    },
  };
}

function ofPerson(
  personId: string,
  { withLooks, withAddresses }: Pick<AuditQuery, 'withLooks' | 'withAddresses'>,
): [string, string[]] {
  const ways: [string, string[]][] = [['person_id = ?', [personId]]];
  if (withLooks) ways.push([`action = 'LookAt'`, []]);
  if (withAddresses)
    ways.push([
      `(action IN ('ReadCalendar', 'OpenEmergencyAddress') AND details LIKE ?)`,
      [`%"rightsOf":"${personId}"%`],
    ]);
  return [`(${ways.map(([text]) => text).join(' OR ')})`, ways.flatMap(([, values]) => values)];
}

function stored(row: Row): StoredAuditRow {
  return { ...readSaid(row), number: Number(row.number ?? 0) };
}
