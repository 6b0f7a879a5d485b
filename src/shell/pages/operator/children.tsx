// The children of a master as the operator sees them: a master names them and gives them logos, and nobody approves them one
// by one, so here they are looked at, and stopped where need be (switch.tsx).

import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { AppText } from '../../../core/applications/app-text.ts';
import type { Application } from '../../../core/applications/application.ts';
import { logoKinds } from '../../../core/applications/logos.ts';
import type { Reader } from '../../../core/store.ts';
import { sayOf } from '../../../locales/colon.ts';
import type { Language } from '../../../locales/language.ts';
import { childrenWords, developWords } from '../../../locales/words.ts';
import { Empty } from '../../kit/kit.tsx';
import { LogoImage } from '../../kit/logo.tsx';
import { dayThere } from '../../web/clock.ts';
import { notFound } from '../../web/problem.ts';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { childrenHref } from './app-hrefs.ts';
import { showTab } from './frame.tsx';
import { Switch } from './switch.tsx';

export interface Master {
  readonly app: Application;
  readonly count: number;
}

/** Those that have children. What devices made is not listed: it has its master's logo, and a name for its owner alone. */
export async function listMastersWithChildren(db: Reader): Promise<Master[]> {
  const found: Master[] = [];
  for (const app of await db.applications.registered()) {
    if (app.kind !== 'master') continue;
    const count = await db.applications.childCount(app.id);
    if (count > 0) found.push({ app, count });
  }
  return found;
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
            <a
              class="button quiet"
              href={childrenHref(app.id)}
              aria-label={sayOf(w.look, app.name, language)}
            >
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
  readonly entry: AppEntry;
  readonly texts: readonly AppText[];
}

export async function showChildren(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = childrenWords(language);
  const offset = /^\d{1,7}$/.test(c.req.query('from') ?? '') ? Number(c.req.query('from')) : 0;
  const found = await vault.store.read(async db => {
    const master = await db.applications.byId(c.req.param('app') ?? '');
    if (master?.kind !== 'master') return undefined;
    const children: Child[] = [];
    for (const app of await db.applications.children(master.id, { offset, limit: childrenOnPage + 1 }))
      children.push({
        app,
        entry: await db.appAdmins.entry(app.id),
        texts: await db.applicationTexts.of(app.id, ['name', ...logoKinds]),
      });
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
              <About child={child} visit={visit} />
              <Switch visit={visit} {...child} />
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

function About({ child: { app, texts }, visit }: { child: Child; visit: Visit }) {
  const { language } = visit;
  const w = childrenWords(language);
  const names = texts.filter(text => text.kind === 'name' && text.language !== '');
  const logoLabels = { 'small-logo': w.smallLogo, 'large-logo': w.largeLogo } as const;
  return (
    <div>
      <h3>{app.name}</h3>
      <span class="hint">
        {developWords(language).states[app.state]} · {w.registered(dayThere(app.createdAt, visit))}
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
