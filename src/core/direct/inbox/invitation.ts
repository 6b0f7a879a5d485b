// The mail that brings somebody the code for what a clinic left for them by Direct: not from whom as they call themselves, and
// nothing of what is in it.
import { findLanguage } from '../../../locales/language.ts';
import { directInvitationWords } from '../../../locales/words.ts';
import { dayMs } from '../../limits/durations.ts';
import { countTry } from '../../limits/rate-limit.ts';
import { makeQuotable } from '../../mail/address.ts';
import { sendMail } from '../../mail/send.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';

/** So many to an address, and so many of one domain. If it may be, it counts. */
export async function mayInviteByDirect(
  db: Writer,
  vault: Vault,
  from: string,
  email: string,
): Promise<boolean> {
  const { mailsPerReceiverPerDayMax, directInvitationsPerDomainPerDayMax } = vault.limits;
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  const counts = [
    { kind: 'direct invitation to', key: email.toLowerCase(), max: mailsPerReceiverPerDayMax },
    { kind: 'direct invitation of', key: domain, max: directInvitationsPerDomainPerDayMax },
  ];
  for (const count of counts)
    if (!(await countTry(db, vault, { ...count, isEndless: true, windowMs: dayMs }))) return false;
  return true;
}

/** In the language of their account, where they have one. @throws mailNotQueued */
export async function inviteNewUser(
  db: Writer,
  vault: Vault,
  { email, from, code }: { readonly email: string; readonly from: string; readonly code: string },
): Promise<void> {
  const person = await db.people.byEmail(email);
  const language = findLanguage(person?.culture ?? '') ?? 'en';
  const { subject, text } = directInvitationWords(language);
  const link = `${vault.instance.shellUrl}/messages/pick-up`;
  const body = text({ from: makeQuotable(from), code, link });
  await sendMail(db, vault, { to: { name: '', address: email }, subject, text: body, locale: language });
}
