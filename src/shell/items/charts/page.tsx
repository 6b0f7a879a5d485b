// The page of a chart: a drawing for each unit, what happened meanwhile, and a table of the same numbers.
import type { Grant } from '../../../core/authorization/grant.ts';
import { getLatestDay } from '../../../core/days.ts';
import type { About } from '../../../core/growth/about.ts';
import { type Beside, readBeside } from '../../../core/targets/judge.ts';
import { listHappened } from '../../../core/things/happened.ts';
import { presentKinds } from '../../../core/things/newest.ts';
import type { Language } from '../../../locales/language.ts';
import { chartWords, clockWords, marksWords } from '../../../locales/words.ts';
import { Input, Select } from '../../kit/fields.tsx';
import { Empty } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { aimHref } from '../aims.ts';
import type { AtHand } from '../at-hand.ts';
import { getTypeId, kindHref } from '../kinds.ts';
import { addHref, isAddable } from '../links.ts';
import { type Drawn, readDrawn } from './drawn.ts';
import { Events, Figures, type NumberedEvents, numberEvents } from './figure.tsx';
import { isGrowing } from './growth.ts';
import type { Extent } from './scale.ts';
import { type Chosen, chooseSpan, findFirstSpan, readChosen, spans, writeChosen } from './spans.ts';
import { findSubject, listSubjects, nameSubject, readSubject, type Subject } from './subjects.ts';
import { Numbers } from './table.tsx';
import { mayAim } from './target.tsx';

/** What an address asks for, and what is drawn of it. */
export interface Charts {
  readonly chosen: Chosen;
  readonly own: Drawn;
  /** What it is compared with. */
  readonly other: Drawn | undefined;
  readonly subjects: readonly Subject[];
  readonly isChild: boolean;
  /** Is something not judged because nobody knows the age? */
  readonly lacksAge: boolean;
  /** Undefined where nothing is drawn. */
  readonly extent: Extent | undefined;
  readonly events: readonly NumberedEvents[];
}

export async function showChart(c: ShellContext, at: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const charts = await readCharts(c, at);
  const { own, other, extent, events } = charts;
  const { subject, readings, points } = own;
  const w = chartWords(language);
  const name = nameSubject(subject, language);
  const hrefOf = (page: number) =>
    chartAddress(charts, { ...writeChosen(charts.chosen), page: String(page) });
  const page = (
    <Layout title={w.title(name)} visit={visit} place="items" script="chart">
      <h1>{w.title(name)}</h1>
      <p class="lead">{at.of.record.name}</p>
      <Actions subject={subject} isChild={charts.isChild} grant={at.grant} language={language} />
      <Spans charts={charts} language={language} />
      <Notices charts={charts} language={language} />
      {readings.length === 0 ? (
        <Empty title={w.none} text={w.noneText} />
      ) : (
        extent && (
          <>
            <Figures drawn={own} extent={extent} events={events} language={language} />
            {charts.lacksAge && <p class="hint">{marksWords(language).ageUnknown}</p>}
            {other && <Other other={other} extent={extent} events={events} language={language} />}
            <Choice charts={charts} language={language} />
            <Taken charts={charts} language={language} />
            <Events events={events} language={language} />
            <Numbers
              drawn={own}
              page={Number(c.req.query('page')) || 1}
              hrefOf={hrefOf}
              language={language}
            />
            {points.span === 'one' && <p class="hint">{clockWords(language).items}</p>}
          </>
        )
      )}
      {readings.length === 0 && <Choice charts={charts} language={language} />}
    </Layout>
  );
  return show(c, page, { script: true });
}

/** @throws Problem where there is no such chart */
export async function readCharts(c: ShellContext, { grant }: AtHand): Promise<Charts> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const subject = findSubject(c.req.param('kind'));
  if (!subject) throw notFound();
  const { beside, present, happened } = await vault.store.read(async db => ({
    beside: await readBeside(db, grant, vault.clock.now()),
    present: await presentKinds(db, grant),
    happened: await listHappened(db, grant, { bytesMax: vault.limits.pageBytesMax, language }),
  }));
  const subjects = listSubjects(present, language).filter(({ slug }) => slug !== subject.slug);
  const chosen =
    readChosen(c.req.query(), vault.clock.now()) ?? (await chooseFirst(visit, grant, subject, beside.about));
  const own = await readDrawn(visit, grant, subject, chosen, beside);
  const compared = subjects.find(({ slug }) => slug === c.req.query('with'));
  const other = compared && (await readDrawn(visit, grant, compared, chosen, beside));
  const moments = [own, ...(other ? [other] : [])].flatMap(({ points }) => points.points.map(({ at }) => at));
  const extent =
    moments.length === 0 ? undefined : { first: Math.min(...moments), last: Math.max(...moments) };
  const isChild = isGrowing(beside.about, vault.clock.now());
  return {
    chosen,
    own,
    other,
    subjects,
    isChild,
    lacksAge: lacksAge(subject, beside),
    extent,
    events: extent ? numberEvents(happened, extent) : [],
  };
}

