// One application as the operator sees it: what waits of it and what it is, with an answer to give where it asks for one, and
// whether it works.

import type { Child } from 'hono/jsx';
import type { AppText } from '../../../core/applications/app-text.ts';
import type { Application, Certificate, MethodGroup } from '../../../core/applications/application.ts';
import {
  type ApplicationInFull,
  readApplicationInFull,
  type WaitingApplication,
} from '../../../core/applications/approval.ts';
import { logoKinds } from '../../../core/applications/logos.ts';
import { statementKinds } from '../../../core/applications/own-files.ts';
import { convertToPlainText } from '../../../core/applications/texts.ts';
import { getCertificateFacts } from '../../../core/x509.ts';
import type { Language } from '../../../locales/language.ts';
import {
  appChangesWords,
  childrenWords,
  developWords,
  operatorAppsWords,
  rulesWords,
  tabWords,
} from '../../../locales/words.ts';
import { Changes, RuleInFull, sayAddresses, sayClient, sayTextPlace } from '../../kit/app-changes.tsx';
import { Table } from '../../kit/kit.tsx';
import { LogoImage } from '../../kit/logo.tsx';
import { dayThere } from '../../web/clock.ts';
import { notFound } from '../../web/problem.ts';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { Checklist, runChecks } from '../develop/live-checks.tsx';
import { Refused } from '../develop/live-standing.tsx';
import { StatementText } from '../statements/statement-text.tsx';
import { appHref, childrenHref } from './app-hrefs.ts';
import { sayState } from './app-list.tsx';
import { Decision } from './decision.tsx';
import { showTab } from './frame.tsx';
import { Switch } from './switch.tsx';

export async function showRegisteredApp(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = operatorAppsWords(language);
  const { shown, checks } = await visit.vault.store.read(async db => {
    const shown = await readApplicationInFull(db, c.req.param('app') ?? '');
    return { shown, checks: shown ? await runChecks(db, visit.vault, shown) : [] };
  });
  if (!shown) throw notFound();
  const { app, entry, texts, seen, waits } = shown;
  const changes = { app, entry, texts, logosAt: logosAt(app.id), language };
  return showTab(c, {
    tab: 'apps',
    content: (
      <section>
        <h2>{app.name}</h2>
        {waits && <p class="lead">{sayWishes(shown, language)}</p>}
        <Family app={app} language={language} />
        <Changes {...changes} />
        <Refused {...changes} locale={visit} />
        <h3>{w.now}</h3>
        <Facts shown={shown} visit={visit} />
        <Rules shown={shown} language={language} />
        <Certificates certificates={shown.certificates} visit={visit} />
        <Texts shown={shown} language={language} />
        <Statements shown={shown} language={language} />
        <h3>{w.checklist}</h3>
        <Checklist checks={checks} language={language} />
        {waits && <Decision visit={visit} appId={app.id} seen={seen} />}
        <Switch visit={visit} app={app} entry={entry} />
      </section>
    ),
  });
}

export function sayWishes({ app, entry }: WaitingApplication, language: Language): string {
  const w = operatorAppsWords(language);
  return [
    ...(app.state === 'pending' ? [w.toLive] : []),
    ...(entry.proposed ? [w.toChange] : []),
    ...((entry.askedGroups ?? []).length > 0 ? [w.toCall] : []),
  ].join(', ');
}

function Family({ app, language }: { app: Application; language: Language }) {
  const w = childrenWords(language);
  if (app.kind === 'master')
    return (
      <p>
        <a href={childrenHref(app.id)}>{w.of(app.name)}</a>
      </p>
    );
  if (app.masterId === undefined) return null;
  return (
    <p>
      <a href={appHref(app.masterId)}>{w.itsMaster}</a>
    </p>
  );
}

function logosAt(appId: string): string {
  return `${appHref(appId)}/logo`;
}

