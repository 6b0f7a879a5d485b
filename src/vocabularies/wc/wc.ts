// Makes one of HealthVault's own lists. Codes and texts are as it published them; descriptions are ours, and so are the texts
// in other languages, which stand in src/locales/.
import { codeWords } from '../../locales/words.ts';
import { makeVocabulary, type Row, type TableOptions } from '../table.ts';
import type { Vocabulary } from '../vocabulary.ts';

export function wc(
  name: string,
  description: string,
  rows: readonly Row[],
  options: TableOptions = {},
): Vocabulary {
  const translated = [...codeWords].flatMap(([language, lists]) => {
    const texts = lists[name];
    // An older version of a list has other codes.
    return texts && rows.every(([code]) => Object.hasOwn(texts, code)) ? [[language, texts] as const] : [];
  });
  return makeVocabulary(
    { version: '1', translated: Object.fromEntries(translated), ...options, name, family: 'wc', description },
    rows,
  );
}
