// The children of a master as the operator sees them: a master names them and gives them logos, and nobody approves them one
// by one, so here they are looked at, and stopped where need be.
import type { Hono } from 'hono';
import type { Application } from '../../../core/applications/application.ts';
import { logoKinds } from '../../../core/applications/logos.ts';
import type { AppText } from '../../../core/applications/ports.ts';
import { setChildDisabled } from '../../../core/operator/operator.ts';
import type { Reader } from '../../../core/ports.ts';
import { developWords } from '../develop/develop-words.ts';
import { Empty, questionPage } from '../kit.tsx';
import type { Language } from '../language.ts';
import { Form } from '../layout.tsx';
import { LogoImage } from '../logo.tsx';
import { leaveNotice } from '../notice.ts';
import { notFound } from '../problem.ts';
import { goTo } from '../respond.tsx';
import type { ShellContext, ShellEnv, Visit } from '../visit.ts';
import { dayOf } from '../words.ts';
import { childrenWords } from './children-words.ts';
import { guardedOperatorPage, operatorForm, showTab } from './frame.tsx';

export function childrenRoutes(app: Hono<ShellEnv>): void {
  app.get('/operator/apps/:app/children', guardedOperatorPage(childrenPage));
  app.get('/operator/apps/:app/disable', guardedOperatorPage(askDisable));
  app.post(
    '/operator/apps/disable',
    operatorForm((c, by, form) => change(c, by, form, true)),
  );
  app.post(
    '/operator/apps/enable',
    operatorForm((c, by, form) => change(c, by, form, false)),
  );
}

export interface Master {
  readonly app: Application;
  readonly count: number;
}

/** Those that have children. What devices made is not listed: it has its master's logo, and a name for its owner alone. */
export async function mastersWithChildren(db: Reader): Promise<Master[]> {
  const found: Master[] = [];
  for (const app of await db.applications.all()) {
    if (app.kind !== 'master') continue;
    const count = await db.applications.childCount(app.id);
    if (count > 0) found.push({ app, count });
  }
  return found;
}

export function childrenHref(masterId: string, from = 0): string {
  return `/operator/apps/${masterId}/children${from > 0 ? `?from=${from}` : ''}`;
}

