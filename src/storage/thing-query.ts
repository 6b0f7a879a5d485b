// Turns a query into one statement. Its text depends on which conditions there are, not on their values,
// and lists are filled up to the next power of two: so that few texts serve all, and stay prepared.
import { getFirst } from '../assume.ts';
import type { ReadScope, ThingRange } from '../core/authorization/readable.ts';
import type { ThingFilter, ThingQuery } from '../core/things/query.ts';
import type { ScopedQuery } from '../core/things/scope.ts';
import { type SqlValue, writePlaces } from './sql.ts';

export interface Built {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

type Table = 'thing' | 'thing_history';

/** Up to this many types are read each by its own index range, and merged; more by the index over all. */
export const mergedTypesMax = 8;

/** How to go about it, where that was looked into: see thing-ways.ts. */
export interface Way {
  /** The rows of `thing` to look among, so few that no order of theirs is needed. */
  readonly few?: Built;
  /** The record has all of these types, so many that they are merged nonetheless. */
  readonly mergesAll?: boolean;
}

export function buildThingQuery(record: string, columns: string, scoped: ScopedQuery, way: Way = {}): Built {
  const { asked: query } = scoped;
  const { few = chooseVersions(record, query), mergesAll = false } = way;
  const current = few ? [query] : byState(query, scoped).flatMap(part => byType(part, mergesAll));
  const selects = [
    ...current.map(part => select(record, columns, 'thing', part, scoped, few)),
    ...(query.currentOnly ? [] : [select(record, columns, 'thing_history', query, scoped)]),
  ];
  // Its index has that order, and another has not: PostgreSQL may think there are many of these.
  const byHand = selects.length === 1 && getOnlyFilter(query)?.createdByHand ? 'created_app, ' : '';
  const order = `${byHand}${writeOrder(query)}`;
  return {
    text: `${joinInOrder(
      selects.map(({ text }) => text),
      order,
    )} LIMIT ? + 0`,
    values: [...joinValues(selects), query.limit],
  };
}

/** Things that are asked for by id alone, in the order their versions were made, which an index has of the whole record. */
function chooseVersions(record: string, { ids = [], filters, order }: ThingQuery): Built | undefined {
  if (order !== 'last made first' || ids.length === 0 || filters.length > 0) return undefined;
  const named = among('id', ids);
  // The limit is never reached: it keeps the order of the whole from being that of the part.
  return {
    text: `SELECT * FROM thing WHERE record_id = ? AND ${named.text} LIMIT ? + 0`,
    values: [record, ...named.values, ids.length],
  };
}

/**
 * Each part says its order too, so that PostgreSQL reads it by an index and merges them; SQLite does so unasked, and takes it
 * as if it were not said.
 */
export function joinInOrder(selects: readonly string[], order: string): string {
  const parts =
    selects.length === 1 ? selects : selects.map(one => `SELECT * FROM (${one} ORDER BY ${order}) AS part`);
  return `${parts.join(' UNION ALL ')} ORDER BY ${order}`;
}

/** The one filter of a query that names no things. */
export function getOnlyFilter({
  ids = [],
  keys = [],
  clientIds = [],
  filters,
}: ThingQuery): ThingFilter | undefined {
  const isNamed = ids.length + keys.length + clientIds.length > 0;
  return isNamed || filters.length !== 1 ? undefined : filters[0];
}

/** A query for what is active or deleted as one for each: both have indexes in the order that is asked for. */
function byState(query: ThingQuery, { seesEverything }: Opened): ThingQuery[] {
  const filter = getOnlyFilter(query);
  if (!filter || filter.states || !seesEverything) return [query];
  return (['Active', 'Deleted'] as const).map(state => ({
    ...query,
    filters: [{ ...filter, states: [state] }],
  }));
}

/** A query by a few types as one query a type. */
function byType(query: ThingQuery, mergesAll: boolean): ThingQuery[] {
  const filter = getOnlyFilter(query);
  const typeIds = filter?.typeIds ?? [];
  if (typeIds.length === 0 || !query.currentOnly || filter?.states?.includes('Deleted')) return [query];
  if (typeIds.length > mergedTypesMax && !mergesAll) return [query];
  return fill(typeIds, mergedTypesMax, '').map(typeId => ({
    ...query,
    filters: [{ ...filter, typeIds: [typeId] }],
  }));
}

function select(
  record: string,
  columns: string,
  table: Table,
  query: ThingQuery,
  opened: Opened,
  few?: Built,
): Built {
  const state = query.filters.length > 0 ? active.indexed : active.unindexed;
  const where = both([
    { text: 'record_id = ?', values: [record] },
    either(asked(record, table, query)),
    ...(query.typeIds ? [among('type_id', query.typeIds)] : []),
    ...(query.exceptBy === undefined
      ? []
      : [{ text: '(updated_person <> ? OR updated_app IS NOT NULL)', values: [query.exceptBy] }]),
    ...visible(record, table, opened, state),
    ...inScope(opened.scope),
    ...(query.after ? [later(orderOf(query), query.after)] : []),
  ]);
  const current = query.currentOnly ? '' : `, ${table === 'thing' ? 1 : 0} AS current`;
  return {
    text: `SELECT ${columns}${current} FROM ${few ? `(${few.text}) AS few` : table} WHERE ${where.text}`,
    values: [...(few?.values ?? []), ...where.values],
  };
}

/** Ids, keys and client ids are ORed with the filters. */
function asked(
  record: string,
  table: Table,
  { ids = [], keys = [], clientIds = [], filters }: ThingQuery,
): Built[] {
  const ways: Built[] = [];
  if (ids.length > 0) ways.push(among('id', ids));
  if (keys.length > 0) {
    const ids = among('id', [...new Set(keys.map(key => key.id))]);
    // The pair decides; the id alone is there for the index.
    const pairs = among(
      '(id || version_stamp)',
      keys.map(key => key.id + key.versionStamp),
    );
    ways.push(both([ids, pairs]));
  }
  if (clientIds.length > 0) {
    const named = among('client_id', clientIds);
    // Asked for apart, it is looked up by the index over client ids, whatever the order of the whole.
    ways.push(
      table === 'thing'
        ? {
            text: `id IN (SELECT id FROM thing WHERE record_id = ? AND ${named.text})`,
            values: [record, ...named.values],
          }
        : named,
    );
  }
  if (filters.length > 0) ways.push(both(filters.map(filtered)));
  return ways;
}

const notPersonal = '(flags & 1) <> 1';
const active = {
  /** To the letter what the partial indexes over types and dates demand. */
  indexed: "state = 'Active'",
  /** Not so: what is asked for by id alone is looked up by id, although the index over dates has the order. */
  unindexed: "(state || '') = 'Active'",
};

/** What a grant opens of the record. */
type Opened = Pick<ScopedQuery, 'scope' | 'seesEverything'>;

/** Of history, applications see what belongs to a thing that they see. */
function visible(record: string, table: Table, opened: Opened, state: string): Built[] {
  if (opened.seesEverything) return [];
  const row: Built = { text: `${state} AND ${notPersonal}`, values: [] };
  if (table === 'thing') return [row];
  const current = both([
    {
      text: `record_id = ? AND id = thing_history.id AND ${active.unindexed} AND ${notPersonal}`,
      values: [record],
    },
    ...inScope(opened.scope),
  ]);
  return [row, { text: `EXISTS (SELECT 1 FROM thing WHERE ${current.text})`, values: current.values }];
}

/** What a filter demands. By when things were changed they are looked up only where few were: see thing-ways.ts. */
export function filtered(filter: ThingFilter): Built {
  const all: Built[] = [];
  const test = (condition: string, value: SqlValue | undefined) => {
    if (value !== undefined) all.push({ text: condition, values: [value] });
  };
  if (filter.typeIds) all.push(among('type_id', filter.typeIds));
  if (filter.states)
    all.push(either(filter.states.map(state => ({ text: `state = '${state}'`, values: [] }))));
  test('effective_date >= ?', filter.effectiveMin);
  test('effective_date <= ?', filter.effectiveMax);
  test('(updated_end_date IS NULL OR updated_end_date >= ?)', filter.endMin);
  test('updated_end_date <= ?', filter.endMax);
  test('created_at >= ?', filter.createdMin);
  test('created_at <= ?', filter.createdMax);
  test('updated_at + 0 >= ?', filter.updatedMin);
  test('updated_at + 0 <= ?', filter.updatedMax);
  test('created_app = ?', filter.createdApp);
  test('created_person = ?', filter.createdPerson);
  test('updated_app = ?', filter.updatedApp);
  test('updated_person = ?', filter.updatedPerson);
  if (filter.createdByHand) all.push({ text: 'created_app IS NULL', values: [] });
  return both(all);
}

/** What columns of types and dates must say. */
export function inScope(scope: readonly ReadScope[] | undefined): Built[] {
  if (scope === undefined) return [];
  return [
    either(
      scope.map(({ except = [], ...range }) => {
        const exceptions = either(except.map(inRange));
        const outside = { text: `NOT (${exceptions.text})`, values: exceptions.values };
        return both(except.length > 0 ? [inRange(range), outside] : [inRange(range)]);
      }),
    ),
  ];
}

function inRange({ typeIds, from, to }: ThingRange): Built {
  const all: Built[] = [];
  if (typeIds) all.push(among('type_id', typeIds));
  if (from !== undefined) all.push({ text: 'effective_date >= ?', values: [from] });
  if (to !== undefined) all.push({ text: 'effective_date <= ?', values: [to] });
  return both(all);
}

type Order = readonly (readonly [
  column: string,
  direction: 'up' | 'down',
  place: keyof NonNullable<ThingQuery['after']>,
])[];

function orderOf({ order = 'newest first', currentOnly }: ThingQuery): Order {
  const byVersion: Order = [
    ['updated_at', 'down', 'updatedAt'],
    ['version_stamp', 'up', 'versionStamp'],
  ];
  if (order === 'last made first') return byVersion;
  const byDate: Order =
    order === 'newest first'
      ? [
          ['effective_date', 'down', 'effectiveDate'],
          ['ordinal', 'down', 'ordinal'],
        ]
      : [
          ['effective_date', 'up', 'effectiveDate'],
          ['ordinal', 'up', 'ordinal'],
        ];
  if (currentOnly) return byDate;
  return [...byDate, ...byVersion];
}

export function writeOrder(query: ThingQuery): string {
  return orderOf(query)
    .map(([column, direction]) => (direction === 'down' ? `${column} DESC` : column))
    .join(', ');
}

/** What comes after a place. The first condition repeats what follows from the second, for the index to use. */
function later(order: Order, place: NonNullable<ThingQuery['after']>): Built {
  const [column, direction, field] = getFirst(order);
  const beyond = (order: Order): Built => {
    const [column, direction, field] = getFirst(order);
    const past: Built = { text: `${column} ${direction === 'down' ? '<' : '>'} ?`, values: [place[field]] };
    if (order.length === 1) return past;
    return either([past, both([{ text: `${column} = ?`, values: [place[field]] }, beyond(order.slice(1))])]);
  };
  return both([
    { text: `${column} ${direction === 'down' ? '<=' : '>='} ?`, values: [place[field]] },
    beyond(order),
  ]);
}

/** Is the column one of these? */
export function among(column: string, values: readonly string[]): Built {
  if (values.length === 0) return { text: '1 = 0', values: [] };
  if (values.length === 1) return { text: `${column} = ?`, values };
  const filled = fill(values, 0, getFirst(values));
  return { text: `${column} IN (${writePlaces(filled.length)})`, values: filled };
}

/** Filled up to the next power of two where there are more than so many. */
function fill(values: readonly string[], spelledOut: number, by: string): string[] {
  const { length } = values;
  const count = length <= spelledOut ? length : 2 ** Math.ceil(Math.log2(length));
  return [...values, ...Array<string>(count - length).fill(by)];
}

function both(parts: readonly Built[]): Built {
  return joined(parts, ' AND ', '1 = 1');
}

function either(parts: readonly Built[]): Built {
  return joined(parts, ' OR ', '1 = 0');
}

function joined(parts: readonly Built[], by: string, none: string): Built {
  if (parts.length === 0) return { text: none, values: [] };
  if (parts.length === 1) return getFirst(parts);
  return { text: `(${parts.map(part => part.text).join(by)})`, values: joinValues(parts) };
}

/** One by one: `flatMap` takes several times that, and most requests ask for some query. */
function joinValues(parts: readonly Built[]): SqlValue[] {
  const all: SqlValue[] = [];
  for (const { values } of parts) for (const value of values) all.push(value);
  return all;
}
