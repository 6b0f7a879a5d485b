// Applications that ask the operator for something: to go live, or for more methods.
import type { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { applicationsWaiting, type WaitingApplication } from '../../../core/applications/configure.ts';
import { decideApplication } from '../../../core/operator/operator.ts';
import { Empty, questionPage } from '../kit.tsx';
import { Form } from '../layout.tsx';
import { leaveNotice } from '../notice.ts';
import { notFound } from '../problem.ts';
import { goTo } from '../respond.tsx';
import type { ShellContext, ShellEnv, Visit } from '../visit.ts';
import { dayOf } from '../words.ts';
import { operatorForm, operatorPage, operatorTabs, showTab } from './frame.tsx';
import { operatorWords } from './operator-words.ts';

export function operatorAppRoutes(app: Hono<ShellEnv>): void {
  app.get(operatorTabs.apps, operatorPage(appsPage));
  app.get('/operator/apps/:app/refuse', operatorPage(askRefuse));
  app.post(
    '/operator/apps/approve',
    operatorForm((c, by, form) => decide(c, by, form, true)),
  );
  app.post(
    '/operator/apps/refuse',
    operatorForm((c, by, form) => decide(c, by, form, false)),
  );
}

async function appsPage(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = operatorWords(visit.language);
  const waiting = await visit.vault.store.read(applicationsWaiting);
  return showTab(c, {
    tab: 'apps',
    content: (
      <section>
        <h2>{w.waiting}</h2>
        {waiting.length === 0 ? (
          <Empty title={w.noApps} text={w.noAppsText} />
        ) : (
          waiting.map(one => <Waiting visit={visit} waiting={one} />)
        )}
      </section>
    ),
  });
}

function Waiting({ visit, waiting: { app, entry } }: { visit: Visit; waiting: WaitingApplication }) {
  const { language } = visit;
  const w = operatorWords(language);
  const link = (url: string | undefined): Child =>
    url === undefined ? (
      w.missing
    ) : (
      <a href={url} rel="noreferrer">
        {url}
      </a>
    );
  const groups = [...app.methodGroups, ...(entry.askedGroups ?? [])];
  const rows: [string, Child][] = [
    [w.asked, dayOf(app.createdAt, language)],
    [w.asks, w.rules(app.rules.length)],
    [w.groups, groups.length === 0 ? w.missing : groups.join(', ')],
    [w.privacy, link(app.privacyUrl)],
    [w.terms, link(app.termsUrl)],
  ];
  return (
    <article class="mode">
      <h3>{app.name}</h3>
      {app.description !== '' && <p>{app.description}</p>}
      <dl class="facts">
        {rows.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Form visit={visit} action="/operator/apps/approve">
        <p class="decision">
          <button type="submit" name="app" value={app.id} aria-label={`${w.approve}: ${app.name}`}>
            {w.approve}
          </button>
          <a
            class="button second"
            href={`/operator/apps/${app.id}/refuse`}
            aria-label={`${w.refuse}: ${app.name}`}
          >
            {w.refuse}
          </a>
        </p>
      </Form>
    </article>
  );
}

async function askRefuse(c: ShellContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = operatorWords(language);
  const waiting = await vault.store.read(applicationsWaiting);
  const found = waiting.find(({ app }) => app.id === c.req.param('app'));
  if (!found) throw notFound();
  return questionPage(c, {
    title: w.refuseTitle(found.app.name),
    text: w.refuseText,
    action: '/operator/apps/refuse',
    fields: { app: found.app.id },
    button: w.refuse,
    cancelHref: operatorTabs.apps,
  });
}

async function decide(
  c: ShellContext,
  by: string,
  form: URLSearchParams,
  approve: boolean,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = operatorWords(language);
  const appId = form.get('app') ?? '';
  const app = await vault.store.write(db => decideApplication(db, vault, { by, appId, approve }));
  if (!app) throw notFound();
  leaveNotice(c, { text: approve ? w.approved(app.name) : w.refused(app.name) });
  return goTo(c, operatorTabs.apps);
}
