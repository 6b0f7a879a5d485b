// What a page says when the vault does not take an item.
import { Fault } from '../../core/faults.ts';
import { formWords } from '../../locales/words.ts';
import type { Visit } from '../web/visit.ts';

/** Anything unforeseen is thrown on. */
export function explainRefusal(error: unknown, { language }: Visit): string {
  if (!(error instanceof Fault)) throw error;
  const w = formWords(language);
  if (error.reason === 'recordFull') return w.notSaved(w.full);
  if (error.reason === 'accessDenied') return w.notSaved(w.mayNotAdd);
  return w.general;
}
