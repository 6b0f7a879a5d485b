// Numbers over time: a drawing for each unit, and a table of the same numbers for who does not see it.
import { getAt, getFirst, getLast } from '../../assume.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { getLatestDay } from '../../core/days.ts';
import { type Reading, type Readings, readSeries } from '../../core/things/series.ts';
import { labelChart, sayUnit } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { sayNumber } from '../../locales/numbers.ts';
import { nameType } from '../../locales/type-names.ts';
import { chartWords, clockWords } from '../../locales/words.ts';
import type { ThingType } from '../../things/index.ts';
import { Empty, Table } from '../kit/kit.tsx';
import { Layout } from '../kit/layout.tsx';
import { sayDay, sayLocalDay } from '../kit/words.ts';
import { notFound } from '../web/problem.ts';
import { show } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import type { AtHand } from './at-hand.ts';
import { type PartedLine, partByContext } from './chart-contexts.ts';
import { sayAverage, sayReading } from './chart-numbers.ts';
import { Chart, type Line } from './chart-svg.tsx';
import { convertToTypedUnits } from './chart-units.ts';
import { getTime, sayMonth } from './dates.ts';
import { chartHref, getTypeId, itemHref, kindHref } from './kinds.ts';
import { addHref, findTypeNamed, getSlug, isAddable } from './links.ts';
import { makePoints, type Point, type Points } from './points.ts';

const ranges = { month: 1, quarter: 3, year: 12, all: undefined } as const;
type Range = keyof typeof ranges;

export async function showChart(c: ShellContext, { grant, of }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = chartWords(language);
  const type = findTypeNamed(c.req.param('kind')!);
  if (!type || type.chart.length === 0) throw notFound();
  const asked = c.req.query('range') ?? '';
  const { range, found, undated, more } = await readRange(asked, c, grant, type);
  const last = getLatestDay(vault.clock.now());
  const readings = range === 'all' ? found : found.filter(({ at }) => at.slice(0, 10) <= last);
  const ahead = found.length - readings.length;
  const name = nameType(type, language);
  const typed = await convertToTypedUnits(type, readings);
  const parted = partByContext(type.chart.length, typed.readings);
  const lines = linesOf(type, parted.lines, typed.units, language);
  const points = makePoints(parted.readings);
  const page = (
    <Layout title={w.title(name)} visit={visit} place="items">
      <h1>{w.title(name)}</h1>
      <p class="lead">{of.record.name}</p>
      <Ranges type={type} range={range} language={language} />
      {ahead > 0 && (
        <p class="notice">
          {w.ahead(ahead)} <a href={`${chartHref(type)}?range=all`}>{w.drawAll}</a>
        </p>
      )}
      {undated > 0 && <p class="notice">{w.undated(undated)}</p>}
      {readings.length === 0 ? (
        <Empty title={w.none} text={w.noneText} />
      ) : (
        <>
          {more && <p class="notice">{w.more(readings.length)}</p>}
          {byUnit(lines).map(([unit, ofUnit]) => (
            <Drawing
              type={type}
              unit={unit}
              lines={ofUnit}
              readings={parted.readings}
              points={points}
              language={language}
            />
          ))}
          <Numbers lines={lines} points={points} language={language} />
          {points.span === 'one' && <p class="hint">{clockWords(language).items}</p>}
        </>
      )}
      <p class="actions">
        {isAddable(type) && grant.permits('Create', getTypeId(type)) && (
          <a class="button" href={addHref(type)}>
            {w.add(name)}
          </a>
        )}
        <a class="button second" href={kindHref(type)}>
          {w.list}
        </a>
      </p>
    </Layout>
  );
  return show(c, page);
}

/** What was asked for; a year where nothing was, and everything where there is nothing of that year. */
async function readRange(
  asked: string,
  { var: { visit } }: ShellContext,
  grant: Grant,
  type: ThingType,
): Promise<Omit<Readings, 'readings'> & { range: Range; found: readonly Reading[] }> {
  const { vault, language } = visit;
  const read = async (range: Range) => {
    const from = firstDay(vault.clock.now(), range);
    const { readings, ...rest } = await readSeries(vault, grant, type, from, language);
    return { ...rest, range, found: readings };
  };
  if (Object.hasOwn(ranges, asked)) return read(asked as Range);
  const ofYear = await read('year');
  return ofYear.found.length > 0 ? ofYear : read('all');
}

function firstDay(now: number, range: Range): string | undefined {
  const months = ranges[range];
  if (months === undefined) return undefined;
  const date = new Date(now);
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - months);
  // A month without that day ends before it.
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
}

