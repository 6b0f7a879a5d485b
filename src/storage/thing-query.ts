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
const mergedTypesMax = 8;

export function buildThingQuery(record: string, columns: string, scoped: ScopedQuery): Built {
  const { asked: query } = scoped;
  const from = (table: Table, part: ThingQuery) => select(record, columns, table, part, scoped);
  const selects = query.currentOnly
    ? byType(query).map(part => from('thing', part))
    : [from('thing', query), from('thing_history', query)];
  const order = orderOf(query).map(([column, direction]) =>
    direction === 'down' ? `${column} DESC` : column,
  );
  return {
    text: `${selects.map(part => part.text).join(' UNION ALL ')} ORDER BY ${order.join(', ')} LIMIT ? + 0`,
    values: [...selects.flatMap(part => part.values), query.limit],
  };
}

/** A query by a few types as one query a type. */
function byType(query: ThingQuery): ThingQuery[] {
  const { ids = [], keys = [], clientIds = [], filters } = query;
  const typeIds = filters[0]?.typeIds;
  if (filters.length !== 1 || !typeIds || typeIds.length > mergedTypesMax || typeIds.length === 0)
    return [query];
  if (ids.length + keys.length + clientIds.length > 0) return [query];
  return typeIds.map(typeId => ({ ...query, filters: [{ ...filters[0], typeIds: [typeId] }] }));
}

function select(record: string, columns: string, table: Table, query: ThingQuery, opened: Opened): Built {
  const state = query.filters.length > 0 ? active.indexed : active.unindexed;
  const where = both([
    { text: 'record_id = ?', values: [record] },
    either(asked(record, table, query)),
    ...(query.typeIds ? [among('type_id', query.typeIds)] : []),
    ...visible(record, table, opened, state),
    ...inScope(opened.scope),
    ...(query.after ? [later(orderOf(query), query.after)] : []),
  ]);
  const current = table === 'thing' ? 1 : 0;
  return {
    text: `SELECT ${columns}, ${current} AS current FROM ${table} WHERE ${where.text}`,
    values: where.values,
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

const notPersonal = '(flags & 1) = 0';
const active = {
  /** To the letter what the partial indexes over types and dates demand. */
  indexed: "state = 'Active'",
  /** Not so: what is asked for by id alone is looked up by id, although the index over dates has the order. */
  unindexed: "(state || '') = 'Active'",
};

/** What a grant opens of the record. */
export type Opened = Pick<ScopedQuery, 'scope' | 'seesEverything'>;

/** That a row that a condition names is open. */
export function openRow(record: string, table: Table, condition: string, opened: Opened): Built {
  const where = both([
    { text: `record_id = ? AND ${condition}`, values: [record] },
    ...visible(record, table, opened, active.unindexed),
    ...inScope(opened.scope),
  ]);
  return { text: `EXISTS (SELECT 1 FROM ${table} WHERE ${where.text})`, values: where.values };
}

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

function filtered(filter: ThingFilter): Built {
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
  test('updated_at >= ?', filter.updatedMin);
  test('updated_at <= ?', filter.updatedMax);
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
function among(column: string, values: readonly string[]): Built {
  if (values.length === 0) return { text: '1 = 0', values: [] };
  if (values.length === 1) return { text: `${column} = ?`, values };
  const count = 2 ** Math.ceil(Math.log2(values.length));
  const filled = [...values, ...Array<string>(count - values.length).fill(getFirst(values))];
  return { text: `${column} IN (${writePlaces(count)})`, values: filled };
}

function both(parts: readonly Built[]): Built {
  return joined(parts, ' AND ', '1 = 1');
}

function either(parts: readonly Built[]): Built {
  return joined(parts, ' OR ', '1 = 0');
}

function joined(parts: readonly Built[], by: string, none: string): Built {
  if (parts.length === 0) return { text: none, values: [] };
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  return { text: `(${parts.map(part => part.text).join(by)})`, values: parts.flatMap(part => part.values) };
}
