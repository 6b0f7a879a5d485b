// Applications that ask the operator for something: to go live, for changes, for more methods. An answer is to what the
// page showed: when that is no longer so, nothing is decided, and the operator looks again.
import type { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { orphanedApplications } from '../../../core/applications/admins.ts';
import type { Application, MethodGroup } from '../../../core/applications/application.ts';
import {
  type Asking,
  applicationsWaiting,
  askingOf,
  type WaitingApplication,
} from '../../../core/applications/approval.ts';
import { logoKinds } from '../../../core/applications/logos.ts';
import { statementKinds } from '../../../core/applications/own-files.ts';
import type { AppText } from '../../../core/applications/ports.ts';
import { asPlainText } from '../../../core/applications/texts.ts';
import { decideApplication } from '../../../core/operator/operator.ts';
import { Changes, RuleInFull, textLabel } from '../app-changes.tsx';
import { appChangesWords } from '../app-changes-words.ts';
import { developWords } from '../develop/develop-words.ts';
import { tabWords } from '../develop/tab-words.ts';
import { Empty, questionPage } from '../kit.tsx';
import type { Language } from '../language.ts';
import { Form } from '../layout.tsx';
import { LogoImage, sendNamedLogo } from '../logo.tsx';
import { leaveNotice } from '../notice.ts';
import { notFound } from '../problem.ts';
import { goTo } from '../respond.tsx';
import { StatementText } from '../statements/statement-text.tsx';
import type { ShellContext, ShellEnv, Visit } from '../visit.ts';
import { dayOf } from '../words.ts';
import { appsWords } from './apps-words.ts';
import { childrenHref, Masters, mastersWithChildren } from './children.tsx';
import { childrenWords } from './children-words.ts';
import { guardedOperatorPage, operatorForm, operatorPage, operatorTabs, showTab } from './frame.tsx';

export function operatorAppRoutes(app: Hono<ShellEnv>): void {
  app.get(
    operatorTabs.apps,
    operatorPage(c => listPage(c)),
  );
  app.get('/operator/apps/:app', guardedOperatorPage(appPage));
  app.get('/operator/apps/:app/refuse', guardedOperatorPage(askRefuse));
  app.get(
    '/operator/apps/:app/logo/:name',
    operatorPage(c => sendNamedLogo(c, c.req.param('app') ?? '', c.req.param('name') ?? '')),
  );
  app.post(
    '/operator/apps/approve',
    operatorForm((c, by, form) => decide(c, by, form, true)),
  );
  app.post(
    '/operator/apps/refuse',
    operatorForm((c, by, form) => decide(c, by, form, false)),
  );
}

async function listPage(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = appsWords(visit.language);
  const { waiting, orphaned, masters } = await visit.vault.store.read(async db => ({
    waiting: await applicationsWaiting(db),
    orphaned: await orphanedApplications(db),
    masters: await mastersWithChildren(db),
  }));
  return showTab(c, {
    tab: 'apps',
    content: (
      <>
        <section>
          <h2>{w.waiting}</h2>
          {waiting.length === 0 ? (
            <Empty title={w.noApps} text={w.noAppsText} />
          ) : (
            <ul class="cards">
              {waiting.map(one => (
                <li class="with-action">
                  <div>
                    <strong>{one.app.name}</strong>
                    <span class="hint">{wishes(one, visit.language)}</span>
                  </div>
                  <a
                    class="button quiet"
                    href={`/operator/apps/${one.app.id}`}
                    aria-label={`${w.look}: ${one.app.name}`}
                  >
                    {w.look}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
        {masters.length > 0 && <Masters masters={masters} language={visit.language} />}
        {orphaned.length > 0 && <Orphaned apps={orphaned} language={visit.language} />}
      </>
    ),
  });
}

function Orphaned({ apps, language }: { apps: readonly Application[]; language: Language }) {
  const w = appsWords(language);
  return (
    <section>
      <h2>{w.orphaned}</h2>
      <p>{w.orphanedText}</p>
      <ul class="cards">
        {apps.map(({ name, id }) => (
          <li>
            <strong>{name}</strong>
            <span class="hint">{id}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wishes({ app, entry }: WaitingApplication, language: Language): string {
  const w = appsWords(language);
  return [
    ...(app.state === 'pending' ? [w.toLive] : []),
    ...(entry.proposed ? [w.toChange] : []),
    ...((entry.askedGroups ?? []).length > 0 ? [w.toCall] : []),
  ].join(', ');
}

/** @throws Problem where nothing waits */
async function asked(c: ShellContext): Promise<Asking> {
  const found = await c.var.visit.vault.store.read(db => askingOf(db, c.req.param('app') ?? ''));
  if (!found) throw notFound();
  return found;
}

async function appPage(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = appsWords(language);
  const asking = await asked(c);
  const { app, entry, texts, seen } = asking;
  return showTab(c, {
    tab: 'apps',
    content: (
      <section>
        <h2>{app.name}</h2>
        <p class="lead">{wishes(asking, language)}</p>
        {app.kind === 'master' && (
          <p>
            <a href={childrenHref(app.id)}>{childrenWords(language).of(app.name)}</a>
          </p>
        )}
        <Changes app={app} entry={entry} texts={texts} logosAt={logosAt(app.id)} language={language} />
        <h3>{w.now}</h3>
        <Facts asking={asking} language={language} />
        <Rules asking={asking} language={language} />
        <Texts asking={asking} language={language} />
        <Statements asking={asking} language={language} />
        <Decision visit={visit} appId={app.id} seen={seen} />
      </section>
    ),
  });
}

function logosAt(appId: string): string {
  return `/operator/apps/${appId}/logo`;
}

function Facts({ asking: { app, entry, texts, admins }, language }: { asking: Asking; language: Language }) {
  const w = appsWords(language);
  const words = appChangesWords(language);
  const tab = tabWords(language);
  const groups = (all: readonly MethodGroup[]) =>
    all.flatMap(group => (group === 'basic' ? [] : [tab.groups[group]])).join(', ');
  const organisation = texts.find(({ kind }) => kind === 'organization')?.content.toString();
  const logoRow = (logo: AppText): [string, Child] => {
    const label = textLabel(logo, language);
    return [label, <LogoImage at={logosAt(app.id)} logo={logo} alt={label} none={words.none} />];
  };
  const below = (kind: AppText['kind']) => texts.some(text => text.kind === kind) && w.below;
  const rows: [string, Child][] = [
    [words.description, app.description],
    [w.kind, developWords(language).kinds[app.kind]],
    [w.registered, dayOf(app.createdAt, language)],
    [words.actionUrl, app.actionUrl],
    [words.redirectHosts, app.redirectHosts.join(', ')],
    [words.domainName, app.domainName],
    [w.addresses, app.ipPrefixes.join(', ') || w.any],
    [w.records, app.multiRecord ? w.several : w.one],
    [w.groups, groups(app.methodGroups) || w.basic],
    [w.askedGroups, groups(entry.askedGroups ?? [])],
    [w.privacy, link(app.privacyUrl) ?? below('privacy-statement')],
    [w.terms, link(app.termsUrl) ?? below('terms-of-use')],
    ...kept(texts, logoKinds).map(logo => logoRow(logo)),
    [words.organisation, organisation],
    [w.website, link(entry.website)],
    [w.contact, entry.contactEmail],
    [tab.category, entry.isListed && entry.category && tab.categories[entry.category]],
    [tab.connectMessage, app.connectMessage],
    [
      w.admins,
      admins.length === 0 ? w.nobody : admins.map(({ name, email }) => <p>{`${name} (${email})`}</p>),
    ],
  ];
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value || words.none}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Of some kinds, in the order of these. */
function kept(texts: readonly AppText[], kinds: readonly AppText['kind'][]): AppText[] {
  return kinds.flatMap(kind => texts.filter(text => text.kind === kind));
}

function link(url: string | undefined): Child {
  return url ? (
    <a href={url} rel="noreferrer">
      {url}
    </a>
  ) : undefined;
}

function Rules({ asking: { app }, language }: { asking: Asking; language: Language }) {
  return (
    <div class="mode">
      <h2>{appChangesWords(language).rules}</h2>
      {app.rules.length === 0 && <p>{appsWords(language).noRules}</p>}
      <ul class="rules">
        {app.rules.map(rule => (
          <li>
            <RuleInFull rule={rule} language={language} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What people read who have another language than the definition. */
function Texts({ asking: { texts }, language }: { asking: Asking; language: Language }) {
  const local = texts.filter(
    text => text.language !== '' && ['name', 'description', 'rule-reason'].includes(text.kind),
  );
  if (local.length === 0) return null;
  return (
    <details class="more">
      <summary>{appsWords(language).texts}</summary>
      <dl class="facts">
        {local.map(text => (
          <div>
            <dt>{textLabel(text, language)}</dt>
            <dd>{text.content.toString()}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What people read of it that developers may change at any time, as pages show it. */
function Statements({ asking: { texts }, language }: { asking: Asking; language: Language }) {
  return (
    <>
      {kept(texts, statementKinds).map(text => (
        <details class="more">
          <summary>{textLabel(text, language)}</summary>
          <div class="statement">
            <StatementText text={asPlainText(text.contentType ?? '', text.content.toString())} />
          </div>
        </details>
      ))}
    </>
  );
}

function Decision({ visit, appId, seen }: { visit: Visit; appId: string; seen: string }) {
  const w = appsWords(visit.language);
  return (
    <Form visit={visit} action="/operator/apps/approve">
      <input type="hidden" name="seen" value={seen} />
      <p class="decision">
        <button type="submit" name="app" value={appId}>
          {w.approve}
        </button>
        <a class="button second" href={`/operator/apps/${appId}/refuse`}>
          {w.refuse}
        </a>
      </p>
    </Form>
  );
}

async function askRefuse(c: ShellContext): Promise<Response> {
  const w = appsWords(c.var.visit.language);
  const { app, seen } = await asked(c);
  return questionPage(c, {
    title: w.refuseTitle(app.name),
    text: w.refuseText,
    action: '/operator/apps/refuse',
    fields: { app: app.id, seen },
    button: w.refuse,
    cancelHref: `/operator/apps/${app.id}`,
  });
}

async function decide(
  c: ShellContext,
  by: string,
  form: URLSearchParams,
  approve: boolean,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = appsWords(language);
  const appId = form.get('app') ?? '';
  const seen = form.get('seen') ?? '';
  const { app, isWaiting, decided } = await vault.store.write(async db => ({
    app: await db.applications.byId(appId),
    decided: await decideApplication(db, vault, { by, appId, approve, seen }),
    isWaiting: (await askingOf(db, appId)) !== undefined,
  }));
  if (!app) throw notFound();
  if (decided) leaveNotice(c, { text: approve ? w.approved(decided.name) : w.refused(decided.name) });
  else leaveNotice(c, { text: w.meanwhile(app.name) });
  return goTo(c, !decided && isWaiting ? `/operator/apps/${appId}` : operatorTabs.apps);
}
