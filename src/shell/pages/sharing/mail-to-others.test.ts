// What invitations let a person have mailed to strangers: how much, from whom, and in which words.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmAddress } from '../../../core/mail/confirm.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { startMailServer, type TestMailServer } from '../../../testing/smtp.ts';
import type { Page } from '../../testing/browser.ts';
import { lettersTo } from '../../testing/letters.ts';
import { givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

const hourMs = 3_600_000;

/** Invites an address and takes it back, so that the invitations that wait are never too many. */
async function inviteAndWithdraw({ browser, record }: Visitor, email: string): Promise<Page> {
  const sharing = await browser.open(`/records/${record.id}/sharing`);
  const sent = await browser.submit(sharing, '/records/sharing', { email, level: 'view', decision: 'send' });
  const waiting = await browser.open(`/records/${record.id}/sharing`);
  const invitation = /name="invitation" value="([^"]+)"/.exec(waiting.html)?.[1];
  if (invitation) await browser.submit(waiting, '/records/sharing/withdraw', { invitation });
  return sent;
}

describe('invitations are counted, withdrawn or not', () => {
  const limits = {
    mailsPerPersonPerHourMax: 2,
    mailsPerPersonPerDayMax: 3,
    mailsPerReceiverPerDayMax: 1,
    mailsPerReceiverInAllPerDayMax: 2,
  };
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ limits });
  });
  afterAll(() => server.close());

  let count = 0;
  const somebodyElse = () => `friend${count++}@example.org`;

  test('by the hour and by the day, for each person', async () => {
    const ada = await givenSignedIn(server);
    const send = async () => {
      await signInAs(ada.browser, ada.person);
      return inviteAndWithdraw(ada, somebodyElse());
    };
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    const paused = await send();
    expect(paused.status).toBe(429);
    expect(paused.headers.get('retry-after')).toBe('3600');
    expect(paused.text).toContain('2 an hour and 3 a day');
    expect((await inviteAndWithdraw(await givenSignedIn(server), somebodyElse())).status).toBe(200);
    server.clock.pass(hourMs);
    expect((await send()).status).toBe(200);
    server.clock.pass(hourMs);
    expect((await send()).status).toBe(429);
    server.clock.pass(24 * hourMs);
    expect((await send()).status).toBe(200);
  });

  test('by the day for each address, however it is written: one sender does not stop others, and all together end', async () => {
    const victim = somebodyElse();
    const invite = async (email: string) => inviteAndWithdraw(await givenSignedIn(server), email);
    const ada = await givenSignedIn(server);
    expect((await inviteAndWithdraw(ada, victim)).status).toBe(200);
    const refused = await inviteAndWithdraw(ada, ` ${victim.toUpperCase()}`);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('1 a day to one address');
    expect((await invite(victim.toUpperCase())).status).toBe(200);
    expect((await invite(victim)).status).toBe(429);
    expect(await lettersTo(server, victim)).toHaveLength(1);
    server.clock.pass(24 * hourMs);
    expect((await invite(victim)).status).toBe(200);
  });
});

test('invitations to configure an app are counted together with those to a record', async () => {
  await using server = await startTestServer({ limits: { mailsPerReceiverPerDayMax: 2 } });
  const { person: victim } = await givenSignedIn(server, 'Vic Example');
  const ada = await givenSignedIn(server);
  await inviteAndWithdraw(ada, victim.email);
  for (let i = 0; i < 3; i++) {
    const page = await ada.browser.open('/develop/new');
    const made = await ada.browser.submit(page, '/develop/new', { name: `Curves ${i}`, kind: 'web' });
    const admins = `${made.url.pathname.split('/').slice(0, 3).join('/')}/admins`;
    const sent = await ada.browser.submit(await ada.browser.open(admins), admins, { email: victim.email });
    expect(sent.text).toContain(victim.email);
  }
  expect(await lettersTo(server, victim.email)).toHaveLength(2);
});

