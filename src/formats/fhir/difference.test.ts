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
