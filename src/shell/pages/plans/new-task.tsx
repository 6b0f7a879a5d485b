// Adding a task to a plan oneself: what to do, how often or at what times, and until when.

import { readAgenda, spanOfDay } from '../../../core/plans/agenda.ts';
import { taskTypeId } from '../../../core/plans/read.ts';
import { createTask } from '../../../core/plans/write.ts';
import type { ActionPlanTask } from '../../../formats/rest/models.ts';
import type { Language } from '../../../locales/language.ts';
import { frameWords, plansWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { explainRefusal } from '../../items/refusal.ts';
import { Choices, ErrorSummary, type FieldErrors, Input, Select } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { getDayThere, getWallThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { plansPath } from './paths.ts';
import { sayWeekday } from './say.ts';
import { findTextProblem } from './texts.ts';
import { toDateTime } from './wall.ts';
import { readDay } from './week.tsx';

const ways = ['day', 'week', 'times', 'once'] as const;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
/** A Monday, to say the names of days by. */
const someMonday = 5;

const nameMax = 100;
/** What items hold of it. */
const noteMax = 128;
const countMax = 100;
const timesMax = 24;

interface Typed {
  readonly plan: string;
  readonly name: string;
  readonly note: string;
  readonly way: string;
  readonly count: string;
  readonly times: string;
  readonly days: readonly string[];
  readonly until: string;
}

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly objectives: readonly string[];
}

/** Those that are under way. */
async function listPlans(c: SignedInContext, { grant }: AtHand): Promise<Choice[]> {
  const { vault, zone } = c.var.visit;
  const today = getDayThere(vault.clock.now(), zone);
  const { plans } = await readAgenda(vault, grant, spanOfDay(today));
  return plans.flatMap(({ stored, value }) =>
    value.status === 'InProgress'
      ? {
          id: stored.id,
          name: value.name,
          objectives: value.objectives.objective.map(({ id }) => id.toLowerCase()),
        }
      : [],
  );
}

export async function showNewTask(c: SignedInContext, at: AtHand): Promise<Response> {
  const plan = c.req.query('plan') ?? '';
  const typed = { plan, name: '', note: '', way: 'day', count: '1', times: '', days: [], until: '' };
  return newTaskPage(c, at, typed);
}

async function newTaskPage(
  c: SignedInContext,
  at: AtHand,
  typed: Typed,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = plansWords(language);
  const f = frameWords(language);
  if (!at.grant.permits('Create', taskTypeId)) throw new Problem(403, w.addTask, w.mayNot);
  const plans = await listPlans(c, at);
  if (plans.length === 0) {
    leaveNotice(c, { text: w.noPlan });
    return goTo(c, `${plansPath}/new`);
  }
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={`${w.addTask}: ${at.of.record.name}`} visit={visit} place="items" hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.addTask}</h1>
        <p class="lead">{w.taskLead}</p>
        <ErrorSummary errors={errors} language={language} />
        <Form visit={visit} action={`${plansPath}/task`}>
          <input type="hidden" name="record" value={at.of.record.id} />
          <Input
            autocomplete="off"
            errors={errors}
            name="name"
            label={w.taskName}
            hint={w.taskNameHint}
            value={typed.name}
            maxlength={nameMax}
          />
          <HowOften visit={visit} typed={typed} errors={errors} />
          <Input
            autocomplete="off"
            errors={errors}
            name="note"
            label={w.note}
            hint={w.noteHint}
            value={typed.note}
            maxlength={noteMax}
            optional={f.optional}
          />
          <Select
            name="plan"
            label={w.ofPlan}
            options={plans.map(({ id, name }) => ({ value: id, label: name }))}
            value={typed.plan}
            errors={errors}
          />
          <div class="decision">
            <button type="submit">{w.addTask}</button>
            <a class="button second" href={plansPath}>
              {f.cancel}
            </a>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

interface HowOftenProps {
  readonly visit: SignedInVisit;
  readonly typed: Typed;
  readonly errors: FieldErrors;
}

function HowOften({ visit, typed, errors }: HowOftenProps) {
  const { language, vault, zone } = visit;
  const w = plansWords(language);
  const { optional } = frameWords(language);
  const shared = { errors, autocomplete: 'off', optional };
  return (
    <>
      <Choices
        name="way"
        label={w.howOften}
        options={ways.map(value => ({
          value,
          label: w.ways[value],
          hint: value === 'times' ? w.timesWayHint : undefined,
        }))}
        chosen={[typed.way]}
        errors={errors}
      />
      <Input
        {...shared}
        name="count"
        label={w.count}
        hint={w.countHint}
        value={typed.count}
        inputmode="numeric"
        maxlength={3}
      />
      <Input
        {...shared}
        name="times"
        label={w.times}
        hint={w.timesHint}
        value={typed.times}
        maxlength={200}
      />
      <Choices
        name="days"
        label={w.weekdays}
        hint={w.weekdaysHint}
        options={listDays(language)}
        chosen={typed.days}
        several
        errors={errors}
      />
      <Input
        {...shared}
        name="until"
        label={w.untilDay}
        hint={w.untilHint}
        type="date"
        min={getDayThere(vault.clock.now(), zone)}
        value={typed.until}
      />
    </>
  );
}

function listDays(language: Language) {
  return weekdays.map((value, place) => ({
    value,
    label: sayWeekday(`2026-01-${String(someMonday + place).padStart(2, '0')}`, language),
  }));
}

interface Time {
  readonly hours: number;
  readonly minutes: number;
}

/** `8:00, 20.30`; undefined where one of them is none. */
function readTimes(text: string): Time[] | undefined {
  const times = new Map<string, Time>();
  for (const word of text.split(/[,;\s]+/).filter(Boolean)) {
    const [, h = '', m = ''] = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/.exec(word) ?? [];
    if (h === '') return undefined;
    times.set(`${Number(h)}:${m}`, { hours: Number(h), minutes: Number(m) });
  }
  const all = [...times.values()];
  return all.length > 0 && all.length <= timesMax ? all : undefined;
}

type Often = Pick<ActionPlanTask, 'completionType' | 'frequencyTaskCompletionMetrics' | 'schedules'>;

/** How often, as it was typed, or what is wrong with it. */
function readOften({ way, count, times, days }: Typed, language: Language): Often | FieldErrors {
  const w = plansWords(language);
  if (way === 'times') {
    const all = readTimes(times);
    if (!all) return { times: w.badTimes(timesMax) };
    const chosen = weekdays.filter(day => days.includes(day));
    const scheduledDays = chosen.length === 0 || chosen.length === 7 ? (['Everyday'] as const) : chosen;
    return {
      completionType: 'Scheduled',
      schedules: all.map(scheduledTime => ({
        reminderState: 'Off',
        scheduledDays: [...scheduledDays],
        scheduledTime,
      })),
    };
  }
  const occurrenceCount = way === 'once' ? 1 : Number(count || '1');
  if (!Number.isSafeInteger(occurrenceCount) || occurrenceCount < 1 || occurrenceCount > countMax)
    return { count: w.badCount(countMax) };
  const windowType = way === 'week' ? 'Weekly' : way === 'once' ? 'None' : 'Daily';
  return { completionType: 'Frequency', frequencyTaskCompletionMetrics: { windowType, occurrenceCount } };
}

function isOften(read: Often | FieldErrors): read is Often {
  return 'completionType' in read;
}

export async function tryMakeTask(c: SignedInContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language, zone } = visit;
  const w = plansWords(language);
  const read = (name: string) => form.get(name)?.trim() ?? '';
  const typed: Typed = {
    plan: read('plan'),
    name: read('name'),
    note: read('note'),
    way: ways.find(known => known === form.get('way')) ?? 'day',
    count: read('count'),
    times: read('times'),
    days: form.getAll('days'),
    until: read('until'),
  };
  const now = getWallThere(vault.clock.now(), zone);
  const often = readOften(typed, language);
  const until = readDay(typed.until);
  const plan = (await listPlans(c, at)).find(({ id }) => id === typed.plan);
  const errors = {
    ...findTextProblem('name', w.taskName, typed.name, { max: nameMax, language }),
    ...(isOften(often) ? {} : often),
    ...(typed.until !== '' && (until === undefined || until < now.slice(0, 10)) && { until: w.badDay }),
    ...findTextProblem('note', w.note, typed.note, { max: noteMax, language, isOptional: true }),
    ...(!plan && { plan: frameWords(language).missing(w.ofPlan) }),
  };
  if (Object.keys(errors).length > 0 || !plan || !isOften(often)) return newTaskPage(c, at, typed, errors);
  const note = typed.note || typed.name;
  try {
    const sent: ActionPlanTask = {
      name: typed.name,
      shortDescription: note,
      longDescription: note,
      imageUrl: '',
      thumbnailImageUrl: '',
      taskType: 'Other',
      trackingPolicy: { isAutoTrackable: false },
      associatedPlanId: plan.id,
      associatedObjectiveIds: [...plan.objectives],
      ...often,
    };
    await createTask(vault, at.grant, sent, { now: toDateTime(now), until });
  } catch (error) {
    return newTaskPage(c, at, typed, { name: explainRefusal(error, visit) });
  }
  leaveNotice(c, { text: w.taskCreated(typed.name) });
  return goTo(c, plansPath);
}
