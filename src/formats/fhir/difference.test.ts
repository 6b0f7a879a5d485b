// Changes make of one value the other, and do no harm to a third.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges, findChanges, isSameJson, readChanges, writeChanges } from './difference.ts';
import type { Json } from './json.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

test('changes of two values make one of the other, written and read', () => {
  fc.assert(
    fc.property(json, json, (from, to) => {
      const changes = readChanges(writeChanges(findChanges(from, to)));
      expect(isSameJson(applyChanges(from, changes!), to)).toBe(true);
    }),
  );
});

test('changes to what is no longer there are left out', () => {
  const changes = findChanges({ a: { b: 1 }, c: [1, { d: 2 }] }, { a: { b: 2 }, c: [1, { d: 3 }] });
  expect(applyChanges({ a: 5, c: [] }, changes)).toEqual({ a: 5, c: [] });
});

test('names that objects have from birth are names like others', () => {
  const to = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as Json;
  const back = applyChanges({}, findChanges({}, to));
  expect(JSON.stringify(back)).toBe(JSON.stringify(to));
  expect(({} as { a?: number }).a).toBeUndefined();
});

test.each(['', '{}', '[1]', '[[1]]', '[["a",1,2]]', '[[["a",{}]]]'])('%s is no list of changes', text => {
  expect(readChanges(text)).toBeUndefined();
});

test('what is changed stays as it was where it came from', () => {
  const [from, inserted] = [{ a: [{ b: 1 }] }, [{ c: 1 }]];
  const changes = [
    { path: ['a', 0, 'b'], value: 2 },
    { path: ['d'], value: inserted },
    { path: ['d', 0, 'c'], value: 3 },
    { path: ['d', 1], value: 4 },
    { path: ['d', 0] },
    { path: ['a', -1], value: 5 },
  ];
  expect(applyChanges(from, changes)).toEqual({ a: [{ b: 2 }], d: [4] });
  expect([from, inserted]).toEqual([{ a: [{ b: 1 }] }, [{ c: 1 }]]);
});

test('many changes to a long list, and many that go from its middle, take little more than few', () => {
  const list = Array.from({ length: 200_000 }, () => 1);
  const changed = applyChanges(
    list,
    list.map((_, at) => ({ path: [at], value: 2 })),
  );
  expect(changed).toEqual(list.map(() => 2));
  const left = applyChanges(
    list,
    list.map(() => ({ path: [1] })),
  );
  expect((left as Json[]).length).toBeLessThan(list.length);
}, 30_000);
