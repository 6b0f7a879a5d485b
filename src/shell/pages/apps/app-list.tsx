// The applications that a person let in, as lists show them.

import { getFirst } from '../../../assume.ts';
import type { Application } from '../../../core/applications/application.ts';
import { hasSmallLogo } from '../../../core/applications/logos.ts';
import type { Authorization } from '../../../core/authorization/authorization.ts';
import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import type { Reader } from '../../../core/store.ts';
import type { Language } from '../../../locales/language.ts';
import { appsWords, dataWords, recordsWords, smartWords } from '../../../locales/words.ts';
import { Initial } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import type { Visit } from '../../web/visit.ts';

export interface AppAccess {
  readonly app: Application;
  readonly authorization: Authorization;
  readonly recordName: string;
  readonly hasLogo: boolean;
}

/** What a person let applications do on some records, one application after the other. */
export async function listApps(
  db: Reader,
  personId: string,
  records: readonly AccessibleRecord[],
): Promise<AppAccess[]> {
  const found: AppAccess[] = [];
  for (const authorization of await db.authorizations.everyOfPerson(personId)) {
    const app = await db.applications.byId(authorization.appId);
    const reached = records.find(({ record }) => record.id === authorization.recordId);
    if (!app || !reached) continue;
    const hasLogo = await hasSmallLogo(db, app);
    found.push({ app, authorization, recordName: reached.record.name, hasLogo });
  }
  return found.sort(
    (a, b) =>
      a.app.name.localeCompare(b.app.name) ||
      a.app.id.localeCompare(b.app.id) ||
      a.recordName.localeCompare(b.recordName),
  );
}

export function AppList({ visit, apps }: { visit: Visit; apps: readonly AppAccess[] }) {
  const { language } = visit;
  const w = recordsWords(language);
  const details = appsWords(language);
  return (
    <ul class="cards">
      {apps.map(({ app, authorization, recordName, hasLogo }) => (
        <li class="with-action">
          <Initial name={app.name} kind="app" logoOf={hasLogo ? app.id : undefined} />
          <div>
            <strong>{app.name}</strong>
            <span class="hint">
              {w.whatApp(recordName, dayThere(authorization.createdAt, visit))}
              {authorization.rules.some(rule => rule.mode === 'offline') && w.also}
            </span>
          </div>
          <OpenApp visit={visit} app={app} recordId={authorization.recordId} recordName={recordName} />
          <a
            class="button quiet"
            href={`/apps/${app.id}/${authorization.recordId}`}
            aria-label={details.moreOf(app.name, recordName)}
          >
            {details.more}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Of an application that can be opened from here. */
export function OpenApp({
  visit,
  app,
  recordId,
  recordName,
}: {
  visit: Visit;
  app: Application;
  recordId: string;
  recordName: string;
}) {
  if (app.smart?.launchUrl === undefined) return null;
  const { open, openOn } = smartWords(visit.language);
  return (
    <Form visit={visit} action="/apps/open">
      <input type="hidden" name="app" value={app.id} />
      <input type="hidden" name="record" value={recordId} />
      <button type="submit" class="second" aria-label={openOn(app.name, recordName)}>
        {open}
      </button>
    </Form>
  );
}

/** Each with the records that it may work with; they lead to what it may do there. */
export function AppsInShort({ apps, language }: { apps: readonly AppAccess[]; language: Language }) {
  const w = dataWords(language);
  const byApp = new Map<string, AppAccess[]>();
  for (const access of apps) byApp.set(access.app.id, [...(byApp.get(access.app.id) ?? []), access]);
  return (
    <ul class="cards">
      {[...byApp.values()].map(all => {
        const { app, hasLogo } = getFirst(all);
        return (
          <li class="with-action">
            <Initial name={app.name} kind="app" logoOf={hasLogo ? app.id : undefined} />
            <div>
              <strong>{app.name}</strong>
              <span class="hint">
                {w.onRecords(all.length)}{' '}
                {all.map(({ authorization: { recordId }, recordName }, index) => (
                  <>
                    {index > 0 && ', '}
                    <a
                      href={`/apps/${app.id}/${recordId}`}
                      aria-label={appsWords(language).moreOf(app.name, recordName)}
                    >
                      {recordName}
                    </a>
                  </>
                ))}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
