// Property: what was measured under other circumstances is never drawn, nor averaged, together.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reading } from '../../../core/things/series.ts';
import { partByContext } from './contexts.ts';
import { makePoints } from './points.ts';

/** Fasting between 4 and 5, after a meal between 8 and 9, unknown between 20 and 21. */
const bases = new Map([
  ['fasting', 4],
  ['aftermeal', 8],
  [undefined, 20],
]);

const reading = fc
  .record({
    day: fc.integer({ min: 0, max: 2000 }),
    key: fc.constantFrom(...bases.keys()),
    more: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(
    ({ day, key, more }): Reading => ({
      id: String(day),
      at: new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 19),
      values: [bases.get(key)! + more],
      displays: [undefined],
      valued: [undefined],
      contexts: [key === undefined ? undefined : { key, text: key, said: { text: key } }],
    }),
  );

test('values of other circumstances are in other lines, and no average mixes them', () => {
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 400 }), unsorted => {
      const newestFirst = [...unsorted].sort((a, b) => (a.at < b.at ? 1 : -1));
      const { lines, readings } = partByContext(1, newestFirst);
      const { points } = makePoints(readings);
      let counted = 0;
      for (const [index, { context }] of lines.entries()) {
        const base = bases.get(context?.key)!;
        counted += readings.filter(({ values }) => values[index] !== undefined).length;
        for (const { values } of points) {
          const value = values[index];
          if (!value) continue;
          expect(value.low).toBeGreaterThanOrEqual(base);
          expect(value.mean).toBeGreaterThanOrEqual(base - 1e-9);
          expect(value.high).toBeLessThanOrEqual(base + 1);
          expect(value.mean).toBeLessThanOrEqual(base + 1 + 1e-9);
        }
      }
      expect(counted).toBe(newestFirst.length);
      expect(new Set(lines.map(({ context }) => context?.key)).size).toBe(lines.length);
    }),
  );
});
