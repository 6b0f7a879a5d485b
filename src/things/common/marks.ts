// What is not as it should be in what was measured: by what who measured it said, else by the range that came with it.
import type { CodableValue } from './codable.ts';

export interface Mark {
  /** What was measured. */
  readonly what: string;
  readonly is: 'low' | 'high' | 'abnormal' | 'critical';
}

/** `lab-result-flag` of HealthVault's vocabularies, whose letters laboratories use, as HL7 does; doubled they are critical. */
const flags: Readonly<Record<string, Mark['is']>> = {
  l: 'low',
  low: 'low',
  h: 'high',
  high: 'high',
  a: 'abnormal',
  abnormal: 'abnormal',
  aa: 'critical',
  c: 'critical',
  critical: 'critical',
  ll: 'critical',
  hh: 'critical',
};

const normal = ['n', 'normal'];

export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/**
 * How a number stands out.
 * @param said what was said of it; where that says neither that it is normal nor what it is, the ranges decide
 * @param ranges it is as it should be in any of them
 */
export function judge(
  value: number | undefined,
  said: readonly CodableValue[],
  ranges: readonly Bounds[],
): Mark['is'] | undefined {
  const words = said.flatMap(({ text, code = [] }) => [...code.map(one => one.value), text]);
  const folded = words.map(word => word.trim().toLowerCase());
  for (const word of folded) if (Object.hasOwn(flags, word)) return flags[word];
  if (value === undefined || folded.some(word => normal.includes(word))) return undefined;
  const bounded = ranges.filter(({ min, max }) => min !== undefined || max !== undefined);
  if (bounded.length === 0) return undefined;
  const sides = bounded.map(({ min = -Infinity, max = Infinity }) =>
    value < min ? 'low' : value > max ? 'high' : undefined,
  );
  return sides.includes(undefined) ? undefined : sides[0];
}
