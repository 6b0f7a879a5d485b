// What happened to a record, in words for people.
import type { Language } from '../../../locales/language.ts';
import { actionsWords } from '../../../locales/words.ts';

/** An action that has no words yet is told by its name, so that nothing is hidden. */
export function sayAction(action: string, language: Language): string {
  const named: Readonly<Record<string, string>> = actionsWords(language);
  return Object.hasOwn(named, action) ? named[action]! : action.replace(/([a-z])([A-Z])/g, '$1 $2');
}
