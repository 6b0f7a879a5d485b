// Everything in a record by day, the newest first; what is known roughly by its month or year. Routine readings of a day share a
// line (days.ts).
import type { Grant } from '../../core/authorization/grant.ts';
import type { Reader } from '../../core/store.ts';
import { readBeside } from '../../core/targets/judge.ts';
import { buildQuery, listThings } from '../../core/things/list.ts';
import { presentKinds } from '../../core/things/newest.ts';
import { getPlace } from '../../core/things/page.ts';
import type { ThingPlace } from '../../core/things/query.ts';
import type { Language } from '../../locales/language.ts';
import { nameType } from '../../locales/type-names.ts';
import { clockWords, dataWords } from '../../locales/words.ts';
import { everyType, type ThingGroup } from '../../things/index.ts';
import { type FieldErrors, Input } from '../kit/fields.tsx';
import { Empty } from '../kit/kit.tsx';
import { Layout } from '../kit/layout.tsx';
import { SignOf, SignOfKind } from '../kit/sign.tsx';
import { sayLocalDay } from '../kit/words.ts';
import type { Locale } from '../web/clock.ts';
import { show } from '../web/respond.tsx';
import type { ShellContext, Visit } from '../web/visit.ts';
import type { AtHand } from './at-hand.ts';
import { getTime, isDay } from './dates.ts';
import { type Day, type Entry, type Folded, groupByDay } from './days.ts';
import { GroupTabs } from './group-tabs.tsx';
import { getTypeId, isGroup, itemHref, kindHref } from './kinds.ts';
import { chooseHref } from './links.ts';
import { Marks } from './marks.tsx';
import { hasPictures } from './pictures/has-pictures.ts';
import { StudyPicture } from './pictures/picture.tsx';
import { openFrom, sealInto } from './place.ts';
import { sayAdded, sayWhen } from './when.ts';

/** So many items are looked at for a page; most of them may be readings that share a line. */
const itemsOnPage = 150;
const linesOnPage = 40;
/** More years than anybody has to choose from. */
const yearsMax = 30;

interface Asked {
  readonly group: ThingGroup | undefined;
  /** As it was written, be it a day or not. */
  readonly to: string;
}

export async function showTimeline(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = dataWords(language);
  const group = c.req.query('group') ?? '';
  const asked: Asked = {
    group: isGroup(group) ? group : undefined,
    to: (c.req.query('to') ?? '').slice(0, 100),
  };
  const to = isDay(asked.to) ? asked.to : undefined;
  const after = openFrom(visit, 'place', c.req.query('after'));
  const { days, next } = await readDays(visit, grant, asked, after);
  const { present, years } = await vault.store.read(async db => ({
    present: await presentKinds(db, grant),
    years: await listYears(db, grant, asked.group),
  }));
  const isBad = asked.to !== '' && to === undefined;
  const errors: FieldErrors = isBad ? { to: w.badDate } : {};
  const page = (
    <Layout title={w.timeline} visit={visit} place="timeline" hasErrors={isBad} across>
      <h1>{w.timeline}</h1>
      <p class="lead">
        {w.timelineLead(of.record.name)} {clockWords(language).items}
      </p>
      <GroupTabs
        present={present}
        at={asked.group ?? 'all'}
        addressOf={group => makeAddress({ group, to: to ?? '' })}
        language={language}
      />
      <Jump asked={asked} years={years} errors={errors} language={language} />
      {days.length === 0 && !visit.damaged?.some ? (
        <Empty
          title={to || asked.group ? w.noneFound : w.firstTitle(of.record.name)}
          text={to || asked.group ? w.noneText(of.record.name) : w.firstText}
        >
          {!to && grant.access.level !== 'view' && (
            <p>
              <a class="button" href={chooseHref()}>
                {w.add}
              </a>
            </p>
          )}
        </Empty>
      ) : (
        days.map(day => <DayOf day={day} grant={grant} locale={visit} />)
      )}
      {(next || after) && (
        <p class="actions">
          {next && (
            <a
              class="button second"
              href={makeAddress({ ...asked, to: to ?? '' }, sealInto(visit, 'place', next))}
            >
              {w.older}
            </a>
          )}
          {after && (
            <a class="button second" href={makeAddress({ ...asked, to: '' })}>
              {w.newest}
            </a>
          )}
        </p>
      )}
    </Layout>
  );
  return show(c, page, { status: isBad ? 422 : 200 });
}

