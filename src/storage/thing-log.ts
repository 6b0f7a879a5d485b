// The log of a record's operations.
import type { Grant } from '../core/authorization/grant.ts';
import type { ThingsReader } from '../core/things/ports.ts';
import { judgeOperations } from '../core/things/scope.ts';
import type { RecordOperation } from '../core/things/thing.ts';
import { type Sql, toUndefined } from './sql.ts';

/** Applications hear nothing of personal things, nor of what was done to a thing while it was one. */
const open = `(? = 1 OR personal = 0 AND NOT EXISTS (
    SELECT 1 FROM thing WHERE record_id = operation.record_id AND id = operation.thing_id AND (flags & 1) <> 0))`;
const operationsAfter = `SELECT * FROM record_operation operation WHERE record_id = ? AND (sequence, position) > (?, ?) AND ${open}
  ORDER BY sequence, position LIMIT ? + 0`;
const lastOperations = `SELECT * FROM record_operation operation WHERE record_id = ? AND sequence > ? AND ${open}
  ORDER BY sequence DESC, position DESC LIMIT ? + 0`;

export function openLog(sql: Sql, grant: Grant): Pick<ThingsReader, 'operations' | 'lastOperations'> {
  const record = grant.recordId;
  const pageOf = (rows: readonly OperationRow[], limit: number) => {
    const all = rows.map(recordOperation);
    const last = all.at(-1);
    return {
      operations: all.filter(judgeOperations(grant)),
      last: last && { sequence: last.sequence, position: last.position },
      isFull: all.length === limit,
    };
  };
  return {
    async operations(after, limit) {
      const latest = await sql.get<{ sequence: number }>(
        `SELECT ${grant.seesEverything ? 'sequence' : 'open_sequence AS sequence'} FROM record WHERE id = ?`,
        record,
      );
      const rows = await sql.all<OperationRow>(
        operationsAfter,
        record,
        after.sequence,
        after.position,
        grant.seesEverything ? 1 : 0,
        limit,
      );
      return { latest: Number(latest?.sequence ?? 0), ...pageOf(rows, limit) };
    },
    async lastOperations(after, limit) {
      const rows = await sql.all<OperationRow>(
        lastOperations,
        record,
        after,
        grant.seesEverything ? 1 : 0,
        limit,
      );
      return pageOf(rows, limit);
    },
  };
}

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
