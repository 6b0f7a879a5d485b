// Finds resources by the index of their tokens, or by type and date where there are none, within a grant: each row that is
// answered was judged as a row of `thing`. A token that all have and another that few have are asked the rarer one first; what
// takes long is gone through in stretches, so that others get their turn.
import { getFirst } from '../assume.ts';
import type { Grant } from '../core/authorization/grant.ts';
import { after } from '../core/awaitable.ts';
import { isByChange, isDown, mergePlaces } from '../core/fhir/order.ts';
import type { FoundResource, ResourceOrder, ResourcePlace, ResourceQuery } from '../core/fhir/ports.ts';
import type { ThingsReader } from '../core/things/ports.ts';
import { findFamilies, findScope } from '../core/things/scope.ts';
import { blindBy } from './fhir-tokens.ts';
import type { SealedRecord } from './sealing/sealed-record.ts';
import { getRow, type Sql } from './sql.ts';
import { among, type Built, inScope } from './thing-query.ts';

/** So many of a token are counted to know which is the rarer. */
const countedMax = 2000;

/** So many of a token are gone through in one statement: as many as are wanted first, then more each time. */
const stretchMax = 5000;
const stretchGrowth = 4;

/** Of a token whose thing is none that was asked for, only the place. */
type Columns = readonly [
  id: string,
  versionStamp: string,
  typeId: string,
  effectiveDate: string,
  ordinal: number,
  updatedAt: number,
  size: number,
  part: number,
];

const columns = 't.id, t.version_stamp, t.type_id, t.effective_date, t.ordinal, t.updated_at, t.size';

interface Asked extends Omit<ResourceQuery, 'every' | 'none'> {
  readonly every: readonly (readonly number[])[];
  readonly none: readonly number[];
}

export function openResourceFinding(
  { sql, ring, record }: Pick<SealedRecord, 'sql' | 'ring' | 'record'>,
  grant: Grant,
  queryKeys: ThingsReader['queryKeys'],
): Pick<ThingsReader, 'findResources' | 'countResources'> {
  const blinded = async ({ every, none, ...rest }: ResourceQuery): Promise<Asked | undefined> => {
    const open = grant.readable(findFamilies(rest.typeIds));
    const openIds = open.typeIds && new Set(open.typeIds);
    const typeIds = openIds ? rest.typeIds.filter(id => openIds.has(id)) : rest.typeIds;
    if (typeIds.length === 0 || rest.ids?.length === 0) return undefined;
    const blind = blindBy(record, await ring.recordKeys(sql, record));
    return { ...rest, typeIds, every: every.map(group => group.map(blind)), none: none.map(blind) };
  };
  return {
    async findResources(query) {
      const asked = await blinded(query);
      if (!asked) return [];
      const [one, ...others] = await rarestFirst(sql, record, asked.every);
      if (!one)
        return isPlain(asked)
          ? findPlain(queryKeys, asked)
          : find(sql, ofThings(record, grant, asked), asked);
      const rest = { ...asked, every: others };
      const found: FoundResource[] = [];
      for (const token of one) found.push(...(await findByToken(sql, record, grant, rest, token)));
      return mergePlaces(found, one => one, asked.order, asked.limit);
    },
    async countResources(query, max) {
      const asked = await blinded({ ...query, limit: max });
      if (!asked) return 0;
      const [one, ...others] = asked.every;
      const rest = { ...asked, every: others };
      const { text, values } = one
        ? ofTokens(record, grant, rest, one, 'SELECT DISTINCT x.thing_id, x.part')
        : ofThings(record, grant, rest, 'SELECT t.id');
      const { count } = await getRow<{ count: number }>(
        sql,
        `SELECT COUNT(*) AS count FROM (${text} LIMIT ? + 0) AS found`,
        ...values,
        max,
      );
      return Number(count);
    },
  };
}

/** What queries for things have a way for. */
function isPlain({ ids, none, order }: Asked): boolean {
  return !ids && none.length === 0 && !isByChange(order);
}

async function findPlain(
  queryKeys: ThingsReader['queryKeys'],
  { typeIds, effectiveMin, effectiveMax, updatedMin, updatedMax, order, after, limit }: Asked,
): Promise<FoundResource[]> {
  const keys = await queryKeys({
    filters: [
      {
        typeIds,
        states: ['Active'],
        ...(effectiveMin !== undefined && { effectiveMin }),
        ...(effectiveMax !== undefined && { effectiveMax }),
        ...(updatedMin !== undefined && { updatedMin }),
        ...(updatedMax !== undefined && { updatedMax }),
      },
    ],
    currentOnly: true,
    order: order === 'oldest first' ? order : 'newest first',
    ...(after && { after: { ...after, versionStamp: '' } }),
    limit,
  });
  return keys.map(({ id, versionStamp, typeId, effectiveDate, ordinal, updatedAt, size }) => ({
    ...{ id, versionStamp, typeId, effectiveDate, ordinal, updatedAt, size },
    part: 0,
  }));
}

