// Where in a drawing a moment and a value stand, and what is written along its sides.
import type { Language } from '../../../locales/language.ts';
import { makeOnceEach } from '../../../locales/language.ts';
import type { Point } from './points.ts';
import type { Zone } from './zones.ts';

export interface Line {
  /** Which of the values of a point. */
  readonly index: number;
  readonly label: string;
  readonly zones: readonly Zone[];
  /** What is said beside a value at a moment. */
  readonly beside?: (value: number, at: number) => string | undefined;
}

/** From the first moment that is drawn to the last, in milliseconds of the local time as if it were UTC. */
export interface Extent {
  readonly first: number;
  readonly last: number;
}

export interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Beside the marks of the values. */
  readonly left: number;
  /** Past how many points a line has no dots. */
  readonly dotsMax: number;
  readonly datesMax: number;
}

export const sizes = {
  wide: { name: 'wide', width: 720, height: 300, left: 60, dotsMax: 80, datesMax: 4 },
  narrow: { name: 'slim', width: 360, height: 280, left: 46, dotsMax: 40, datesMax: 3 },
} as const satisfies Record<string, Size>;

const edge = { right: 14, top: 24, bottom: 38, inside: 8 };

export interface Scale {
  /** Of a part of the time: 0 its first moment, 1 its last. */
  x(part: number): number;
  part(at: number): number;
  y(value: number): number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Round numbers along the side. */
  readonly marks: readonly { readonly value: number; readonly text: string }[];
  readonly dates: readonly {
    readonly at: number;
    readonly text: string;
    readonly anchor: 'start' | 'middle' | 'end';
  }[];
}

export function makeScale(
  points: readonly Point[],
  lines: readonly Line[],
  extent: Extent,
  { width, height, left, datesMax }: Size,
  language: Language,
): Scale {
  const { from, to, step } = makeHeights(points, lines, extent);
  const [top, bottom, right] = [edge.top, height - edge.bottom, width - edge.right];
  const length = extent.last - extent.first;
  const count = Math.round((to - from) / step);
  return {
    x: part => round(left + edge.inside + part * (right - left - 2 * edge.inside)),
    part: at => (length === 0 ? 0.5 : (at - extent.first) / length),
    y: value => round(top + ((to - value) / (to - from)) * (bottom - top)),
    left,
    right,
    top,
    bottom,
    marks: Array.from({ length: count + 1 }, (_, i) => {
      const value = from + i * step;
      return { value, text: marksFormat(language).format(Number(value.toPrecision(10))) };
    }),
    dates: makeDates(extent, datesMax, language),
  };
}

interface Heights {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Room for what is drawn, zones included, between round numbers. */
function makeHeights(points: readonly Point[], lines: readonly Line[], { first, last }: Extent): Heights {
  const read = lines.flatMap(({ index }) => points.flatMap(({ values }) => values[index] ?? []));
  const bounds = lines
    .flatMap(({ zones }) => zones)
    .flatMap(zone => [zone.at(first), zone.at(last)])
    .flatMap(bounds => [bounds?.min, bounds?.max].filter(value => value !== undefined));
  const low = bound(Math.min(...read.map(value => value.low), ...bounds));
  const high = bound(Math.max(...read.map(value => value.high), ...bounds));
  const step = roundStep((high - low || Math.abs(high) || 1) / 4);
  const below = Math.floor((low - step / 4) / step) * step;
  // What never is negative has nothing below zero.
  const from = low < 0 ? below : Math.max(0, below);
  return { from, to: Math.max(Math.ceil((high + step / 4) / step) * step, from + step), step };
}

/** Past it, and nearer to nothing than its inverse, sums and steps are no numbers any more. */
const numberMax = 1e300;

function bound(value: number): number {
  return Math.max(-numberMax, Math.min(numberMax, value));
}

/** The next of 1, 2, 2.5, 5, 10 … times a power of ten. */
function roundStep(about: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(about, 1 / numberMax)));
  return ([1, 2, 2.5, 5, 10].find(factor => factor * power >= about) ?? 10) * power;
}

function makeDates({ first, last }: Extent, most: number, language: Language): Scale['dates'] {
  const format = last - first < 2 * dayMs && last !== first ? clocks(language) : shortDays(language);
  if (first === last) return [{ at: 0.5, text: format.format(first), anchor: 'middle' }];
  return Array.from({ length: most }, (_, i) => {
    const at = i / (most - 1);
    return {
      at,
      text: format.format(first + at * (last - first)),
      anchor: i === 0 ? 'start' : i === most - 1 ? 'end' : 'middle',
    };
  });
}

const dayMs = 86_400_000;

const marksFormat = makeOnceEach(
  locale => new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping: false }),
);
const shortDays = makeOnceEach(
  locale =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: '2-digit', timeZone: 'UTC' }),
);
const clocks = makeOnceEach(
  locale =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: 'UTC',
    }),
);

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
