// Things: the current version of each in `thing`, the ones before in `thing_history`. Bound to a grant: what it opens is
// decided in core/things/scope.ts and rights.ts, and asked here for whatever is read or written.
import assert from 'node:assert/strict';
import type { Grant } from '../core/authorization/grant.ts';
import { type Awaitable, after, goOn, take, type Work } from '../core/awaitable.ts';
import { getKeyRow } from '../core/things/page.ts';
import type {
  MadeUnder,
  TellDamaged,
  ThingsReader,
  ThingsWriter,
  UnscopedThings,
} from '../core/things/ports.ts';
import type { ThingQuery } from '../core/things/query.ts';
import { mayPut, mayRead } from '../core/things/rights.ts';
import { type ScopedQuery, scopeQuery } from '../core/things/scope.ts';
import type { AuditAction, Stamp, StoredThing } from '../core/things/thing.ts';
import { openResourceFinding } from './fhir-find.ts';
import type { ThingTexts } from './sealing/opened-lately.ts';
import { type KeptTexts, keepTexts, type SealedRecord } from './sealing/sealed-record.ts';
import { openTexts, openUndamaged } from './sealing/thing-texts.ts';
import {
  type KeyRow,
  keptSignature,
  keyColumns,
  keyRow,
  nameColumns,
  readKnown,
  readOneByOne,
  shownColumns,
} from './shown-things.ts';
import { type Sql, type SqlValue, toNull, toUndefined, writePlaces } from './sql.ts';
import { findHolder, openBlobsOfThings, readBlobSets } from './thing-blobs.ts';
import { openLog } from './thing-log.ts';
import { openOverview, openPurging } from './thing-overview.ts';
import { among, buildThingQuery } from './thing-query.ts';
import { openRelations } from './thing-relations.ts';
import { type BuiltFor, chooseThingQuery, hasWays } from './thing-ways.ts';

export interface ThingRow {
  id: string;
  version_stamp: string;
  type_id: string;
  state: StoredThing['state'];
  flags: number;
  effective_date: string;
  updated_end_date: string | null;
  client_id: string | null;
  tags: string | null;
  created_at: number;
  created_app: string | null;
  created_person: string;
  created_avenue: Stamp['avenue'];
  updated_at: number;
  updated_app: string | null;
  updated_person: string;
  updated_avenue: Stamp['avenue'];
  updated_action: AuditAction;
  ordinal: number;
  size: number;
  data_xml: string;
  common_xml: string;
  blob_set: string | null;
  signature_xml: string | null;
  signed_xml: string | null;
  sealed: Buffer | null;
  /** Left out where only current versions were asked for. */
  current?: number;
}

const columns = `record_id, id, version_stamp, type_id, state, flags, effective_date, updated_end_date, client_id, tags,
  created_at, created_app, created_person, created_avenue, updated_at, updated_app, updated_person, updated_avenue,
  updated_action, ordinal, size, data_xml, common_xml, blob_set, signature_xml, signed_xml, sealed`;
const columnCount = 27;

const insertThing = `INSERT INTO thing (${columns}) VALUES (${writePlaces(columnCount)})`;
/** All by which the grant judged the version before, so that no other can stand in for it. */
const asJudged =
  'record_id = ? AND id = ? AND version_stamp = ? AND type_id = ? AND effective_date = ? AND state = ? AND flags = ?';
const moveToHistory = `INSERT INTO thing_history (${columns}) SELECT ${columns} FROM thing WHERE ${asJudged}`;
const deleteThing = 'DELETE FROM thing WHERE record_id = ? AND id = ?';

/** What opens and seals, and what differs between databases. */
type Means = Pick<SealedRecord, 'ring' | 'dialect'>;

export function openThings(sql: Sql, grant: Grant, means: Means): ThingsReader & ThingsWriter {
  const record = grant.recordId;
  const sealed = { sql, record, ...means };
  const { query, queryShown, queryKeys } = querying(
    sealed,
    asked => scopeQuery(grant, asked),
    grant.onDamaged,
  );
  const { putVersion, addOperation } = writing(sealed, grant);
  const { operations, operationsBefore, lastOperations, countOperations } = openLog(sql, grant);
  const { kinds, sources } = openOverview(sql, grant, queryKeys);
  const { purge, markPersonal } = openPurging(sql, grant);
  const { blobSets, blobOf, blobTexts, putBlobSet } = openBlobsOfThings(sealed, grant);
  const { relating, putRelated } = openRelations(sql, grant, queryKeys);
  const { findResources, countResources } = openResourceFinding(sealed, grant, queryKeys);
  // One by one: spreading them into one takes as long as all else of a small request.
  return {
    byIds: ids => after(readVersions(sealed, ids), found => found.filter(thing => mayRead(grant, thing))),
    ofTypes: (typeIds, limit) => query(activeOf(typeIds, limit)),
    query,
    queryShown,
    queryKeys,
    operations,
    operationsBefore,
    lastOperations,
    countOperations,
    kinds,
    sources,
    blobSets,
    blobOf,
    blobTexts,
    relating,
    findResources,
    countResources,
    putBlobSet,
    putRelated,
    putVersion,
    addOperation,
    purge,
    markPersonal,
  };
}