/** A page ends with a day, unless one has more than a page. */
async function readDays(
  { vault, language }: Visit,
  grant: Grant,
  { group, to }: Asked,
  after: ThingPlace | undefined,
): Promise<{ days: Day[]; next: ThingPlace | undefined }> {
  const typeIds = group === undefined ? [] : typeIdsOf(group);
  const { things, next } = await listThings(vault, grant, {
    typeIds,
    to: isDay(to) ? to : undefined,
    after,
    limit: itemsOnPage,
  });
  const beside = await vault.store.read(db => readBeside(db, grant, vault.clock.now()));
  const all = groupByDay(things, language, beside);
  let lines = 0;
  let whole = all.findIndex(({ lines: { length } }) => {
    lines += length;
    return lines > linesOnPage;
  });
  if (whole === -1) whole = next === undefined ? all.length : all.length - 1;
  const days = all.slice(0, Math.max(1, whole));
  const shown = days.reduce((sum, { items }) => sum + items, 0);
  const last = things[shown - 1];
  const goesOn = shown < things.length && last ? getPlace(last) : next;
  return { days, next: goesOn };
}

/** Those that something stands under, the newest first. */
async function listYears(db: Reader, grant: Grant, group: ThingGroup | undefined): Promise<string[]> {
  const typeIds = group === undefined ? [] : typeIdsOf(group);
  const years: string[] = [];
  while (years.length < yearsMax) {
    const last = years.at(-1);
    const query = buildQuery({ typeIds, to: last && endOf(Number(last) - 1) });
    const [key] = await db.things(grant).queryKeys({ ...query, limit: 1 });
    if (!key) break;
    years.push(key.effectiveDate.slice(0, 4));
  }
  return years;
}

function endOf(year: number): string {
  return `${String(year).padStart(4, '0')}-12-31`;
}

function typeIdsOf(group: ThingGroup): string[] {
  return everyType()
    .filter(type => type.group === group)
    .map(getTypeId);
}

function makeAddress({ group, to }: Asked, after?: string): string {
  const query = [group && `group=${group}`, to && `to=${to}`, after && `after=${after}`].filter(Boolean);
  return query.length === 0 ? '/timeline' : `/timeline?${query.join('&')}`;
}

interface JumpProps {
  readonly asked: Asked;
  readonly years: readonly string[];
  readonly errors: FieldErrors;
  readonly language: Language;
}

/** To a year by one click, to a day by a form. */
function Jump({ asked: { group, to }, years, errors, language }: JumpProps) {
  const w = dataWords(language);
  return (
    <div class="jump not-printed">
      {years.length > 1 && (
        <nav aria-label={w.years}>
          <ul class="tabs">
            {years.map(year => {
              const lastDay = endOf(Number(year));
              return (
                <li>
                  <a
                    href={makeAddress({ group, to: lastDay })}
                    aria-current={to === lastDay ? 'page' : undefined}
                  >
                    {year}
                  </a>
                </li>
              );
            })}
          </ul>
        </nav>
      )}
      <form method="get" action="/timeline" class="in-line">
        {group && <input type="hidden" name="group" value={group} />}
        <Input name="to" label={w.jump} type="date" value={to} errors={errors} />
        <button type="submit" class="second">
          {w.jumpButton}
        </button>
      </form>
    </div>
  );
}

function DayOf({ day: { date, first, lines }, grant, locale }: { day: Day; grant: Grant; locale: Locale }) {
  const { effectiveDate, datedTo = 'day' } = first;
  return (
    <section class="day">
      <h2>
        <time datetime={date}>
          {datedTo === 'day'
            ? sayLocalDay(date, locale.language)
            : sayWhen({ effectiveDate, datedTo }, locale)}
        </time>
      </h2>
      <ul class="cards">
        {lines.map(line => (
          <li class="event">
            {'count' in line ? (
              <Readings of={line} date={date} grant={grant} language={locale.language} />
            ) : (
              <Single entry={line} grant={grant} locale={locale} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** They lead to the list of their day. */
function Readings({ of: { type, count, range, id, marks }, date, grant, language }: ReadingsProps) {
  return (
    <>
      <span />
      <SignOfKind of={type} />
      <div>
        <span class="hint">{nameType(type, language)}</span>
        <a href={`${kindHref(type)}&from=${date}&to=${date}`}>
          {[dataWords(language).readings(count), range].filter(Boolean).join(', ')}
        </a>
        <Marks marks={marks} id={id} grant={grant} language={language} />
      </div>
    </>
  );
}

interface ReadingsProps {
  readonly of: Folded;
  readonly date: string;
  readonly grant: Grant;
  readonly language: Language;
}

function Single({ entry, grant, locale }: { entry: Entry; grant: Grant; locale: Locale }) {
  const { id, kind, typeId, effectiveDate, datedTo, summary, note, marks } = entry;
  const { language } = locale;
  return (
    <>
      <span class="hint event-time">{datedTo === 'day' && getTime(effectiveDate)}</span>
      <SignOf typeId={typeId} />
      <div>
        <span class="hint">{datedTo ? kind : `${kind} · ${sayAdded(effectiveDate, locale)}`}</span>
        <a href={itemHref(id)}>{summary}</a>
        {hasPictures(entry) && <StudyPicture id={id} language={language} />}
        <Marks marks={marks} id={id} grant={grant} language={language} />
        {note !== '' && <span class="hint clipped">{note}</span>}
      </div>
    </>
  );
}
