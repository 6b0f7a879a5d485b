// What happened to a record, in words for people.
import type { Names } from '../../../core/audit/activity.ts';
import type { StoredAuditRow } from '../../../core/audit/audit.ts';
import type { Language } from '../../../locales/language.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { actionsWords, activityWords, looksWords } from '../../../locales/words.ts';

/** An action that has no words yet is told by its name, so that nothing is hidden. */
export function sayAction(action: string, language: Language): string {
  const named: Readonly<Record<string, string>> = actionsWords(language);
  return Object.hasOwn(named, action) ? named[action]! : action.replace(/([a-z])([A-Z])/g, '$1 $2');
}

/** What is opened at a secret address is opened by who has it, also where an older entry names who made it. */
export function sayWho(
  { action, personId }: Pick<StoredAuditRow, 'action' | 'personId'>,
  { people }: Names,
  language: Language,
): string {
  const w = activityWords(language);
  const strangers: Readonly<Record<string, string>> = w.strangers;
  if (Object.hasOwn(strangers, action)) return strangers[action]!;
  return personId === undefined ? w.nobody : (people.get(personId) ?? w.gone);
}

/** What was read or looked at, or asked for and refused; nothing of other actions. */
export function sayDetails({ details }: Pick<StoredAuditRow, 'details'>, language: Language): string {
  const w = looksWords(language);
  const said: string[] = [];
  const { pages, kinds, listed, files, asked, count, entries } = details;
  if (isCounts(pages))
    said.push(...Object.entries(pages).map(([page, times]) => w.times(sayPage(page, language), times)));
  if (isCounts(kinds) && !isCounts(pages))
    said.push(...Object.entries(kinds).map(([typeId, items]) => w.kind(nameTypeId(typeId, language), items)));
  if (typeof listed === 'number') said.push(w.listed(listed));
  if (typeof files === 'number') said.push(w.files(files));
  if (typeof asked === 'string')
    said.push(
      w.times(
        asked === 'page' ? w.aPage : asked === 'file' ? w.pages['/items/:id/files/:file'] : asked,
        Number(count),
      ),
    );
  if (typeof entries === 'number') said.push(w.entries(entries));
  return said.join(', ');
}

function isCounts(value: unknown): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && !Array.isArray(value);
}

function sayPage(page: string, language: Language): string {
  const w = looksWords(language);
  const named: Readonly<Record<string, string>> = w.pages;
  return Object.hasOwn(named, page) ? named[page]! : w.otherPage;
}
