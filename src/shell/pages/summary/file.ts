// The summary for the doctor as PDF, as its page gives it at first: what goes along with messages by Direct.
import type { Grant } from '../../../core/authorization/grant.ts';
import { readSummary } from '../../../core/summary/summary.ts';
import type { Vault } from '../../../core/vault.ts';
import { findZone, type Locale } from '../../web/clock.ts';
import { chooseFirst } from './form.ts';
import { saySummary } from './said.ts';

/** @param zone the server's where nobody's clock is known */
export async function makeSummaryFile(
  vault: Vault,
  grant: Grant,
  { language, zone = findZone(undefined) }: Pick<Locale, 'language'> & Partial<Locale>,
): Promise<Buffer> {
  const record = await vault.store.read(db => db.records.byId(grant.recordId));
  const chosen = chooseFirst({ vault });
  const summary = await readSummary(vault, grant, record?.name ?? '', chosen, language);
  const { printSummary } = await import('./pdf.ts');
  return printSummary(saySummary(summary, chosen, { vault, language, zone }), { language });
}
