// How a store goes about what is asked of it where there is much: by an index, stopping when it has enough. Each question is
// put to a record of 20 000 things among others; a statement that would pass by all of it is a failure here, unless it is
// listed with the reason.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Application } from '../core/applications/application.ts';
import { type Grant, makeGrant, makeSystemGrant } from '../core/authorization/grant.ts';
import type { Awaitable } from '../core/awaitable.ts';
import type { Reader } from '../core/store.ts';
import type { ThingFilter, ThingQuery } from '../core/things/query.ts';
import { everyType } from '../things/index.ts';
import type { Sql, SqlValue } from './sql.ts';

export interface PlannedStore {
  /** Runs plain SQL, without values but with the marks of migrations. */
  run(statement: string): Awaitable<unknown>;
  /** What was asked of it is told. */
  reader(ask: Ask): Reader;
  /** What of a plan passes by all that there is, or sorts it. */
  findSlow(text: string, values: readonly SqlValue[], rowsMax: number): Awaitable<string[]>;
  /** Once it is filled. */
  settle(): Awaitable<void>;
  close(): Awaitable<void>;
}

export type Ask = (text: string, values: readonly SqlValue[]) => void;

/** Tables that grow with what people do. */
export const growing = new Set([
  ...['thing', 'thing_history', 'record_operation', 'thing_blob', 'blob', 'audit', 'record', 'record_access'],
  ...['person', 'person_alias', 'record_alias', 'record_app_alias', 'app_authorization', 'app_settings'],
  ...['app_read', 'event_lane', 'user_token', 'shell_session', 'app_session', 'alternate_id'],
]);

const things = 20_000;

/** What a choice of ways takes at most. */
const usualRowsMax = 6000;
const weight = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
const allTypes = everyType().flatMap(({ versions }) => versions.map(({ id }) => id));
const [one = '', two = ''] = allTypes.filter(id => id !== weight);
const access = { level: 'custodian', typeIds: undefined, expiresAt: undefined } as const;
const own = makeSystemGrant('tests', 'large', 'p');
const byApp = makeGrant({
  ...{ recordId: 'large', personId: 'p', avenue: 'Online', rules: undefined, access },
  app: { id: 'app' } as Application,
});
const recently = 1_000_000_000 + things - 10;
const date = (i: number) => String(1_000_000 + i);

