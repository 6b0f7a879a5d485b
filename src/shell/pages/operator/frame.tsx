// What the operator's pages share: who may open them, and the frame with its tabs. To everybody else there is no such page.
import type { Child } from 'hono/jsx';
import { applicationsWaiting } from '../../../core/applications/approval.ts';
import { isOperator } from '../../../core/operator/operator.ts';
import { operatorWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { Layout } from '../../kit/layout.tsx';
import { readForm } from '../../web/form.ts';
import { foreignForm, notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import { isOwnForm, type ShellContext } from '../../web/visit.ts';
import { isProved, provePage } from '../accounts/prove.tsx';

type Handler = (c: ShellContext, operatorId: string) => Promise<Response>;
type FormHandler = (c: ShellContext, operatorId: string, form: URLSearchParams) => Promise<Response>;

/** @throws Problem that does not tell the page from none */
async function demandOperator(c: ShellContext): Promise<string> {
  const { vault, person } = c.var.visit;
  if (!person || !(await vault.store.read(db => isOperator(db, person)))) throw notFound();
  return person.id;
}

export function operatorPage(handle: Handler): (c: ShellContext) => Promise<Response> {
  return async c => handle(c, await demandOperator(c));
}

/** A page with a form that changes something: whoever left the browser open proves who they are before they fill it in. */
export function guardedOperatorPage(handle: Handler): (c: ShellContext) => Promise<Response> {
  return async c => {
    const operatorId = await demandOperator(c);
    return isProved(c) ? handle(c, operatorId) : provePage(c, { next: c.req.path });
  };
}

/** A form that changes something: a session that lay open is not enough, so one begins again on the page it is on. */
export function operatorForm(handle: FormHandler): (c: ShellContext) => Promise<Response> {
  return operatorSearch(async (c, operatorId, form) =>
    isProved(c) ? handle(c, operatorId, form) : provePage(c, { next: tabOf(c.req.path), status: 403 }),
  );
}

/** A form that only asks for what an address should not hold. */
export function operatorSearch(handle: FormHandler): (c: ShellContext) => Promise<Response> {
  return async c => {
    const operatorId = await demandOperator(c);
    const form = await readForm(c);
    if (!isOwnForm(c, form)) throw foreignForm();
    return handle(c, operatorId, form);
  };
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
  const waiting = (await visit.vault.store.read(applicationsWaiting)).length;
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