function lacksAge({ chart }: Subject, { about: { born, birthYear } }: Beside): boolean {
  const isKnown = born !== undefined || birthYear !== undefined;
  return !isKnown && chart.some(({ reference }) => reference?.(undefined)?.ofAdults);
}

/** How many of the newest readings it takes to see which time has some. */
const newestLookedAt = 20;

async function chooseFirst(
  { vault, language }: Visit,
  grant: Grant,
  subject: Subject,
  about: About,
): Promise<Chosen> {
  const now = vault.clock.now();
  const newest = { to: getLatestDay(now), limit: newestLookedAt };
  const { readings } = await readSubject(vault, grant, subject, about, newest, language);
  return chooseSpan(
    findFirstSpan(
      readings.map(({ at }) => at),
      now,
    ),
    now,
  );
}

function Actions({
  subject,
  isChild,
  grant,
  language,
}: {
  subject: Subject;
  isChild: boolean;
  grant: Grant;
  language: Language;
}) {
  const { type } = subject;
  const w = chartWords(language);
  return (
    <p class="actions at-head">
      {isAddable(type) && grant.permits('Create', getTypeId(type)) && (
        <a class="button" href={subject.addHref ?? addHref(type)}>
          {w.add(nameSubject(subject.addHref === undefined ? type : subject, language))}
        </a>
      )}
      <a class="button second" href={kindHref(type)}>
        {w.list}
      </a>
      {mayAim(subject, grant) && (
        <a class="button second" href={aimHref(subject.slug)}>
          {w.targetLink}
        </a>
      )}
      {isChild && subject.growth && (
        <a class="button second" href="/growth">
          {w.growth}
        </a>
      )}
    </p>
  );
}

function chartAddress({ own, other }: Charts, asked: Readonly<Record<string, string>>, as = ''): string {
  const query = new URLSearchParams({ ...asked, ...(other && { with: other.subject.slug }) });
  return `/charts/${own.subject.slug}${as}?${query}`;
}

function Spans({ charts, language }: { charts: Charts; language: Language }) {
  const w = chartWords(language);
  return (
    <nav aria-label={w.rangesLabel}>
      <ul class="tabs">
        {spans.map(one => (
          <li>
            <a
              href={chartAddress(charts, { range: one })}
              aria-current={one === charts.chosen.span ? 'page' : undefined}
            >
              {w.ranges[one]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Notices({ charts, language }: { charts: Charts; language: Language }) {
  const w = chartWords(language);
  const { ahead, undated, more, readings } = charts.own;
  return (
    <>
      {ahead > 0 && (
        <p class="notice">
          {w.ahead(ahead)} <a href={chartAddress(charts, { range: 'all' })}>{w.drawAll}</a>
        </p>
      )}
      {undated > 0 && <p class="notice">{w.undated(undated)}</p>}
      {more && readings.length > 0 && <p class="notice">{w.more(readings.length)}</p>}
    </>
  );
}

interface OtherProps {
  readonly other: Drawn;
  readonly extent: Extent;
  readonly events: readonly NumberedEvents[];
  readonly language: Language;
}

/** Below, over the same days. */
function Other({ other, extent, events, language }: OtherProps) {
  const w = chartWords(language);
  const name = nameSubject(other.subject, language);
  if (other.readings.length === 0) return <p class="notice">{w.noneBeside(name)}</p>;
  return (
    <>
      <h2>
        <a href={`/charts/${other.subject.slug}`}>{name}</a>
      </h2>
      <Figures drawn={other} extent={extent} events={events} language={language} />
    </>
  );
}

/** The same days, to take along. */
function Taken({ charts, language }: { charts: Charts; language: Language }) {
  const w = chartWords(language);
  const asked = writeChosen(charts.chosen);
  return (
    <p class="after">
      <a href={chartAddress(charts, asked, '/numbers.csv')}>{w.asTable}</a> ·{' '}
      <a href={chartAddress(charts, asked, '/picture.svg')}>{w.asPicture}</a>
    </p>
  );
}

/** Other days, and what to compare with. */
function Choice({ charts, language }: { charts: Charts; language: Language }) {
  const w = chartWords(language);
  const { own, other, chosen, subjects, extent } = charts;
  const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  const from = chosen.from ?? (extent && dayOf(extent.first));
  const to = chosen.to ?? (extent && dayOf(extent.last));
  const field = { errors: {}, optional: w.ifAny };
  return (
    <details class="more not-printed" open={chosen.span === undefined || other !== undefined}>
      <summary>{w.choose}</summary>
      <form method="get" action={`/charts/${own.subject.slug}`} novalidate>
        <div class="side-by-side">
          <Input {...field} name="from" label={w.from} type="date" value={from} />
          <Input {...field} name="to" label={w.to} type="date" value={to} />
          {subjects.length > 0 && (
            <Select
              {...field}
              name="with"
              label={w.compare}
              value={other?.subject.slug ?? ''}
              options={[
                { value: '', label: w.withNothing },
                ...subjects.map(one => ({ value: one.slug, label: nameSubject(one, language) })),
              ]}
            />
          )}
        </div>
        <button type="submit" class="second">
          {w.draw}
        </button>
      </form>
    </details>
  );
}