/** Ordinary things, one of another type and another person in each 5 000; the last ten that were changed are the oldest. */
const filling = [
  `INSERT INTO thing (record_id, id, version_stamp, type_id, state, flags, effective_date, client_id, created_at, created_app,
     created_person, created_avenue, updated_at, updated_app, updated_person, updated_avenue, updated_action, ordinal, size,
     data_xml, common_xml, blob_set)
   WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${things})
   SELECT 'large', 'thing ' || i, 'stamp ' || i, CASE WHEN i % 5000 = 7 THEN '${one}' ELSE '${weight}' END,
     CASE WHEN i % 100 = 5 THEN 'Deleted' ELSE 'Active' END, 0, CAST(1000000 + i AS TEXT), 'client ' || i,
     1000000000 + ${things} - i, 'app', CASE WHEN i % 5000 = 7 THEN 'q' ELSE 'p' END, 'Online', 1000000000 + ${things} - i,
     'app', 'p', 'Online', 'Created', CAST(i AS {integer}) * 1000000, 100, 'some data', '', CASE WHEN i % 10 = 0 THEN 'set ' || i END FROM n`,
  `INSERT INTO thing (record_id, id, version_stamp, type_id, state, flags, effective_date, created_at, created_person,
     created_avenue, updated_at, updated_person, updated_avenue, updated_action, ordinal, size, data_xml, common_xml)
   SELECT 'small ' || (ordinal / 20000000), id, version_stamp, type_id, state, flags, effective_date, created_at,
     created_person, created_avenue, updated_at, updated_person, updated_avenue, updated_action, ordinal, size, data_xml,
     common_xml FROM thing`,
  `INSERT INTO thing_history (record_id, id, version_stamp, type_id, state, flags, effective_date, created_at,
     created_person, created_avenue, updated_at, updated_person, updated_avenue, updated_action, ordinal, size, data_xml,
     common_xml, blob_set)
   SELECT record_id, id, 'before ' || id, type_id, 'Active', flags, effective_date, created_at, created_person,
     created_avenue, updated_at, updated_person, updated_avenue, updated_action, ordinal, size, data_xml, common_xml,
     'before ' || id FROM thing`,
  `INSERT INTO record_operation (record_id, sequence, position, operation, thing_id, version_stamp, type_id, effective_date,
     personal, at)
   SELECT record_id, ordinal / 1000000, 0, 'Create', id, version_stamp, type_id, effective_date, 0, created_at FROM thing`,
  `INSERT INTO blob (id, purpose, app_id, person_id, record_id, state, length, part_bytes, hash, begun_at,
     expires_at)
   SELECT 'blob of ' || blob_set, 'thing', 'app', 'p', record_id, 'attached', 10, 10, CAST('hash' AS {blob}), 1, 1 FROM thing
   WHERE blob_set IS NOT NULL`,
  `INSERT INTO thing_blob (record_id, set_id, position, name, content_type, streamed, blob_id)
   SELECT record_id, blob_set, 0, '', 'a/b', 0, 'blob of ' || blob_set FROM thing WHERE blob_set IS NOT NULL`,
  `INSERT INTO audit (at, action, person_id, app_id, record_id, avenue, details)
   SELECT created_at, 'PutThings', 'p', 'app', record_id, 'Online', '{}' FROM thing`,
  `INSERT INTO audit (at, action, person_id, app_id, record_id, avenue, details)
   SELECT created_at, 'PutThings', 'p', 'app', record_id, 'Online', '{}' FROM thing`,
  `INSERT INTO audit (at, action, person_id, app_id, record_id, avenue, details)
   SELECT created_at, 'PutThings', 'p', 'app', record_id, 'Online', '{}' FROM thing`,
  `INSERT INTO audit (at, action, person_id, details)
   SELECT created_at, CASE WHEN ordinal % 3000000 = 0 THEN 'SignIn' ELSE 'SignOut' END, 'p', '{}' FROM thing`,
  `INSERT INTO record (id, name, state, created_at, updated_at, sequence, open_sequence, open_updated_at, owner_id)
   SELECT DISTINCT record_id, 'a record', 'active', 1, 1, ${things}, ${things}, 1, 'person of ' || record_id FROM thing`,
  `INSERT INTO person (id, email, email_folded, name, birth_date, country, culture, state, created_at)
   SELECT owner_id, owner_id, owner_id, 'a person', '', '', '', 'active', 1 FROM record`,
  `INSERT INTO record_access (person_id, record_id, level, relationship, created_at)
   SELECT owner_id, id, 'custodian', 1, 1 FROM record`,
  `INSERT INTO app_authorization (app_id, person_id, record_id, rules, created_at, updated_at)
   SELECT 'app', owner_id, id, '[]', 1, 1 FROM record`,
  `INSERT INTO person_alias (app_id, alias, person_id) SELECT 'app', 'alias of ' || owner_id, owner_id FROM record`,
  `INSERT INTO record_alias (app_id, alias, person_id, record_id)
   SELECT 'app', 'alias of ' || id, owner_id, id FROM record`,
  `INSERT INTO record_app_alias (app_id, record_id, alias) SELECT 'app', id, 'alias of ' || id FROM record`,
];

const query = (filter: ThingFilter, other: Partial<ThingQuery> = {}): ThingQuery => ({
  filters: [filter],
  currentOnly: true,
  limit: 20,
  ...other,
});
const place = { effectiveDate: date(5000), ordinal: 5_000_000_000, updatedAt: 1, versionStamp: 'y' };
const ids = Array.from({ length: 240 }, (_, i) => `thing ${i * 50}`);

/** What is asked, and how many rows a statement may look at for it. */
type Question = readonly [what: string, ask: (db: Reader) => Awaitable<unknown>, rowsMax?: number];

const asked = (what: string, asked: ThingQuery, grant: Grant = byApp): Question => [
  what,
  db => db.things(grant).query(asked),
];

