// What the values of a line should lie between, in the unit the line is drawn in: what is usual, by the circumstances, the
// target of whom it is about, and how other children grow.
import { type About, adultAt, isYoungerThan } from '../../../core/growth/about.ts';
import type { Language } from '../../../locales/language.ts';
import { chartWords } from '../../../locales/words.ts';
import type { Bounds } from '../../../things/common/marks.ts';
import type { Series } from '../../../things/index.ts';

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

/** What is usual; nothing where it is not so for somebody of that age. */
export function findUsualZone(
  { reference }: Series,
  context: string | undefined,
  convert: (value: number) => number,
  { about, today, language }: Shown,
): Zone | undefined {
  const usual = reference?.(context);
  if (!usual || (usual.ofAdults && isYoungerThan(adultAt, about, today))) return undefined;
  return { kind: 'usual', label: chartWords(language).usual, ...makeSteady(usual, convert) };
}

export function makeSteady({ min, max }: Bounds, convert: (value: number) => number): Pick<Zone, 'at'> {
  const bounds = {
    min: min === undefined ? undefined : convert(min),
    max: max === undefined ? undefined : convert(max),
  };
  return { at: () => bounds };
}
