// The plans of the record at hand: what today asks for, what was missed, the week, and each plan with how far it is.
import type { Grant } from '../../../core/authorization/grant.ts';
import { covers } from '../../../core/authorization/rules.ts';
import {
  type Agenda,
  firstDay,
  listDue,
  listMissed,
  listWeek,
  readAgenda,
  spanOfDay,
} from '../../../core/plans/agenda.ts';
import { noPlan, planTypeId, taskTypeId } from '../../../core/plans/read.ts';
import { addDays, getWeekStart } from '../../../core/plans/slots.ts';
import { findWriters } from '../../../core/things/stamps.ts';
import { plansWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { Empty } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { list } from '../../kit/words.ts';
import { getWallThere } from '../../web/clock.ts';
import { show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { type CardProps, PlanCard, TaskList } from './cards.tsx';
import { plansPath } from './paths.ts';
import { DueList } from './today.tsx';
import { sayKept, sayWeek, WeekTable, weekHref } from './week.tsx';

export async function showPlans(c: SignedInContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = plansWords(language);
  const now = getWallThere(vault.clock.now(), visit.zone);
  const today = now.slice(0, 10);
  const weekFrom = getWeekStart(today, firstDay);
  const agenda = await readAgenda(vault, grant, { ...spanOfDay(today), to: addDays(weekFrom, 7) });
  const writerOf = await findWriters(
    vault,
    grant,
    agenda.plans.map(({ stored }) => stored),
  );
  const weeks = listWeek(agenda, weekFrom, now);
  const isEmpty = agenda.plans.length + agenda.tasks.length === 0;
  const hasPlan = agenda.plans.some(({ value }) => value.status === 'InProgress');
  const page = (
    <Layout title={w.title(of.record.name)} visit={visit} place="items">
      <h1>{w.title(of.record.name)}</h1>
      <p class="lead">{w.lead}</p>
      {isEmpty ? (
        <Empty title={w.none} text={w.noneText}>
          <p>{await sayApps(visit, grant)}</p>
        </Empty>
      ) : (
        <>
          {agenda.lacks && <p class="notice">{w.notCounted}</p>}
          {agenda.isCut && <p class="notice">{w.cut}</p>}
          <Today {...{ agenda, now, visit, grant }} />
          <Week {...{ weeks, weekFrom, today, visit }} />
          <Plans {...{ agenda, weeks, writerOf, visit, grant }} />
        </>
      )}
      <p class="actions">
        {grant.permits('Create', planTypeId) && (
          <a class={isEmpty ? 'button' : 'button second'} href={`${plansPath}/new`}>
            {w.create}
          </a>
        )}
        {hasPlan && grant.permits('Create', taskTypeId) && (
          <a class="button second" href={`${plansPath}/task`}>
            {w.addTask}
          </a>
        )}
      </p>
      {!isEmpty && <p class="hint">{await sayApps(visit, grant)}</p>}
    </Layout>
  );
  return show(c, page);
}

/** Which applications may write plans into the record. */
async function sayApps({ vault, language }: SignedInVisit, { recordId }: Grant): Promise<string> {
  const w = plansWords(language);
  const names = await vault.store.read(async db => {
    const found = new Set<string>();
    for (const { appId, rules } of await db.authorizations.everyOnRecord(recordId)) {
      if (!rules.some(rule => covers(rule, 'Create', planTypeId, undefined))) continue;
      const app = await db.applications.byId(appId);
      if (app?.state === 'active') found.add(app.name);
    }
    return [...found].sort((a, b) => a.localeCompare(b, language));
  });
  return names.length === 0 ? w.appsNone : w.appsMay(list(names, language));
}

interface TodayProps {
  readonly agenda: Agenda;
  readonly now: string;
  readonly visit: SignedInVisit;
  readonly grant: Grant;
}

const missedMax = 10;

function Today({ agenda, now, visit, grant }: TodayProps) {
  const w = plansWords(visit.language);
  const due = listDue(agenda, now);
  const missed = listMissed(agenda, now);
  const isAllDone = due.length > 0 && due.every(({ standing }) => standing === 'done');
  const shared = { agenda, visit, grant, back: plansPath };
  return (
    <>
      <section>
        <h2>{w.today}</h2>
        {due.length === 0 && agenda.keeping && <p>{w.nothingToday}</p>}
        {isAllDone && <p>{w.allDone}</p>}
        {due.length > 0 && <DueList due={due} {...shared} />}
      </section>
      {missed.length > 0 && (
        <details class="more">
          <summary>
            {w.missed} <span class="hint-inline">({w.missedCount(missed.length)})</span>
          </summary>
          <DueList due={missed.slice(0, missedMax)} {...shared} isPast />
          {missed.length > missedMax && <p>{w.andMore(missed.length - missedMax)}</p>}
        </details>
      )}
    </>
  );
}

interface WeekProps extends Pick<CardProps, 'weeks'> {
  readonly weekFrom: string;
  readonly today: string;
  readonly visit: SignedInVisit;
}

function Week({ weeks, weekFrom, today, visit }: WeekProps) {
  const { language } = visit;
  const w = plansWords(language);
  if (weeks.length === 0) return null;
  return (
    <section>
      <h2>{w.thisWeek}</h2>
      <p>{sayKept(weeks, language)}</p>
      <WeekTable {...{ weeks, today, language }} from={weekFrom} caption={sayWeek(weekFrom, language)} />
      <p>
        <a href={weekHref(addDays(weekFrom, -7))}>{w.earlierWeek}</a>
      </p>
    </section>
  );
}

function Plans(props: CardProps) {
  const { agenda, visit } = props;
  const w = plansWords(visit.language);
  const isOver = (status: string) => status === 'Completed' || status === 'Archived';
  const past = agenda.plans.filter(({ value }) => isOver(value.status));
  const present = agenda.plans.filter(({ value }) => !isOver(value.status));
  const loose = agenda.tasks.filter(
    ({ planId }) => planId === noPlan || !agenda.plans.some(({ stored }) => stored.id === planId),
  );
  return (
    <section>
      <h2>{w.plans}</h2>
      {present.map(plan => (
        <PlanCard plan={plan} {...props} />
      ))}
      {loose.length > 0 && (
        <section>
          <h3>{w.loose}</h3>
          <TaskList tasks={loose} {...props} />
        </section>
      )}
      {past.length > 0 && (
        <details class="more">
          <summary>
            {w.past} <span class="hint-inline">({past.length})</span>
          </summary>
          {past.map(plan => (
            <PlanCard plan={plan} {...props} />
          ))}
        </details>
      )}
    </section>
  );
}
