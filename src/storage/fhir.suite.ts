// The index of resources as every store must keep it. Run by store.suite.ts.
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import type { ResourceOrder, ResourceQuery } from '../core/fhir/ports.ts';
import type { Store } from '../core/store.ts';
import { storedThing } from '../testing/stored-thing.ts';
import { typeIds } from '../testing/type-ids.ts';

export function fhirSuite(open: () => Store): void {
  describe('the index of resources', () => {
    let recordId: string;
    const grant = () => makeSystemGrant('tests', recordId, 'p');
    /** Two parts each; every third is red, the second part of every second is round. */
    beforeEach(async () => {
      recordId = randomUUID();
      const record = { id: recordId, name: 'Ada', country: 'GB', createdAt: 1, updatedAt: 1 };
      const things = Array.from({ length: 12 }, (_, i) =>
        storedThing({
          id: `${recordId}/${String(i).padStart(2, '0')}`,
          effectiveDate: `2026-01-${String(1 + (i % 4)).padStart(2, '0')}T00:00:00`,
          ordinal: i,
          updated: { ...storedThing().updated, at: 1000 + ((i * 5) % 12) },
        }),
      );
      await open().write(async db => {
        await db.records.insert({ ...record, state: 'active', deletedAt: undefined }, 'p');
        for (const thing of things) await db.things(grant()).putVersion(thing, undefined);
        await db.resourceIndex.put(
          recordId,
          things.map(({ id, effectiveDate, ordinal }, i) => ({
            ...{ id, effectiveDate, ordinal },
            parts: [
              { part: 0, tokens: new Set(['all', ...(i % 3 === 0 ? ['red'] : ['blue'])]) },
              { part: 1, tokens: new Set(['all', ...(i % 2 === 0 ? ['round'] : [])]) },
            ],
          })),
        );
      });
    });

    const query = (given: Partial<ResourceQuery> = {}): ResourceQuery => ({
      ...{ typeIds: [typeIds.weight], every: [['all']], none: [], order: 'newest first', limit: 100 },
      ...given,
    });
    const find = (given: Partial<ResourceQuery>) =>
      open().read(db => db.things(grant()).findResources(query(given)));
    const named = async (given: Partial<ResourceQuery>) =>
      (await find(given)).map(({ id, part }) => `${Number(id.slice(-2))}.${part}`);

    test('finds what has a word of each list, and none of others', async () => {
      expect(await named({ every: [['red']] })).toEqual(['3.0', '6.0', '9.0', '0.0'].sort(byDate));
      expect((await named({ every: [['red', 'blue'], ['all']] })).length).toBe(12);
      expect(await named({ every: [['red'], ['round']] })).toEqual([]);
      expect((await named({ every: [['all']], none: ['blue'] })).length).toBe(16);
      expect((await named({ every: [], none: ['blue'] })).length).toBe(4);
      expect(await named({ every: [['red']], ids: [`${recordId}/03`, `${recordId}/04`] })).toEqual(['3.0']);
      expect(await named({ every: [['nothing']] })).toEqual([]);
      const elsewhere = { typeIds: [typeIds.height] };
      expect(await named(elsewhere)).toEqual([]);
    });

    test('by days and by when they were changed', async () => {
      const days = { effectiveMin: '2026-01-02', effectiveMax: '2026-01-02T23' };
      expect((await named({ ...days, every: [['red', 'blue']] })).length).toBe(3);
      expect((await named({ ...days, every: [] })).length).toBe(3);
      expect((await named({ updatedMin: 1002, updatedMax: 1004, every: [['red', 'blue']] })).length).toBe(3);
    });

    test.each<ResourceOrder>(['newest first', 'oldest first', 'last changed first', 'first changed first'])(
      'goes on from any place, %s',
      async order => {
        for (const every of [[['all']], [['red', 'blue'], ['all']], []]) {
          const whole = await named({ order, every });
          const seen: string[] = [];
          for (let after: ResourceQuery['after']; ; ) {
            const page = await find({ order, every, limit: 5, ...(after && { after }) });
            seen.push(...page.map(({ id, part }) => `${Number(id.slice(-2))}.${part}`));
            after = page.at(-1);
            if (page.length < 5) break;
          }
          expect(seen).toEqual(whole);
          expect(whole.length).toBe(every.length === 1 ? 24 : 12);
        }
      },
    );

    test('counts as it finds', async () => {
      const count = (given: Partial<ResourceQuery>, max = 100) =>
        open().read(db => db.things(grant()).countResources(query(given), max));
      expect(await count({})).toBe(24);
      expect(await count({ every: [['red', 'blue']] })).toBe(12);
      expect(await count({ every: [] })).toBe(12);
      expect(await count({}, 7)).toBe(7);
    });

    test('forgets what a thing was found by before, and what is gone', async () => {
      const [one, two] = [`${recordId}/00`, `${recordId}/03`];
      const [first] = await open().read(db => db.things(grant()).byIds([one]));
      await open().write(async db => {
        await db.resourceIndex.put(recordId, [
          {
            id: one,
            effectiveDate: first!.effectiveDate,
            ordinal: 0,
            parts: [{ part: 0, tokens: new Set(['green']) }],
          },
          { id: two, effectiveDate: '', ordinal: 0, parts: [] },
          {
            id: 'never was',
            effectiveDate: '2026',
            ordinal: 99,
            parts: [{ part: 0, tokens: new Set(['red']) }],
          },
        ]);
        await db.resourceIndex.setState(recordId, { mapping: '1', sequence: 7, position: 3 });
      });
      expect(await named({ every: [['red']] })).toEqual(['6.0', '9.0'].sort(byDate));
      expect(await named({ every: [['green']] })).toEqual(['0.0']);
      expect(await open().read(db => db.resourceIndex.progress(recordId))).toEqual({
        state: { mapping: '1', sequence: 7, position: 3 },
        latest: 0,
      });
      const none = { state: undefined, latest: undefined };
      expect(await open().read(db => db.resourceIndex.progress('other'))).toEqual(none);
      const has = (token: string) => open().read(db => db.resourceIndex.hasToken(recordId, token));
      expect([await has('green'), await has('yellow')]).toEqual([true, false]);
    });
  });
}

/** The newest day first, then what was added last. */
function byDate(a: string, b: string): number {
  const [x, y] = [Number.parseInt(a, 10), Number.parseInt(b, 10)];
  return (y % 4) - (x % 4) || y - x;
}
