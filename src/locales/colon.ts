// What is said of something, behind a colon: French has a space before it.
import type { Language } from './language.ts';

/** `Weight: 71 kg`. */
export function sayOf(what: string, text: string, language: Language): string {
  return `${what}${language === 'fr' ? '\u202f' : ''}: ${text}`;
}