describe('where mail goes out', () => {
  let mail: TestMailServer;
  let server: TestServer;
  beforeAll(async () => {
    mail = await startMailServer();
    server = await startTestServer({
      smtpUrl: `smtp://127.0.0.1:${mail.port}`,
      mailFrom: 'vault@example.org',
    });
  });
  afterAll(async () => {
    await server.close();
    await mail.close();
  });

  const receivedBy = async (email: string) => {
    await server.background.run('send mail');
    return mail.received.filter(({ to }) => to.includes(email));
  };

  test('only who has confirmed an address may invite; the page says where that is done', async () => {
    const ada = await givenSignedIn(server);
    const sharing = await ada.browser.open(`/records/${ada.record.id}/sharing`);
    expect(sharing.text).toContain('Confirm your own e-mail address');
    expect(sharing.html).toContain('href="/account"');
    expect(sharing.html).not.toContain('name="email"');
    const { form } = (await ada.browser.open('/')).form('/sign-out');
    const values = { form, record: ada.record.id, email: 'friend@example.org', level: 'view' };
    const refused = await ada.browser.post('/records/sharing', { ...values, decision: 'send' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Confirm your own e-mail address');
    expect(await receivedBy('friend@example.org')).toEqual([]);
    await server.vault.store.write(db => confirmAddress(db, server.vault, ada.person.id));
    expect((await inviteAndWithdraw(ada, 'friend@example.org')).status).toBe(200);
    expect(await receivedBy('friend@example.org')).toHaveLength(1);
  });

  test('nobody has account news mailed without end, or in words of their own, to an address not theirs', async () => {
    const { browser, person } = await givenSignedIn(server, 'Call 0800 12 12 now');
    for (let i = 0; i < 8; i++) {
      await signInAs(browser, person);
      const page = await browser.open('/account/password');
      await browser.submit(page, '/account/password', { password: `seven quiet lamps swim ${i}` });
    }
    const received = await receivedBy(person.email);
    expect(received).toHaveLength(server.vault.limits.mailedLinksPerHourMax);
    expect(received.map(({ raw }) => raw).join()).not.toContain('0800');
  });
});

test('an invitation quotes names as plain text: nothing in them becomes a link or ends the quotation', async () => {
  await using server = await startTestServer();
  const name = 'Locked” evil.example/unlock www.evil.example https://evil.example';
  const ada = await givenSignedIn(server, name);
  await inviteAndWithdraw(ada, 'friend@example.org');
  const [letter] = await lettersTo(server, 'friend@example.org');
  const { subject, text } = letter!;
  const quoted = "“Locked' evil. example/unlock www. evil. example https: //evil. example”";
  expect(subject).toBe(`${quoted} invites you to a health record`);
  expect(text).toContain(`the health record of ${quoted}`);
  const links = text!.match(/\w+:\/\/\S+/g);
  expect(links).toEqual([expect.stringContaining(`${server.shellUrl}/invitations/`)]);
  expect(text!.replace(links![0]!, '')).not.toMatch(/evil\.example|www\.\w/);
});

test('what is named and quoted in mail is given no web address for a name: a record, an app, the person anew', async () => {
  await using server = await startTestServer();
  const { browser, record } = await givenSignedIn(server);
  const name = 'See www.evil.example';
  const profile = `/records/${record.id}/edit`;
  const forms: [string, string, Record<string, string>][] = [
    ['/records/new', '/records/new', { name, relationship: '14' }],
    [profile, '/records/edit', { first: name, last: 'Example' }],
    ['/account/name', '/account/name', { name }],
    ['/develop/new', '/develop/new', { name, kind: 'web' }],
  ];
  for (const [page, action, values] of forms) {
    const refused = await browser.submit(await browser.open(page), action, values);
    expect([page, refused.status]).toEqual([page, 422]);
    expect(refused.text).toContain('no web address');
  }
});

test('an invitation is in the language of whoever has an account at the address, else in that of who invites', async () => {
  await using server = await startTestServer();
  const ada = await givenSignedIn(server, 'Ada Example');
  const bo = await givenSignedIn(server, 'Bo Example');
  await server.vault.store.write(async db => {
    await db.people.update({ ...ada.person, culture: 'es-ES' });
    await db.people.update({ ...bo.person, culture: 'de-DE' });
  });
  const known = bo.person.email.toUpperCase();
  for (const email of [known, 'friend@example.org']) await inviteAndWithdraw(ada, email);
  const [german] = await lettersTo(server, known);
  expect(german!.subject).toBe('„Ada Example“ lädt Sie zu einer Gesundheitsakte ein');
  const [spanish] = await lettersTo(server, 'friend@example.org');
  expect(spanish!.subject).toContain('le invita a un historial');
});
