// Plans of REST and items of the type Plan, both ways. Tasks are items of their own (task.ts).
import type { Plan } from '../../things/plan.ts';
import { readExtras } from './extras.ts';
import { type Infer, model, oneOf, Problems, text } from './model.ts';
import type { ActionPlan, ActionPlanInstance } from './models.ts';
import { saysSame } from './same.ts';

/** An item's value, and what stands beside it in its common part. */
export interface Kept<Value> {
  readonly value: Value;
  readonly commonXml: string;
}

const extras = model('PlanExtras', '', {
  imageUrl: text(),
  thumbnailImageUrl: text(),
  status: oneOf('Template'),
});

type SentPlan = Omit<ActionPlan, 'associatedTasks'> & Pick<ActionPlanInstance, 'status'>;

/** @throws Unreadable for what a plan must have and this one lacks */
export function writePlan(
  sent: SentPlan,
  before?: Plan,
): { readonly value: Plan; readonly extras: Infer<typeof extras> } {
  const problems = new Problems();
  const { name = '', description, category, objectives, status = 'InProgress' } = sent;
  if (name.trim() === '') problems.note('name', 'is missing');
  if (category === 'Unknown') problems.note('category', 'must be known');
  if (status === 'Unknown') problems.note('status', 'must be known');
  if (objectives.length === 0) problems.note('objectives', 'must have at least one');
  const ids = new Set(objectives.map(({ id }) => id));
  if (ids.size < objectives.length) problems.note('objectives', 'must each have an id of their own');
  const all = objectives.map((objective, place) =>
    writeObjective(objective, before, `objectives[${place}]`, problems),
  );
  problems.end();
  const isTemplate = status === 'Template';
  return {
    value: {
      name,
      ...(description?.trim() && { description }),
      status: isTemplate ? 'Recommended' : (status as Plan['status']),
      category: category as Plan['category'],
      objectives: { objective: all as Plan['objectives']['objective'] },
    },
    extras: {
      ...(sent.imageUrl !== '' && { imageUrl: sent.imageUrl }),
      ...(sent.thumbnailImageUrl !== '' && { thumbnailImageUrl: sent.thumbnailImageUrl }),
      ...(isTemplate && { status: 'Template' as const }),
    },
  };
}

function writeObjective(
  { id, name, description, state, outcomeName, outcomeType }: ActionPlan['objectives'][number],
  before: Plan | undefined,
  at: string,
  problems: Problems,
) {
  if (state === 'Unknown') problems.note(`${at}.state`, 'must be known');
  if (name.trim() === '') problems.note(`${at}.name`, 'is missing');
  if (description.trim() === '') problems.note(`${at}.description`, 'is missing');
  const there = before?.objectives.objective.find(one => one.id.toLowerCase() === id);
  if (there && saysSame(readOutcome(there), { outcomeName, outcomeType }))
    return { ...there, name, description, state };
  return {
    id,
    name,
    description,
    state,
    ...(outcomeType !== 'Unknown' && {
      outcomes: { outcome: [{ name: outcomeName?.trim() ? outcomeName : outcomeType, type: outcomeType }] },
    }),
  };
}

/** Without its tasks. */
export function readPlan({
  value,
  commonXml,
}: Kept<Plan>): Omit<ActionPlanInstance, 'id' | 'associatedTasks'> {
  const own = readExtras(extras, commonXml);
  const { name, description, status, category, objectives } = value;
  return {
    name,
    description,
    status: own.status === 'Template' && status === 'Recommended' ? 'Template' : status,
    category,
    imageUrl: own.imageUrl ?? '',
    thumbnailImageUrl: own.thumbnailImageUrl ?? '',
    objectives: objectives.objective.map(objective => {
      const { id, name, description, state } = objective;
      return { id: id.toLowerCase(), name, description, state, ...readOutcome(objective) };
    }),
  };
}

/** Of several, the first. */
function readOutcome({
  outcomes,
}: Plan['objectives']['objective'][number]): Pick<
  ActionPlan['objectives'][number],
  'outcomeName' | 'outcomeType'
> {
  const [outcome] = outcomes?.outcome ?? [];
  return {
    ...(outcome && outcome.name !== outcome.type && { outcomeName: outcome.name }),
    outcomeType: outcome?.type ?? 'Unknown',
  };
}
