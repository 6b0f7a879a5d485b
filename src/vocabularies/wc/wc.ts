// Makes one of HealthVault's own lists. Codes and texts are as it published them; descriptions are ours, and so are the texts
// in other languages, which stand in es.ts and de.ts.
import { byName } from '../../schema/by-name.ts';
import { type Row, type TableOptions, table } from '../table.ts';
import type { Translations, Vocabulary } from '../vocabulary.ts';
import { de } from './de.ts';
import { es } from './es.ts';

export const translations: Readonly<Record<string, Translations>> = byName({ es, de });

export function wc(
  name: string,
  description: string,
  rows: readonly Row[],
  options: TableOptions = {},
): Vocabulary {
  const translated = Object.entries(translations).flatMap(([language, lists]) => {
    const texts = lists[name];
    // An older version of a list has other codes.
    return texts && rows.every(([code]) => Object.hasOwn(texts, code)) ? [[language, texts] as const] : [];
  });
  return table(
    { version: '1', translated: Object.fromEntries(translated), ...options, name, family: 'wc', description },
    rows,
  );
}
