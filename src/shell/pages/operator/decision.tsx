// The operator's answer to what an application asks for. It is to what the page showed: when that is no longer so, nothing is
// decided, and the operator looks again.

import { findAsking } from '../../../core/applications/approval.ts';
import { decideApplication } from '../../../core/operator/operator.ts';
import { isReadable } from '../../../core/printable.ts';
import { developWords, frameWords, operatorAppsWords } from '../../../locales/words.ts';
import { TextArea } from '../../kit/fields.tsx';
import { showQuestion } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { appHref } from './app-hrefs.ts';
import { operatorTabs } from './frame.tsx';

export function approveApp(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return decide(c, { form, refusal: undefined });
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

export async function askRefuseApp(c: ShellContext): Promise<Response> {
  const asking = await c.var.visit.vault.store.read(db => findAsking(db, c.req.param('app') ?? ''));
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
  return showQuestion(c, {
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

export async function tryRefuseApp(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const reason = (form.get('reason') ?? '').replaceAll('\r\n', '\n').trim();
  const error = reasonProblem(reason, visit);
  if (error === undefined) return decide(c, { form, refusal: reason });
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
  readonly form: URLSearchParams;
  readonly refusal: string | undefined;
}

async function decide(c: SignedInContext, { form, refusal }: Answer): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = operatorAppsWords(language);
  const appId = form.get('app') ?? '';
  const seen = form.get('seen') ?? '';
  const { app, isAsking, decided } = await vault.store.write(async db => ({
    app: await db.applications.byId(appId),
    decided: await decideApplication(db, vault, { by: person.id, appId, seen, refusal }),
    isAsking: (await findAsking(db, appId)) !== undefined,
  }));
  if (!app) throw notFound();
  if (decided)
    leaveNotice(c, { text: refusal === undefined ? w.approved(decided.name) : w.refused(decided.name) });
  else leaveNotice(c, { text: w.meanwhile(app.name) });
  return goTo(c, !decided && isAsking ? appHref(appId) : operatorTabs.apps);
}
