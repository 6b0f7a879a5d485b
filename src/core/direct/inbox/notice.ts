// The mail that tells a person that something came by Direct: not from whom, and nothing of what is in it.
import { findLanguage } from '../../../locales/language.ts';
import { directLetterWords } from '../../../locales/words.ts';
import { Fault } from '../../faults.ts';
import { dayMs } from '../../limits/durations.ts';
import { countTry } from '../../limits/rate-limit.ts';
import { isOwnAddress } from '../../mail/confirm.ts';
import { sendMail } from '../../mail/send.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';

/** So many in a day. A vault that can send none keeps what came all the same. */
export async function noticeDirect(db: Writer, vault: Vault, personId: string): Promise<void> {
  const person = await db.people.byId(personId);
  if (!person || !(await isOwnAddress(db, vault, personId))) return;
  const max = vault.limits.directNoticesPerDayMax;
  if (!(await countTry(db, vault, { kind: 'direct notice to', key: personId, max, windowMs: dayMs }))) return;
  const language = findLanguage(person.culture) ?? 'en';
  const { subject, text } = directLetterWords(language);
  const body = text({ person: person.name, link: `${vault.instance.shellUrl}/messages` });
  const to = { name: person.name, address: person.email };
  try {
    await sendMail(db, vault, { to, subject, text: body, locale: language });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
