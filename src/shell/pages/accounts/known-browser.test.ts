// Strangers who guess do not keep the owner of an account out, and nobody guesses for long.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Authenticator } from '../../testing/authenticator.ts';
import { Browser, type Page, somebody, type Values } from '../../testing/browser.ts';
import { turnCodesOn } from '../../testing/codes.ts';
import { lettersTo, linkTo, subjectsTo } from '../../testing/letters.ts';

const signInTriesMax = 3;
const limits = { signInTriesMax, signInTriesPerAccountMax: signInTriesMax };
const quarterMs = 15 * 60_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits, trustedProxies: '127.0.0.1' });
});
afterAll(() => server.close());

type Someone = ReturnType<typeof somebody>;

async function signIn(browser: Browser, { email, password }: Someone, from = '192.0.2.1'): Promise<Page> {
  const page = await browser.open('/sign-in');
  const values: Values = { ...page.form('/sign-in'), email, password };
  return browser.post('/sign-in', values, { 'x-forwarded-for': from });
}

/** Somebody whose account was signed in with in a browser, and whom strangers at many addresses lock out of others. */
async function givenLockedOut(prepare: (browser: Browser, home: Page) => unknown = () => {}) {
  server.clock.pass(quarterMs);
  const someone = somebody();
  const own = new Browser(server);
  const home = await own.signUp(undefined, someone);
  await prepare(own, home);
  await own.submit(await own.open('/'), '/sign-out');
  const wrong = { ...someone, password: 'not the password' };
  for (let i = 0; i < signInTriesMax; i++)
    expect((await signIn(new Browser(server), wrong, `203.0.113.${i}`)).status).toBe(422);
  return { someone, own, wrong };
}

test('after too many wrong tries by strangers another browser waits, one that was signed in before does not', async () => {
  const { someone, own } = await givenLockedOut();
  const elsewhere = await signIn(new Browser(server), someone, '198.51.100.1');
  expect(elsewhere.status).toBe(429);
  expect((await signIn(own, someone)).text).toContain('Hello');
});

test('tries in a browser that was signed in before are as many, wherever it is, and shared by its copies', async () => {
  const { someone, own, wrong } = await givenLockedOut();
  const copy = new Browser(server);
  for (const [name, value] of own.cookies) copy.cookies.set(name, value);
  const statuses: number[] = [];
  for (let i = 0; i <= signInTriesMax; i++)
    statuses.push((await signIn(i % 2 ? copy : own, wrong, `192.0.2.${i}`)).status);
  expect(statuses).toEqual([422, 422, 422, 429]);
  expect((await signIn(own, someone, '192.0.2.99')).status).toBe(429);
  server.clock.pass(quarterMs);
  expect((await signIn(own, someone)).text).toContain('Hello');
});

test('having signed in with one account helps nobody to guess at another', async () => {
  const { someone } = await givenLockedOut();
  const stranger = new Browser(server);
  await stranger.submit(await stranger.signUp(), '/sign-out');
  expect((await signIn(stranger, someone, '198.51.100.2')).status).toBe(429);
});

test('what a browser is known by ends after a while, and counts only if it was made here', async () => {
  await using other = await startTestServer({
    limits: { ...limits, knownBrowserTtlMs: 1000 },
    trustedProxies: '127.0.0.1',
  });
  const someone = somebody();
  const own = new Browser(other);
  await own.submit(await own.signUp(undefined, someone), '/sign-out');
  const forged = new Browser(other);
  forged.cookies.set('keepwell-known', 'A'.repeat(22));
  const wrong = { ...someone, password: 'not the password' };
  for (let i = 0; i < signInTriesMax; i++) await signIn(new Browser(other), wrong, `203.0.113.${i}`);
  expect((await signIn(forged, someone)).status).toBe(429);
  other.clock.pass(1000);
  expect((await signIn(own, someone, '192.0.2.2')).status).toBe(429);
});

test('the pause names what else works, and that does: a passkey, a new password by mail, a recovery code', async () => {
  const authenticator = new Authenticator(server.shellUrl);
  let codes: string[] = [];
  const { someone } = await givenLockedOut(async own => {
    const page = await own.open('/account/passkeys');
    await own.submit(page, '/account/passkeys', { ...authenticator.create(page), name: 'Blue key' });
    codes = (await turnCodesOn(own)).recoveryCodes;
  });
  const visitor = new Browser(server);
  const paused = await signIn(visitor, someone);
  expect(paused.status).toBe(429);
  for (const way of ['a passkey', 'new password', 'recovery code']) expect(paused.text).toContain(way);
  const byPasskey = await visitor.submit(paused, '/sign-in/passkey', authenticator.sign(paused));
  expect(byPasskey.text).toContain('Hello');
  const byCode = new Browser(server);
  const { email, password } = someone;
  const recovery = { email, password, code: codes[0]! };
  const home = await byCode.submit(await byCode.open('/sign-in/recovery'), '/sign-in/recovery', recovery);
  expect(home.text).toContain('Hello');
});

test('who set a new password by mail signs in with it, though strangers go on guessing', async () => {
  const { someone } = await givenLockedOut();
  const visitor = new Browser(server);
  await visitor.submit(await visitor.open('/forgotten'), '/forgotten', { email: someone.email });
  const page = await visitor.open(await linkTo(server, someone.email, 'reset'));
  const password = 'seven quiet lamps swim';
  await visitor.submit(page, '/reset', { password });
  expect((await signIn(visitor, { ...someone, password })).text).toContain('Hello');
});

test('a session is asked again for its password, whatever strangers tried', async () => {
  const { someone, own } = await givenLockedOut();
  await signIn(own, someone);
  server.clock.pass(10 * 60_000);
  const asked = await own.open('/account/email');
  const { password } = someone;
  expect((await own.submit(asked, '/account/prove', { password })).text).toContain('e-mail');
});

test('a sign-in in a browser that is new to the account is told by mail, a few times an hour; others are not', async () => {
  server.clock.pass(60 * 60_000);
  const someone = somebody();
  const told = async () =>
    (await subjectsTo(server, someone.email)).filter(subject => subject.includes('new browser')).length;
  const own = new Browser(server);
  const home = await own.signUp(undefined, someone);
  await own.submit(home, '/sign-out');
  await signIn(own, someone);
  expect(await told()).toBe(0);
  await signIn(new Browser(server), { ...someone, password: 'not the password' }, '198.51.100.7');
  expect(await told()).toBe(0);
  const other = new Browser(server);
  await signIn(other, someone, '198.51.100.7');
  expect(await told()).toBe(1);
  const letters = await lettersTo(server, someone.email);
  expect(letters.filter(({ text }) => text?.includes('198.51.100.7'))).toHaveLength(1);
  await other.submit(await other.open('/'), '/sign-out');
  await signIn(other, someone);
  expect(await told()).toBe(1);
  for (let i = 0; i < 5; i++) await signIn(new Browser(server), someone, `198.51.100.${i}`);
  expect(await told()).toBe(3);
});
