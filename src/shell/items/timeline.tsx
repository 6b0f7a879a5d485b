// Everything in a record by day, the newest first; what is known roughly by its month or year.
import { getFirst } from '../../assume.ts';
import { listThings } from '../../core/things/list.ts';
import type { ShownThing } from '../../core/things/query.ts';
import { makeShortForm, type ShortForm } from '../../core/things/short-form.ts';
import type { Language } from '../../locales/language.ts';
import { nameTypeId } from '../../locales/type-names.ts';
import { clockWords, dataWords } from '../../locales/words.ts';
import { type FieldErrors, Input } from '../kit/fields.tsx';
import { Empty } from '../kit/kit.tsx';
import { Layout } from '../kit/layout.tsx';
import { sayLocalDay } from '../kit/words.ts';
import type { Locale } from '../web/clock.ts';
import { show } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import type { AtHand } from './at-hand.ts';
import { getTime, isDay } from './dates.ts';
import { itemHref } from './kinds.ts';
import { chooseHref } from './links.ts';
import { Marks } from './marks.tsx';
import { openFrom, sealInto } from './place.ts';
import { partLengths, sayAdded, sayWhen } from './when.ts';

const itemsOnPage = 50;

export async function showTimeline(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = dataWords(language);
  const asked = (c.req.query('to') ?? '').slice(0, 100);
  const to = isDay(asked) ? asked : undefined;
  const after = openFrom(visit, 'place', c.req.query('after'));
  const { things, next } = await listThings(vault, grant, { to, after, limit: itemsOnPage });
  const days = byDay(things, language);
  const isBad = asked !== '' && to === undefined;
  const errors: FieldErrors = isBad ? { to: w.badDate } : {};
  const page = (
    <Layout title={w.timeline} visit={visit} place="timeline" hasErrors={isBad}>
      <h1>{w.timeline}</h1>
      <p class="lead">
        {w.timelineLead(of.record.name)} {clockWords(language).items}
      </p>
      <form method="get" action="/timeline" class="in-line">
        <Input name="to" label={w.jump} type="date" value={asked} errors={errors} />
        <button type="submit" class="second">
          {w.jumpButton}
        </button>
      </form>
      {things.length === 0 ? (
        <Empty
          title={to ? w.noneFound : w.firstTitle(of.record.name)}
          text={to ? w.noneText(of.record.name) : w.firstText}
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
        days.map(([date, entries]) => <Day date={date} entries={entries} locale={visit} />)
      )}
      {(next || after) && (
        <p class="actions">
          {next && (
            <a
              class="button second"
              href={`/timeline?${to ? `to=${to}&` : ''}after=${sealInto(visit, 'place', next)}`}
            >
              {w.older}
            </a>
          )}
          {after && (
            <a class="button second" href="/timeline">
              {w.newest}
            </a>
          )}
        </p>
      )}
    </Layout>
  );
  return show(c, page, { status: isBad ? 422 : 200 });
}

interface Entry extends ShownThing, ShortForm {}

function byDay(things: readonly ShownThing[], language: Language): [date: string, entries: Entry[]][] {
  const days = new Map<string, Entry[]>();
  for (const thing of things) {
    const entry = { ...thing, ...makeShortForm(thing, language) };
    const date = entry.effectiveDate.slice(0, partLengths[entry.datedTo ?? 'day']);
    days.set(date, [...(days.get(date) ?? []), entry]);
  }
  return [...days];
}

function Day({ date, entries, locale }: { date: string; entries: readonly Entry[]; locale: Locale }) {
  const { language } = locale;
  const { effectiveDate, datedTo = 'day' } = getFirst(entries);
  return (
    <section class="day">
      <h2>
        <time datetime={date}>
          {datedTo === 'day' ? sayLocalDay(date, language) : sayWhen({ effectiveDate, datedTo }, locale)}
        </time>
      </h2>
      <ul class="cards">
        {entries.map(({ id, typeId, effectiveDate, datedTo, summary, note, marks }) => {
          const kind = nameTypeId(typeId, language);
          return (
            <li class="event">
              <span class="hint event-time">{datedTo === 'day' && getTime(effectiveDate)}</span>
              <div>
                <span class="hint">{datedTo ? kind : `${kind} · ${sayAdded(effectiveDate, locale)}`}</span>
                <a href={itemHref(id)}>{summary}</a>
                <Marks marks={marks} language={language} />
                {note !== '' && <span class="hint clipped">{note}</span>}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
