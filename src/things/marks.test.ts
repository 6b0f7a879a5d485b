// Over every type: a number that came with a range and lies outside of all of it is marked, unless who measured it said that it is
// normal; and where nothing lies outside and nothing was said, nothing is. By values of all shapes, from a seed that is told.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valuesOf } from '../testing/arbitrary.ts';
import type { CodableValue } from './common/codable.ts';
import type { Bounds } from './common/marks.ts';
import { currentVersion, everyType } from './index.ts';

const seed = Number(process.env.KEEPWELL_TEST_SEED ?? 20261129);

interface Found {
  readonly value: number | undefined;
  readonly ranges: readonly Bounds[];
  readonly said: readonly CodableValue[];
}

type Node = Readonly<Record<string, unknown>>;

/** Whatever stands beside a range, however the type has them: `reference-minimum`, or `ranges` of a measurement. */
function* findRanged(node: unknown): Generator<Found> {
  if (typeof node !== 'object' || node === null) return;
  const { value, referenceMinimum: min, referenceMaximum: max, measurement, ranges, flag } = node as Node;
  const said = [flag ?? []].flat() as CodableValue[];
  if (min !== undefined || max !== undefined || said.length > 0 || Array.isArray(ranges)) {
    const [measured] = ((measurement as Node | undefined)?.structured ?? []) as { value: number }[];
    const bounds = Array.isArray(ranges) ? ranges.flatMap(readBounds) : [{ min, max } as Bounds];
    yield { value: typeof value === 'number' ? value : measured?.value, ranges: bounds, said };
  }
  for (const child of Object.values(node)) yield* findRanged(child);
}

function readBounds({ value }: { value?: { minimumRange?: number; maximumRange?: number } }): Bounds[] {
  const { minimumRange: min, maximumRange: max } = value ?? {};
  return min === undefined && max === undefined ? [] : [{ min, max }];
}

/** All words that say something are shorter: “abnormal”, “critical”. */
const saysNothing = ({ text, code = [] }: CodableValue) =>
  [text, ...code.map(one => one.value)].every(word => word.trim().length > 8);

const isOutside = ({ value, ranges, said }: Found) =>
  value !== undefined &&
  said.every(saysNothing) &&
  ranges.length > 0 &&
  (ranges.every(({ min }) => min !== undefined && value < min) ||
    ranges.every(({ max }) => max !== undefined && value > max));

/** The ranges of laboratories stand deeper than values of all shapes otherwise go. */
const deeper = -3;

const samples = everyType().map(type => {
  const values = fc.sample(valuesOf(currentVersion(type).schema, deeper), { numRuns: 40, seed });
  return { type, found: values.map(value => ({ value, ranged: [...findRanged(value)] })) };
});

test('some types have ranges, and some of these numbers lie outside', () => {
  const outside = samples.filter(({ found }) => found.some(({ ranged }) => ranged.some(isOutside)));
  expect(outside.map(({ type }) => type.name).sort()).toEqual(['Lab results', 'Vital signs']);
});

describe.each(samples)(`$type.name (seed ${seed})`, ({ type, found }) => {
  test('marks each number outside its range, and nothing without a reason', () => {
    for (const { value, ranged } of found) {
      const marks = type.marks(value as never);
      expect(marks.length).toBeGreaterThanOrEqual(ranged.filter(isOutside).length);
      if (!ranged.some(one => isOutside(one) || one.said.length > 0)) expect(marks).toEqual([]);
    }
  });
});