export function openUnscopedThings(sql: Sql, { recordId: record }: Grant, means: Means): UnscopedThings {
  const sealed = { sql, record, ...means };
  const { query } = querying(sealed, asked => ({ asked, scope: undefined, seesEverything: true }));
  return {
    byIds: ids => readVersions(sealed, ids),
    byClientIds: (made, max) => findMade(sealed, made, max),
    firstVersions: ids => readVersions(sealed, ids, firstOnes),
    ofTypes: (typeIds, limit) => query(activeOf(typeIds, limit)),
    async sizes(ids) {
      const rows = await sql.all<{ id: string; size: number }>(
        `SELECT id, size FROM thing WHERE record_id = ? AND id IN (${writePlaces(ids.length)})`,
        record,
        ...ids,
      );
      return new Map(rows.map(({ id, size }) => [id, Number(size)]));
    },
    blobSets: ids => readBlobSets(sealed, ids),
    holder: (blobId, typeId) => findHolder(sql, record, blobId, typeId),
  };
}

function readVersions(of: SealedRecord, ids: readonly string[], from = 'thing'): Awaitable<StoredThing[]> {
  const { sql, record } = of;
  const rows = sql.all<ThingRow>(
    `SELECT ${columns} FROM ${from} WHERE record_id = ? AND id IN (${writePlaces(ids.length)})`,
    record,
    ...ids,
  );
  return after(rows, rows => openRows(of, rows));
}

const firstOnes = "(SELECT * FROM thing_history WHERE updated_action = 'Created') AS first";

/** What others put under the same client ids takes no room of it. */
function findMade(of: SealedRecord, made: MadeUnder, max: number): Awaitable<StoredThing[]> {
  const { sql, record } = of;
  return after(hashClientIds(of, made), ({ clientIds, typeIds, appId, personId }) => {
    const named = among('client_id', clientIds);
    const types = among('type_id', typeIds);
    const values = [...named.values, ...types.values, personId, appId ?? '', max];
    const rows = sql.all<ThingRow>(
      `SELECT ${columns} FROM thing WHERE record_id = ? AND id IN (SELECT id FROM (
         SELECT id, ROW_NUMBER() OVER (PARTITION BY client_id, type_id ORDER BY state, ordinal) AS place FROM thing
         WHERE record_id = ? AND ${named.text} AND ${types.text}
           AND created_person = ? AND COALESCE(created_app, '') = ?) AS made WHERE place <= ? + 0)`,
      record,
      record,
      ...values,
    );
    return after(rows, rows => openRows(of, rows));
  });
}

const openRows = goOn(function* (
  { sql, ring, record }: SealedRecord,
  rows: readonly ThingRow[],
  onDamaged?: TellDamaged,
): Work<StoredThing[]> {
  const open = onDamaged ? openUndamaged : openTexts;
  const found: StoredThing[] = [];
  for (const row of rows) {
    const of = { recordId: record, id: row.id, versionStamp: row.version_stamp };
    const texts = row.sealed ? yield* take(open(ring, sql, of, row.sealed)) : textsOf(row);
    if (texts) found.push(storedThing(row, texts));
    else onDamaged?.(getKeyRow(storedThing(row, textsOf(row))));
  }
  return found;
});

function textsOf(row: ThingRow): ThingTexts {
  return {
    dataXml: row.data_xml,
    commonXml: row.common_xml,
    tags: row.tags,
    clientId: row.client_id,
    signatureXml: row.signature_xml,
    signedXml: row.signed_xml,
  };
}

/** Ids of clients are found by their hashes; by themselves too, as long as not all of a vault is encrypted. */
function hashClientIds<T extends Pick<ThingQuery, 'clientIds'>>(
  { sql, ring, record }: SealedRecord,
  asked: T,
): Awaitable<T> {
  const { clientIds = [] } = asked;
  if (clientIds.length === 0 || !ring.isSealing) return asked;
  return after(ring.recordKeys(sql, record), keys =>
    keys ? { ...asked, clientIds: [...clientIds, ...clientIds.map(keys.hash)] } : asked,
  );
}

function activeOf(typeIds: readonly string[], limit: number): ThingQuery {
  return { filters: [{ typeIds, states: ['Active'] }], currentOnly: true, limit };
}

/**
 * @param within narrows what is asked; undefined where nothing can be found
 * @param tell is told of damaged items where the call names nobody else
 */
