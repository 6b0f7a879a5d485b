// What `keepwell doctor` finds out about mail: whether any can be sent, whether the mail server answers, what waits.
import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import type { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';

/** @throws Failure when the mail server cannot be used */
export async function checkMail(config: Config, look: VaultLook): Promise<string> {
  const { smtp, from } = config.mail;
  if (!smtp) {
    return config.mode === 'production'
      ? 'None can be sent: no mail server is set. Give smtpUrl and mailFrom in keepwell.json, or KEEPWELL_SMTP_URL and KEEPWELL_MAIL_FROM.'
      : 'It goes to the page /mailbox of the Shell, as no mail server is set.';
  }
  const { host } = new URL(smtp.url);
  const { makeSmtpMailer } = await import('../facades/mail/smtp.ts');
  const ca = smtp.ca === undefined ? undefined : readFileSync(smtp.ca, 'utf8');
  await makeSmtpMailer({ url: smtp.url, ca, from })
    .check()
    .catch(({ message }: Error) => {
      throw new Failure(
        `The mail server at ${host} cannot be used (${message}). Check smtpUrl, and smtpCa if it has one.`,
      );
    });
  return `It is sent from ${from}${await left(look)}`;
}

async function left(look: VaultLook): Promise<string> {
  const db = await look.db();
  if (!db) return '.';
  const counts = await db.mail.counts();
  const troubles = await db.mail.troubles();
  const problems = troubles.filter(({ state }) => state === 'given-up').map(({ problem }) => problem);
  const why = problems.length === 0 ? '' : ` (${problems.join(', ')})`;
  return `; ${counts.waiting} waiting, ${counts.givenUp} given up in the last month${why}.`;
}
