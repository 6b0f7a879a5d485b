// Each plan with what it is to reach, how far that is, its tasks, and what can be done with it.
import type { Grant } from '../../../core/authorization/grant.ts';
import { type Agenda, isUnderWay, type WeekOfTask } from '../../../core/plans/agenda.ts';
import { type Kept, type KeptTask, planTypeId, taskTypeId } from '../../../core/plans/read.ts';
import type { Writers } from '../../../core/things/stamps.ts';
import type { Stamp } from '../../../core/things/thing.ts';
import { readTaskExtras } from '../../../formats/rest/task.ts';
import { sayValue } from '../../../locales/labels.ts';
import { plansWords } from '../../../locales/words.ts';
import type { Plan } from '../../../things/plan.ts';
import { itemHref } from '../../items/kinds.ts';
import { Form } from '../../kit/layout.tsx';
import { sayLocalDay } from '../../kit/words.ts';
import type { SignedInVisit } from '../../web/visit.ts';
import { plansPath } from './paths.ts';
import { sayHowOften } from './say.ts';

export interface CardProps {
  readonly agenda: Agenda;
  readonly weeks: readonly WeekOfTask[];
  readonly writerOf: (stamp: Stamp) => Writers;
  readonly visit: SignedInVisit;
  readonly grant: Grant;
}

export function PlanCard({ plan, ...props }: CardProps & { plan: Kept<Plan> }) {
  const { agenda, writerOf, visit, grant } = props;
  const { language } = visit;
  const w = plansWords(language);
  const { stored, value } = plan;
  const { app, person } = writerOf(stored.created);
  const who = stored.created.appId === undefined ? w.byPerson(person.name) : w.byApp(app.name);
  const tasks = agenda.tasks.filter(({ planId }) => planId === stored.id);
  return (
    <section class="sheet plan">
      <h3>
        <a href={itemHref(stored.id)}>{value.name}</a>
      </h3>
      <p class="hint">
        {[sayValue(value.category, language), sayValue(value.status, language), who].join(' · ')}
      </p>
      {value.description !== undefined && <p>{value.description}</p>}
      <Objectives plan={value} tasks={tasks} {...props} />
      <h4>{w.tasks}</h4>
      {tasks.length === 0 ? <p>{w.noTasks}</p> : <TaskList tasks={tasks} {...props} />}
      <div class="actions">
        {value.status === 'InProgress' && grant.permits('Create', taskTypeId) && (
          <a
            class="button second"
            href={`${plansPath}/task?plan=${stored.id}`}
            aria-label={w.addTaskTo(value.name)}
          >
            {w.addTask}
          </a>
        )}
        {grant.permits('Update', planTypeId) && (
          <Ways of="plan" id={stored.id} name={value.name} status={value.status} {...{ visit, grant }} />
        )}
      </div>
    </section>
  );
}

function Objectives({ plan, tasks, weeks, visit }: CardProps & { plan: Plan; tasks: readonly KeptTask[] }) {
  const { language } = visit;
  const w = plansWords(language);
  return (
    <>
      <h4>{w.objectives}</h4>
      <ul>
        {plan.objectives.objective.map(({ id, name, description, outcomes }) => {
          const own = weeks.filter(
            ({ task }) =>
              tasks.includes(task) &&
              task.value.associatedObjectiveIds?.id.some(one => one.toLowerCase() === id.toLowerCase()),
          );
          const sum = (of: 'done' | 'needed') => own.reduce((all, week) => all + week[of], 0);
          const measured = (outcomes?.outcome ?? []).filter(({ type }) => type !== 'Other');
          const facts = [
            ...measured.map(outcome => w.measuredBy(sayValue(outcome.type, language))),
            ...(sum('needed') > 0 ? [w.objectiveSoFar(sum('done'), sum('needed'))] : []),
          ];
          return (
            <li>
              {name}
              {description !== name && <span class="hint">{description}</span>}
              {facts.length > 0 && <span class="hint">{facts.join(' · ')}</span>}
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function TaskList({ tasks, agenda, visit, grant }: CardProps & { tasks: readonly KeptTask[] }) {
  const { language } = visit;
  const w = plansWords(language);
  return (
    <ul class="cards">
      {tasks.map(task => {
        const { stored, value } = task;
        const { ended } = readTaskExtras(stored.commonXml);
        const facts = [
          sayHowOften(value, language),
          ended !== undefined && w.until(sayLocalDay(ended, language)),
          value.shortDescription !== value.name && value.shortDescription,
          !isUnderWay(task, agenda.plans) && sayValue(value.status, language),
        ].filter(Boolean);
        return (
          <li class="with-action">
            <div>
              <a href={itemHref(stored.id)}>{value.name}</a>
              <span class="hint">{facts.join(' · ')}</span>
            </div>
            {grant.permits('Update', taskTypeId) && (
              <Ways of="task" id={stored.id} name={value.name} status={value.status} {...{ visit, grant }} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

type Status = Plan['status'];
export type Way = 'begin' | 'reach' | 'stop' | 'resume';

/** What can be done with a plan, or a task, as it is. A task is done, and not reached. */
function listWays(of: 'plan' | 'task', status: Status): Way[] {
  if (status === 'Recommended') return ['begin', 'stop'];
  if (status !== 'InProgress') return ['resume'];
  return of === 'plan' ? ['reach', 'stop'] : ['stop'];
}

interface WaysProps {
  readonly of: 'plan' | 'task';
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly visit: SignedInVisit;
  readonly grant: Grant;
}

function Ways({ of, id, name, status, visit, grant }: WaysProps) {
  const w = plansWords(visit.language);
  return (
    <Form visit={visit} action={`${plansPath}/change`}>
      <input type="hidden" name="record" value={grant.recordId} />
      <input type="hidden" name={of} value={id} />
      {listWays(of, status).map(way => (
        <button
          type="submit"
          name="do"
          value={way}
          class={way === 'begin' ? 'second' : 'quiet'}
          aria-label={w.doTo(w[way], name)}
        >
          {w[way]}
        </button>
      ))}
    </Form>
  );
}
