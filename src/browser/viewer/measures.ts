// Lengths and angles that somebody draws on a picture, in millimetres where the picture says how large its pixels are.
import type { Facts } from './facts.ts';
import type { Frame } from './frames.ts';
import type { Point, Screen } from './screen.ts';

export interface Measure {
  readonly kind: 'length' | 'angle';
  /** Of an angle, the first is where its arms meet. */
  readonly points: Point[];
}

export interface MeasureWords {
  readonly millimetres: string;
  readonly atDetector: string;
  readonly pixels: string;
  readonly degrees: string;
}

export function sayMeasure({ kind, points }: Measure, facts: Facts, words: MeasureWords): string {
  const [first, second, third] = points;
  if (!first || !second) return '';
  if (kind === 'length') return sayLength(first, second, facts, words);
  if (!third) return '';
  const turn = Math.abs(direction(first, second, facts) - direction(first, third, facts));
  const angle = turn > Math.PI ? 2 * Math.PI - turn : turn;
  return words.degrees.replace('{angle}', sayNumber((angle * 180) / Math.PI));
}

function sayLength(from: Point, to: Point, facts: Facts, words: MeasureWords): string {
  const { x, y } = between(from, to, facts);
  const length = sayNumber(Math.hypot(x, y));
  const text = facts.spacing ? (facts.isAtDetector ? words.atDetector : words.millimetres) : words.pixels;
  return text.replace('{length}', length);
}

/** In millimetres, or in columns where these are not known. */
function between(from: Point, to: Point, { spacing, aspect = 1 }: Facts): Point {
  const [tall, wide] = spacing ?? [aspect, 1];
  return { x: (to.x - from.x) * wide, y: (to.y - from.y) * tall };
}

function direction(from: Point, to: Point, facts: Facts): number {
  const { x, y } = between(from, to, facts);
  return Math.atan2(y, x);
}

function sayNumber(number: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(number);
}

/** What was measured in Hounsfield units, or whatever the picture counts; undefined outside of it. */
export function readValue({ facts, values }: Frame, { x, y }: Point): string | undefined {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= facts.columns || row >= facts.rows) return undefined;
  const at = row * facts.columns + column;
  if (facts.kind === 'rgb') return [0, 1, 2].map(i => values[at * 3 + i] ?? 0).join(', ');
  return sayNumber((values[at] ?? 0) * facts.slope + facts.intercept);
}

const colour = '#ffd84d';

export function drawMeasures(
  screen: Screen,
  measures: readonly Measure[],
  facts: Facts,
  words: MeasureWords,
): void {
  const { context } = screen;
  context.font = '600 15px system-ui, sans-serif';
  context.lineJoin = 'round';
  for (const measure of measures) {
    const [first, second, third] = measure.points.map(point => screen.toPage(point));
    if (!first || !second) continue;
    const line = third ? [second, first, third] : [first, second];
    for (const [style, width] of [
      ['#000', 4],
      [colour, 2],
    ] as const) {
      context.strokeStyle = style;
      context.lineWidth = width;
      context.beginPath();
      for (const [i, { x, y }] of line.entries()) i === 0 ? context.moveTo(x, y) : context.lineTo(x, y);
      context.stroke();
    }
    const text = sayMeasure(measure, facts, words);
    const at = { x: Math.max(first.x, second.x) + 8, y: (first.y + second.y) / 2 };
    context.strokeStyle = '#000';
    context.strokeText(text, at.x, at.y);
    context.fillStyle = colour;
    context.fillText(text, at.x, at.y);
  }
}
