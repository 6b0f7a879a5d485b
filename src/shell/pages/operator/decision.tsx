// The operator's answer to what an application asks for. It is to what the page showed: when that is no longer so, nothing is
// decided, and the operator looks again.
import type { Hono } from 'hono';
import { askingOf } from '../../../core/applications/approval.ts';
import { decideApplication } from '../../../core/operator/operator.ts';
import { isReadable } from '../../../core/printable.ts';
import { developWords, frameWords, operatorAppsWords } from '../../../locales/words.ts';
import { TextArea } from '../../kit/fields.tsx';
import { questionPage } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, ShellEnv, Visit } from '../../web/visit.ts';
import { appHref } from './app-hrefs.ts';
import { guardedOperatorPage, operatorForm, operatorTabs } from './frame.tsx';

export function decisionRoutes(app: Hono<ShellEnv>): void {
  app.get('/operator/apps/:app/refuse', guardedOperatorPage(askRefuse));
  app.post(
    '/operator/apps/approve',
    operatorForm((c, by, form) => decide(c, { by, form, refusal: undefined })),
  );
  app.post('/operator/apps/refuse', operatorForm(refuse));
}

export function Decision({ visit, appId, seen }: { visit: Visit; appId: string; seen: string }) {
  const w = operatorAppsWords(visit.language);
  return (
    <Form visit={visit} action="/operator/apps/approve">
      <input type="hidden" name="seen" value={seen} />
      <p class="decision">
        <button type="submit" name="app" value={appId}>
          {w.approve}
        </button>
        <a class="button second" href={`${appHref(appId)}/refuse`}>
          {w.refuse}
        </a>
      </p>
    </Form>
  );
}

const reasonMax = 2000;

async function askRefuse(c: ShellContext): Promise<Response> {
  const asking = await c.var.visit.vault.store.read(db => askingOf(db, c.req.param('app') ?? ''));
  if (!asking) throw notFound();
  return refusePage(c, { appId: asking.app.id, name: asking.app.name, seen: asking.seen });
}

interface RefusePage {
  readonly appId: string;
  readonly name: string;
  readonly seen: string;
  readonly reason?: string;
  readonly error?: string | undefined;
}

function refusePage(c: ShellContext, { appId, name, seen, reason, error }: RefusePage): Promise<Response> {
  const w = operatorAppsWords(c.var.visit.language);
  return questionPage(c, {
    title: w.refuseTitle(name),
    text: w.refuseText,
    action: '/operator/apps/refuse',
    fields: { app: appId, seen },
    children: (
      <TextArea
        name="reason"
        label={w.reason}
        hint={w.reasonHint}
        value={reason}
        maxlength={reasonMax}
        errors={error === undefined ? {} : { reason: error }}
      />
    ),
    button: w.refuse,
    cancelHref: appHref(appId),
    status: error === undefined ? 200 : 422,
  });
}

async function refuse(c: ShellContext, by: string, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const reason = (form.get('reason') ?? '').replaceAll('\r\n', '\n').trim();
  const error = reasonProblem(reason, visit);
  if (error === undefined) return decide(c, { by, form, refusal: reason });
  const app = await visit.vault.store.read(db => db.applications.byId(form.get('app') ?? ''));
  if (!app) throw notFound();
  return refusePage(c, { appId: app.id, name: app.name, seen: form.get('seen') ?? '', reason, error });
}

function reasonProblem(reason: string, { language }: Visit): string | undefined {
  const f = frameWords(language);
  const { reason: label } = operatorAppsWords(language);
  if (reason === '') return f.missing(label);
  if ([...reason].length > reasonMax) return f.tooLong(label, reasonMax);
  return isReadable(reason) ? undefined : developWords(language).badText;
}

interface Answer {
  readonly by: string;
  readonly form: URLSearchParams;
  readonly refusal: string | undefined;
}

async function decide(c: ShellContext, { by, form, refusal }: Answer): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = operatorAppsWords(language);
  const appId = form.get('app') ?? '';
  const seen = form.get('seen') ?? '';
  const { app, isAsking, decided } = await vault.store.write(async db => ({
    app: await db.applications.byId(appId),
    decided: await decideApplication(db, vault, { by, appId, seen, refusal }),
    isAsking: (await askingOf(db, appId)) !== undefined,
  }));
  if (!app) throw notFound();
  if (decided)
    leaveNotice(c, { text: refusal === undefined ? w.approved(decided.name) : w.refused(decided.name) });
  else leaveNotice(c, { text: w.meanwhile(app.name) });
  return goTo(c, !decided && isAsking ? appHref(appId) : operatorTabs.apps);
}