export function Masters({ masters, language }: { masters: readonly Master[]; language: Language }) {
  const w = childrenWords(language);
  return (
    <section>
      <h2>{w.masters}</h2>
      <p>{w.mastersText}</p>
      <ul class="cards">
        {masters.map(({ app, count }) => (
          <li class="with-action">
            <div>
              <strong>{app.name}</strong>
              <span class="hint">{w.count(count)}</span>
            </div>
            <a class="button quiet" href={childrenHref(app.id)} aria-label={`${w.look}: ${app.name}`}>
              {w.look}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const childrenOnPage = 50;

interface Child {
  readonly app: Application;
  readonly texts: readonly AppText[];
}

async function childrenPage(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = childrenWords(language);
  const offset = /^\d{1,7}$/.test(c.req.query('from') ?? '') ? Number(c.req.query('from')) : 0;
  const found = await vault.store.read(async db => {
    const master = await db.applications.byId(c.req.param('app') ?? '');
    if (master?.kind !== 'master') return undefined;
    const children: Child[] = [];
    for (const app of await db.applications.children(master.id, { offset, limit: childrenOnPage + 1 }))
      children.push({ app, texts: await db.applicationTexts.of(app.id, ['name', ...logoKinds]) });
    return { master, children };
  });
  if (!found) throw notFound();
  const { master, children } = found;
  return showTab(c, {
    tab: 'apps',
    content: (
      <section>
        <h2>{w.of(master.name)}</h2>
        {children.length === 0 && <Empty title={w.none} text={w.noneText} />}
        <ul class="cards">
          {children.slice(0, childrenOnPage).map(child => (
            <li class="with-action">
              <About child={child} language={language} />
              <Action visit={visit} child={child} />
            </li>
          ))}
        </ul>
        <p class="links">
          {offset > 0 && (
            <a href={childrenHref(master.id, Math.max(0, offset - childrenOnPage))}>{w.earlier}</a>
          )}
          {children.length > childrenOnPage && (
            <a href={childrenHref(master.id, offset + childrenOnPage)}>{w.more}</a>
          )}
        </p>
      </section>
    ),
  });
}

function About({ child: { app, texts }, language }: { child: Child; language: Language }) {
  const w = childrenWords(language);
  const names = texts.filter(text => text.kind === 'name' && text.language !== '');
  const logoLabels = { 'small-logo': w.smallLogo, 'large-logo': w.largeLogo } as const;
  return (
    <div>
      <h3>{app.name}</h3>
      <span class="hint">
        {developWords(language).states[app.state]} · {w.registered(dayOf(app.createdAt, language))}
      </span>
      <dl class="facts">
        {logoKinds.map(kind => (
          <div>
            <dt>{logoLabels[kind]}</dt>
            <dd>
              <Logos
                app={app}
                label={logoLabels[kind]}
                logos={texts.filter(text => text.kind === kind)}
                none={w.noLogo}
              />
            </dd>
          </div>
        ))}
        {names.length > 0 && (
          <div>
            <dt>{w.names}</dt>
            <dd>{names.map(({ content, language: tag }) => `${content.toString()} (${tag})`).join(', ')}</dd>
          </div>
        )}
        {app.actionUrl !== undefined && (
          <div>
            <dt>{w.actionUrl}</dt>
            <dd>{app.actionUrl}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

interface LogosProps {
  readonly app: Application;
  readonly label: string;
  /** In all languages. */
  readonly logos: readonly AppText[];
  readonly none: string;
}

function Logos({ app, label, logos, none }: LogosProps) {
  if (logos.length === 0) return <>{none}</>;
  return (
    <>
      {logos.map(logo => (
        <LogoImage
          at={`/operator/apps/${app.id}/logo`}
          logo={logo}
          alt={[label, app.name, logo.language].filter(Boolean).join(' · ')}
          none={none}
        />
      ))}
    </>
  );
}

function Action({ visit, child: { app } }: { visit: Visit; child: Child }) {
  const w = childrenWords(visit.language);
  if (app.state !== 'disabled')
    return (
      <a
        class="button quiet"
        href={`/operator/apps/${app.id}/disable`}
        aria-label={`${w.disable}: ${app.name}`}
      >
        {w.disable}
      </a>
    );
  return (
    <Form visit={visit} action="/operator/apps/enable">
      <button type="submit" name="app" value={app.id} class="quiet" aria-label={`${w.enable}: ${app.name}`}>
        {w.enable}
      </button>
    </Form>
  );
}

async function childOf(c: ShellContext, id: string | null | undefined): Promise<Application> {
  const app = await c.var.visit.vault.store.read(db => db.applications.byId(id ?? ''));
  if (app?.kind !== 'child') throw notFound();
  return app;
}

async function askDisable(c: ShellContext): Promise<Response> {
  const w = childrenWords(c.var.visit.language);
  const { id, name, masterId } = await childOf(c, c.req.param('app'));
  return questionPage(c, {
    title: w.disableTitle(name),
    text: w.disableText,
    action: '/operator/apps/disable',
    fields: { app: id },
    button: w.disable,
    cancelHref: childrenHref(masterId!),
  });
}

async function change(
  c: ShellContext,
  by: string,
  form: URLSearchParams,
  disabled: boolean,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = childrenWords(language);
  const { id, name, masterId } = await childOf(c, form.get('app'));
  await vault.store.write(db => setChildDisabled(db, vault, { by, appId: id, disabled }));
  leaveNotice(c, { text: disabled ? w.disabled(name) : w.enabled(name) });
  return goTo(c, childrenHref(masterId!));
}
