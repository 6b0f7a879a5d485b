// How often passwords and codes can be guessed, by whoever has what; docs/limits.md says what the defaults come to.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, type Page, somebody, type Values } from '../../testing/browser.ts';
import { type CodeApp, turnCodesOn } from '../../testing/codes.ts';
import { subjectsTo } from '../../testing/letters.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    trustedProxies: '127.0.0.1',
    limits: {
      signInTriesMax: 3,
      signInTriesPerAccountMax: 6,
      wrongCodesPerHourMax: 3,
      wrongCodesPerDayMax: 7,
    },
  });
});
afterAll(() => server.close());

type Someone = ReturnType<typeof somebody>;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const wrongPassword = 'not the password';
const otherPassword = 'seven quiet lamps swim';

async function signIn(
  browser: Browser,
  { email, password }: Pick<Someone, 'email' | 'password'>,
  from = '192.0.2.1',
): Promise<Page> {
  const values: Values = { ...(await browser.open('/sign-in')).form('/sign-in'), email, password };
  return browser.post('/sign-in', values, { 'x-forwarded-for': from });
}

async function given() {
  server.clock.pass(24 * hourMs);
  const someone = somebody();
  const own = new Browser(server);
  await own.signUp(undefined, someone);
  return { someone, own };
}

/** Browsers in which somebody who knows the password signed in and out. */
async function givenMarks(someone: Someone, count: number): Promise<Browser[]> {
  const browsers = Array.from({ length: count }, () => new Browser(server));
  for (const browser of browsers) await browser.submit(await signIn(browser, someone), '/sign-out');
  return browsers;
}

/** The statuses of wrong passwords, one browser after the other. */
async function guess(browsers: readonly Browser[], someone: Someone, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) {
    const page = await signIn(browsers[i % browsers.length]!, { ...someone, password: wrongPassword });
    statuses.push(page.status);
  }
  return statuses;
}

const taken = (statuses: readonly number[]) => statuses.filter(status => status !== 429).length;

async function setPassword(own: Browser, someone: Someone): Promise<void> {
  const page = await own.open('/account/password');
  await own.submit(page, '/account/password', { password: otherPassword });
  someone.password = otherPassword;
}

test('making many known browsers gives no more guesses at the password than one has', async () => {
  const { someone } = await given();
  const browsers = await givenMarks(someone, 4);
  expect(taken(await guess(browsers, someone, 13))).toBe(server.vault.limits.signInTriesPerAccountMax);
});

test('browsers known from before the password was changed are strangers, the one it was changed in is not', async () => {
  const { someone, own } = await given();
  const browsers = await givenMarks(someone, 3);
  await setPassword(own, someone);
  await own.submit(await own.open('/'), '/sign-out');
  expect(taken(await guess(browsers, someone, 7))).toBe(server.vault.limits.signInTriesMax);
  expect((await signIn(new Browser(server), someone)).status).toBe(429);
  expect((await signIn(own, someone)).text).toContain('Hello');
});

test('signing out everywhere, or of one browser, makes strangers of all but this one', async () => {
  for (const action of ['/account/sessions/end-others', '/account/sessions/end']) {
    const { someone, own } = await given();
    const [lost] = await givenMarks(someone, 1);
    await signIn(lost!, someone);
    await own.submit(await own.open('/account'), action);
    await guess([new Browser(server)], someone, server.vault.limits.signInTriesMax);
    expect((await signIn(lost!, someone)).status).toBe(429);
    await own.submit(await own.open('/'), '/sign-out');
    expect((await signIn(own, someone)).text).toContain('Hello');
  }
});

test('of the browsers of an account only the newest are known', async () => {
  await using few = await startTestServer({ limits: { knownBrowsersMax: 2, signInTriesMax: 1 } });
  const someone = somebody();
  const browsers = [new Browser(few), new Browser(few), new Browser(few)];
  await browsers[0]!.submit(await browsers[0]!.signUp(undefined, someone), '/sign-out');
  for (const browser of browsers.slice(1)) {
    few.clock.pass(minuteMs);
    await browser.submit(await signIn(browser, someone), '/sign-out');
  }
  await signIn(new Browser(few), { ...someone, password: wrongPassword });
  const statuses = [];
  for (const browser of browsers) statuses.push((await signIn(browser, someone)).status);
  expect(statuses).toEqual([429, 200, 200]);
});

