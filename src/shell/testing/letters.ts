// The mail that a vault without a mail server wrote to somebody, newest first, and the links in it.
import { openMail } from '../../core/mail/deliver.ts';
import type { Mail } from '../../core/mail/mail.ts';
import type { TestServer } from '../../testing/server.ts';

export async function lettersTo({ vault, background }: TestServer, email: string): Promise<Mail[]> {
  await background.run('mail reset links');
  const all = await vault.store.read(db => db.mail.inMailbox(1000));
  return all.map(one => openMail(vault, one)).filter(({ to }) => to.address === email);
}

/** Of the newest letter with a link of this kind, as a path. */
export async function linkTo(server: TestServer, email: string, kind: string): Promise<string> {
  for (const { text } of await lettersTo(server, email)) {
    const link = new RegExp(`/${kind}/[0-9a-f]+`).exec(text ?? '')?.[0];
    if (link) return link;
  }
  throw new Error(`no link of ${kind} to ${email}`);
}

export async function subjectsTo(server: TestServer, email: string): Promise<string[]> {
  return (await lettersTo(server, email)).map(({ subject }) => subject);
}
