// In which units a chart is drawn: those in which the newest readings were seen or typed.
import type { Charted, Reading } from '../../../core/things/series.ts';
import { findUcumOfText } from '../../../things/common/unit-names.ts';
import type { Series } from '../../../things/index.ts';
import { countDecimals } from './numbers.ts';

/** A unit for each line, as it was typed, and the readings in these units. @param readings newest first */
export async function convertToTypedUnits(
  { chart }: Charted,
  readings: readonly Reading[],
): Promise<{ units: readonly TypedUnit[]; readings: readonly Reading[] }> {
  const lines = await Promise.all(chart.map((series, line) => typedUnit(series, line, readings)));
  return {
    units: lines,
    readings: readings.map(reading => ({
      ...reading,
      values: lines.map(({ unit, fromBase }, line) => {
        const value = reading.values[line];
        const display = reading.displays[line];
        if (value === undefined || !fromBase) return value;
        return display?.units === unit ? display.value : fromBase(value);
      }),
    })),
  };
}

export interface TypedUnit {
  readonly unit: string;
  /** Absent where the numbers stay as they are. */
  readonly fromBase?: (value: number) => number;
  readonly toBase?: (value: number) => number;
  /** As precise as it is, for what nobody typed. */
  readonly exactly?: (value: number) => number;
}

async function typedUnit(
  { unit: base, measured }: Series,
  line: number,
  readings: readonly Reading[],
): Promise<TypedUnit> {
  const typed = readings.find(({ values }) => values[line] !== undefined)?.displays[line]?.units.trim();
  const ucum = typed === undefined || typed === base ? undefined : findUcumOfText(typed);
  if (!measured || typed === undefined || ucum === undefined) return { unit: base };
  const { convertBase } = await import('../../../things/common/units.ts');
  const [atZero, atOne] = [0, 1].map(value => convertBase(value, measured.base, ucum, measured.substance));
  if (atZero === undefined || atOne === undefined) return { unit: base };
  const decimals = decimalsTyped(readings, line, typed);
  return {
    unit: typed,
    fromBase: value => Number((atZero + (atOne - atZero) * value).toFixed(decimals)),
    toBase: value => (value - atZero) / (atOne - atZero),
    exactly: value => atZero + (atOne - atZero) * value,
  };
}

/** Conversion makes more digits than anybody measured. */
function decimalsTyped(readings: readonly Reading[], line: number, unit: string): number {
  const typed = readings.flatMap(({ displays }) => {
    const display = displays[line];
    return display?.units === unit ? countDecimals(display.value) : [];
  });
  return Math.min(Math.max(0, ...typed), decimalsMax);
}

const decimalsMax = 5;
