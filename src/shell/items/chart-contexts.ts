// Values that were measured under other circumstances are lines of their own: what is fasting is never drawn, nor averaged, with
// what is after a meal.
import type { Reading } from '../../core/things/series.ts';

export interface PartedLine {
  /** Which line of the type it is of. */
  readonly of: number;
  /** Undefined where there are no circumstances to tell apart, or none were told. */
  readonly context: string | undefined;
}

/** @returns the lines, the one with most readings first, and the readings with a value for each of them */
export function partByContext(
  lineCount: number,
  readings: readonly Reading[],
): { readonly lines: readonly PartedLine[]; readonly readings: readonly Reading[] } {
  const lines = Array.from({ length: lineCount }, (_, of) => of).flatMap(of => {
    const counts = new Map<string | undefined, number>();
    for (const { values, contexts } of readings)
      if (values[of] !== undefined) counts.set(contexts[of], (counts.get(contexts[of]) ?? 0) + 1);
    const parts = [...counts].sort(([, a], [, b]) => b - a).map(([context]) => ({ of, context }));
    return parts.length > 0 ? parts : [{ of, context: undefined }];
  });
  return {
    lines,
    readings: readings.map(reading => ({
      ...reading,
      values: lines.map(({ of, context }) =>
        reading.contexts[of] === context ? reading.values[of] : undefined,
      ),
    })),
  };
}
