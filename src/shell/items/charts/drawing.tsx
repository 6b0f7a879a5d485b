// A chart as an inline drawing: lines over time in one unit, before the zones they should lie in. It is drawn twice, for wide
// windows and for narrow ones, so that its writing has the same size in both. Everything that colours it is in the stylesheet.
import { getFirst, getLast } from '../../../assume.ts';
import type { Language } from '../../../locales/language.ts';
import type { Point } from './points.ts';
import { type Extent, type Line, makeScale, round, type Scale, type Size, sizes } from './scale.ts';
import type { Zone } from './zones.ts';

/** Something that happened, with the number it has in the list below. */
export interface Marked {
  readonly at: number;
  readonly number: number;
}

export interface ChartProps {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly lines: readonly Line[];
  readonly points: readonly Point[];
  readonly extent: Extent;
  readonly events: readonly Marked[];
  readonly language: Language;
}

export function Chart(props: ChartProps) {
  return (
    <>
      <OneDrawing {...props} size={sizes.wide} />
      <OneDrawing {...props} size={sizes.narrow} />
    </>
  );
}

/** @param name of the size, in the stylesheet and in ids */
export function OneDrawing(props: ChartProps & { readonly size: Size }) {
  const { id, title, description, lines, points, extent, events, language, size } = props;
  const scale = makeScale(points, lines, extent, size, language);
  const { x, y, left, right, top, bottom } = scale;
  const own = `${id}-${size.name}`;
  return (
    <svg
      class={`chart ${size.name}`}
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-labelledby={`${own}-title ${own}-description`}
      data-plot={[x(0), x(1), top, bottom].join(' ')}
    >
      <title id={`${own}-title`}>{title}</title>
      <desc id={`${own}-description`}>{description}</desc>
      {lines.flatMap(({ zones }, place) =>
        zones.map(zone => <ZoneOf zone={zone} place={place} scale={scale} extent={extent} />),
      )}
      {scale.marks.map(({ value, text }) => (
        <g>
          <line class="chart-grid" x1={left} x2={right} y1={y(value)} y2={y(value)} />
          <text class="chart-mark" x={left - 8} y={round(y(value) + 4)} text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {scale.dates.map(({ at, text, anchor }) => (
        <text class="chart-mark" x={x(at)} y={size.height - 10} text-anchor={anchor}>
          {text}
        </text>
      ))}
      {events.map(({ at, number }) => (
        <EventOf x={x(scale.part(at))} number={number} top={top} bottom={bottom} />
      ))}
      {lines.map((line, place) => (
        <LineOf line={line} place={place} points={points} scale={scale} dotsMax={size.dotsMax} />
      ))}
    </svg>
  );
}

interface LineOfProps {
  readonly line: Line;
  readonly place: number;
  readonly points: readonly Point[];
  readonly scale: Scale;
  readonly dotsMax: number;
}

function LineOf({ line, place, points, scale, dotsMax }: LineOfProps) {
  const { y } = scale;
  const own = points.flatMap(({ at, values }) => {
    const value = values[line.index];
    return value ? [{ x: scale.x(scale.part(at)), ...value }] : [];
  });
  const isBand = own.some(({ low, high }) => low !== high);
  const upper = join(own.map(({ x, high }) => [x, y(high)]));
  const lower = join(own.map(({ x, low }): [number, number] => [x, y(low)]).reverse());
  return (
    <g class={`chart-line line-${place % linesStyled}`}>
      {isBand && <path class="chart-band" d={`${upper}${lower.replace('M', 'L')}Z`} />}
      <path class="chart-path" d={join(own.map(({ x, mean }) => [x, y(mean)]))} />
      {own.length <= dotsMax && own.map(({ x, mean }) => <Dot place={place} x={x} y={y(mean)} />)}
    </g>
  );
}

/** Styles that lines have in the stylesheet. */
export const linesStyled = 4;

/** Lines differ in form too, for who cannot tell their colours apart. */
function Dot({ place, x, y }: { place: number; x: number; y: number }) {
  if (place % 2 === 0) return <circle class="chart-dot" cx={x} cy={y} r="3.6" />;
  return <rect class="chart-dot" x={round(x - 3.4)} y={round(y - 3.4)} width="6.8" height="6.8" />;
}

interface ZoneOfProps {
  readonly zone: Zone;
  readonly place: number;
  readonly scale: Scale;
  readonly extent: Extent;
}

/** How many corners a curve is drawn with. */
const curveCorners = 48;

function ZoneOf({ zone, place, scale, extent }: ZoneOfProps) {
  const { x, y, top, bottom } = scale;
  const kept = (height: number) => Math.min(Math.max(height, top), bottom);
  const corners = zone.isCurve ? curveCorners : 1;
  const sides = Array.from({ length: corners + 1 }, (_, i) => i / corners).flatMap(part => {
    const bounds = zone.at(extent.first + part * (extent.last - extent.first));
    if (!bounds) return [];
    const { min = -Infinity, max = Infinity } = bounds;
    return [{ x: x(part), upper: round(kept(y(max))), lower: round(kept(y(min))) }];
  });
  if (sides.length === 0) return null;
  const edges = [
    join(sides.map(({ x, upper }) => [x, upper])),
    join(sides.map(({ x, lower }) => [x, lower])),
  ];
  const back = join([...sides].reverse().map(({ x, lower }) => [x, lower]));
  const isLine =
    getFirst(sides).upper === getFirst(sides).lower && getLast(sides).upper === getLast(sides).lower;
  return (
    <g class={`zone ${zone.kind} line-${place % linesStyled}`}>
      {isLine ? (
        <path class="zone-edge" d={edges[0]} />
      ) : (
        <>
          <path class="zone-within" d={`${edges[0]}${back.replace('M', 'L')}Z`} />
          <path class="zone-edge" d={edges.join('')} />
        </>
      )}
    </g>
  );
}

function EventOf({ x, number, top, bottom }: { x: number; number: number; top: number; bottom: number }) {
  return (
    <g class="chart-event">
      <line x1={x} x2={x} y1={top} y2={bottom} />
      <circle cx={x} cy={top} r="9" />
      <text x={x} y={round(top + 4)} text-anchor="middle">
        {number}
      </text>
    </g>
  );
}

function join(corners: readonly (readonly [number, number])[]): string {
  return corners.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}
