// The numbers of a chart, a screen at a time, for who does not see it or wants them as they are.
import { sayOf } from '../../../locales/colon.ts';
import type { Language } from '../../../locales/language.ts';
import { chartWords } from '../../../locales/words.ts';
import { Table } from '../../kit/kit.tsx';
import { sayDay } from '../../kit/words.ts';
import { getTime, sayMonth, sayShortDay } from '../dates.ts';
import { itemHref } from '../kinds.ts';
import { Marks } from '../marks.tsx';
import type { Drawn, DrawnLine, MeasuredLine } from './drawn.ts';
import { sayAverage, sayReading } from './numbers.ts';
import type { Gathered, Point } from './points.ts';

/** As many as a screen shows. */
export const rowsMax = 12;

/** Columns of numbers that a phone has room for. */
const narrowMax = 3;

interface NumbersProps {
  readonly drawn: Drawn;
  /** From 1. */
  readonly page: number;
  readonly hrefOf: (page: number) => string;
  readonly language: Language;
}

export function Numbers({ drawn: { lines, points, marks }, page, hrefOf, language }: NumbersProps) {
  const w = chartWords(language);
  const { span } = points;
  const newestFirst = [...points.points].reverse();
  const pages = Math.ceil(newestFirst.length / rowsMax);
  const shown = Math.min(Math.max(1, page), pages);
  return (
    <section id="numbers">
      <Table
        caption={span === 'one' ? w.table : sayOf(w.table, w.per[span], language)}
        isNarrow={lines.length <= narrowMax}
        rows={newestFirst.slice((shown - 1) * rowsMax, shown * rowsMax)}
        columns={[
          { label: w.date, cell: point => <When point={point} span={span} language={language} /> },
          ...lines.map(line => ({
            label: `${line.label} (${line.unit})`,
            isNumber: true,
            cell: makeCells(line, points.points, span, { marks, language }),
          })),
        ]}
      />
      {pages > 1 && (
        <nav class="pager" aria-label={w.table}>
          {shown > 1 && <a href={`${hrefOf(shown - 1)}#numbers`}>{w.newer}</a>}
          <span class="hint-inline">{w.pageOf(shown, pages)}</span>
          {shown < pages && <a href={`${hrefOf(shown + 1)}#numbers`}>{w.older}</a>}
        </nav>
      )}
    </section>
  );
}

/** The numbers of a line, all with the same decimals. */
function makeCells(
  line: DrawnLine,
  points: readonly Point[],
  span: Gathered,
  { marks, language }: Pick<Drawn, 'marks'> & Pick<NumbersProps, 'language'>,
) {
  const all = points.flatMap(({ values }) => values[line.index] ?? []);
  const readings = all.flatMap(({ low, high }) => [low, high]);
  const read = sayReading(readings, language);
  const means = all.map(({ mean }) => mean);
  const shown = span === 'one' ? read : sayAverage(means, readings, language);
  return ({ at, id, values }: Point) => {
    const value = values[line.index];
    if (!value) return '–';
    const { mean, low, high } = value;
    const verdict = id === undefined ? undefined : marks.get(id)?.[line.of];
    return (
      <>
        {shown(mean)}
        {low !== high && <span class="hint">{chartWords(language).lowHigh(read(low), read(high))}</span>}
        {line.beside && <span class="hint">{line.beside(mean, at)}</span>}
        {verdict && id !== undefined && (
          <Marks marks={[{ ...verdict, what: '' }]} id={id} language={language} />
        )}
      </>
    );
  };
}

/** `Systolic 128 mmHg, Diastolic 82 mmHg`. */
export function sayPoint(point: Point, lines: readonly MeasuredLine[], language: Language): string {
  return lines
    .flatMap(({ index, label, unit, beside }) => {
      const value = point.values[index];
      if (!value) return [];
      const { mean, low, high } = value;
      const read = sayReading([low, high], language);
      const text = low === high ? read(mean) : sayAverage([mean], [low, high], language)(mean);
      const more =
        low === high ? beside?.(mean, point.at) : chartWords(language).lowHigh(read(low), read(high));
      return `${label} ${text} ${unit}${more === undefined ? '' : ` (${more})`}`;
    })
    .join(', ');
}

function When({ point, span, language }: { point: Point; span: Gathered; language: Language }) {
  const text = sayMoment(point, span, language);
  return point.id === undefined ? text : <a href={itemHref(point.id)}>{text}</a>;
}

export function sayMoment({ at }: Point, span: Gathered, language: Language): string {
  const moment = new Date(at).toISOString().slice(0, 19);
  switch (span) {
    case 'one':
      return [sayDay(at, language), getTime(moment)].filter(Boolean).join(', ');
    case 'week':
      return chartWords(language).weekOf(sayShortDay(moment, language));
    case 'month':
      return sayMonth(at, language);
    case 'year':
      return moment.slice(0, 4);
    default:
      return sayDay(at, language);
  }
}
