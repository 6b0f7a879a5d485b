// Stopping an application, and letting it work again: for all but those on devices, which their owners take away themselves.

import { assume } from '../../../assume.ts';
import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { Application } from '../../../core/applications/application.ts';
import { setAppDisabled } from '../../../core/operator/operator.ts';
import { sayOf } from '../../../locales/colon.ts';
import { switchWords } from '../../../locales/words.ts';
import { showQuestion } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { appHref, childrenHref } from './app-hrefs.ts';

export function disableApp(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return change(c, form, true);
}

export function enableApp(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return change(c, form, false);
}

interface SwitchProps {
  readonly visit: Visit;
  readonly app: Application;
  readonly entry: AppEntry;
}

export function Switch({ visit, app, entry }: SwitchProps) {
  const w = switchWords(visit.language);
  if (app.state !== 'disabled' || entry.isDisabledByAdmin)
    return (
      <a
        class="button quiet"
        href={`${appHref(app.id)}/disable`}
        aria-label={sayOf(w.disable, app.name, visit.language)}
      >
        {w.disable}
      </a>
    );
  return (
    <Form visit={visit} action="/operator/apps/enable">
      <button
        type="submit"
        name="app"
        value={app.id}
        class="quiet"
        aria-label={sayOf(w.enable, app.name, visit.language)}
      >
        {w.enable}
      </button>
    </Form>
  );
}

/** @throws Problem */
async function registeredApp(c: ShellContext, id: string | null | undefined): Promise<Application> {
  const app = await c.var.visit.vault.store.read(db => db.applications.byId(id ?? ''));
  if (!app || app.kind === 'soda-child') throw notFound();
  return app;
}

/** Where one comes from who stops it. */
function placeOf({ id, masterId }: Application): string {
  return masterId === undefined ? appHref(id) : childrenHref(masterId);
}

export async function askDisableApp(c: ShellContext): Promise<Response> {
  const w = switchWords(c.var.visit.language);
  const app = await registeredApp(c, c.req.param('app'));
  return showQuestion(c, {
    title: w.disableTitle(app.name),
    text: w.disableText,
    action: '/operator/apps/disable',
    fields: { app: app.id },
    button: w.disable,
    cancelHref: placeOf(app),
  });
}

async function change(c: SignedInContext, form: URLSearchParams, disabled: boolean): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = switchWords(language);
  const { id } = await registeredApp(c, form.get('app'));
  const app = await vault.store.write(async db => {
    await setAppDisabled(db, vault, { by: person.id, appId: id, disabled });
    return assume(await db.applications.byId(id), 'the application');
  });
  const texts = { disabled: w.disabled, active: w.enabled, pending: w.waitsAgain };
  leaveNotice(c, { text: texts[app.state](app.name) });
  return goTo(c, placeOf(app));
}
