// Queues mail in the transaction of what causes it: once that is committed, the mail is as durable as everything else.
// deliver.ts hands it on.
import { fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { cleanHeaderText, isMailAddress } from './address.ts';
import type { Letter, MailAddress } from './mail.ts';

export interface NewMail {
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** The culture it is written in. */
  readonly locale: string;
  /** Whose doing it is that somebody else gets it. */
  readonly personId?: string;
}

/**
 * Queues a mail of the vault itself, in the caller's transaction.
 * @throws mailAddressMalformed; mailNotQueued when the vault has no way to send mail or too much is waiting
 */
export async function sendMail(
  db: Writer,
  vault: Vault,
  { to, html, personId, ...mail }: NewMail,
): Promise<void> {
  const from = { name: 'Keepwell', address: vault.mail.from };
  await queueMail(db, vault, { letter: { ...mail, html, from, replyTo: undefined }, to: [to], personId });
}

/** Has the vault a way to send mail at all? */
export function canSendMail({ mail }: Vault): boolean {
  return mail.mailer !== undefined || mail.mailbox !== 'none';
}

/** One copy for each recipient, so that none learns of the others. */
export async function queueMail(
  db: Writer,
  vault: Vault,
  {
    letter,
    to,
    appId,
    personId,
  }: {
    letter: Letter;
    to: readonly MailAddress[];
    appId?: string | undefined;
    personId?: string | undefined;
  },
): Promise<void> {
  const { mail, limits, ids, keys, clock } = vault;
  if (!canSendMail(vault))
    throw fault('mailNotQueued', 'This vault sends no mail: its operator has set no mail server.');
  const sealed = sealedLetter(vault, letter);
  const copies = to.map(recipient => {
    if (!isMailAddress(recipient.address)) throw fault('mailAddressMalformed');
    const clean = { name: cleanHeaderText(recipient.name), address: recipient.address };
    return { id: ids.guid(), sealedTo: keys.seal(Buffer.from(JSON.stringify(clean))) };
  });
  const isForServer = mail.mailer !== undefined;
  if (isForServer && (await db.mail.counts()).waiting + copies.length > limits.mailsWaitingMax)
    throw fault('mailNotQueued', 'Too much mail is waiting for the mail server.');
  await db.mail.queue({
    letterId: ids.guid(),
    sealedLetter: sealed,
    copies,
    state: isForServer ? 'waiting' : 'mailbox',
    appId,
    personId,
    at: clock.now(),
  });
  if (!isForServer) await db.mail.trimMailbox(limits.mailboxMailsMax);
}

/** Callers name their language as they like; only what is one goes into a header. */
const isCulture = /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i;

function sealedLetter({ keys, limits }: Vault, letter: Letter): Buffer {
  const { from, replyTo } = letter;
  const clean: Letter = {
    ...letter,
    from: { ...from, name: cleanHeaderText(from.name) },
    replyTo: replyTo && { ...replyTo, name: cleanHeaderText(replyTo.name) },
    subject: cleanHeaderText(letter.subject),
    locale: letter.locale !== undefined && isCulture.test(letter.locale) ? letter.locale : undefined,
  };
  const bytes = Buffer.from(JSON.stringify(clean));
  if (bytes.length > limits.mailBytesMax)
    throw fault('tooLarge', `A mail may have ${limits.mailBytesMax} bytes of text.`);
  return keys.seal(bytes);
}