async function enterCode(browser: Browser, someone: Someone, code: string): Promise<Page> {
  const page = await signIn(browser, someone);
  return browser.submit(page, '/sign-in/code', { code });
}

/** Codes on; the attacker knows the password and was signed in before that. */
async function givenCodes(): Promise<{ someone: Someone; own: Browser; app: CodeApp; browsers: Browser[] }> {
  const { someone, own } = await given();
  const browsers = await givenMarks(someone, 3);
  const { app } = await turnCodesOn(own);
  await own.submit(await own.open('/'), '/sign-out');
  server.clock.pass(minuteMs);
  return { someone, own, app, browsers };
}

test('who knows the password has few wrong codes an hour and a day, however many browsers; the owner is told, and gets in', async () => {
  const { someone, own, app, browsers } = await givenCodes();
  const { wrongCodesPerHourMax, wrongCodesPerDayMax } = server.vault.limits;
  let inAll = 0;
  for (let hour = 0; hour < 4; hour++) {
    const statuses: number[] = [];
    for (let i = 0; i < wrongCodesPerHourMax + 3; i++) {
      const browser = i % 2 ? browsers[i % 3]! : new Browser(server);
      statuses.push((await enterCode(browser, someone, '123456')).status);
    }
    expect(taken(statuses)).toBeLessThanOrEqual(wrongCodesPerHourMax);
    inAll += taken(statuses);
    server.clock.pass(hourMs);
  }
  expect(inAll).toBe(wrongCodesPerDayMax);
  const told = (await subjectsTo(server, someone.email)).filter(subject =>
    subject.includes('may know your password'),
  );
  expect(told).toHaveLength(3);
  expect((await enterCode(own, someone, app.at(server.clock.now()))).text).toContain('Hello');
});

test('the pause of codes says how long, and what else works: a recovery code', async () => {
  const { someone, own } = await given();
  const { recoveryCodes, app } = await turnCodesOn(own);
  server.clock.pass(minuteMs);
  for (let i = 0; i < server.vault.limits.wrongCodesPerHourMax; i++)
    await enterCode(new Browser(server), someone, '654321');
  server.clock.pass(20 * minuteMs);
  const paused = await enterCode(new Browser(server), someone, app.at(server.clock.now()));
  expect(paused.status).toBe(429);
  expect(paused.text).toContain('Wait 40 minutes');
  expect(paused.headers.get('retry-after')).toBe('2400');
  expect((await enterCode(new Browser(server), someone, recoveryCodes[0]!)).text).toContain('Hello');
});

test('people who mistype behind one address keep nobody else there out', async () => {
  const { someone } = await given();
  const { signInTriesMax } = server.vault.limits;
  for (let i = 0; i < 3 * signInTriesMax; i++)
    expect(
      (await signIn(new Browser(server), { email: `n${i}@example.org`, password: wrongPassword })).status,
    ).toBe(422);
  expect((await signIn(new Browser(server), someone)).text).toContain('Hello');
});

test('from one address there is an end too, and it comes no sooner by tries that were refused', async () => {
  const limits = { signInTriesMax: 2, signInTriesPerAddressMax: 5 };
  await using strict = await startTestServer({ limits });
  const tryOn = async (email: string) =>
    (await signIn(new Browser(strict), { email, password: wrongPassword })).status;
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) statuses.push(await tryOn('a@example.org'));
  for (const name of ['b', 'c', 'd', 'e']) statuses.push(await tryOn(`${name}@example.org`));
  expect(statuses).toEqual([422, 422, 429, 429, 429, 429, 422, 422, 422, 429]);
});

test('a pause says how long it still lasts', async () => {
  const { someone } = await given();
  await guess([new Browser(server)], someone, server.vault.limits.signInTriesMax);
  server.clock.pass(5 * minuteMs);
  const paused = await signIn(new Browser(server), someone);
  expect(paused.text).toContain('Wait 10 minutes');
  expect(paused.headers.get('retry-after')).toBe('600');
});
