// What the operator's pages share: who may open them, and the frame with its tabs. To everybody else there is no such page.
import type { Child } from 'hono/jsx';
import { listWaitingApplications } from '../../../core/applications/approval.ts';
import { isOperator } from '../../../core/operator/operator.ts';
import { operatorWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { Layout } from '../../kit/layout.tsx';
import { readForm } from '../../web/form.ts';
import { foreignForm, notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { Who } from '../../web/route.ts';
import { isOwnForm, isSignedIn, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import { isProved, showProve } from '../accounts/prove.tsx';

/** Who runs this vault. */
export const operator: Who<SignedInContext> = {
  name: 'operator',
  page: handle => async c => handle(await demandOperator(c)),
  form: handle => async c => {
    const of = await demandOperator(c);
    const form = await readForm(c);
    if (!isOwnForm(c, form)) throw foreignForm();
    return handle(of, form);
  },
};

/** Who has lately shown who they are: for what changes something, as a session may lie open. Others begin on the page again. */
export const provedOperator: Who<SignedInContext> = {
  name: 'operator, lately proved',
  page: handle => operator.page(async c => (isProved(c) ? handle(c) : showProve(c, { next: c.req.path }))),
  form: handle =>
    operator.form(async (c, form) =>
      isProved(c) ? handle(c, form) : showProve(c, { next: tabOf(c.req.path), status: 403 }),
    ),
};

/** @throws Problem that does not tell the page from none */
async function demandOperator(c: ShellContext): Promise<SignedInContext> {
  if (!isSignedIn(c)) throw notFound();
  const { vault, person } = c.var.visit;
  if (!(await vault.store.read(db => isOperator(db, person)))) throw notFound();
  return c;
}

/** `/operator/people` of `/operator/people/suspend`. */
function tabOf(path: string): string {
  return path.split('/', 3).join('/');
}

export const operatorTabs = {
  overview: '/operator',
  people: '/operator/people',
  apps: '/operator/apps',
  health: '/operator/health',
  direct: '/operator/direct',
  operators: '/operator/operators',
} as const;
export type OperatorTab = keyof typeof operatorTabs;

interface TabPage {
  readonly tab: OperatorTab;
  readonly content: Child;
  readonly errors?: FieldErrors;
}

export async function showTab(c: ShellContext, { tab, content, errors = {} }: TabPage): Promise<Response> {
  const { visit } = c.var;
  const waiting = (await visit.vault.store.read(listWaitingApplications)).length;
  const w = operatorWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const title = tab === 'overview' ? w.title : `${w.tabs[tab]} · ${w.title}`;
  const page = (
    <Layout title={title} visit={visit} hasErrors={hasErrors}>
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      <nav aria-label={w.sections}>
        <ul class="tabs">
          {(Object.keys(operatorTabs) as OperatorTab[]).map(name => (
            <li>
              <a href={operatorTabs[name]} aria-current={name === tab ? 'page' : undefined}>
                {w.tabs[name]}
                {name === 'apps' && waiting > 0 && ` (${waiting.toLocaleString(visit.language)})`}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {content}
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}