function querying(
  of: SealedRecord,
  within: (asked: ThingQuery) => ScopedQuery | undefined,
  tell?: TellDamaged,
): Pick<ThingsReader, 'query' | 'queryShown' | 'queryKeys'> {
  const { sql, record } = of;
  /** @param look asks what is built for the columns it wants */
  const found = <T>(query: ScopedQuery, look: (built: BuiltFor) => Awaitable<T[]>): Awaitable<T[]> => {
    if (!hasWays(query)) return look(columns => buildThingQuery(record, columns, query));
    return chooseThingQuery(sql, record, query).then(built => (built ? look(built) : []));
  };
  const looked = <T>(asked: ThingQuery, look: (query: ScopedQuery) => Awaitable<T[]>): Awaitable<T[]> =>
    after(hashClientIds(of, asked), asked => {
      const query = within(asked);
      return query ? look(query) : [];
    });
  return {
    query: (asked, fits, onDamaged = tell) =>
      looked(asked, query =>
        found(query, built => {
          const { text, values } = built(columns);
          const rows = fits
            ? sql.allWhile<ThingRow>(({ size }) => fits(size), text, ...values)
            : sql.all<ThingRow>(text, ...values);
          return after(rows, rows => openRows(of, rows, onDamaged));
        }),
      ),
    queryShown: (asked, fits, onDamaged = tell) =>
      looked(asked, query =>
        found(query, built =>
          after(
            readKnown(of, built(nameColumns(of.dialect)), fits),
            all => all ?? readOneByOne(of, built(shownColumns), fits, onDamaged),
          ),
        ),
      ),
    queryKeys: asked =>
      looked(asked, query =>
        found(query, built => {
          const { text, values } = built(keyColumns);
          return after(sql.rows<KeyRow>(text, ...values), rows => rows.map(keyRow));
        }),
      ),
  };
}

function writing(
  { sql, ring, record }: SealedRecord,
  grant: Grant,
): Pick<ThingsWriter, 'putVersion' | 'addOperation'> {
  const moveAway = ({ id, versionStamp, typeId, effectiveDate, state, flags }: StoredThing) => {
    const judged = [versionStamp, typeId, effectiveDate, state, flags];
    return after(sql.run(moveToHistory, record, id, ...judged), moved => {
      assert(moved === 1, 'the version before is another by now');
      return sql.put(deleteThing, record, id);
    });
  };
  return {
    putVersion(version, previous) {
      assert(mayPut(grant, version, previous), 'the grant does not open the write');
      const put = () =>
        after(ring.recordKeys(sql, record), keys =>
          sql.put(insertThing, ...rowValues(record, version, keepTexts(record, version, keys))),
        );
      return previous ? after(moveAway(previous), put) : put();
    },
    addOperation(o) {
      assert(grant.permits(o.operation, o.typeId, o.effectiveDate), 'the grant does not open the operation');
      return sql.put(
        `INSERT INTO record_operation
           (record_id, sequence, position, operation, thing_id, version_stamp, type_id, effective_date, updated_end_date, personal, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        record,
        o.sequence,
        o.position,
        o.operation,
        o.thingId,
        o.versionStamp,
        o.typeId,
        o.effectiveDate,
        toNull(o.updatedEndDate),
        o.personal ? 1 : 0,
        o.at,
      );
    },
  };
}

function rowValues(record: string, t: StoredThing, kept: KeptTexts): SqlValue[] {
  return [
    record,
    t.id,
    t.versionStamp,
    t.typeId,
    t.state,
    t.flags,
    t.effectiveDate,
    toNull(t.updatedEndDate),
    kept.clientId,
    kept.tags,
    t.created.at,
    toNull(t.created.appId),
    t.created.personId,
    t.created.avenue,
    t.updated.at,
    toNull(t.updated.appId),
    t.updated.personId,
    t.updated.avenue,
    t.updated.action,
    t.ordinal,
    t.size,
    kept.dataXml,
    kept.commonXml,
    toNull(t.blobSet),
    kept.signatureXml,
    kept.signedXml,
    kept.sealed,
  ];
}

function storedThing(row: ThingRow, texts: ThingTexts): StoredThing {
  return {
    id: row.id,
    versionStamp: row.version_stamp,
    typeId: row.type_id,
    state: row.state,
    flags: Number(row.flags),
    effectiveDate: row.effective_date,
    updatedEndDate: toUndefined(row.updated_end_date),
    clientId: toUndefined(texts.clientId),
    tags: toUndefined(texts.tags),
    dataXml: texts.dataXml,
    commonXml: texts.commonXml,
    blobSet: toUndefined(row.blob_set),
    signature: keptSignature(texts.signatureXml, texts.signedXml),
    ordinal: Number(row.ordinal),
    size: Number(row.size),
    created: {
      at: Number(row.created_at),
      appId: toUndefined(row.created_app),
      personId: row.created_person,
      avenue: row.created_avenue,
      action: 'Created',
    },
    updated: {
      at: Number(row.updated_at),
      appId: toUndefined(row.updated_app),
      personId: row.updated_person,
      avenue: row.updated_avenue,
      action: row.updated_action,
    },
    current: Number(row.current ?? 1) === 1,
  };
}