/** Groups of tokens, the one that the fewest have first. */
async function rarestFirst(
  sql: Sql,
  record: string,
  every: readonly (readonly number[])[],
): Promise<readonly (readonly number[])[]> {
  if (every.length < 2) return every;
  const counted: { group: readonly number[]; count: number }[] = [];
  for (const group of every) {
    const tokens = amongNumbers('token', group);
    const { count } = await getRow<{ count: number }>(
      sql,
      `SELECT COUNT(*) AS count FROM
         (SELECT 1 FROM fhir_token WHERE record_id = ? AND ${tokens.text} LIMIT ${countedMax}) AS counted`,
      record,
      ...tokens.values,
    );
    counted.push({ group, count: Number(count) });
  }
  return counted.sort((a, b) => a.count - b.count).map(({ group }) => group);
}

async function findByToken(
  sql: Sql,
  record: string,
  grant: Grant,
  asked: Asked,
  token: number,
): Promise<FoundResource[]> {
  if (isByChange(asked.order)) return find(sql, ofTokens(record, grant, asked, [token]), asked);
  const found: FoundResource[] = [];
  let from = asked.after;
  for (let stretch = asked.limit; ; stretch = Math.min(stretch * stretchGrowth, stretchMax)) {
    const { text, values } = ofStretch(record, grant, { ...asked, ...(from && { after: from }) }, token);
    const rows = await sql.rows<Columns>(
      `${text} ${writeOrder(asked.order, 'x')} LIMIT ? + 0`,
      ...values,
      stretch,
    );
    for (const row of rows) if (row[0] !== null && found.length < asked.limit) found.push(readRow(row));
    const last = rows.at(-1);
    if (!last || rows.length < stretch || found.length >= asked.limit) return found;
    from = readRow(last);
    // Others get their turn between stretches.
    await new Promise(setImmediate);
  }
}

function find(sql: Sql, { text, values }: Built, { order, limit }: Asked): Promise<FoundResource[]> {
  const from = text.includes('fhir_token x') ? 'x' : 't';
  const rows = sql.rows<Columns>(`${text} ${writeOrder(order, from)} LIMIT ? + 0`, ...values, limit);
  return Promise.resolve(after(rows, rows => rows.map(readRow)));
}

function readRow([
  id,
  versionStamp,
  typeId,
  effectiveDate,
  ordinal,
  updatedAt,
  size,
  part,
]: Columns): FoundResource {
  return {
    id,
    versionStamp,
    typeId,
    effectiveDate,
    ordinal: Number(ordinal),
    updatedAt: Number(updatedAt),
    size: Number(size),
    part: -Number(part),
  };
}

const selectTokens =
  'SELECT t.id, t.version_stamp, t.type_id, x.effective_date, x.ordinal, t.updated_at, t.size, x.part';

/** All that have a token, each with its thing where that is asked for. */
function ofStretch(record: string, grant: Grant, asked: Asked, token: number): Built {
  const thing = joinAll([
    { text: 't.record_id = ? AND t.id = x.thing_id', values: [record] },
    ...judged(record, grant, asked, 'x'),
  ]);
  const where = joinAll([
    { text: 'x.record_id = ? AND x.token = ?', values: [record, token] },
    ...within('x.effective_date', asked.effectiveMin, asked.effectiveMax),
    ...(asked.after ? [beyond(asked.order, asked.after, 'x')] : []),
  ]);
  return {
    text: `${selectTokens} FROM fhir_token x LEFT JOIN thing t ON ${thing.text} WHERE ${where.text}`,
    values: [...thing.values, ...where.values],
  };
}

/** Those that have one of these tokens, as the index has them. */
function ofTokens(
  record: string,
  grant: Grant,
  asked: Asked,
  tokens: readonly number[],
  select = selectTokens,
): Built {
  const { order } = asked;
  const byChange = isByChange(order);
  const has = amongNumbers('x.token', tokens);
  const where = joinAll([
    { text: `x.record_id = ? AND ${has.text}`, values: [record, ...has.values] },
    ...within('x.effective_date', asked.effectiveMin, asked.effectiveMax),
    ...(asked.after ? [beyond(order, asked.after, 'x')] : []),
    ...judged(record, grant, asked, 'x'),
  ]);
  const joined = byChange
    ? `thing t CROSS JOIN fhir_token x`
    : // SQLite takes them in this order, which has that of the answer.
      `fhir_token x CROSS JOIN thing t`;
  const tied = byChange
    ? 't.record_id = ? AND x.effective_date = t.effective_date AND x.ordinal = t.ordinal AND x.thing_id = t.id'
    : 't.record_id = ? AND t.id = x.thing_id';
  return {
    text: `${select} FROM ${joined} WHERE ${tied} AND ${where.text}`,
    values: [record, ...where.values],
  };
}

