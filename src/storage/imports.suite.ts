// Imports as every store must keep them.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Import, noTally, type Staged } from '../core/imports/import.ts';
import type { Store } from '../core/store.ts';
import type { Row } from './sql.ts';

interface LookedAt {
  readonly store: Store;
  /** Rows of a statement without values, past the store. */
  look(statement: string): Promise<Row[]>;
}

export function importsSuite(open: () => LookedAt): void {
  const givenImport = async (change: Partial<Import> = {}) => {
    const one: Import = {
      recordId: randomUUID(),
      id: randomUUID(),
      personId: 'p',
      state: 'waiting',
      blobId: undefined,
      begunAt: 1,
      changedAt: 1,
      dueAt: 1,
      tries: 0,
      done: 0,
      total: 9,
      tally: noTally,
      about: {
        fileName: 'wombat.csv',
        bytes: 9,
        options: { zone: 'UTC', language: 'en', keepsRaw: false },
      },
      ...change,
    };
    const record = { id: one.recordId, name: 'Ada', country: 'GB', createdAt: 1, updatedAt: 1 };
    await open().store.write(async db => {
      await db.records.insert({ ...record, state: 'active', deletedAt: undefined }, 'p');
      await db.imports.insert(one);
    });
    return one;
  };
  const staged = (xml: string): Staged => ({
    candidate: {
      typeId: 't',
      xml,
      note: undefined,
      source: 'wombat scale',
      sourceId: 'wombat 1',
      of: 1,
      effectiveDate: undefined,
      endDate: undefined,
    },
    decision: 'new',
  });

  test('an import and its slices are read as they were written, and stand in no column as they are', async () => {
    const { store, look } = open();
    const one = await givenImport();
    const item = { sourceId: 'wombat 1', content: 'wombat' };
    await store.write(async db => {
      await db.imports.putSlice(one, 0, [staged('<wombat/>')]);
      await db.imports.putSlice(one, 1, [staged('<wombat>2</wombat>')]);
      await db.imports.putThing(one, { thingId: 'a', versionStamp: 'b', previousStamp: undefined }, item);
      await db.imports.putMapping(one.recordId, 'wombat', { mapping: { wombat: 'w' }, keptAt: 1, max: 9 });
    });
    await store.read(async db => {
      expect(await db.imports.byId(one)).toEqual(one);
      expect(await db.imports.ofRecord(one.recordId, 9)).toEqual([one]);
      expect(await db.imports.slice(one, 1)).toMatchObject([{ candidate: { xml: '<wombat>2</wombat>' } }]);
      expect(await db.imports.mapping(one.recordId, 'wombat')).toEqual({ wombat: 'w' });
      expect(await db.imports.mapping(one.recordId, 'other')).toBeUndefined();
    });
    for (const table of ['import', 'import_slice', 'import_thing', 'import_mapping']) {
      const rows = await look(`SELECT * FROM ${table} WHERE record_id = '${one.recordId}'`);
      const text = rows
        .flatMap(row => Object.values(row))
        .map(value => Buffer.from(String(value)).toString('latin1'));
      expect([table, rows.length > 0, text.filter(value => value.includes('wombat'))]).toEqual([
        table,
        true,
        [],
      ]);
    }
    const stagedBytes = () => store.read(db => db.imports.stagedBytes(one.recordId, one.personId));
    const both = await stagedBytes();
    await store.write(db => db.imports.dropSlice(one, 0));
    expect(await stagedBytes()).toBeLessThan(both);
    expect(await stagedBytes()).toBeGreaterThan(0);
    expect(await store.read(db => db.imports.amongThings(one, ['a', 'x']))).toEqual(['a']);
    expect(await store.write(db => db.imports.dropSlices(one, 5))).toBe(1);
    expect(await stagedBytes()).toBe(0);
    expect(await store.read(db => db.imports.slice(one, 1))).toBeUndefined();
  });

  test('what came from a source is found by its id, and whether it says the same', async () => {
    const { store } = open();
    const one = await givenImport();
    const thing = { thingId: 'a', versionStamp: 'b', previousStamp: 'c' };
    await store.write(db => db.imports.putThing(one, thing, { sourceId: 's', content: 'x' }));
    const asked = [
      { sourceId: 'other', content: 'x' },
      { sourceId: 's', content: 'x' },
      { sourceId: 's', content: 'y' },
    ];
    const known = () => store.read(db => db.imports.known(one.recordId, asked));
    const own = { ...thing, importId: one.id };
    expect(await known()).toEqual([[], [{ ...own, isSame: true }], [{ ...own, isSame: false }]]);
    expect(await store.read(db => db.imports.known(randomUUID(), asked))).toEqual([[], [], []]);
    // Written once more by the same import, it is known by what it says now, and goes back to what was before.
    const again = { thingId: 'a', versionStamp: 'd', previousStamp: 'b' };
    await store.write(db => db.imports.putThing(one, again, { sourceId: 's', content: 'y' }));
    expect((await known())[2]).toEqual([{ ...own, versionStamp: 'd', isSame: true }]);
    expect(await store.read(db => db.imports.ofThing(one.recordId, 'a'))).toEqual([one.id]);
    await store.write(db => db.imports.restamp(one.recordId, 'a', 'd', 'e'));
    expect(await store.read(db => db.imports.things(one, 9))).toEqual([{ ...thing, versionStamp: 'e' }]);
    await store.write(db => db.imports.keepThing(one, 'a'));
    expect(await store.read(db => db.imports.things(one, 9))).toEqual([]);
    await store.write(db => db.imports.forgetThing(one, 'a'));
    expect((await known()).flat()).toEqual([]);
  });

  test('what another import found as it is can be handed over to it, also once it was changed and changed back', async () => {
    const { store } = open();
    const one = await givenImport();
    const other = { ...one, id: randomUUID() };
    await store.write(async db => {
      await db.imports.insert(other);
      await db.imports.putThing(
        one,
        { thingId: 'a', versionStamp: 's1', previousStamp: undefined },
        undefined,
      );
      await db.imports.putThing(other, { thingId: 'a', versionStamp: 's1', previousStamp: 's1' }, undefined);
      await db.imports.restamp(one.recordId, 'a', 's1', 's3');
    });
    const found = { thingId: 'a', versionStamp: 's3', previousStamp: 's3' };
    expect(await store.read(db => db.imports.things(other, 9))).toEqual([found]);
    expect(await store.write(db => db.imports.handOver(one, found))).toBe(true);
    const made = { ...found, previousStamp: undefined };
    expect(await store.read(db => db.imports.things(other, 9))).toEqual([made]);
    expect(await store.write(db => db.imports.handOver(one, found))).toBe(false);
  });

  test('those that are due come, the longest first; answers that were kept longest go', async () => {
    const { store } = open();
    const later = await givenImport({ dueAt: 70, state: 'writing', personId: 'later' });
    const first = await givenImport({ dueAt: 60, personId: 'first' });
    const second = await givenImport({ dueAt: 61, personId: 'first' });
    await givenImport({ dueAt: 50, state: 'ready', changedAt: 5 });
    const ids = async (now: number) => (await store.read(db => db.imports.due(now, 99))).map(({ id }) => id);
    const mine = new Set([first.id, second.id, later.id]);
    expect((await ids(80)).filter(id => mine.has(id))).toEqual([first.id, later.id]);
    expect((await ids(65)).filter(id => mine.has(id))).toEqual([first.id]);
    for (const keptAt of [1, 2, 3])
      await store.write(db =>
        db.imports.putMapping(first.recordId, `h${keptAt}`, { mapping: {}, keptAt, max: 2 }),
      );
    const kept = await store.read(db =>
      Promise.all(['h1', 'h2', 'h3'].map(header => db.imports.mapping(first.recordId, header))),
    );
    expect(kept).toEqual([undefined, {}, {}]);
  });
}
