// What a value should lie between: what somebody means to keep it, else what is usual in who is well.
import { type Bounds, judge, type Mark } from '../../things/common/marks.ts';
import type { Series } from '../../things/index.ts';
import { type About, adultAt, isYoungerThan } from '../growth/about.ts';
import { findTarget, type Target } from './targets.ts';

/** In the unit of the series; undefined where it is not so for somebody of that age. @param today `2026-11-25` */
export function findUsual(
  { reference }: Series,
  context: string | undefined,
  about: About,
  today: string,
): Bounds | undefined {
  const usual = reference?.(context);
  return usual && !(usual.ofAdults && isYoungerThan(adultAt, about, today)) ? usual : undefined;
}

export interface Measured {
  /** One for each line of the chart, in the units of the series. */
  readonly values: readonly (number | undefined)[];
  /** The keys of their circumstances. */
  readonly contexts: readonly (string | undefined)[];
}

/** What of a reading lies outside. @param labels what the lines are called */
export function markMeasured(
  chart: readonly Series[],
  { values, contexts }: Measured,
  labels: readonly string[],
  { targets, about, today }: { targets: readonly Target[]; about: About; today: string },
): Mark[] {
  return chart.flatMap((series, of): Mark[] => {
    const bounds = findTarget(targets, of, contexts[of]) ?? findUsual(series, contexts[of], about, today);
    const is = judge(values[of], [], bounds ? [bounds] : []);
    return is ? [{ what: chart.length === 1 ? '' : (labels[of] ?? ''), is }] : [];
  });
}
