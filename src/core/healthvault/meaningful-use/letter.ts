// The mail that tells a person of documents that came while they were away. It says nothing of what is in them.
// Called by receipts.ts.
import { findLanguage } from '../../../locales/language.ts';
import { documentLetterWords } from '../../../locales/words.ts';
import type { Application } from '../../applications/application.ts';
import type { Grant } from '../../authorization/grant.ts';
import { Fault } from '../../faults.ts';
import { makeQuotable } from '../../mail/address.ts';
import { isOwnAddress } from '../../mail/confirm.ts';
import { sendMail } from '../../mail/send.ts';
import { hashSha256 } from '../../secrets.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';

/** One mail for all that comes within a while. A vault that can send none keeps the documents all the same. */
export async function tellOfDocuments(
  db: Writer,
  vault: Vault,
  { personId, recordId }: Grant,
  app: Application,
): Promise<void> {
  const now = vault.clock.now();
  const about = hashSha256(JSON.stringify([personId, recordId, app.id]));
  const again = now + vault.limits.documentMailGapMs;
  if (!(await db.sessions.useOnce('document-mail', about, now, again))) return;
  const person = await db.people.byId(personId);
  if (!person || !(await isOwnAddress(db, vault, personId))) return;
  const language = findLanguage(person.culture) ?? 'en';
  const { subject, text } = documentLetterWords(language);
  const body = text({ person: person.name, app: makeQuotable(app.name), link: vault.instance.shellUrl });
  const to = { name: person.name, address: person.email };
  try {
    await sendMail(db, vault, { to, subject, text: body, locale: language });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
