// Lab results between their versions. They differ in the ranges of a test alone: version 1 has two numbers, version 2
// words, and numbers of which either may be missing.
import type {
  LabGroup,
  LabRange,
  LabRange1,
  LabResults,
  LabResults1,
  LabResultsOf,
  LabTest,
} from './lab-results.ts';

export function up(older: LabResults1): LabResults {
  return withRanges(older, rangeUp);
}

export function down(newer: LabResults): LabResults1 {
  return withRanges(newer, rangeDown);
}

type Move<From, To> = (range: From) => To | undefined;

function withRanges<From, To>(results: LabResultsOf<From>, move: Move<From, To>): LabResultsOf<To> {
  return { ...results, labGroup: results.labGroup.map(group => movedGroup(group, move)) };
}

function movedGroup<From, To>(group: LabGroup<From>, move: Move<From, To>): LabGroup<To> {
  return {
    ...group,
    subGroups: group.subGroups?.map(inner => movedGroup(inner, move)),
    results: group.results?.map(test => movedTest(test, move)),
  };
}

function movedTest<From, To>(test: LabTest<From>, move: Move<From, To>): LabTest<To> {
  if (!test.value) return { ...test, value: undefined };
  const ranges = test.value.ranges?.map(move).filter(range => range !== undefined);
  return { ...test, value: { ...test.value, ranges: ranges?.length ? ranges : undefined } };
}

/** An open end is a missing number in version 2, and infinity in version 1. */
function rangeUp({ type, range: { minimumRange: min, maximumRange: max } }: LabRange1): LabRange {
  const from = min === Number.NEGATIVE_INFINITY ? undefined : min;
  const to = max === Number.POSITIVE_INFINITY ? undefined : max;
  return {
    type,
    text: { text: rangeText(from, to) },
    value: {
      ...(from !== undefined && { minimumRange: from }),
      ...(to !== undefined && { maximumRange: to }),
    },
  };
}

function rangeDown({ type, value }: LabRange): LabRange1 | undefined {
  if (!value) return undefined;
  const { minimumRange = Number.NEGATIVE_INFINITY, maximumRange = Number.POSITIVE_INFINITY } = value;
  return { type, range: { minimumRange, maximumRange } };
}

function rangeText(from: number | undefined, to: number | undefined): string {
  if (from !== undefined) return to === undefined ? `≥ ${from}` : `${from} - ${to}`;
  return to === undefined ? 'any' : `≤ ${to}`;
}