function ofThings(
  record: string,
  grant: Grant,
  asked: Asked,
  select = `SELECT ${columns}, 0 AS part`,
): Built {
  const where = joinAll([
    ...within('t.effective_date', asked.effectiveMin, asked.effectiveMax),
    ...(asked.after ? [beyond(asked.order, asked.after, 't')] : []),
    ...judged(record, grant, asked, 't'),
  ]);
  return {
    text: `${select} FROM thing t WHERE t.record_id = ? AND ${where.text}`,
    values: [record, ...where.values],
  };
}

/** What rows of things must be, and the tokens that remain to be asked. */
function judged(record: string, grant: Grant, asked: Asked, place: 'x' | 't'): Built[] {
  const same = `y.record_id = ? AND y.effective_date = ${place}.effective_date AND y.ordinal = ${place}.ordinal
    AND y.part = ${place === 'x' ? 'x.part' : '0'} AND y.thing_id = t.id`;
  const there = (tokens: readonly number[], not = ''): Built => {
    const has = amongNumbers('y.token', tokens);
    return {
      text: `${not}EXISTS (SELECT 1 FROM fhir_token y WHERE ${has.text} AND ${same})`,
      values: [...has.values, record],
    };
  };
  const types = findFamilies(asked.typeIds);
  return [
    // What is asked for by id is looked up by id.
    { text: asked.ids ? "(t.state || '') = 'Active'" : "t.state = 'Active'", values: [] },
    ...(grant.seesEverything ? [] : [{ text: '(t.flags & 1) <> 1', values: [] }]),
    among('t.type_id', asked.typeIds),
    ...(asked.ids ? [among('t.id', asked.ids)] : []),
    ...(grant.mayReadAll ? [] : ofTable(inScope(findScope(grant, types)))),
    ...within('t.updated_at', asked.updatedMin, asked.updatedMax),
    ...asked.every.map(group => there(group)),
    ...(asked.none.length > 0 ? [there(asked.none, 'NOT ')] : []),
  ];
}

/** The conditions of a scope, of the columns of one table. */
function ofTable(built: readonly Built[]): Built[] {
  return built.map(({ text, values }) => ({
    text: text.replace(/\b(type_id|effective_date)\b/g, 't.$1'),
    values,
  }));
}

function within(column: string, min: string | number | undefined, max: string | number | undefined): Built[] {
  return [
    ...(min === undefined ? [] : [{ text: `${column} >= ?`, values: [min] }]),
    ...(max === undefined ? [] : [{ text: `${column} <= ?`, values: [max] }]),
  ];
}

/** Of rows that are joined with their tokens the part tells which comes first. */
function placeColumns(order: ResourceOrder, from: 'x' | 't'): string[] {
  const part = from === 'x' ? ['x.part'] : [];
  if (isByChange(order)) return ['t.updated_at', 't.ordinal', ...part];
  return [`${from}.effective_date`, `${from}.ordinal`, ...part];
}

function writeOrder(order: ResourceOrder, from: 'x' | 't'): string {
  return `ORDER BY ${placeColumns(order, from)
    .map(column => (isDown(order) ? `${column} DESC` : column))
    .join(', ')}`;
}

function beyond(order: ResourceOrder, place: ResourcePlace, from: 'x' | 't'): Built {
  const names = placeColumns(order, from);
  const all = [isByChange(order) ? place.updatedAt : place.effectiveDate, place.ordinal, -place.part];
  return {
    text: `(${names.join(', ')}) ${isDown(order) ? '<' : '>'} (${names.map(() => '?').join(', ')})`,
    values: all.slice(0, names.length),
  };
}

function amongNumbers(column: string, numbers: readonly number[]): Built {
  const count = 2 ** Math.ceil(Math.log2(Math.max(1, numbers.length)));
  const filled = [...numbers, ...Array<number>(count - numbers.length).fill(getFirst(numbers))];
  return count === 1
    ? { text: `${column} = ?`, values: filled }
    : { text: `${column} IN (${filled.map(() => '?').join(', ')})`, values: filled };
}

function joinAll(parts: readonly Built[]): Built {
  return {
    text: parts.map(({ text }) => text).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  };
}
