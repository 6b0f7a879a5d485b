// What an application says of itself: its description, and links to what it says of privacy and terms, at its own address or,
// where it has none, here.

import type { Application } from '../../core/applications/application.ts';
import {
  getStatementOwner,
  listStoredStatements,
  type ReadKind,
} from '../../core/applications/statements.ts';
import type { Reader } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import type { Language } from '../../locales/language.ts';
import { consentWords } from '../../locales/words.ts';

export const statementPages = {
  privacy: 'privacy-statement',
  terms: 'terms-of-use',
} as const satisfies Record<string, ReadKind>;
export type StatementPage = keyof typeof statementPages;

/** The application as pages show it; never to be stored. */
export async function addStatements(db: Reader, { instance }: Vault, app: Application): Promise<Application> {
  if (app.privacyUrl !== undefined && app.termsUrl !== undefined) return app;
  const stored = await listStoredStatements(db, app);
  const here = (page: StatementPage) =>
    stored.has(statementPages[page])
      ? `${instance.shellUrl}/app-statements/${getStatementOwner(app)}/${page}`
      : undefined;
  return {
    ...app,
    privacyUrl: app.privacyUrl ?? here('privacy'),
    termsUrl: app.termsUrl ?? here('terms'),
  };
}

export function hasStatements({ privacyUrl, termsUrl }: Application): boolean {
  return privacyUrl !== undefined || termsUrl !== undefined;
}

export function StatementLinks({ app, language }: { app: Application; language: Language }) {
  const w = consentWords(language);
  return (
    <>
      {app.privacyUrl !== undefined && <NewPageLink href={app.privacyUrl} text={w.privacy} />}
      {app.termsUrl !== undefined && <NewPageLink href={app.termsUrl} text={w.terms} />}
    </>
  );
}

/** @param app with its statements, see addStatements */
export function AboutApp({ app, language = 'en' }: { app: Application; language?: Language }) {
  return (
    <>
      {app.description !== '' && <p>{app.description}</p>}
      {hasStatements(app) && (
        <p class="links">
          <StatementLinks app={app} language={language} />
        </p>
      )}
    </>
  );
}

/** In a page of its own, so the question stays open; only an address of the web becomes a link. */
function NewPageLink({ href, text }: { href: string; text: string }) {
  if (!/^https?:\/\//i.test(href)) return null;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}
