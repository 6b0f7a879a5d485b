// A chart as an inline drawing: lines over time in one unit. Everything that colours it is in the stylesheet.
import { getFirst, getLast } from '../../assume.ts';
import { type Language, makeOnceEach } from '../../locales/language.ts';
import type { Point } from './points.ts';

export interface Line {
  /** Which of the values of a point. */
  readonly index: number;
  readonly label: string;
}

interface ChartProps {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly lines: readonly Line[];
  readonly points: readonly Point[];
  readonly language: Language;
}

const width = 720;
const height = 300;
const edge = { left: 68, right: 16, top: 18, bottom: 40 };

export function Chart({ id, title, description, lines, points, language }: ChartProps) {
  const scale = scaleOf(points, lines);
  const { x, y, marks } = scale;
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {marks.map(mark => (
        <g>
          <line class="chart-grid" x1={edge.left} x2={width - edge.right} y1={y(mark)} y2={y(mark)} />
          <text class="chart-mark" x={edge.left - 8} y={y(mark) + 4} text-anchor="end">
            {markText(mark, language)}
          </text>
        </g>
      ))}
      {datesOf(points).map(({ at }, place, all) => (
        <text
          class="chart-mark"
          x={x(at)}
          y={height - 10}
          text-anchor={place === 0 ? 'start' : place === all.length - 1 ? 'end' : 'middle'}
        >
          {shortDays(language).format(at)}
        </text>
      ))}
      {lines.map((line, place) => (
        <LineOf line={line} place={place} points={points} x={x} y={y} />
      ))}
    </svg>
  );
}

interface LineOfProps {
  readonly line: Line;
  readonly place: number;
  readonly points: readonly Point[];
  x(at: number): number;
  y(value: number): number;
}

function LineOf({ line, place, points, x, y }: LineOfProps) {
  const own = points.flatMap(({ at, values }) => {
    const value = values[line.index];
    return value ? [{ at, ...value }] : [];
  });
  const path = own
    .map(({ at, mean }, i) => `${i === 0 ? 'M' : 'L'}${round(x(at))} ${round(y(mean))}`)
    .join('');
  const isBand = own.some(({ low, high }) => low !== high);
  const upper = own
    .map(({ at, high }, i) => `${i === 0 ? 'M' : 'L'}${round(x(at))} ${round(y(high))}`)
    .join('');
  const lower = [...own]
    .reverse()
    .map(({ at, low }) => `L${round(x(at))} ${round(y(low))}`)
    .join('');
  return (
    <g class={`chart-line line-${place % linesStyled}`}>
      {isBand && <path class="chart-band" d={`${upper}${lower}Z`} />}
      <path class="chart-path" d={path} />
      {own.length <= dotsMax &&
        own.map(({ at, mean }) => <Dot place={place} x={round(x(at))} y={round(y(mean))} />)}
    </g>
  );
}

/** Styles that lines have in the stylesheet, and past how many points they have no dots. */
const linesStyled = 4;
const dotsMax = 80;

/** Lines differ in form too, for who cannot tell their colours apart. */
function Dot({ place, x, y }: { place: number; x: number; y: number }) {
  if (place % 2 === 0) return <circle class="chart-dot" cx={x} cy={y} r="3.6" />;
  return <rect class="chart-dot" x={round(x - 3.4)} y={round(y - 3.4)} width="6.8" height="6.8" />;
}

interface Scale {
  x(at: number): number;
  y(value: number): number;
  /** Round numbers along the side. */
  readonly marks: readonly number[];
}

function scaleOf(points: readonly Point[], lines: readonly Line[]): Scale {
  const shown = lines.flatMap(({ index }) => points.flatMap(({ values }) => values[index] ?? []));
  const low = Math.min(...shown.map(value => value.low));
  const high = Math.max(...shown.map(value => value.high));
  const step = roundStep((high - low || Math.abs(high) || 1) / 4);
  const below = Math.floor((low - step / 4) / step) * step;
  // What never is negative has nothing below zero.
  const bottom = low < 0 ? below : Math.max(0, below);
  const top = Math.max(Math.ceil((high + step / 4) / step) * step, bottom + step);
  const first = getFirst(points).at;
  const span = getLast(points).at - first || 1;
  const isOne = points.length === 1;
  const count = Math.round((top - bottom) / step);
  return {
    x: at =>
      isOne ? width / 2 : edge.left + 8 + ((at - first) / span) * (width - edge.left - edge.right - 16),
    y: value => round(edge.top + ((top - value) / (top - bottom)) * (height - edge.top - edge.bottom)),
    marks: Array.from({ length: count + 1 }, (_, i) => bottom + i * step),
  };
}

/** The next of 1, 2, 2.5, 5, 10 … times a power of ten. */
function roundStep(about: number): number {
  const power = 10 ** Math.floor(Math.log10(about));
  return ([1, 2, 2.5, 5, 10].find(factor => factor * power >= about) ?? 10) * power;
}

function markText(mark: number, language: Language): string {
  return marksFormat(language).format(Number(mark.toPrecision(10)));
}

/** A few points whose dates stand below. */
function datesOf(points: readonly Point[]): Point[] {
  const count = Math.min(4, points.length);
  if (count === 1) return [getFirst(points)];
  const first = getFirst(points).at;
  const span = getLast(points).at - first;
  const wanted = Array.from({ length: count }, (_, i) => first + (span * i) / (count - 1));
  return wanted.map(at => ({ ...getFirst(points), at }));
}

const marksFormat = makeOnceEach(
  locale => new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping: false }),
);
const shortDays = makeOnceEach(
  locale =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: '2-digit', timeZone: 'UTC' }),
);

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