function Facts({ shown: { app, entry, texts, admins }, visit }: { shown: ApplicationInFull; visit: Visit }) {
  const { language } = visit;
  const w = operatorAppsWords(language);
  const words = appChangesWords(language);
  const tab = tabWords(language);
  const groups = (all: readonly MethodGroup[]) =>
    all.flatMap(group => (group === 'basic' ? [] : [tab.groups[group]])).join(', ');
  const organisation = texts.find(({ kind }) => kind === 'organization')?.content.toString();
  const logoRow = (logo: AppText): [string, Child] => {
    const label = sayTextPlace(logo, language);
    return [label, <LogoImage at={logosAt(app.id)} logo={logo} alt={label} none={words.none} />];
  };
  const below = (kind: AppText['kind']) => texts.some(text => text.kind === kind) && w.below;
  const rows: [string, Child][] = [
    [words.description, app.description],
    [w.kind, developWords(language).kinds[app.kind]],
    [w.state, sayState(app, entry, visit)],
    [w.registered, dayThere(app.createdAt, visit)],
    [words.actionUrl, app.actionUrl],
    [words.redirectHosts, app.redirectHosts.join(', ')],
    [words.domainName, app.domainName],
    [words.addresses, sayAddresses(app.ipPrefixes, language)],
    ...(app.smart ? sayClient(app.smart, language) : []),
    [words.records, app.multiRecord ? words.several : words.one],
    [w.groups, groups(app.methodGroups) || w.basic],
    ...(entry.askedGroups?.length ? [[w.askedGroups, groups(entry.askedGroups)] as [string, Child]] : []),
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

function Rules({ shown: { app }, language }: { shown: ApplicationInFull; language: Language }) {
  return (
    <div class="mode">
      <h2>{appChangesWords(language).rules}</h2>
      {app.rules.length === 0 && <p>{operatorAppsWords(language).noRules}</p>}
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
function Texts({ shown: { texts }, language }: { shown: ApplicationInFull; language: Language }) {
  const local = texts.filter(
    text => text.language !== '' && ['name', 'description', 'rule-reason'].includes(text.kind),
  );
  if (local.length === 0) return null;
  return (
    <details class="more">
      <summary>{operatorAppsWords(language).texts}</summary>
      <dl class="facts">
        {local.map(text => (
          <div>
            <dt>{sayTextPlace(text, language)}</dt>
            <dd>{text.content.toString()}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What people read of it that developers may change at any time, as pages show it. */
function Statements({ shown: { texts }, language }: { shown: ApplicationInFull; language: Language }) {
  return (
    <>
      {kept(texts, statementKinds).map(text => (
        <details class="more">
          <summary>{sayTextPlace(text, language)}</summary>
          <div class="statement">
            <StatementText text={convertToPlainText(text.contentType ?? '', text.content.toString())} />
          </div>
        </details>
      ))}
    </>
  );
}

/** Who may sign in its name. */
function Certificates({ certificates, visit }: { certificates: readonly Certificate[]; visit: Visit }) {
  const { language, vault } = visit;
  const w = rulesWords(language);
  if (certificates.length === 0) return <p>{operatorAppsWords(language).noCertificates}</p>;
  const now = vault.clock.now();
  const rows = certificates.map(({ thumbprint, pem }) => ({ thumbprint, ...getCertificateFacts(pem) }));
  return (
    <Table
      caption={w.certificates}
      rows={rows}
      columns={[
        { label: w.thumbprint, cell: ({ thumbprint }) => <code>{thumbprint}</code> },
        { label: w.subject, cell: ({ subject }) => subject },
        {
          label: operatorAppsWords(language).validFrom,
          cell: ({ startsAt }) => <span class="keep">{dayThere(startsAt, visit)}</span>,
        },
        {
          label: w.ends,
          cell: ({ endsAt }) =>
            endsAt > now ? (
              <span class="keep">{dayThere(endsAt, visit)}</span>
            ) : (
              <strong>{w.ended(dayThere(endsAt, visit))}</strong>
            ),
        },
      ]}
    />
  );
}
