// What the frame itself does: changes the language of the pages, and the record they are about.
import { changeLanguage as changeLanguageOf } from '../../core/people/accounts.ts';
import { ofPerson } from '../../core/turns.ts';
import { findLanguage } from '../../locales/language.ts';
import { goTo } from '../web/respond.tsx';
import { chooseRecord, keepLanguage, type ShellContext } from '../web/visit.ts';

export async function changeLanguage(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, person } = c.var.visit;
  const language = findLanguage(form.get('language') ?? undefined);
  if (language) {
    keepLanguage(c, language);
    if (person) await vault.store.write(db => changeLanguageOf(db, person.id, language), ofPerson(person.id));
  }
  return goTo(c, pageBefore(c));
}

export async function changeRecord(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const chosen = c.var.visit.records.find(({ record }) => record.id === form.get('record'));
  if (chosen) chooseRecord(c, chosen);
  return goTo(c, pageBefore(c));
}

/** Where the form stood, if that was a page of ours that can be opened again. */
function pageBefore(c: ShellContext): string {
  const referrer = c.req.header('referer') ?? '';
  if (!URL.canParse(referrer)) return '/';
  const { host, pathname, search } = new URL(referrer);
  return host === c.req.header('host') ? `${pathname.replace(/^\/+/, '/')}${search}` : '/';
}
