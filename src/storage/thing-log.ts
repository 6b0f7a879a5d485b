// The log of a record's operations.
import type { Grant } from '../core/authorization/grant.ts';
import type { ThingsReader } from '../core/things/ports.ts';
import { findScope, judgeOperations } from '../core/things/scope.ts';
import type { RecordOperation } from '../core/things/thing.ts';
import { getRow, type Sql, toUndefined } from './sql.ts';
import { type Built, inScope } from './thing-query.ts';

/** Applications hear nothing of personal things, nor of what was done to a thing while it was one. */
const notPersonal = ` AND personal = 0
  AND thing_id NOT IN (SELECT id FROM thing WHERE record_id = ? AND (flags & 1) <> 0)`;

type Log = Pick<ThingsReader, 'operations' | 'operationsBefore' | 'lastOperations' | 'countOperations'>;

export function openLog(sql: Sql, grant: Grant): Log {
  const open = openTo(grant);
  const pageOf = (rows: readonly OperationRow[], limit: number) => {
    const all = rows.map(recordOperation);
    const last = all.at(-1);
    return {
      operations: all.filter(judgeOperations(grant)),
      last: last && { sequence: last.sequence, position: last.position },
      isFull: all.length === limit,
    };
  };
  const { recordId: record, seesEverything } = grant;
  return {
    async operations(after, limit) {
      const latest = await sql.get<{ sequence: number }>(
        `SELECT ${seesEverything ? 'sequence' : 'open_sequence AS sequence'} FROM record WHERE id = ?`,
        record,
      );
      const rows = await sql.all<OperationRow>(
        `SELECT * FROM record_operation WHERE record_id = ? AND (sequence, position) > (?, ?)${open.text}
         ORDER BY sequence, position LIMIT ? + 0`,
        record,
        after.sequence,
        after.position,
        ...open.values,
        limit,
      );
      const page = pageOf(rows, limit);
      // Of what was written between both looks the lines are told, so who goes on from there is not told of them again.
      return { ...page, latest: Math.max(Number(latest?.sequence ?? 0), page.last?.sequence ?? 0) };
    },
    async operationsBefore(before, limit) {
      const rows = await sql.all<OperationRow>(
        `SELECT * FROM record_operation WHERE record_id = ?${before ? ' AND (sequence, position) < (?, ?)' : ''}${open.text}
         ORDER BY sequence DESC, position DESC LIMIT ? + 0`,
        record,
        ...(before ? [before.sequence, before.position] : []),
        ...open.values,
        limit,
      );
      return pageOf(rows, limit);
    },
    ...openEnds(sql, grant),
  };
}

function openTo({ recordId, seesEverything }: Grant): Built {
  return seesEverything ? { text: '', values: [] } : { text: notPersonal, values: [recordId] };
}

function openEnds(sql: Sql, grant: Grant): Pick<Log, 'lastOperations' | 'countOperations'> {
  const { recordId: record } = grant;
  const open = openTo(grant);
  return {
    async lastOperations(after, limit) {
      const rows = await sql.rows<LastRow>(
        `SELECT operation, thing_id, type_id, effective_date FROM record_operation
         WHERE record_id = ? AND sequence > ?${open.text}
         ORDER BY sequence DESC, position DESC LIMIT ? + 0`,
        record,
        after,
        ...open.values,
        limit,
      );
      const all = rows.map(([operation, thingId, typeId, effectiveDate]) => ({
        operation,
        thingId,
        typeId,
        effectiveDate,
      }));
      return { operations: all.filter(judgeOperations(grant)), isFull: all.length === limit };
    },
    async countOperations(after, upTo) {
      const [scope] = inScope(findScope(grant));
      const { count } = await getRow<{ count: number }>(
        sql,
        `SELECT COUNT(*) AS count FROM record_operation
         WHERE record_id = ? AND sequence > ? AND sequence <= ?${open.text}${scope ? ` AND ${scope.text}` : ''}`,
        record,
        after,
        upTo,
        ...open.values,
        ...(scope?.values ?? []),
      );
      return Number(count);
    },
  };
}

type LastRow = readonly [
  operation: RecordOperation['operation'],
  thingId: string,
  typeId: string,
  effectiveDate: string,
];

interface OperationRow {
  sequence: number;
  position: number;
  operation: RecordOperation['operation'];
  thing_id: string;
  version_stamp: string;
  type_id: string;
  effective_date: string;
  updated_end_date: string | null;
  personal: number;
  at: number;
}

function recordOperation(row: OperationRow): RecordOperation {
  return {
    sequence: Number(row.sequence),
    position: Number(row.position),
    operation: row.operation,
    thingId: row.thing_id,
    versionStamp: row.version_stamp,
    typeId: row.type_id,
    effectiveDate: row.effective_date,
    updatedEndDate: toUndefined(row.updated_end_date),
    personal: Number(row.personal) === 1,
    at: Number(row.at),
  };
}
