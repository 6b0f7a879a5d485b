// What the values of a line should lie between, in the unit the line is drawn in: what is usual, by the circumstances, the
// target of whom it is about, and how other children grow.
import { type About, isYoungerThan } from '../../../core/growth/about.ts';
import { assess, findBand } from '../../../core/growth/percentiles.ts';
import { grownAt } from '../../../core/growth/references.ts';
import { findUsual } from '../../../core/targets/judge.ts';
import { findTarget, type Target } from '../../../core/targets/targets.ts';
import type { Language } from '../../../locales/language.ts';
import { chartWords } from '../../../locales/words.ts';
import type { Bounds } from '../../../things/common/marks.ts';
import type { Series } from '../../../things/index.ts';
import type { Subject } from './subjects.ts';

export interface Zone {
  readonly kind: 'usual' | 'target' | 'percentile';
  readonly label: string;
  /** Where it lies at a moment of the drawing; undefined where there is none then. */
  at(moment: number): Bounds | undefined;
  /** Does it lie elsewhere at another moment? */
  readonly isCurve?: boolean;
}

interface Shown {
  readonly about: About;
  /** `2026-11-25`. */
  readonly today: string;
  readonly language: Language;
}

/** The target of whom it is about, else what is usual; nothing where there is neither. */
export function findOwnZone(
  series: Series,
  { of, context }: { readonly of: number; readonly context: string | undefined },
  targets: readonly Target[],
  convert: (value: number) => number,
  { about, today, language }: Shown,
): Zone | undefined {
  const w = chartWords(language);
  const target = findTarget(targets, of, context);
  if (target) return { kind: 'target', label: w.target, ...makeSteady(target, convert) };
  const usual = findUsual(series, context, about, today);
  if (!usual) return undefined;
  const { at } = makeSteady(usual, convert);
  return {
    kind: 'usual',
    label: usual.ofAdults ? w.usualOfAdults : w.usual,
    at: moment => (findUsual(series, context, about, dayOf(moment)) ? at(moment) : undefined),
    // It begins where they were grown up.
    isCurve: usual.ofAdults === true,
  };
}

export function makeSteady({ min, max }: Bounds, convert: (value: number) => number): Pick<Zone, 'at'> {
  const bounds = {
    min: min === undefined ? undefined : convert(min),
    max: max === undefined ? undefined : convert(max),
  };
  return { at: () => bounds };
}

/** How others of the age grow, where it is a child: the middle, and what lies around it. */
export function findGrowthZones(
  { growth }: Subject,
  { fromTables }: Converted,
  { about, today, language }: Shown,
): Zone[] {
  const { born, sex } = about;
  if (!growth || born === undefined || sex === undefined || !isYoungerThan(grownAt, about, today)) return [];
  const w = chartWords(language);
  return (
    [
      [3, 97],
      [15, 85],
      [50, 50],
    ] as const
  ).map(([low, high]) => ({
    kind: 'percentile',
    label: low === high ? w.middle : w.percentiles(low, high),
    isCurve: true,
    at(moment) {
      const band = findBand(about, growth.measure, dayOf(moment), low, high);
      return band && { min: fromTables(band.min), max: fromTables(band.max) };
    },
  }));
}

/** Between the units of a line and those of the tables. */
export interface Converted {
  readonly fromTables: (value: number) => number;
  readonly toTables: (value: number) => number;
}

/** `60th percentile`, beside a child's value. */
export function sayPercentile(
  { growth }: Subject,
  { toTables }: Converted,
  { about, language }: Pick<Shown, 'about' | 'language'>,
): ((value: number, moment: number) => string | undefined) | undefined {
  if (!growth) return undefined;
  return (value, moment) => {
    const found = assess(about, growth.measure, toTables(value), dayOf(moment));
    return found && chartWords(language).percentile(found.percentile);
  };
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
