// How far a number lies from the line that it is judged by, and what a flag says of it. Which line counts is decided in one place,
// core/targets/judge.ts.
import { makeTable } from '../../schema/table.ts';
import type { CodableValue } from './codable.ts';

export const degrees = [
  'far-below',
  'below',
  'little-below',
  'little-above',
  'above',
  'far-above',
  'abnormal',
  'critical',
] as const;
/** The last two are said by whoever measured it, without a side. */
export type Degree = (typeof degrees)[number];

/** Whose line a number is judged by: the range or the flag that came with it, the person's target, or what is usual. */
export type JudgedBy = 'range' | 'flag' | 'target' | 'usual';

export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Does `> 5` leave out 5 itself? */
  readonly excludesMin?: boolean;
  /** Does `< 5`? */
  readonly excludesMax?: boolean;
}

/** Bounds whose owner says from where on a number lies further away. */
export interface Graded extends Bounds {
  /** Lower than the first is below, lower than the second far below. */
  readonly below?: readonly [more: number, far: number];
  /** From the first on is above, from the second on far above. */
  readonly above?: readonly [more: number, far: number];
}

/** A number in an item, and what came with it. */
export interface Valued {
  /** What was measured, in English where the definition names it; empty for the only number of its kind. */
  readonly what: string;
  /** In `unit`, as its own ranges are. */
  readonly value: number | undefined;
  /** As people write it; empty where none is told. */
  readonly unit: string;
  /** What was said of it by who measured it. */
  readonly said: readonly CodableValue[];
  readonly ranges: readonly Bounds[];
  /** The line of a chart that it would stand in; undefined where its unit does not tell. */
  readonly as?: ChartedAs | undefined;
}

export interface ChartedAs {
  /** The name of the type whose chart it is. */
  readonly kind: string;
  /** Which line of it, from 0. */
  readonly of: number;
  /** In the unit of the line. */
  readonly value: number;
  /** Under which circumstances it was measured. */
  readonly context?: CodableValue | undefined;
}

/** Of a range without two ends a bound is as wide as itself. */
const shares = { between: [0.25, 0.75], open: [0.1, 0.5] } as const;

/** How far it lies outside; undefined where it does not, or there is no bound. */
export function findDegree(value: number, bounds: Graded): Degree | undefined {
  const { min, max, excludesMin, excludesMax } = bounds;
  if (max !== undefined && (value > max || (excludesMax && value === max)))
    return gradeAbove(value, max, bounds);
  if (min !== undefined && (value < min || (excludesMin && value === min)))
    return gradeBelow(value, min, bounds);
  return undefined;
}

function gradeAbove(value: number, max: number, { min, above }: Graded): Degree {
  // Nothing that laboratories count is less than none, so a range from 0 is open below.
  const [more, far] = above ?? findSteps(max, min !== undefined && min > 0 ? max - min : undefined, 1);
  return value >= far ? 'far-above' : value >= more ? 'above' : 'little-above';
}

function gradeBelow(value: number, min: number, { max, below }: Graded): Degree {
  const [more, far] = below ?? findSteps(min, max === undefined ? undefined : max - min, -1);
  return value < far ? 'far-below' : value < more ? 'below' : 'little-below';
}

function findSteps(bound: number, width: number | undefined, side: 1 | -1): readonly [number, number] {
  const [more, far] = width === undefined ? shares.open : shares.between;
  const size = width ?? Math.abs(bound);
  return [bound + side * more * size, bound + side * far * size];
}

export interface Outside<Range> {
  readonly is: Degree;
  readonly range: Range;
}

/** By the nearest of its ranges; undefined where it lies within any of them. */
export function findOutside<Range extends Graded>(
  value: number,
  ranges: readonly Range[],
): Outside<Range> | undefined {
  let nearest: (Outside<Range> & { readonly apart: number }) | undefined;
  for (const range of ranges) {
    const is = findDegree(value, range);
    if (is === undefined) return undefined;
    const bound = is.endsWith('above') ? range.max : range.min;
    const apart = Math.abs(value - (bound ?? value));
    if (!nearest || apart < nearest.apart) nearest = { is, range, apart };
  }
  return nearest;
}

export function hasBound({ min, max }: Bounds): boolean {
  return min !== undefined || max !== undefined;
}

/** `lab-result-flag` of HealthVault's vocabularies, whose letters laboratories use, as HL7 does; doubled they are critical. */
const flags: Readonly<Record<string, Degree | 'normal'>> = makeTable({
  n: 'normal',
  normal: 'normal',
  l: 'below',
  low: 'below',
  h: 'above',
  high: 'above',
  ll: 'far-below',
  lu: 'far-below',
  'critically low': 'far-below',
  hh: 'far-above',
  hu: 'far-above',
  'critically high': 'far-above',
  a: 'abnormal',
  abnormal: 'abnormal',
  aa: 'critical',
  c: 'critical',
  critical: 'critical',
});

/** What was said of a number by who measured it; undefined where nobody knows what that means. */
export function readFlag(said: readonly CodableValue[]): Degree | 'normal' | undefined {
  const words = said.flatMap(({ text, code = [] }) => [text, ...code.map(one => one.value)]);
  return words.map(word => flags[word.trim().toLowerCase()]).find(found => found !== undefined);
}

/** Of two sayings on the same side, or without one, the stronger. */
export function takeStronger(one: Degree, other: Degree | 'normal' | undefined): Degree {
  const isCritical = other === 'critical' || other === 'far-above' || other === 'far-below';
  if (!isCritical) return one;
  const side = one.endsWith('above') ? 'above' : 'below';
  return other === 'critical' || other === `far-${side}` ? `far-${side}` : one;
}

/**
 * Which bounds a range in words excludes: `< 5` the 5, `<= 5` and `up to 5` none.
 * @param bounds the numbers of the same range
 */
export function readStrictness(words: string, { min, max }: Bounds): Bounds {
  return {
    ...(min !== undefined && /(^|[^<=\p{L}\d])>\s*[\d.,]/u.test(words) && { excludesMin: true }),
    ...(max !== undefined && /(^|[^>=\p{L}\d])<\s*[\d.,]/u.test(words) && { excludesMax: true }),
  };
}
