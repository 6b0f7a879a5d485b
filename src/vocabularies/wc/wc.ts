// Makes one of HealthVault's own lists. Codes and texts are as it published them; descriptions are ours.
import { type Row, type TableOptions, table } from '../table.ts';
import type { Vocabulary } from '../vocabulary.ts';

export function wc(
  name: string,
  description: string,
  rows: readonly Row[],
  options: TableOptions = {},
): Vocabulary {
  return table({ version: '1', ...options, name, family: 'wc', description }, rows);
}
