// The directory: applications and devices by category, from what their developers listed, and what each asks for.

import type { AppCategory, AppEntry } from '../../../core/applications/app-entry.ts';
import { appCategories } from '../../../core/applications/app-entry.ts';
import type { Application } from '../../../core/applications/application.ts';
import { localiseApplication } from '../../../core/applications/localised.ts';
import { hasSmallLogo } from '../../../core/applications/logos.ts';
import { pickText } from '../../../core/applications/texts.ts';
import type { Reader } from '../../../core/store.ts';
import { tabWords } from '../../../locales/words.ts';
import { RulesOfMode } from '../../hand-over/consent/ask.tsx';
import { addStatements, hasStatements, StatementLinks } from '../../kit/about-app.tsx';
import { Empty, Initial } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import type { Locale } from '../../web/clock.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';

interface Listed {
  readonly app: Application;
  readonly entry: AppEntry;
  readonly organisation: string | undefined;
  readonly hasLogo: boolean;
}

export async function showDirectory(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = tabWords(language);
  const all = await vault.store.read(db => listed(db, visit));
  const chosen = appCategories.find(category => category === c.req.query('category'));
  const used = appCategories.filter(category => all.some(({ entry }) => entry.category === category));
  const shown = used.filter(category => chosen === undefined || category === chosen);
  const page = (
    <Layout title={w.directoryTitle} visit={visit} place="apps">
      <h1>{w.directoryTitle}</h1>
      <p class="lead">{w.directoryIntro}</p>
      {used.length > 1 && (
        <nav aria-label={w.category}>
          <ul class="tabs">
            <Category href="/directory" text={w.allCategories} isChosen={chosen === undefined} />
            {used.map(category => (
              <Category
                href={`/directory?category=${category}`}
                text={w.categories[category]}
                isChosen={category === chosen}
              />
            ))}
          </ul>
        </nav>
      )}
      {all.length === 0 && (
        <Empty title={w.directoryEmpty} text={w.directoryEmptyText}>
          <a href="/help/apps">{w.howToConnect}</a>
        </Empty>
      )}
      {shown.map(category => (
        <CategorySection
          category={category}
          all={all.filter(({ entry }) => entry.category === category)}
          locale={visit}
        />
      ))}
    </Layout>
  );
  return show(c, page);
}

function Category({ href, text, isChosen }: { href: string; text: string; isChosen: boolean }) {
  return (
    <li>
      <a href={href} aria-current={isChosen ? 'page' : undefined}>
        {text}
      </a>
    </li>
  );
}

function CategorySection({
  category,
  all,
  locale,
}: {
  category: AppCategory;
  all: readonly Listed[];
  locale: Locale;
}) {
  return (
    <section>
      <h2>{tabWords(locale.language).categories[category]}</h2>
      <ul class="cards">
        {all.map(listed => (
          <Entry listed={listed} locale={locale} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ listed, locale }: { listed: Listed; locale: Locale }) {
  const { language } = locale;
  const { app, entry, organisation, hasLogo } = listed;
  const w = tabWords(language);
  const isDevice = app.kind === 'soda-master';
  return (
    <li>
      {hasLogo && <Initial name={app.name} kind="app" logoOf={app.id} />}
      <strong>{app.name}</strong>
      <span class="hint">
        {[organisation && w.by(organisation), isDevice && w.device].filter(Boolean).join(' · ')}
      </span>
      {app.description !== '' && <p>{app.description}</p>}
      <details class="more">
        <summary>{w.asksFor}</summary>
        {app.rules.length === 0 && <p>{w.asksNothing}</p>}
        <RulesOfMode rules={app.rules} mode="online" locale={locale} />
        <RulesOfMode rules={app.rules} mode="offline" locale={locale} />
      </details>
      {(entry.website || entry.contactEmail || hasStatements(app)) && (
        <p class="links">
          {entry.website && (
            <a href={entry.website} rel="noopener noreferrer">
              {w.openApp}
            </a>
          )}
          {entry.contactEmail && <a href={`mailto:${entry.contactEmail}`}>{w.writeTo}</a>}
          <StatementLinks app={app} language={language} />
        </p>
      )}
    </li>
  );
}

/** What works and was listed, in the language of the visit. */
async function listed(db: Reader, { vault, language }: Visit): Promise<Listed[]> {
  const found: Listed[] = [];
  for (const [appId, entry] of await db.appAdmins.entries()) {
    if (!entry.isListed || entry.category === undefined) continue;
    const app = await db.applications.byId(appId);
    if (app?.state !== 'active') continue;
    const organisations = await db.applicationTexts.of(appId, ['organization']);
    const organisation = pickText(organisations, [language])?.content.toString();
    const hasLogo = await hasSmallLogo(db, app);
    const shown = await addStatements(db, vault, await localiseApplication(db, app, [language]));
    found.push({ app: shown, entry, organisation, hasLogo });
  }
  return found.sort((a, b) => a.app.name.localeCompare(b.app.name, language));
}
