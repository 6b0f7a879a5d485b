// A mark in words: how far a value lies from the line it is judged by, and whose line that is.
import type { Degree, JudgedBy } from '../things/common/marks.ts';
import type { Language } from './language.ts';
import { marksWords } from './words.ts';

interface Said {
  /** What was measured; empty where nothing else was. */
  readonly what: string;
  readonly is: Degree;
  readonly by: JudgedBy;
}

/** `Diastolic: a little above the usual range`. */
export function sayMark({ what, is, by }: Said, language: Language): string {
  const w = marksWords(language);
  const how = by === 'flag' ? w.flagged[is] : w.by[by](w.degrees[is]);
  return what === '' ? how : w.marked(what, how);
}
