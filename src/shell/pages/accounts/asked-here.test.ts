// Nobody confirms their address for somebody else's account, and a new password by mail ends what others left there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Authenticator } from '../../testing/authenticator.ts';
import { Browser, somebody } from '../../testing/browser.ts';
import { turnCodesOn } from '../../testing/codes.ts';
import { lettersTo, linkTo } from '../../testing/letters.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const newPassword = 'seven quiet lamps swim';
let count = 0;
function newAddress(): string {
  count += 1;
  return `victim${count}@example.org`;
}

/** An account with a passkey, whose holder asks for the address of somebody else. */
async function givenAsked() {
  const someone = somebody();
  const victim = newAddress();
  const browser = new Browser(server);
  await browser.signUp(undefined, someone);
  const authenticator = new Authenticator(server.shellUrl);
  const page = await browser.open('/account/passkeys');
  await browser.submit(page, '/account/passkeys', { ...authenticator.create(page), name: 'Blue key' });
  const asked = await browser.submit(await browser.open('/account/email'), '/account/email', {
    email: victim,
  });
  expect(asked.html).toContain(victim);
  return { someone, victim, browser, authenticator };
}

async function codeTo(email: string): Promise<string> {
  const [letter] = await lettersTo(server, email);
  return /\b\d{4} \d{4}\b/.exec(letter!.text!)![0];
}

const holderOf = (email: string) => server.vault.store.read(db => db.people.byEmail(email));

test('a change of address is not confirmed by who opens the link elsewhere, and the page says whose it is', async () => {
  const { victim } = await givenAsked();
  const other = new Browser(server);
  const link = await linkTo(server, victim, 'confirm');
  const page = await other.open(link);
  expect(page.text).toContain('in another browser');
  expect(page.html).not.toContain('action="/confirm"');
  const form = (await other.open('/sign-in')).form('/sign-in').form;
  const code = link.replace('/confirm/', '');
  expect((await other.post('/confirm', { form, code })).status).toBe(404);
  expect(await holderOf(victim)).toBeUndefined();
});

test('it is confirmed in the browser that asked', async () => {
  const { victim, browser } = await givenAsked();
  const page = await browser.open(await linkTo(server, victim, 'confirm'));
  await browser.submit(page, '/confirm');
  expect(await holderOf(victim)).toBeDefined();
});

test('who reads the mail elsewhere types its code where it was asked, and few wrong ones', async () => {
  const { victim, browser } = await givenAsked();
  const code = await codeTo(victim);
  const page = await browser.open('/account/confirm/code');
  expect((await browser.submit(page, '/account/confirm/code', { code: '12345678' })).status).toBe(422);
  expect((await browser.submit(page, '/account/confirm/code', { code })).text).toContain(victim);
  expect(await holderOf(victim)).toBeDefined();
  const guesser = await givenAsked();
  const statuses: number[] = [];
  for (let i = 0; i <= server.vault.limits.wrongCodesPerHourMax; i++)
    statuses.push(
      (
        await guesser.browser.submit(
          await guesser.browser.open('/account/confirm/code'),
          '/account/confirm/code',
          { code: '87654321' },
        )
      ).status,
    );
  expect(statuses.filter(status => status === 422)).toHaveLength(server.vault.limits.wrongCodesPerHourMax);
  expect(statuses.at(-1)).toBe(429);
});

test('the address of an account that somebody else opened with it is not confirmed elsewhere either', async () => {
  const someone = somebody();
  await new Browser(server).signUp(undefined, someone);
  const page = await new Browser(server).open(await linkTo(server, someone.email, 'confirm'));
  expect(page.text).toContain('in another browser');
  expect(page.html).not.toContain('action="/confirm"');
});

async function resetPageFor(email: string) {
  const visitor = new Browser(server);
  await visitor.submit(await visitor.open('/forgotten'), '/forgotten', { email });
  return { visitor, page: await visitor.open(await linkTo(server, email, 'reset')) };
}

async function signInBy(authenticator: Authenticator) {
  const browser = new Browser(server);
  const page = await browser.open('/sign-in');
  return browser.submit(page, '/sign-in/passkey', authenticator.sign(page));
}

test('a new password by mail shows and ends passkeys, codes and recovery codes from before the address was confirmed', async () => {
  const { someone, browser, authenticator } = await givenAsked();
  const { email } = someone;
  await turnCodesOn(browser);
  server.clock.pass(1000);
  const { visitor, page } = await resetPageFor(email);
  for (const way of ['Passkey: Blue key', 'Codes from an app', 'Recovery codes'])
    expect(page.text).toContain(way);
  await visitor.submit(page, '/reset', { password: newPassword });
  expect((await signInBy(authenticator)).status).toBe(422);
  const again = new Browser(server);
  const home = await again.submit(await again.open('/sign-in'), '/sign-in', { email, password: newPassword });
  expect(home.text).toContain('Hello');
  expect((await again.open('/account')).text).toContain(`${email} (confirmed)`);
});

test('ways that were added afterwards stay, but for those that are chosen', async () => {
  const someone = somebody();
  const { email } = someone;
  const browser = new Browser(server);
  await browser.signUp(undefined, someone);
  await browser.submit(await browser.open(await linkTo(server, email, 'confirm')), '/confirm');
  server.clock.pass(1000);
  const keys: Authenticator[] = [];
  for (const name of ['Blue key', 'Red key']) {
    const key = new Authenticator(server.shellUrl);
    const page = await browser.open('/account/passkeys');
    await browser.submit(page, '/account/passkeys', { ...key.create(page), name });
    keys.push(key);
  }
  const { visitor, page } = await resetPageFor(email);
  const drop = /value="([^"]+)"\/><label for="drop-\d">Passkey: Red key/.exec(page.html)![1];
  await visitor.submit(page, '/reset', { password: newPassword, drop });
  expect((await signInBy(keys[0]!)).text).toContain('Hello');
  expect((await signInBy(keys[1]!)).status).toBe(422);
});
