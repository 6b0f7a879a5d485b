// One application in its developers' pages: found for who may configure it, and the frame with the tabs around each part.

import type { Child } from 'hono/jsx';
import { findOwnApplication } from '../../../core/applications/admins.ts';
import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { Application } from '../../../core/applications/application.ts';
import { applyProposal } from '../../../core/applications/proposal.ts';
import type { Reader } from '../../../core/store.ts';
import { sayOf } from '../../../locales/colon.ts';
import { appChangesWords, developWords, pathWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Layout } from '../../kit/layout.tsx';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import { signedIn, type Who } from '../../web/route.ts';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';

export interface OwnApp {
  readonly app: Application;
  readonly entry: AppEntry;
  /** With what waits for the operator: what the forms show and change. */
  readonly wished: Application;
}

/** The parts of the configuration, by what they are about. */
const groups = {
  begin: ['overview', 'information'],
  keys: ['certificates', 'smart'],
  rights: ['online', 'offline', 'methods'],
  look: ['localise', 'organisation', 'directory'],
  run: ['trial', 'tracing', 'admins', 'misc', 'live'],
} as const;
type Group = keyof typeof groups;
export type Tab = (typeof groups)[Group][number];

export function tabHref({ app }: OwnApp, tab: Tab): string {
  return tab === 'overview' ? `/develop/${app.id}` : `/develop/${app.id}/${tab}`;
}

/** Who may configure the application of an address; others' cannot be told from none. */
export const developer: Who<SignedInContext, [of: OwnApp]> = {
  name: 'developer of the application',
  page: handle => signedIn.page(async c => handle(c, await findOwnApp(c))),
  form: handle => signedIn.form(async (c, form) => handle(c, await findOwnApp(c), form)),
};

/** @throws Problem */
export async function findOwnApp(c: SignedInContext): Promise<OwnApp> {
  const { vault, person } = c.var.visit;
  return vault.store.read(db => findOwnAppIn(db, person.id, c.req.param('app') ?? ''));
}

/** As it is in a transaction that is about to change it. @throws Problem */
export async function findOwnAppIn(db: Reader, personId: string, appId: string): Promise<OwnApp> {
  const app = await findOwnApplication(db, personId, appId);
  if (!app) throw notFound();
  const entry = await db.appAdmins.entry(app.id);
  return { app, entry, wished: applyProposal(app, entry) };
}

export interface TabPage {
  readonly tab: Tab;
  readonly title?: string;
  readonly lead?: string;
  readonly errors?: FieldErrors;
  readonly content: Child;
}

export function showTab(c: ShellContext, of: OwnApp, page: TabPage): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = developWords(language);
  const { tab, lead, errors = {}, content } = page;
  const title = page.title ?? w.tabs[tab];
  const hasErrors = Object.keys(errors).length > 0;
  const shown = (
    <Layout title={sayOf(title, of.app.name, language)} visit={visit} hasErrors={hasErrors} script="develop">
      <p class="crumb">
        <a href="/develop">{w.allApps}</a>
      </p>
      <h1>{of.app.name}</h1>
      <nav aria-label={w.tabsLabel}>
        <ul class="tab-groups">
          {(Object.keys(groups) as Group[]).map(group => (
            <li>
              <span class="tab-group">{pathWords(language).groups[group]}</span>
              <ul class="tabs one-row">
                {groups[group].map(name => (
                  <li>
                    <a href={tabHref(of, name)} aria-current={name === tab ? 'page' : undefined}>
                      {w.tabs[name]}
                    </a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </nav>
      <h2>{title}</h2>
      {of.entry.proposed && tab !== 'live' && (
        <p class="hint">
          {appChangesWords(language).waits} <a href={tabHref(of, 'live')}>{appChangesWords(language).see}</a>
        </p>
      )}
      {lead !== undefined && <p class="lead">{lead}</p>}
      <ErrorSummary errors={errors} language={language} />
      {content}
    </Layout>
  );
  return show(c, shown, { status: hasErrors ? 422 : 200, script: true });
}
