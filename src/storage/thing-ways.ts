// Chooses the way to what a query asks for, where the order it is asked in could lead past all that a record has: to the few
// things that were changed since a time, to those of types of which there may be none, and else a stretch at a time, so that
// others get their turn. Asked by things.ts.
import { getFirst } from '../assume.ts';
import type { ThingQuery } from '../core/things/query.ts';
import type { ScopedQuery } from '../core/things/scope.ts';
import { getRow, type Sql } from './sql.ts';
import { findKinds } from './thing-overview.ts';
import {
  among,
  type Built,
  buildThingQuery,
  filtered,
  getOnlyFilter,
  mergedTypesMax,
  type Way,
  writeOrder,
} from './thing-query.ts';

/** Of so many types that a record has, each is read by its own index range still. */
const kindsMergedMax = 64;

/** How many things are looked at first, in the order asked for: what is asked for may well stand close together. */
const triedPerAsked = 20;
const triedMax = 5000;

/** So many changed things are read and sorted rather than that all of the record is passed by. */
const sortedMax = 200_000;

/** So many things are passed by in one go. */
const stretch = 5000;

/** Is there a choice? What is asked for most has one way. */
export function hasWays({ asked, seesEverything }: ScopedQuery): boolean {
  const filter = asked.currentOnly ? getOnlyFilter(asked) : undefined;
  return filter !== undefined && (isLoose(split(filter).loose) || hasManyTypes(filter, seesEverything));
}

/** The query for such columns. */
export type BuiltFor = (columns: string) => Built;

/** Undefined where nothing is found. */
export async function chooseThingQuery(
  sql: Sql,
  record: string,
  scoped: ScopedQuery,
): Promise<BuiltFor | undefined> {
  const kept = await keepToKinds(sql, record, scoped);
  if (!kept) return undefined;
  const { query, way } = kept;
  const inOrder: BuiltFor = columns => buildThingQuery(record, columns, query, way);
  const parts = split(getFirst(query.asked.filters));
  if (!isLoose(parts.loose)) return inOrder;
  const { asked } = query;
  const tried = { ...asked, limit: Math.min(asked.limit * triedPerAsked, triedMax) };
  const close = fitting(record, { ...query, asked: tried }, parts, way);
  if ((await countUpTo(sql, close, asked.limit)) === asked.limit) return inOrder;
  const changed = changedWithin(record, parts.loose);
  const count = changed ? await countUpTo(sql, changed, sortedMax + 1) : sortedMax + 1;
  if (count === 0) return undefined;
  const ids =
    changed && count <= sortedMax
      ? await findAmong(sql, record, query, changed)
      : await findByStretches(sql, record, query, parts, way);
  if (ids.length === 0) return undefined;
  return columns => buildThingQuery(record, columns, query, { few: withIds(record, ids) });
}

type Filter = ThingQuery['filters'][number];

/** What indexes have in the order of dates, and what none has. */
interface Parts {
  readonly ordered: Filter;
  readonly loose: Filter;
}

function split(filter: Filter): Parts {
  const { typeIds, states, effectiveMin, effectiveMax, createdApp, createdByHand, ...loose } = filter;
  const ordered = {
    ...(typeIds && { typeIds }),
    ...(states && { states }),
    ...(effectiveMin !== undefined && { effectiveMin }),
    ...(effectiveMax !== undefined && { effectiveMax }),
    ...(createdApp !== undefined && { createdApp }),
    ...(createdByHand && { createdByHand }),
  };
  return { ordered, loose };
}

function isLoose(loose: Filter): boolean {
  return Object.values(loose).some(value => value !== undefined);
}

function hasManyTypes({ typeIds = [], states }: Filter, seesEverything: boolean): boolean {
  const isOfActive = states ? states.length === 1 && states[0] === 'Active' : !seesEverything;
  return typeIds.length > mergedTypesMax && isOfActive;
}

interface Kept {
  readonly query: ScopedQuery;
  readonly way: Way;
}

/** A query by many types as one by those of them that the record has, where these are but a few. */
async function keepToKinds(sql: Sql, record: string, query: ScopedQuery): Promise<Kept | undefined> {
  const { asked } = query;
  const filter = getFirst(asked.filters);
  if (!hasManyTypes(filter, query.seesEverything)) return { query, way: {} };
  const kinds = await findKinds(sql, record);
  const open = new Set(filter.typeIds);
  const typeIds = kinds.filter(id => open.has(id));
  if (typeIds.length === 0) return undefined;
  // Of all that there is, the newest stand at the beginning of the order.
  if (typeIds.length === kinds.length || typeIds.length > kindsMergedMax) return { query, way: {} };
  const filters = [{ ...filter, typeIds }];
  return { query: { ...query, asked: { ...asked, filters } }, way: { mergesAll: true } };
}