const questions: readonly Question[] = [
  asked('the newest', query({})),
  asked('the oldest', query({}, { order: 'oldest first' })),
  asked('the newest of a type', query({ typeIds: [weight] })),
  asked('the newest of two types', query({ typeIds: [weight, one] })),
  asked('the newest of a rare type', query({ typeIds: [one] })),
  asked('the newest of all types but one', query({ typeIds: allTypes.filter(id => id !== weight) })),
  asked('the newest of all types', query({ typeIds: allTypes })),
  asked('the next page', query({ typeIds: [weight] }, { after: place })),
  asked('what an application brought', query({ createdApp: 'app', states: ['Active'] })),
  asked('what no application brought', query({ createdByHand: true, states: ['Active'] })),
  asked('what is deleted', query({ states: ['Deleted'] }), own),
  asked('what is there or deleted', query({}), own),
  asked('what is there or deleted of a type', query({ typeIds: [weight] }), own),
  asked('versions', query({}, { currentOnly: false }), own),
  asked('what was changed lately', query({ updatedMin: recently })),
  asked('what of a type was changed lately', query({ updatedMin: recently, typeIds: [weight] })),
  asked('what of many types was changed lately', query({ updatedMin: recently, typeIds: allTypes })),
  asked('what was created lately', query({ createdMin: recently })),
  asked('what was changed since ever', query({ updatedMin: 1 })),
  asked('what was changed later than ever', query({ updatedMin: recently * 2 })),
  asked('what was changed before', query({ updatedMax: 1_000_000_010 })),
  asked('what everybody wrote', query({ createdPerson: 'p' })),
  asked('by ids', query({}, { ids, filters: [] })),
  asked('by keys', query({}, { keys: ids.map(id => ({ id, versionStamp: id })), filters: [] })),
  asked('by client ids', query({}, { clientIds: ['client 1', 'client 2'], filters: [] })),
  asked('versions by ids', query({}, { ids: ids.slice(0, 8), filters: [], currentOnly: false })),
  asked(
    'versions by many ids, the last made first',
    query({}, { ids, filters: [], currentOnly: false, order: 'last made first' }),
    own,
  ),
  [
    'what somebody made under client ids',
    db =>
      db.unscoped(byApp, 'tests').byClientIds(
        {
          clientIds: Array.from({ length: 100 }, (_, i) => `client ${i * 50}`),
          typeIds: [weight, one],
          appId: 'app',
          personId: 'p',
        },
        10,
      ),
    1000,
  ],
  ['first versions', db => db.unscoped(byApp, 'tests').firstVersions(ids)],
  ['current versions', db => db.things(own).byIds(ids)],
  ['operations', db => db.things(byApp).operations({ sequence: things - 50, position: 0 }, 100)],
  ['operations before', db => db.things(byApp).operationsBefore({ sequence: 500, position: 0 }, 100)],
  ['the last operations', db => db.things(byApp).lastOperations(0, 20)],
  ['how many operations', db => db.things(byApp).countOperations(things - 2000, things)],
  ['the kinds of a record', db => db.things(own).kinds()],
  ['the sources of a record', db => db.things(own).sources()],
  ['the blobs of things', db => db.things(byApp).blobSets(['set 10', 'before thing 7'])],
  ['one blob of a thing', db => db.things(byApp).blobOf('set 10', 'blob of set 10')],
  ['what holds a blob, of any type', db => db.unscoped(own, 'tests').holder('blob of set 10')],
  ['what holds a blob', db => db.unscoped(own, 'tests').holder('blob of set 10', weight)],
  ['sizes', db => db.unscoped(own, 'tests').sizes(ids)],
  ['usage', db => db.records.usage('large')],
  ['the trail of a record', db => db.audit.ofRecord({ recordId: 'large', limit: 20 })],
  ['the trail without a record', db => db.audit.withoutRecord({ actions: ['SignIn', 'SignOut'], limit: 20 })],
  ['the record whose trail is to be chained next', db => db.log.waitingRecord()],
  ['what of a trail is to be chained', db => db.log.waiting('large', 20)],
  // Of five thousand lines; in a vault this small PostgreSQL thinks that a record has fewer.
  ['who is in a trail', db => db.audit.seenIn('large'), 130_000],
  ['records to be removed for good', db => db.records.deletedBefore(5)],
  ['what is owed', db => db.events.changes(own, { after: 5, latest: 100, count: 10 })],
  ['who subscribed to a record', db => db.events.onRecord('large')],
  ['the authorization of an application', db => db.authorizations.find('app', 'p', 'large')],
  ['a record by its alias', db => db.aliases.record('app', 'alias of large')],
];

