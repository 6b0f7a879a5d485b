// Over every type: a number that came with a range and lies outside of all of it is marked, whatever was said of it; and where
// nothing lies outside and nothing was said, nothing is. By values of all shapes, from a seed that is told.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valuesOf } from '../../testing/arbitrary.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import { type Bounds, readStrictness } from '../../things/common/marks.ts';
import { currentVersion, everyType } from '../../things/index.ts';
import { type Beside, judgeValue } from './judge.ts';
import { listValues } from './values.ts';

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
  const {
    value,
    referenceMinimum: min,
    referenceMaximum: max,
    measurement,
    ranges,
    flag,
    normalcy,
  } = node as Node;
  const said = [flag ?? [], normalcy ?? []].flat() as CodableValue[];
  if (min !== undefined || max !== undefined || said.length > 0 || Array.isArray(ranges)) {
    const [measured] = ((measurement as Node | undefined)?.structured ?? []) as { value: number }[];
    const bounds = Array.isArray(ranges) ? ranges.flatMap(readBounds) : [{ min, max } as Bounds];
    yield { value: typeof value === 'number' ? value : measured?.value, ranges: bounds, said };
  }
  for (const child of Object.values(node)) yield* findRanged(child);
}

interface RangeFound {
  readonly text?: { readonly text: string };
  readonly value?: { readonly minimumRange?: number; readonly maximumRange?: number };
}

function readBounds({ text, value }: RangeFound): Bounds[] {
  const { minimumRange: min, maximumRange: max } = value ?? {};
  const bounds = { min, max };
  return min === undefined && max === undefined
    ? []
    : [{ ...bounds, ...readStrictness(text?.text ?? '', bounds) }];
}

const isOutside = ({ value, ranges }: Found) =>
  value !== undefined &&
  ranges.length > 0 &&
  (ranges.every(({ min }) => min !== undefined && value < min) ||
    ranges.every(({ max }) => max !== undefined && value > max));

/** The ranges of laboratories stand deeper than values of all shapes otherwise go. */
const deeper = -3;

/** Nobody is known, and nothing is aimed at. */
const nothing: Beside = {
  about: { born: undefined, birthYear: undefined, sex: undefined, country: undefined, earlyDays: 0 },
  targets: new Map(),
};

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
      const marks = listValues(type, value as never).flatMap(
        one => judgeValue(one, nothing, undefined) ?? [],
      );
      expect(marks.length).toBeGreaterThanOrEqual(ranged.filter(isOutside).length);
      // What is usual is nobody's saying, and judged-alike.test.ts goes through its bounds.
      const told = marks.filter(({ by }) => by !== 'usual');
      if (!ranged.some(one => isOutside(one) || one.said.length > 0)) expect(told).toEqual([]);
    }
  });
});
