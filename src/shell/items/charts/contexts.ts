// Values that were measured under other circumstances are lines of their own: what is fasting is never drawn, nor averaged, with
// what is after a meal.
import type { Context, Reading } from '../../../core/things/series.ts';

export interface PartedLine {
  /** Which series it is of. */
  readonly of: number;
  /** Undefined where there are no circumstances to tell apart, or none were told. */
  readonly context: Context | undefined;
}

/** A reading of which each value stands in its line. */
export type PartedReading = Omit<Reading, 'contexts' | 'displays' | 'valued'>;

/** @returns the lines, the one with most readings first, and the readings with a value for each of them */
export function partByContext(
  seriesCount: number,
  readings: readonly Reading[],
): { readonly lines: readonly PartedLine[]; readonly readings: readonly PartedReading[] } {
  const lines = Array.from({ length: seriesCount }, (_, of) => of).flatMap(of => {
    const parts = new Map<string | undefined, { count: number; context: Context | undefined }>();
    for (const { values, contexts } of readings) {
      if (values[of] === undefined) continue;
      const context = contexts[of];
      const part = parts.get(context?.key);
      if (part) part.count++;
      else parts.set(context?.key, { count: 1, context });
    }
    const sorted = [...parts.values()].sort((a, b) => b.count - a.count);
    return sorted.length > 0 ? sorted.map(({ context }) => ({ of, context })) : [{ of, context: undefined }];
  });
  return {
    lines,
    readings: readings.map(({ id, at, values, contexts }) => ({
      id,
      at,
      values: lines.map(({ of, context }) => (contexts[of]?.key === context?.key ? values[of] : undefined)),
    })),
  };
}
