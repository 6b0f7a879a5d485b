// Turns a ThingQuery into one statement. Its text depends on which conditions there are, not on their values.
import type { ReadScope, ThingFilter, ThingQuery } from '../core/things/query.ts';
import { places, type SqlValue } from './sql.ts';

interface Built {
  readonly text: string;
  readonly values: SqlValue[];
}

export function thingQuery(record: string, columns: string, query: ThingQuery): Built {
  const where = conditions(query);
  const select = (table: string, current: 0 | 1): Built => ({
    text: `SELECT ${columns}, ${current} AS current FROM ${table} WHERE record_id = ? AND ${where.text}`,
    values: [record, ...where.values],
  });
  const parts = query.currentOnly ? [select('thing', 1)] : [select('thing', 1), select('thing_history', 0)];
  return {
    text: `${parts.map(part => part.text).join(' UNION ALL ')} ORDER BY effective_date DESC, id, updated_at DESC LIMIT ?`,
    values: [...parts.flatMap(part => part.values), query.limit],
  };
}

function conditions(query: ThingQuery): Built {
  const all: Built[] = [either(asked(query))];
  // A partial index serves this very condition.
  if (!query.seesEverything) all.push({ text: "state = 'Active' AND (flags & 1) = 0", values: [] });
  if (query.scope.within) all.push(either(query.scope.within.map(inScope)));
  for (const scope of query.scope.except) all.push({ text: `NOT (${inScope(scope).text})`, values: inScope(scope).values });
  if (query.after) {
    all.push({
      text: '(effective_date < ? OR (effective_date = ? AND id > ?))',
      values: [query.after.effectiveDate, query.after.effectiveDate, query.after.id],
    });
  }
  return both(all);
}

/** Ids, keys and client ids are ORed with the filters. */
function asked({ ids = [], keys = [], clientIds = [], filters }: ThingQuery): Built[] {
  const ways: Built[] = [];
  if (ids.length > 0) ways.push({ text: `id IN (${places(ids.length)})`, values: [...ids] });
  for (const key of keys) ways.push({ text: '(id = ? AND version_stamp = ?)', values: [key.id, key.versionStamp] });
  if (clientIds.length > 0) ways.push({ text: `client_id IN (${places(clientIds.length)})`, values: [...clientIds] });
  if (filters.length > 0) ways.push(both(filters.map(filtered)));
  return ways;
}

function filtered(filter: ThingFilter): Built {
  const all: Built[] = [];
  const list = (column: string, values: readonly string[] | undefined) => {
    if (values) all.push({ text: `${column} IN (${places(values.length)})`, values: [...values] });
  };
  const test = (condition: string, value: SqlValue | undefined) => {
    if (value !== undefined) all.push({ text: condition, values: [value] });
  };
  list('type_id', filter.typeIds);
  list('state', filter.states);
  test('effective_date >= ?', filter.effectiveMin);
  test('effective_date <= ?', filter.effectiveMax);
  test('(updated_end_date IS NULL OR updated_end_date >= ?)', filter.endMin);
  test('updated_end_date <= ?', filter.endMax);
  test('created_at >= ?', filter.createdMin);
  test('created_at <= ?', filter.createdMax);
  test('updated_at >= ?', filter.updatedMin);
  test('updated_at <= ?', filter.updatedMax);
  test('created_app = ?', filter.createdApp);
  test('created_person = ?', filter.createdPerson);
  test('updated_app = ?', filter.updatedApp);
  test('updated_person = ?', filter.updatedPerson);
  return both(all);
}

function inScope({ typeIds, from, to }: ReadScope): Built {
  const all: Built[] = [{ text: `type_id IN (${places(typeIds.length)})`, values: [...typeIds] }];
  if (from !== undefined) all.push({ text: 'effective_date >= ?', values: [from] });
  if (to !== undefined) all.push({ text: 'effective_date <= ?', values: [to] });
  return both(all);
}

function both(parts: readonly Built[]): Built {
  return joined(parts, ' AND ', '1 = 1');
}

function either(parts: readonly Built[]): Built {
  return joined(parts, ' OR ', '1 = 0');
}

function joined(parts: readonly Built[], by: string, none: string): Built {
  if (parts.length === 0) return { text: none, values: [] };
  return { text: `(${parts.map(part => part.text).join(by)})`, values: parts.flatMap(part => part.values) };
}