export function plansSuite(open: () => Promise<PlannedStore>): void {
  describe('plans', () => {
    let store: PlannedStore;
    beforeAll(async () => {
      store = await open();
      for (const statement of filling) await store.run(statement);
      await store.settle();
    }, 120_000);
    afterAll(() => store.close());

    test.each(questions.map(([what, ask, rowsMax = usualRowsMax]) => ({ what, ask, rowsMax })))(
      '$what',
      async ({ ask, rowsMax }) => {
        const seen: [string, readonly SqlValue[]][] = [];
        await ask(store.reader((text, values) => seen.push([text, values])));
        expect(seen).not.toEqual([]);
        const slow: unknown[] = [];
        for (const [text, values] of seen) {
          const found = await store.findSlow(text, values, rowsMax);
          if (found.length > 0) slow.push({ text, found });
        }
        expect(slow).toEqual([]);
      },
    );

    test('whichever way is taken, it finds the same', async () => {
      const db = store.reader(() => {}).things(byApp);
      const named = async (filter: ThingFilter, other?: Partial<ThingQuery>) =>
        (await db.query(query(filter, other))).map(({ id }) => Number(id.slice(6)));
      const upTo = (n: number, fits: (i: number) => boolean) =>
        Array.from({ length: n }, (_, i) => n - i).filter(i => i % 100 !== 5 && fits(i));
      expect(await named({ updatedMin: recently })).toEqual(upTo(10, () => true));
      expect(await named({ updatedMin: recently, typeIds: [weight] })).toEqual(upTo(10, i => i !== 7));
      expect(await named({ updatedMin: recently, typeIds: allTypes })).toEqual(upTo(10, () => true));
      expect(await named({ createdMin: recently, createdPerson: 'q' })).toEqual([7]);
      expect(await named({ updatedMin: recently + 1, updatedMax: recently + 4 })).toEqual([9, 8, 7, 6]);
      expect(await named({ updatedMin: 1 })).toEqual(upTo(things, () => true).slice(0, 20));
      const rare = [15_007, 10_007, 5007, 7];
      expect(await named({ createdPerson: 'q' })).toEqual(rare);
      expect(await named({ createdPerson: 'q' }, { limit: 2 })).toEqual(rare.slice(0, 2));
      expect(await named({ createdPerson: 'q' }, { order: 'oldest first' })).toEqual([...rare].reverse());
      expect(await named({ createdPerson: 'q' }, { after: place })).toEqual([7]);
      expect(await named({ createdPerson: 'nobody' })).toEqual([]);
      expect(await named({ typeIds: allTypes.filter(id => id !== weight) })).toEqual(rare);
      expect(await named({ typeIds: allTypes.filter(id => id !== weight && id !== one) })).toEqual([]);
      expect(await named({ updatedMin: recently, typeIds: [two] })).toEqual([]);
    });
  });
}

/** The same, told to somebody. */
export function listen(sql: Sql, ask: Ask): Sql {
  return {
    ...sql,
    all: (text, ...values) => {
      ask(text, values);
      return sql.all(text, ...values);
    },
    rows: (text, ...values) => {
      ask(text, values);
      return sql.rows(text, ...values);
    },
    column: (text, ...values) => {
      ask(text, values);
      return sql.column(text, ...values);
    },
    get: (text, ...values) => {
      ask(text, values);
      return sql.get(text, ...values);
    },
    allWhile: (keep, text, ...values) => {
      ask(text, values);
      return sql.allWhile(keep, text, ...values);
    },
    rowsWhile: (keep, text, ...values) => {
      ask(text, values);
      return sql.rowsWhile(keep, text, ...values);
    },
  };
}
