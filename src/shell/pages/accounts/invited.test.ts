// Who may open an account in a vault that does not say: in production, whom somebody invited or gave a code.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readConfig } from '../../../config.ts';
import { codesOfVault, issueSignUpCode } from '../../../core/people/sign-up-codes.ts';
import { invite } from '../../../core/sharing/invite.ts';
import { givenPerson } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { startMailServer, type TestMailServer } from '../../../testing/smtp.ts';
import { Browser, goodPassword } from '../../testing/browser.ts';
import { confirmed, givenSignedIn } from '../../testing/visitors.ts';

let mail: TestMailServer;
let server: TestServer;
beforeAll(async () => {
  mail = await startMailServer();
  const { signUp } = readConfig({ mode: 'production' }, {});
  const smtpUrl = `smtp://127.0.0.1:${mail.port}`;
  server = await startTestServer({ mode: 'production', signUp, smtpUrl, mailFrom: 'vault@example.org' });
});
afterAll(async () => {
  await server.close();
  await mail.close();
});

async function asking(email: string, code?: string) {
  const browser = new Browser(server);
  return browser.signUp(undefined, { email, ...(code !== undefined && { 'signup-code': code }) });
}

test('a sandbox is open, a vault in production is not, and what is said counts', () => {
  expect(readConfig({}, {}).signUp).toBe('open');
  expect(readConfig({ mode: 'production' }, {}).signUp).toBe('code');
  expect(readConfig({ mode: 'production', signUp: 'open' }, {}).signUp).toBe('open');
});

test('a stranger opens no account, not even the first one', async () => {
  const refused = await asking('stranger@example.org');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('the e-mail address that an invitation was mailed to');
  const home = await new Browser(server).open('/');
  expect(home.text).toContain('keepwell account create');
  expect(home.text).not.toContain('Create the first account');
});

test('whom somebody invited to a record does, at that address, which is confirmed first', async () => {
  const { vault } = server;
  const ada = await confirmed(await givenSignedIn(server));
  const offer = {
    recordId: ada.record.id,
    level: 'view',
    typeIds: undefined,
    accessEndsAt: undefined,
  } as const;
  const mailed = { letter: () => ({ subject: 's', text: 't' }), locale: 'en' };
  await vault.store.write(db =>
    invite(db, vault, ada.person.id, { ...offer, email: 'Friend@example.org' }, mailed),
  );
  expect((await asking('friend@example.org')).status).toBe(200);
  expect((await asking('friend@example.com')).status).toBe(422);
  expect(await vault.store.read(db => db.people.byEmail('friend@example.org'))).toBeUndefined();
  server.clock.pass(vault.limits.invitationTtlMs);
  expect((await asking('friend@example.org')).status).toBe(422);
});

test('an operator makes a code on the page of people, which opens one account', async () => {
  const operator = await givenSignedIn(server, 'Olga Example');
  const personId = operator.person.id;
  const named = { personId, addedAt: server.clock.now(), addedBy: undefined };
  await server.vault.store.write(db => db.operators.add(named));
  const people = await operator.browser.open('/operator/people');
  const made = await operator.browser.submit(people, '/operator/people/code');
  const [, code] = /Sign-up code: ([\d ]{24})\./.exec(made.text)!;
  expect((await asking('new@example.org', code)).status).toBe(200);
});

test('where nobody may sign up no page offers it, and a vault without people says how the first account is made', async () => {
  await using closed = await startTestServer({ signUp: 'closed' });
  const browser = new Browser(closed);
  expect((await browser.open('/')).text).toContain('keepwell account create');
  const { vault } = closed;
  const { person, record } = await givenPerson(vault);
  let invitation = '';
  const letter = (link: string) => {
    invitation = new URL(link).pathname;
    return { subject: 's', text: 't' };
  };
  const offer = {
    recordId: record.id,
    email: 'friend@example.org',
    level: 'view',
    typeIds: undefined,
    accessEndsAt: undefined,
  } as const;
  await vault.store.write(db => invite(db, vault, person.id, offer, { letter, locale: 'en' }));
  for (const path of ['/', '/sign-in', invitation])
    expect((await browser.open(path)).html, path).not.toContain('/sign-up');
  await using open = await startTestServer();
  for (const path of ['/', '/sign-in'])
    expect((await new Browser(open).open(path)).html, path).toContain('/sign-up');
});

test('of two who were mailed with one code the later one reads what to do, and fills the form in with another', async () => {
  const code = await server.vault.store.write(db => issueSignUpCode(db, server.vault, codesOfVault));
  const emails = ['one@example.org', 'two@example.org'];
  for (const email of emails) await asking(email, code);
  const ends: string[] = [];
  for (const email of emails) {
    const raw = await vi.waitFor(async () => {
      await server.background.run('send mail');
      const found = mail.received.find(({ to }) => to.includes(email));
      expect(found).toBeDefined();
      return found!.raw;
    });
    const link = /\/finish\/[0-9a-f]+/.exec(raw.replace(/=\r\n/g, ''))![0];
    const browser = new Browser(server);
    const page = await browser.submit(await browser.open(link), '/finish', { password: goodPassword });
    ends.push(`${page.url.pathname} ${page.text.includes('ask for a new one')}`);
  }
  expect(ends).toEqual(['/ false', '/sign-up true']);
});
