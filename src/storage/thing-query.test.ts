// How SQLite goes about the queries that are asked all the time: by an index, in its order, stopping when it has enough.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThingQuery } from '../core/things/query.ts';
import type { ScopedQuery } from '../core/things/scope.ts';
import { openSqlite } from './dialects/sqlite.ts';
import { buildThingQuery } from './thing-query.ts';

const folder = mkdtempSync(join(tmpdir(), 'keepwell-plan-'));
let db: Database.Database;
beforeAll(async () => {
  const file = join(folder, 'keepwell.db');
  await (await openSqlite({ file })).close();
  db = new Database(file, { readonly: true });
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const columns = 'id, version_stamp, effective_date, updated_at, ordinal, data_xml';
type Given = Partial<ThingQuery & Omit<ScopedQuery, 'asked'>>;

const newest: ThingQuery = { filters: [{}], currentOnly: true, limit: 20 };
const query = ({ scope, seesEverything = false, ...asked }: Given) =>
  buildThingQuery('record', columns, { asked: { ...newest, ...asked }, scope, seesEverything });

/** The searches of a plan, and whether anything is sorted or scanned. */
function plan(given: Given) {
  const { text, values } = query(given);
  const lines = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[];
  const details = lines.map(line => line.detail);
  return {
    searches: details.filter(detail => detail.startsWith('SEARCH')),
    slow: details.filter(detail => /TEMP B-TREE|SCAN/.test(detail)),
  };
}

const place = { effectiveDate: '2026-01-01T00:00:00', ordinal: 1, updatedAt: 1, versionStamp: 'y' };
const ids = (count: number) => Array.from({ length: count }, (_, i) => `id${i}`);

describe('SQLite reads', () => {
  test('the newest of one type by its index', () => {
    expect(plan({ filters: [{ typeIds: ['a'] }] })).toEqual({
      searches: ['SEARCH thing USING INDEX thing_by_type (record_id=? AND type_id=?)'],
      slow: [],
    });
  });

  test('the newest of two versions of a type by merging', () => {
    const { searches, slow } = plan({ filters: [{ typeIds: ['a', 'b'] }] });
    expect(searches).toEqual(
      Array(2).fill('SEARCH thing USING INDEX thing_by_type (record_id=? AND type_id=?)'),
    );
    expect(slow).toEqual([]);
  });

  test.each([
    ['all types', {}],
    ['many types', { filters: [{ typeIds: ids(100) }] }],
    [
      'types and dates that a grant opens',
      { scope: [{ typeIds: ['a'] }, { typeIds: ['b'], from: '2026', except: [{ to: '2027' }] }] },
    ],
    ['the oldest', { order: 'oldest first' as const }],
  ])('the newest of %s by the index over dates', (_, given) => {
    expect(plan(given)).toEqual({
      searches: ['SEARCH thing USING INDEX thing_by_date (record_id=?)'],
      slow: [],
    });
  });

  test('what is deleted, and what an application brought, by indexes of their own', () => {
    const ofApp = plan({ filters: [{ createdApp: 'a', states: ['Active'] }] });
    expect(ofApp).toEqual({
      searches: ['SEARCH thing USING INDEX thing_by_app (record_id=? AND created_app=?)'],
      slow: [],
    });
    const deleted = plan({ filters: [{ states: ['Deleted'] }], seesEverything: true });
    expect(deleted).toEqual({ searches: ['SEARCH thing USING INDEX thing_deleted (record_id=?)'], slow: [] });
  });

  test('the next page from where the one before ended', () => {
    const { searches, slow } = plan({ filters: [{ typeIds: ['a'] }], after: place });
    expect(searches).toEqual([
      'SEARCH thing USING INDEX thing_by_type (record_id=? AND type_id=? AND effective_date<?)',
    ]);
    expect(slow).toEqual([]);
  });

  test('things by id, key or client id without going through others', () => {
    const byId = /^SEARCH thing USING INDEX sqlite_autoindex_thing_1 \(record_id=\? AND id=\?\)$/;
    expect(plan({ ids: ids(240), filters: [] }).searches).toEqual([expect.stringMatching(byId)]);
    const keys = ids(240).map(id => ({ id, versionStamp: id }));
    expect(plan({ keys, filters: [] }).searches).toEqual([expect.stringMatching(byId)]);
    expect(plan({ clientIds: ['c', 'd', 'e'], filters: [] }).searches).toEqual([
      expect.stringMatching(byId),
      'SEARCH thing USING INDEX thing_by_client_id (record_id=? AND client_id=?)',
    ]);
  });
});

test('few statements serve lists of any length', () => {
  const texts = new Set(Array.from({ length: 240 }, (_, i) => query({ ids: ids(i + 1), filters: [] }).text));
  expect(texts.size).toBe(9);
});
