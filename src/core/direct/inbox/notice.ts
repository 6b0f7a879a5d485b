// Mails that tell a person that something came by Direct, or waits until they have looked who sent it: not from whom, and nothing
// of what is in it.
import { findLanguage } from '../../../locales/language.ts';
import { directLetterWords } from '../../../locales/words.ts';
import { Fault } from '../../faults.ts';
import { dayMs } from '../../limits/durations.ts';
import { countTry } from '../../limits/rate-limit.ts';
import { isOwnAddress } from '../../mail/confirm.ts';
import { sendMail } from '../../mail/send.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';

/** So many in a day. */
export function noticeDirect(db: Writer, vault: Vault, personId: string): Promise<void> {
  return notice(db, vault, personId, 'came');
}

/** Of somebody whom they do not know: likewise. */
export function noticeWaiting(db: Writer, vault: Vault, personId: string): Promise<void> {
  return notice(db, vault, personId, 'waits');
}

const paths = { came: '/messages', waits: '/messages/unknown' };

/** A vault that can send none keeps what came all the same. */
async function notice(db: Writer, vault: Vault, personId: string, what: 'came' | 'waits'): Promise<void> {
  const person = await db.people.byId(personId);
  if (!person || !(await isOwnAddress(db, vault, personId))) return;
  const { directNoticesPerDayMax, directWaitingNoticesPerDayMax } = vault.limits;
  const count =
    what === 'came'
      ? { kind: 'direct notice to', max: directNoticesPerDayMax }
      : { kind: 'direct waiting notice to', max: directWaitingNoticesPerDayMax };
  if (!(await countTry(db, vault, { ...count, key: personId, windowMs: dayMs }))) return;
  const language = findLanguage(person.culture) ?? 'en';
  const { subject, text } = directLetterWords(language)[what];
  const body = text({ person: person.name, link: `${vault.instance.shellUrl}${paths[what]}` });
  const to = { name: person.name, address: person.email };
  try {
    await sendMail(db, vault, { to, subject, text: body, locale: language });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
