// Laboratory results as a table: a row for each test, a column for each day, the newest first.
import type { Grant } from '../../../core/authorization/grant.ts';
import { type LabReading, type LabSeries, readLabsOverTime } from '../../../core/labs/over-time.ts';
import type { Language } from '../../../locales/language.ts';
import { labsWords } from '../../../locales/words.ts';
import { currentVersion } from '../../../things/index.ts';
import labType from '../../../things/lab-results.ts';
import { Empty } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';
import { kindHref } from '../kinds.ts';
import { addHref } from '../links.ts';
import { sealInto } from '../place.ts';
import { Trend } from '../trend.tsx';
import { sayWhenShort } from '../when.ts';
import { labHref, labsHref } from './links.ts';
import { Result } from './result.tsx';

const daysShown = 4;

export async function showLabs(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = labsWords(language);
  const { series, reports, isCut } = await readLabsOverTime(vault, grant, language);
  const days = listDays(series);
  const pages = Math.max(1, Math.ceil(days.length / daysShown));
  const page = Math.min(pages, Math.max(1, Number(c.req.query('page')) || 1));
  const shown = days.slice((page - 1) * daysShown, page * daysShown);
  const rows = series.filter(({ readings }) => readings.some(reading => shown.includes(dayOf(reading))));
  const drawn = (
    <Layout title={w.title} visit={visit} place="items">
      <h1>{w.title}</h1>
      <p class="lead">{w.lead(of.record.name)}</p>
      <p class="actions">
        {grant.permits('Create', currentVersion(labType).id) && (
          <a class="button" href={addHref(labType)}>
            {w.add}
          </a>
        )}
        <a class="button second" href={kindHref(labType)}>
          {w.list}
        </a>
      </p>
      {isCut && <p class="notice">{w.cut(reports)}</p>}
      {shown.length === 0 ? (
        <Empty title={w.none} text={w.noneText} />
      ) : (
        <Grid rows={rows} days={shown} grant={grant} visit={visit} />
      )}
      <Turn page={page} pages={pages} language={language} />
      {series.length > rows.length && <AllTests series={series} visit={visit} />}
    </Layout>
  );
  return show(c, drawn);
}

/** Under which it stands: what is known to a month is not taken for its first day. */
function dayOf({ at, datedTo }: LabReading): string {
  return `${at.slice(0, 10)}T00:00:00 ${datedTo ?? ''}`;
}

function sayDay(day: string, visit: Visit): string {
  const [effectiveDate = '', known] = day.split(' ');
  const datedTo = (['day', 'month', 'year'] as const).find(one => one === known);
  return sayWhenShort({ effectiveDate, datedTo }, visit);
}

/** The newest first. */
function listDays(series: readonly LabSeries[]): string[] {
  return [...new Set(series.flatMap(({ readings }) => readings.map(dayOf)))].sort().reverse();
}

interface GridProps {
  readonly rows: readonly LabSeries[];
  readonly days: readonly string[];
  readonly grant: Grant;
  readonly visit: Visit;
}

function Grid({ rows, days, grant, visit }: GridProps) {
  const { language } = visit;
  const w = labsWords(language);
  const [newest = '', oldest = newest] = [days[0], days.at(-1)];
  return (
    <div class="sideways">
      <table class="table labs">
        <caption>{w.caption(sayDay(oldest, visit), sayDay(newest, visit))}</caption>
        <thead>
          <tr>
            <th scope="col">{w.test}</th>
            {days.map(day => (
              <th scope="col" class="number whole">
                {sayDay(day, visit)}
              </th>
            ))}
            <th scope="col">{w.range}</th>
            <th scope="col">{w.trend}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(one => (
            <tr>
              <th scope="row">
                <a href={testHref(one, visit)}>{one.name}</a>
                {one.unit !== '' && <span class="hint">{one.unit}</span>}
              </th>
              {days.map(day => (
                <td class="number" data-label={sayDay(day, visit)}>
                  <Readings
                    readings={one.readings.filter(reading => dayOf(reading) === day)}
                    unit={one.unit}
                    grant={grant}
                    language={language}
                  />
                </td>
              ))}
              <td data-label={w.range} class="whole">
                {one.readings.find(({ range }) => range !== '')?.range}
              </td>
              <td data-label={w.trend}>
                <Trend values={valuesOf(one)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Readings({
  readings,
  unit,
  grant,
  language,
}: {
  readings: readonly LabReading[];
  unit: string;
  grant: Grant;
  language: Language;
}) {
  return (
    <>
      {readings.map(reading => (
        <Result reading={reading} unit={unit} grant={grant} language={language} isLinked />
      ))}
    </>
  );
}

/** Oldest first, as many as a small drawing shows. */
function valuesOf({ readings }: LabSeries): number[] {
  return readings
    .flatMap(({ value }) => value ?? [])
    .slice(0, trendReadingsMax)
    .reverse();
}

const trendReadingsMax = 12;

/** The name of a test may be that of an illness: addresses have it sealed. */
function testHref({ key }: LabSeries, visit: Visit): string {
  return `${labHref}?of=${sealInto(visit, 'words', key)}`;
}

function Turn({ page, pages, language }: { page: number; pages: number; language: Language }) {
  const w = labsWords(language);
  if (pages === 1) return null;
  return (
    <p class="actions">
      {page > 1 && (
        <a class="button second" href={page === 2 ? labsHref : `${labsHref}?page=${page - 1}`}>
          {w.newer}
        </a>
      )}
      {page < pages && (
        <a class="button second" href={`${labsHref}?page=${page + 1}`}>
          {w.older}
        </a>
      )}
    </p>
  );
}

function AllTests({ series, visit }: { series: readonly LabSeries[]; visit: Visit }) {
  const w = labsWords(visit.language);
  return (
    <section>
      <h2>{w.all}</h2>
      <ul class="cards">
        {[...series]
          .sort((a, b) => a.name.localeCompare(b.name, visit.language))
          .map(one => (
            <li>
              <a href={testHref(one, visit)}>{one.name}</a>
              <span class="hint">{w.ofTests(one.readings.length)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
