// Making a plan oneself: a name, what is to be reached, and what it is about. Its tasks come after (new-task.tsx).

import { planTypeId } from '../../../core/plans/read.ts';
import { createPlan } from '../../../core/plans/write.ts';
import { sayValue } from '../../../locales/labels.ts';
import { frameWords, plansWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { explainRefusal } from '../../items/refusal.ts';
import { ErrorSummary, type FieldErrors, Input, Select } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { plansPath } from './paths.ts';
import { findTextProblem } from './texts.ts';

const categories = ['Health', 'Sleep', 'Activity', 'Stress'] as const;

interface Typed {
  readonly name: string;
  readonly goal: string;
  readonly category: string;
}

export async function showNewPlan(c: SignedInContext, at: AtHand): Promise<Response> {
  return newPlanPage(c, at, { name: '', goal: '', category: 'Health' });
}

function newPlanPage(
  c: SignedInContext,
  { of, grant }: AtHand,
  { name, goal, category }: Typed,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = plansWords(language);
  const f = frameWords(language);
  if (!grant.permits('Create', planTypeId)) throw new Problem(403, w.create, w.mayNot);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={`${w.create}: ${of.record.name}`} visit={visit} place="items" hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.create}</h1>
        <p class="lead">{w.newLead}</p>
        <ErrorSummary errors={errors} language={language} />
        <Form visit={visit} action={`${plansPath}/new`}>
          <input type="hidden" name="record" value={of.record.id} />
          <Input
            name="name"
            label={w.name}
            hint={w.nameHint}
            value={name}
            maxlength={nameMax}
            autocomplete="off"
            errors={errors}
          />
          <Input
            name="goal"
            label={w.goal}
            hint={w.goalHint}
            value={goal}
            maxlength={goalMax}
            autocomplete="off"
            optional={f.optional}
            errors={errors}
          />
          <Select
            name="category"
            label={w.category}
            options={categories.map(value => ({ value, label: sayValue(value, language) }))}
            value={category}
            errors={errors}
          />
          <div class="decision">
            <button type="submit">{w.create}</button>
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

const nameMax = 100;
const goalMax = 200;

export async function tryMakePlan(c: SignedInContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = plansWords(language);
  const typed = {
    name: form.get('name')?.trim() ?? '',
    goal: form.get('goal')?.trim() ?? '',
    category: form.get('category') ?? '',
  };
  const category = categories.find(known => known === typed.category) ?? 'Health';
  const errors = {
    ...findTextProblem('name', w.name, typed.name, { max: nameMax, language }),
    ...findTextProblem('goal', w.goal, typed.goal, { max: goalMax, language, isOptional: true }),
  };
  if (Object.keys(errors).length > 0) return newPlanPage(c, at, typed, errors);
  const reached = typed.goal || typed.name;
  try {
    const { kept } = await createPlan(vault, at.grant, {
      name: typed.name,
      imageUrl: '',
      thumbnailImageUrl: '',
      category,
      objectives: [
        {
          id: vault.ids.guid(),
          name: reached,
          description: reached,
          state: 'Active',
          outcomeType: 'Other',
        },
      ],
    });
    leaveNotice(c, { text: w.created(typed.name) });
    return goTo(c, `${plansPath}/task?plan=${kept.stored.id}`);
  } catch (error) {
    return newPlanPage(c, at, typed, { name: explainRefusal(error, visit) });
  }
}