/** What queries ask about and go by. */
const judged = `record_id, id, type_id, state, flags, effective_date, ordinal, updated_end_date, created_at, created_app,
  created_person, updated_at, updated_app, updated_person`;

const writtenOrder = 'effective_date, ordinal, updated_at';

/** The ids of those that fit, of the first things of a query, as many as its limit says, that may not. */
function fitting(record: string, query: ScopedQuery, { ordered, loose }: Parts, way: Way): Built {
  const first = buildThingQuery(record, judged, withFilter(query, ordered), way);
  const fits = filtered(loose);
  return {
    text: `SELECT id FROM (${first.text}) AS first WHERE ${fits.text}`,
    values: [...first.values, ...fits.values],
  };
}

function withFilter(query: ScopedQuery, filter: Filter): ScopedQuery {
  return { ...query, asked: { ...query.asked, filters: [filter] } };
}

/** What was created in a time was changed in it or after it. Undefined where no time is asked for. */
function changedWithin(record: string, { createdMin, updatedMin, updatedMax }: Filter): Built | undefined {
  const all: [string, string | number][] = [['record_id = ?', record]];
  if (createdMin !== undefined || updatedMin !== undefined)
    all.push(['updated_at >= ?', Math.max(createdMin ?? 0, updatedMin ?? 0)]);
  if (updatedMax !== undefined) all.push(['updated_at <= ?', updatedMax]);
  if (all.length === 1) return undefined;
  return {
    text: `SELECT ${judged} FROM thing WHERE ${all.map(([text]) => text).join(' AND ')} ORDER BY updated_at`,
    values: all.map(([, value]) => value),
  };
}

/** The ids of what a query finds among the things that were changed. */
async function findAmong(sql: Sql, record: string, query: ScopedQuery, changed: Built): Promise<string[]> {
  const columns = `id, ${writtenOrder}`;
  const { text, values } = buildThingQuery(record, columns, query, { few: fence(changed) });
  return (await sql.rows<[string]>(text, ...values)).map(([id]) => id);
}

/** The ids of the first that fit, as many as are asked for. */
async function findByStretches(
  sql: Sql,
  record: string,
  query: ScopedQuery,
  parts: Parts,
  way: Way,
): Promise<string[]> {
  const { limit } = query.asked;
  const ids: string[] = [];
  for (let { after } = query.asked; ; ) {
    const asked = { ...query.asked, limit: stretch, ...(after && { after }) };
    const found = fitting(record, { ...query, asked }, parts, way);
    const rows = await sql.rows<[string]>(
      `${found.text} ORDER BY ${writeOrder(asked)} LIMIT ? + 0`,
      ...found.values,
      limit - ids.length,
    );
    ids.push(...rows.map(([id]) => id));
    if (ids.length >= limit) return ids;
    after = await findEnd(sql, record, withFilter({ ...query, asked }, parts.ordered), way);
    if (!after) return ids;
    // Others get their turn between stretches.
    await new Promise(setImmediate);
  }
}

/** The last place of a stretch; undefined where the record ends before it. */
async function findEnd(sql: Sql, record: string, query: ScopedQuery, way: Way): Promise<ThingQuery['after']> {
  const one = buildThingQuery(record, writtenOrder, { ...query, asked: { ...query.asked, limit: 1 } }, way);
  const [end] = await sql.rows<[string, number, number]>(
    `${one.text} OFFSET ?`,
    ...one.values,
    query.asked.limit - 1,
  );
  if (!end) return undefined;
  const [effectiveDate, ordinal, updatedAt] = end;
  return { effectiveDate, ordinal: Number(ordinal), updatedAt: Number(updatedAt), versionStamp: '' };
}

function withIds(record: string, ids: readonly string[]): Built {
  const named = among('id', ids);
  return fence({
    text: `SELECT * FROM thing WHERE record_id = ? AND ${named.text}`,
    values: [record, ...named.values],
  });
}

/** A limit keeps a database from looking for another way to these rows. */
function fence({ text, values }: Built): Built {
  return { text: `${text} LIMIT ${2 * sortedMax}`, values };
}

async function countUpTo(sql: Sql, { text, values }: Built, limit: number): Promise<number> {
  const { count } = await getRow<{ count: number }>(
    sql,
    `SELECT COUNT(*) AS count FROM (${text} LIMIT ? + 0) AS found`,
    ...values,
    limit,
  );
  return Number(count);
}