function Ranges({ type, range, language }: { type: ThingType; range: Range; language: Language }) {
  const w = chartWords(language);
  return (
    <nav aria-label={w.rangesLabel}>
      <ul class="tabs">
        {(Object.keys(ranges) as Range[]).map(one => (
          <li>
            <a href={`${chartHref(type)}?range=${one}`} aria-current={one === range ? 'page' : undefined}>
              {w.ranges[one]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface MeasuredLine extends Line {
  /** As people write it. */
  readonly unit: string;
}

/** @param units one for each line of the type */
function linesOf(
  type: ThingType,
  parted: readonly PartedLine[],
  units: readonly string[],
  language: Language,
): MeasuredLine[] {
  const labels = labelChart(type, language);
  return parted.map(({ of, context }, index) => ({
    index,
    label: context === undefined ? getAt(labels, of) : `${getAt(labels, of)}, ${context}`,
    unit: sayUnit(getAt(units, of), language),
  }));
}

/** Lines of one unit share a drawing. */
function byUnit(lines: readonly MeasuredLine[]): [unit: string, lines: Line[]][] {
  const units = new Map<string, Line[]>();
  for (const line of lines) units.set(line.unit, [...(units.get(line.unit) ?? []), line]);
  return [...units];
}

interface DrawingProps {
  readonly type: ThingType;
  readonly unit: string;
  readonly lines: readonly Line[];
  readonly readings: readonly Reading[];
  readonly points: Points;
  readonly language: Language;
}

function Drawing({ type, unit, lines, readings, points, language }: DrawingProps) {
  const w = chartWords(language);
  const drawn = lines.filter(({ index }) => readings.some(({ values }) => values[index] !== undefined));
  if (drawn.length === 0) return null;
  const own = points.points.filter(({ values }) => drawn.some(({ index }) => values[index] !== undefined));
  const described = [
    w.describe(
      readings.length,
      sayLocalDay(getLast(readings).at, language),
      sayLocalDay(getFirst(readings).at, language),
    ),
    ...drawn.map(({ index, label }) => inWords(index, label, unit, readings, language)),
  ].join(' ');
  const id = `chart-${getSlug(type)}-${getFirst(drawn).index}`;
  return (
    <figure class="charted">
      <figcaption>
        <span class="hint">{unit}</span>
        <ul class="legend">
          {drawn.map(({ label }, place) => (
            <li class={`line-${place % 4} ${place % 2 === 0 ? 'round' : 'square'}`}>{label}</li>
          ))}
        </ul>
      </figcaption>
      <Chart
        id={id}
        title={`${nameType(type, language)}, ${unit}`}
        description={described}
        lines={drawn}
        points={own}
        language={language}
      />
    </figure>
  );
}

function inWords(
  index: number,
  label: string,
  unit: string,
  readings: readonly Reading[],
  language: Language,
): string {
  const numbers = readings.flatMap(({ values }) => values[index] ?? []);
  const text = (value: number) => sayNumber(value, language);
  return chartWords(language).describeSeries(
    label,
    unit,
    text(Math.min(...numbers)),
    text(Math.max(...numbers)),
    text(getFirst(numbers)),
  );
}

function Numbers({
  lines,
  points: { points, span },
  language,
}: {
  lines: readonly MeasuredLine[];
  points: Points;
  language: Language;
}) {
  const w = chartWords(language);
  const newestFirst = [...points].reverse();
  return (
    <Table
      caption={span === 'one' ? w.table : `${w.table}: ${w.per[span]}`}
      rows={newestFirst}
      columns={[
        { label: w.date, cell: point => <When point={point} span={span} language={language} /> },
        ...lines.map(({ index, label, unit }) => ({
          label: `${label} (${unit})`,
          isNumber: true,
          cell: cellsOf(index, { points, span }, language),
        })),
      ]}
    />
  );
}

/** The numbers of a line, all with the same decimals. */
function cellsOf(line: number, { points, span }: Points, language: Language) {
  const all = points.flatMap(({ values }) => values[line] ?? []);
  const readings = all.flatMap(({ low, high }) => [low, high]);
  const read = sayReading(readings, language);
  const means = all.map(({ mean }) => mean);
  const shown = span === 'one' ? read : sayAverage(means, readings, language);
  return ({ values }: Point) => {
    const value = values[line];
    if (!value) return '–';
    const { mean, low, high } = value;
    return (
      <>
        {shown(mean)}
        {low !== high && <span class="hint">{chartWords(language).lowHigh(read(low), read(high))}</span>}
      </>
    );
  };
}

function When({ point, span, language }: { point: Point; span: Points['span']; language: Language }) {
  const moment = new Date(point.at).toISOString().slice(0, 19);
  const text =
    span === 'one'
      ? [sayLocalDay(moment, language), getTime(moment)].filter(Boolean).join(', ')
      : span === 'week'
        ? chartWords(language).weekOf(sayDay(point.at, language))
        : span === 'month'
          ? sayMonth(point.at, language)
          : span === 'year'
            ? moment.slice(0, 4)
            : sayLocalDay(moment, language);
  return point.id === undefined ? text : <a href={itemHref(point.id)}>{text}</a>;
}
