// What is read for a chart, made into lines and points in the units that people typed.
import { getAt } from '../../../assume.ts';
import type { Grant } from '../../../core/authorization/grant.ts';
import { getLatestDay } from '../../../core/days.ts';
import type { About } from '../../../core/growth/about.ts';
import { readSeries } from '../../../core/things/series.ts';
import { labelChart, sayUnit } from '../../../locales/labels.ts';
import type { Visit } from '../../web/visit.ts';
import { type PartedReading, partByContext } from './contexts.ts';
import { makePoints, type Points } from './points.ts';
import type { Line } from './scale.ts';
import type { Chosen } from './spans.ts';
import type { Subject } from './subjects.ts';
import { convertToTypedUnits } from './units.ts';
import { findUsualZone } from './zones.ts';

export interface MeasuredLine extends Line {
  /** As people write it. */
  readonly unit: string;
}

export interface Drawn {
  readonly subject: Subject;
  readonly lines: readonly MeasuredLine[];
  /** Newest first. */
  readonly readings: readonly PartedReading[];
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
  chosen: Chosen,
  about: About,
): Promise<Drawn> {
  const found = await readSeries(vault, grant, subject, chosen, language);
  const today = getLatestDay(vault.clock.now());
  const isUpToToday = chosen.span !== undefined && chosen.span !== 'all';
  const shown = isUpToToday ? found.readings.filter(({ at }) => at.slice(0, 10) <= today) : found.readings;
  const typed = await convertToTypedUnits(subject, shown);
  const { lines, readings } = partByContext(subject.chart.length, typed.readings);
  const labels = labelChart(subject, language);
  return {
    subject,
    lines: lines.map(({ of, context }, index) => {
      const { unit, fromBase } = getAt(typed.units, of);
      const convert = fromBase ?? (value => value);
      const usual = findUsualZone(getAt(subject.chart, of), context?.key, convert, {
        about,
        today,
        language,
      });
      return {
        index,
        label: nameLine(labels, of, context?.text),
        unit: sayUnit(unit, language),
        zones: usual ? [usual] : [],
      };
    }),
    readings,
    points: makePoints(readings),
    ahead: found.readings.length - shown.length,
    undated: found.undated,
    more: found.more,
  };
}

/** A kind with one line needs no more than the circumstances to tell its lines apart. */
function nameLine(labels: readonly string[], of: number, context: string | undefined): string {
  const label = getAt(labels, of);
  if (context === undefined) return label;
  return labels.length === 1 ? context : `${label}, ${context}`;
}
