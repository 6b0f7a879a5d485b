// A week at a glance: which task was done on which day, and how much of what was meant.
import {
  type DayOfTask,
  firstDay,
  listWeek,
  readAgenda,
  type WeekOfTask,
} from '../../../core/plans/agenda.ts';
import { addDays, getWeekStart } from '../../../core/plans/slots.ts';
import type { Language } from '../../../locales/language.ts';
import { plansWords } from '../../../locales/words.ts';
import { isDay } from '../../../schema/text.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { itemHref } from '../../items/kinds.ts';
import { Layout } from '../../kit/layout.tsx';
import { getWallThere } from '../../web/clock.ts';
import { show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { plansPath } from './paths.ts';
import { sayShortDay, sayWeekday, sayWeekdayShort } from './say.ts';

const signs = { kept: '✓', part: '◐', missed: '✗', ahead: '○', none: '' } as const;

interface WeekTableProps {
  readonly weeks: readonly WeekOfTask[];
  readonly from: string;
  readonly today: string;
  readonly caption: string;
  readonly language: Language;
}

export function WeekTable({ weeks, from, today, caption, language }: WeekTableProps) {
  const w = plansWords(language);
  const days = Array.from({ length: 7 }, (_, place) => addDays(from, place));
  return (
    <table class="week">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{w.task}</th>
          {days.map(day => (
            <th scope="col" aria-current={day === today ? 'date' : undefined}>
              <abbr title={sayWeekday(day, language)}>{sayWeekdayShort(day, language)}</abbr>
            </th>
          ))}
          <th scope="col" class="number">
            {w.kept}
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ task, days, done, needed }) => (
          <tr>
            <th scope="row">
              <a href={itemHref(task.stored.id)}>{task.value.name}</a>
            </th>
            {days.map(day => (
              <td class={day.standing}>
                <Sign of={day} language={language} />
              </td>
            ))}
            <td class="number">{needed > 0 && w.keptOf(done, needed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sign({ of: { standing, done, needed }, language }: { of: DayOfTask; language: Language }) {
  const { days } = plansWords(language);
  const says =
    standing === 'part' || (standing === 'ahead' && done > 0)
      ? days.part(done, needed)
      : days[standing as 'kept'];
  return (
    <span role="img" aria-label={says} title={says}>
      {standing === 'ahead' && done > 0 ? signs.part : signs[standing]}
    </span>
  );
}

/** How much was done of what was meant so far. */
export function sayKept(weeks: readonly Pick<WeekOfTask, 'done' | 'needed'>[], language: Language): string {
  const sum = (of: 'done' | 'needed') => weeks.reduce((all, week) => all + week[of], 0);
  return sum('needed') === 0 ? '' : plansWords(language).keptInAll(sum('done'), sum('needed'));
}

export function sayWeek(from: string, language: Language): string {
  const { weekOf } = plansWords(language);
  return weekOf(sayShortDay(from, language), sayShortDay(addDays(from, 6), language));
}

/** Any week up to the one at hand. */
export async function showWeek(c: SignedInContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = plansWords(language);
  const now = getWallThere(vault.clock.now(), visit.zone);
  const today = now.slice(0, 10);
  const thisWeek = getWeekStart(today, firstDay);
  const asked = readDay(c.req.query('from'));
  const from = asked === undefined || asked > today ? thisWeek : getWeekStart(asked, firstDay);
  const agenda = await readAgenda(vault, grant, { from, to: addDays(from, 7) });
  const weeks = listWeek(agenda, from, now);
  const page = (
    <Layout title={`${w.title(of.record.name)}: ${sayWeek(from, language)}`} visit={visit} place="items">
      <p class="crumb">
        <a href={plansPath}>{w.back}</a>
      </p>
      <h1>{w.title(of.record.name)}</h1>
      {agenda.lacks && <p class="notice">{w.notCounted}</p>}
      {weeks.length === 0 ? (
        <>
          <h2>{sayWeek(from, language)}</h2>
          <p>{w.nothingThatWeek}</p>
        </>
      ) : (
        <>
          <WeekTable {...{ weeks, from, today, language }} caption={sayWeek(from, language)} />
          <p>{sayKept(weeks, language)}</p>
        </>
      )}
      <p class="actions">
        <a class="button second" href={weekHref(addDays(from, -7))}>
          {w.earlierWeek}
        </a>
        {from < thisWeek && (
          <a class="button second" href={weekHref(addDays(from, 7))}>
            {w.laterWeek}
          </a>
        )}
      </p>
    </Layout>
  );
  return show(c, page);
}

export function weekHref(from: string): string {
  return `${plansPath}/week?from=${from}`;
}

/** `2026-11-25`, of a century that people remember. */
export function readDay(text: string | undefined): string | undefined {
  const [, y, m, d] = /^((?:19|20|21)\d\d)-(\d\d)-(\d\d)$/.exec(text?.trim() ?? '') ?? [];
  return y !== undefined && isDay(Number(y), Number(m), Number(d)) ? `${y}-${m}-${d}` : undefined;
}
