// Mail that does not go out is told to the operator in words, with what mends it.
import { expect, test } from 'vitest';
import { sendMail } from '../../../core/mail/send.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { startMailServer } from '../../../testing/smtp.ts';
import { givenSignedIn } from '../../testing/visitors.ts';
import { getMeaning } from './mail-health.tsx';

const mailFrom = 'keepwell@vault.example';

const queue = ({ vault }: TestServer, address: string) =>
  vault.store.write(db =>
    sendMail(db, vault, {
      to: { name: '', address },
      subject: 's',
      text: 't',
      locale: 'en',
    }),
  );

async function healthOf(server: TestServer): Promise<string> {
  const { browser } = await givenSignedIn(server, 'Olga First');
  return (await browser.open('/operator/health')).text;
}

test('a receiver that is refused, with the day and what to do', async () => {
  await using mailServer = await startMailServer();
  await using server = await startTestServer({ smtpUrl: `smtp://127.0.0.1:${mailServer.port}`, mailFrom });
  mailServer.refusals.set('nobody@example.org', 550);
  await queue(server, 'nobody@example.org');
  await server.background.run('send mail');
  const text = await healthOf(server);
  expect(text).toMatch(
    /The mail server refused the receiver EENVELOPE 550 1 given up .*2026 The address does not/,
  );
  expect(text).toContain('What was given up is not sent any more');
  expect(text).not.toContain('nobody@');
});

test('a wrong password, while the mail still waits', async () => {
  const login = { user: 'keepwell', password: 'right' };
  await using mailServer = await startMailServer({ login });
  const smtpUrl = `smtp://keepwell:wrong@127.0.0.1:${mailServer.port}`;
  await using server = await startTestServer({ smtpUrl, mailFrom });
  await queue(server, 'ada@example.org');
  await server.background.run('send mail');
  const text = await healthOf(server);
  expect(text).toMatch(/refused the user or the password EAUTH 535 1 waiting/);
  expect(text).toContain('Correct both in smtpUrl');
  expect(text).not.toContain('wrong');
});

test('a server that is away', async () => {
  await using server = await startTestServer({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom });
  await queue(server, 'ada@example.org');
  await server.background.run('send mail');
  const text = await healthOf(server);
  expect(text).toContain('The mail server does not answer');
  expect(text).toContain('Run keepwell doctor');
});

test.each([
  ['EENVELOPE', 'receiver'],
  ['EENVELOPE 552', 'full'],
  ['EENVELOPE 451', 'later'],
  ['EENVELOPE 554', 'message'],
  ['EMESSAGE 550', 'message'],
  ['EENVELOPE 530', 'login'],
  ['ETLS', 'tls'],
  ['EDNS', 'name'],
  ['sealed with another key', 'key'],
  ['ESTRANGE', 'other'],
])('%s means %s', (problem, meaning) => {
  expect(getMeaning(problem)).toBe(meaning);
});

test('a sandbox without a mail server says that mail lies in the mailbox', async () => {
  await using server = await startTestServer();
  const { browser } = await givenSignedIn(server, 'Olga First');
  for (const path of ['/operator', '/operator/health']) {
    const page = await browser.open(path);
    expect(page.text).toContain('no mail server is set: mail is not sent, it lies in the mailbox');
    expect(page.html).toContain('href="/mailbox"');
    expect(page.text).not.toContain('sent from');
  }
});
