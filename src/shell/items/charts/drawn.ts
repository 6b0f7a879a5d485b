// What is read for a chart, made into lines and points in the units that people typed.
import { getAt } from '../../../assume.ts';
import type { Grant } from '../../../core/authorization/grant.ts';
import { getLatestDay } from '../../../core/days.ts';
import { type Beside, judgeValue, type Verdict } from '../../../core/targets/judge.ts';
import type { Context } from '../../../core/things/series.ts';
import { sayUnit } from '../../../locales/labels.ts';
import type { Visit } from '../../web/visit.ts';
import { type PartedReading, partByContext } from './contexts.ts';
import { makePoints, type Points } from './points.ts';
import type { Line } from './scale.ts';
import type { Chosen } from './spans.ts';
import { labelSubject, mayHaveTarget, nameContext, readSubject, type Subject } from './subjects.ts';
import { convertToTypedUnits } from './units.ts';
import { findGrowthZones, findOwnZone, sayPercentile } from './zones.ts';

export interface MeasuredLine extends Line {
  /** As people write it. */
  readonly unit: string;
}

export interface DrawnLine extends MeasuredLine {
  /** The unit as it was typed. */
  readonly typedUnit: string;
  /** Which series it is of. */
  readonly of: number;
  readonly context: Context | undefined;
}

export interface Drawn {
  readonly subject: Subject;
  readonly lines: readonly DrawnLine[];
  /** Newest first. */
  readonly readings: readonly PartedReading[];
  /** By the id of the reading, for each line of its type, what stands out. */
  readonly marks: ReadonlyMap<string, readonly (Verdict | undefined)[]>;
  readonly points: Points;
  /** How many are dated ahead, and left out for it. */
  readonly ahead: number;
  readonly undated: number;
  /** Are there older ones that were not read? */
  readonly more: boolean;
}

export async function readDrawn(
  { vault, language }: Visit,
  grant: Grant,
  subject: Subject,
  chosen: Chosen & { readonly limit?: number },
  beside: Beside,
): Promise<Drawn> {
  const { about } = beside;
  const found = await readSubject(vault, grant, subject, about, chosen, language);
  const now = vault.clock.now();
  const today = getLatestDay(now);
  const isUpToToday = chosen.span !== undefined && chosen.span !== 'all';
  const shown = isUpToToday ? found.readings.filter(({ at }) => at.slice(0, 10) <= today) : found.readings;
  const typed = await convertToTypedUnits(subject, shown);
  const { lines, readings } = partByContext(subject.chart.length, typed.readings);
  const labels = labelSubject(subject, language);
  const shownTo = { about, today, language };
  const targets = (mayHaveTarget(subject) && beside.targets.get(subject.type.name)) || [];
  const marks = shown.map(
    ({ id, at, valued }) =>
      [
        id,
        valued.map((one, of) => one && judgeValue(one, beside, at.slice(0, 10), getAt(subject.chart, of))),
      ] as const,
  );
  return {
    subject,
    lines: lines.map(({ of, context }, index): DrawnLine => {
      const { unit, toBase = asItIs, exactly = asItIs } = getAt(typed.units, of);
      const line = { of, context: context?.key };
      const own = findOwnZone(getAt(subject.chart, of), line, targets, exactly, shownTo);
      const { inTables = asItIs } = subject.growth ?? {};
      // What makes a number of the tables of one of the base unit only multiplies it.
      const factor = inTables(1);
      const converted = {
        fromTables: (value: number) => exactly(value / factor),
        toTables: (value: number) => inTables(toBase(value)),
      };
      const beside = sayPercentile(subject, converted, shownTo);
      return {
        index,
        label: nameLine(labels, of, context && nameContext(subject, context, language)),
        unit: sayUnit(unit, language),
        typedUnit: unit,
        of,
        context,
        zones: [...(own ? [own] : []), ...findGrowthZones(subject, converted, shownTo)],
        ...(beside && { beside }),
      };
    }),
    readings,
    marks: new Map(marks),
    points: makePoints(readings),
    ahead: found.readings.length - shown.length,
    undated: found.undated,
    more: found.more,
  };
}

function asItIs(value: number): number {
  return value;
}

/** A kind with one line needs no more than the circumstances to tell its lines apart. */
function nameLine(labels: readonly string[], of: number, context: string | undefined): string {
  const label = getAt(labels, of);
  if (context === undefined) return label;
  return labels.length === 1 ? context : `${label}, ${context}`;
}
