// The applications of the vault: those that ask the operator for something, and all there are.

import { listOrphanedApplications } from '../../../core/applications/admins.ts';
import type { Application } from '../../../core/applications/application.ts';
import { listWaitingApplications, type WaitingApplication } from '../../../core/applications/approval.ts';
import { sayOf } from '../../../locales/colon.ts';
import type { Language } from '../../../locales/language.ts';
import { operatorAppsWords } from '../../../locales/words.ts';
import { Empty } from '../../kit/kit.tsx';
import { sendNamedLogo } from '../../kit/logo.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { sayWishes } from './app.tsx';
import { appHref } from './app-hrefs.ts';
import { AllApps, listAppsSought, readSought } from './app-list.tsx';
import { listMastersWithChildren, Masters } from './children.tsx';
import { showTab } from './frame.tsx';

export async function sendWaitingLogo(c: ShellContext): Promise<Response> {
  return sendNamedLogo(c, c.req.param('app') ?? '', c.req.param('name') ?? '');
}

export async function showAllApps(c: ShellContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const { waiting, list, orphaned, masters } = await vault.store.read(async db => ({
    waiting: await listWaitingApplications(db),
    list: await listAppsSought(db, readSought(c), language),
    orphaned: await listOrphanedApplications(db),
    masters: await listMastersWithChildren(db),
  }));
  return showTab(c, {
    tab: 'apps',
    content: (
      <>
        <Waiting waiting={waiting} language={language} />
        <AllApps list={list} locale={c.var.visit} />
        {masters.length > 0 && <Masters masters={masters} language={language} />}
        {orphaned.length > 0 && <Orphaned apps={orphaned} language={language} />}
      </>
    ),
  });
}

function Waiting({ waiting, language }: { waiting: readonly WaitingApplication[]; language: Language }) {
  const w = operatorAppsWords(language);
  return (
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
                <span class="hint">{sayWishes(one, language)}</span>
              </div>
              <a
                class="button quiet"
                href={appHref(one.app.id)}
                aria-label={sayOf(w.look, one.app.name, language)}
              >
                {w.look}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Orphaned({ apps, language }: { apps: readonly Application[]; language: Language }) {
  const w = operatorAppsWords(language);
  return (
    <section>
      <h2>{w.orphaned}</h2>
      <p>{w.orphanedText}</p>
      <ul class="cards">
        {apps.map(({ name, id }) => (
          <li>
            <strong>
              <a href={appHref(id)}>{name}</a>
            </strong>
            <span class="hint">{id}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
