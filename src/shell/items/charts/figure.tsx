// The drawings of a chart, one for each unit, with their legends; what a script reads of them; and what happened meanwhile.

import { getAt, getFirst, getLast } from '../../../assume.ts';
import type { Happened } from '../../../core/things/happened.ts';
import { sayOf } from '../../../locales/colon.ts';
import type { Language } from '../../../locales/language.ts';
import { sayNumber } from '../../../locales/numbers.ts';
import { chartWords } from '../../../locales/words.ts';
import { sayLocalDay } from '../../kit/words.ts';
import { sayShortDay } from '../dates.ts';
import { itemHref } from '../kinds.ts';
import type { PartedReading } from './contexts.ts';
import { Chart, type ChartProps, linesStyled } from './drawing.tsx';
import type { Drawn, MeasuredLine } from './drawn.ts';
import { type Extent, makeScale, sizes } from './scale.ts';
import { nameSubject, type Subject } from './subjects.ts';
import { sayMoment, sayPoint } from './table.tsx';

/** What happened about the same time, under one number. */
export interface NumberedEvents {
  readonly number: number;
  readonly at: number;
  readonly happened: readonly Happened[];
}

interface FiguresProps {
  readonly drawn: Pick<Drawn, 'readings' | 'points'> & {
    readonly lines: readonly MeasuredLine[];
    readonly subject: Pick<Subject, 'slug' | 'name'>;
  };
  readonly extent: Extent;
  readonly events: readonly NumberedEvents[];
  readonly language: Language;
}

export function Figures(props: FiguresProps) {
  return (
    <>
      {listFigures(props).map(({ chart, unit, data }) => (
        <figure class="charted">
          <figcaption>
            <span class="hint">{unit}</span>
            <Legend chart={chart} />
          </figcaption>
          <div class="chart-frame" data-points={data} data-label={chart.title}>
            <Chart {...chart} />
          </div>
        </figure>
      ))}
    </>
  );
}

interface Figure {
  readonly chart: ChartProps;
  readonly unit: string;
  readonly data: string;
}

/** Lines of one unit share a drawing. */
export function listFigures({ drawn, extent, events, language }: FiguresProps): Figure[] {
  const { subject, lines, readings, points } = drawn;
  const units = new Map<string, MeasuredLine[]>();
  for (const line of lines)
    if (readings.some(({ values }) => values[line.index] !== undefined))
      units.set(line.unit, [...(units.get(line.unit) ?? []), line]);
  return [...units].map(([unit, ofUnit]) => {
    const own = points.points.filter(({ values }) => ofUnit.some(({ index }) => values[index] !== undefined));
    const title = [nameSubject(subject, language), unit].filter(Boolean).join(', ');
    const chart: ChartProps = {
      id: `chart-${subject.slug}-${getFirst(ofUnit).index}`,
      title,
      description: describe(readings, ofUnit, language),
      lines: ofUnit,
      points: own,
      extent,
      events,
      language,
    };
    return { chart, unit, data: writeData(chart, drawn, ofUnit, language) };
  });
}

function Legend({ chart: { lines, language } }: { chart: ChartProps }) {
  const isOne = lines.length === 1;
  return (
    <ul class="legend">
      {lines.map(({ label, zones }, place) => (
        <>
          <li class={`line-${place % linesStyled} ${place % 2 === 0 ? 'round' : 'square'}`}>{label}</li>
          {zones.map(zone => (
            <li class={`line-${place % linesStyled} zoned ${zone.kind}`}>
              {isOne ? zone.label : sayOf(label, zone.label, language)}
            </li>
          ))}
        </>
      ))}
    </ul>
  );
}

/**
 * What the script tells of each point: where it stands, from 0 to 1 along the time, how high each of its values, from 0 at the
 * bottom to 1 at the top, and the words. A point on each line of the text.
 */
function writeData(
  { points, lines, extent }: ChartProps,
  { points: { span } }: Pick<Drawn, 'points'>,
  measured: readonly MeasuredLine[],
  language: Language,
): string {
  const scale = makeScale(points, lines, extent, sizes.wide, language);
  const part = (value: number) => Math.round(value * 10_000) / 10_000;
  return points
    .map(point => {
      const heights = lines.map(({ index }) => {
        const value = point.values[index];
        return value ? part((scale.bottom - scale.y(value.mean)) / (scale.bottom - scale.top)) : '';
      });
      const told = sayPoint(point, measured, language);
      return `${part(scale.part(point.at))}|${heights.join(' ')}|${sayMoment(point, span, language)}|${told}`;
    })
    .join('\n');
}

function describe(
  readings: readonly PartedReading[],
  lines: readonly MeasuredLine[],
  language: Language,
): string {
  const w = chartWords(language);
  const [last, first] = [getFirst(readings), getLast(readings)];
  return [
    w.describe(readings.length, sayLocalDay(first.at, language), sayLocalDay(last.at, language)),
    ...lines.map(line => inWords(line, readings, language)),
  ].join(' ');
}

function inWords(
  { index, label, unit }: MeasuredLine,
  readings: readonly PartedReading[],
  language: Language,
): string {
  const numbers = readings.flatMap(({ values }) => values[index] ?? []);
  const text = (value: number) => sayNumber(value, language);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return chartWords(language).describeSeries(label, unit, text(low), text(high), text(getAt(numbers, 0)));
}

/** More than these cannot be told apart in a drawing, nor what is nearer to each other than a part of its time. */
const eventsMax = 10;
const apart = 0.04;

/** The newest of what happened while the chart goes, numbered as it came. */
export function numberEvents(happened: readonly Happened[], { first, last }: Extent): NumberedEvents[] {
  const groups: { at: number; happened: Happened[] }[] = [];
  const within = happened.filter(({ day }) => {
    const at = momentOf(day);
    return at >= first && at <= last;
  });
  for (const one of within.slice(-eventsMax)) {
    const at = momentOf(one.day);
    const group = groups.at(-1);
    if (group && at - group.at < apart * (last - first)) group.happened.push(one);
    else groups.push({ at, happened: [one] });
  }
  return groups.map((group, index) => ({ ...group, number: index + 1 }));
}

function momentOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function Events({ events, language }: { events: readonly NumberedEvents[]; language: Language }) {
  if (events.length === 0) return null;
  return (
    <section>
      <h2>{chartWords(language).events}</h2>
      <ol class="chart-events">
        {events.map(({ happened }) => (
          <li>
            {happened.map(one => (
              <div>
                <a href={itemHref(one.id)}>{sayHappened(one, language)}</a>{' '}
                <span class="hint-inline">{sayShortDay(one.day, language)}</span>
              </div>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

function sayHappened({ what, name, change }: Happened, language: Language): string {
  const w = chartWords(language);
  return what === 'changed' && change
    ? w.happened.changed(name, change.from, change.to)
    : w.happened[what === 'changed' ? 'started' : what](name);
}
