// What settings say of mail, checked. Read by config.ts.
import { isMailAddress } from './core/mail/address.ts';

export interface MailConfig {
  /** The mail server, with user name and password, and a file of certificates it is trusted by. */
  readonly smtp: { readonly url: string; readonly ca: string | undefined } | undefined;
  /** The sender of the vault's own mail. */
  readonly from: string;
  /** Who may open the mailbox page of a sandbox without a mail server. */
  readonly mailbox: 'local' | 'open';
}

interface MailTexts {
  readonly smtpUrl?: string;
  readonly smtpCa?: string;
  readonly mailFrom?: string;
  readonly mailbox?: string;
}

/** What is wrong with an address is told without the address: there is a password in it. @throws an error that says it */
export function readMailSettings({ smtpUrl, smtpCa, mailFrom, mailbox = 'local' }: MailTexts): MailConfig {
  if (mailFrom !== undefined && !isMailAddress(mailFrom))
    throw new Error('mail-from must be an e-mail address such as keepwell@example.org.');
  if (smtpUrl !== undefined && !isSmtpUrl(smtpUrl))
    throw new Error('smtp-url must be smtp://user:password@host:port, or smtps://….');
  if (smtpUrl !== undefined && mailFrom === undefined)
    throw new Error('smtp-url needs mail-from: the address that mail comes from.');
  if (mailbox !== 'local' && mailbox !== 'open') throw new Error('mailbox must be one of local, open.');
  return {
    smtp: smtpUrl === undefined ? undefined : { url: smtpUrl, ca: smtpCa },
    from: mailFrom ?? 'keepwell@keepwell.invalid',
    mailbox,
  };
}

export function isSmtpUrl(url: string): boolean {
  if (!/^smtps?:\/\/[^\s/?#]+\/?$/i.test(url) || !URL.canParse(url)) return false;
  return new URL(url).hostname !== '';
}
