import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../../config.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenWebApp, redirectTo } from '../../testing/apps.ts';
import { Browser, type Page, somebody } from '../../testing/browser.ts';
import { turnCodesOn } from '../../testing/codes.ts';
import { subjectsTo } from '../../testing/letters.ts';
import { startProvider, type TestProvider, testClient } from '../../testing/oidc.ts';

let server: TestServer;
let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider(() => `${server.shellUrl}/sign-in/back/example`);
  const { issuer } = provider;
  server = await startTestServer({
    limits: { signInTriesMax: 1000 },
    identityProviders: [{ name: 'example', label: 'Example ID', issuer, ...testClient }],
  });
});
afterAll(async () => {
  await server.close();
  await provider[Symbol.asyncDispose]();
});

let count = 0;
/** A subject that nobody has used. */
function newSubject(): string {
  count += 1;
  provider.subject = `subject-${count}`;
  provider.email = `provided${count}-${process.pid}@example.org`;
  return provider.subject;
}

/** The browser's own cookies for the provider's site. */
async function throughProvider(page: Page): Promise<string> {
  const jar = new Map<string, string>();
  let address = onward(page);
  for (let hops = 0; hops < 10; hops++) {
    if (address.startsWith(server.shellUrl)) return address;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      jar.set(name!, value!);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`the provider stopped: ${response.status} ${await response.text()}`);
    address = new URL(location, address).href;
  }
  throw new Error('the provider leads in circles');
}

/** Where a page moves on to by itself. */
function onward(page: Page): string {
  const refresh = page.tag(/http-equiv="refresh"/);
  if (!refresh) throw new Error(`does not move on: ${page.status} ${page.text.slice(0, 200)}`);
  return refresh.content!.replace(/^0; url=/, '');
}

async function signIn(browser = new Browser(server), query = ''): Promise<{ browser: Browser; page: Page }> {
  const page = await browser.submit(await browser.open(`/sign-in${query}`), '/sign-in/with');
  return { browser, page: await browser.open(await throughProvider(page)) };
}

/** Somebody who signed up through the provider. */
async function givenSignedUp() {
  const subject = newSubject();
  const { browser, page } = await signIn();
  const { 'birth-date': birthDate, country } = somebody();
  const home = await browser.submit(page, '/sign-up', { 'birth-date': birthDate, country });
  return { subject, browser, home, email: provider.email, form: page };
}

async function givenPassword() {
  const someone = somebody();
  const browser = new Browser(server);
  await browser.signUp(undefined, someone);
  return { someone, browser };
}

async function link(browser: Browser): Promise<Page> {
  const page = await browser.submit(await browser.open('/account'), '/account/identities/add');
  return browser.open(await throughProvider(page));
}

describe('signing in with a provider', () => {
  test('asks for a code with PKCE, a state and a nonce, and for an answer here', async () => {
    const browser = new Browser(server);
    const page = await browser.submit(await browser.open('/sign-in'), '/sign-in/with');
    const asked = new URL(onward(page)).searchParams;
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('redirect_uri')).toBe(`${server.shellUrl}/sign-in/back/example`);
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    const cookie = browser.setCookies.find(line => line.startsWith('keepwell-provider='))!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('leads who is new to signing up, filled in, without a password', async () => {
    const { home, form, email, browser } = await givenSignedUp();
    expect(form.url.pathname).toBe('/sign-up');
    expect(form.url.search).toBe('');
    expect(form.tag(/name="name"/)!.value).toBe('Ada Provided');
    expect(form.tag(/name="email"/)!.value).toBe(email);
    expect(form.text).toContain('You will sign in with Example ID.');
    expect(home.text).toContain('Hello, Ada Provided');
    expect(browser.cookies.has('keepwell-vouched')).toBe(false);
    expect((await browser.open('/account')).text).toContain(`Example ID Linked: ${email}`);
  });

  test('signs in by what the provider calls the person, whatever their address is there now', async () => {
    const { subject } = await givenSignedUp();
    newSubject();
    provider.subject = subject;
    provider.email = 'moved@example.org';
    expect((await signIn()).page.text).toContain('Hello, Ada Provided');
  });

  test('opens nothing of an account that is suspended, and says why', async () => {
    const { email } = await givenSignedUp();
    await server.vault.store.write(async db => {
      const person = await db.people.byEmail(email);
      await db.people.update({ ...person!, state: 'suspended' });
    });
    const { browser, page } = await signIn();
    expect(page.status).toBe(403);
    expect(page.text).toContain('This account is suspended');
    expect(browser.cookies.has('keepwell')).toBe(false);
  });

  test('never by the e-mail address: an account that is there is not opened', async () => {
    const { someone } = await givenPassword();
    newSubject();
    provider.email = someone.email;
    const { browser, page } = await signIn();
    expect(page.url.pathname).toBe('/sign-up');
    expect(browser.cookies.has('keepwell')).toBe(false);
    const { 'birth-date': birthDate, country } = someone;
    const refused = await browser.submit(page, '/sign-up', { 'birth-date': birthDate, country });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('There is an account with this e-mail address already');
  });

  test('brings back a long request too, in cookies that no browser drops', async () => {
    await givenSignedUp();
    const { id } = (await givenWebApp(server)).app;
    const browser = new Browser(server);
    const actionqs = 'x'.repeat(3500);
    const page = await browser.submit(
      await browser.open(redirectTo('AUTH', { appid: id, actionqs })),
      '/sign-in/with',
    );
    for (const line of browser.setCookies) expect(line.split(';')[0]!.length).toBeLessThanOrEqual(4096);
    const consent = await browser.open(await throughProvider(page));
    expect(consent.url.pathname).toBe('/consent');
    const back = await browser.submit(consent, '/consent', { decision: 'deny' });
    expect(back.returned('actionqs')).toBe(actionqs);
    expect([...browser.cookies.keys()].filter(name => name.startsWith('keepwell-provider'))).toEqual([]);
  });

  test('whom it vouched for is forgotten once somebody signs in', async () => {
    const { someone } = await givenPassword();
    newSubject();
    const { browser } = await signIn();
    const { email, password } = someone;
    const home = await browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password });
    await browser.submit(home, '/sign-out');
    expect((await browser.open('/sign-up')).html).not.toContain(provider.email);
  });

  test('asks for the code of an app too, where that is on', async () => {
    const { browser } = await givenSignedUp();
    const { app } = await turnCodesOn(browser);
    const second = await signIn();
    expect(second.page.text).toContain('Enter your code');
    const code = app.at(server.clock.now() + 30_000);
    expect((await second.browser.submit(second.page, '/sign-in/code', { code })).text).toContain('Hello');
  });

  test('goes on with an invitation', async () => {
    const { subject } = await givenSignedUp();
    provider.subject = subject;
    const { page } = await signIn(undefined, `?invitation=${'ab'.repeat(32)}`);
    expect(page.url.pathname).toBe(`/invitations/${'ab'.repeat(32)}`);
  });

  test('that the person refuses there leads back', async () => {
    newSubject();
    provider.subject = undefined;
    const { page } = await signIn();
    expect(page.url.pathname).toBe('/sign-in');
    expect(page.html).toContain('Example ID did not sign you in.');
  });
});

describe('a way back that is not this browser’s own', () => {
  test('ends nowhere in another browser, so nobody is signed in as somebody else', async () => {
    const { subject } = await givenSignedUp();
    provider.subject = subject;
    const browser = new Browser(server);
    const back = await throughProvider(await browser.submit(await browser.open('/sign-in'), '/sign-in/with'));
    const victim = new Browser(server);
    expect((await victim.open(back)).status).toBe(400);
    await victim.submit(await victim.open('/sign-in'), '/sign-in/with');
    expect((await victim.open(back)).status).toBe(400);
    expect(victim.cookies.has('keepwell')).toBe(false);
  });

  test('works once', async () => {
    const { subject } = await givenSignedUp();
    provider.subject = subject;
    const browser = new Browser(server);
    const page = await browser.submit(await browser.open('/sign-in'), '/sign-in/with');
    const kept = new Map(browser.cookies);
    const back = await throughProvider(page);
    expect((await browser.open(back)).text).toContain('Hello');
    const thief = new Browser(server);
    for (const [name, value] of kept) thief.cookies.set(name, value);
    expect((await thief.open(back)).status).toBe(400);
  });

  test('with another state, a wrong code, or too late is refused', async () => {
    const { subject } = await givenSignedUp();
    provider.subject = subject;
    const start = async () => {
      const browser = new Browser(server);
      const page = await browser.submit(await browser.open('/sign-in'), '/sign-in/with');
      return { browser, back: new URL(await throughProvider(page)) };
    };
    for (const [name, value] of [
      ['state', 'x'],
      ['code', 'x'],
      ['iss', 'https://evil.example'],
    ] as const) {
      const { browser, back } = await start();
      back.searchParams.set(name, value);
      const page = await browser.open(back.href);
      expect(page.status).toBe(400);
      expect(page.text).toContain('Signing in with Example ID did not work');
    }
    const { browser, back } = await start();
    server.clock.pass(15 * 60_000);
    expect((await browser.open(back.href)).status).toBe(400);
  });
});

describe('linking a provider', () => {
  test('lets one sign in with it, and is told by mail', async () => {
    const { browser, someone } = await givenPassword();
    newSubject();
    expect((await link(browser)).text).toContain('Example ID Linked:');
    expect((await signIn()).page.text).toContain('Hello, Ada Example');
    expect(await subjectsTo(server, someone.email)).toContain('Example ID was linked');
  });

  test('that is somebody else’s is refused', async () => {
    const { subject } = await givenSignedUp();
    const { browser } = await givenPassword();
    provider.subject = subject;
    expect((await link(browser)).html).toContain('is linked with another account here');
  });

  test('is not done for who is signed in when the way back comes', async () => {
    const { browser } = await givenPassword();
    newSubject();
    const page = await browser.submit(await browser.open('/account'), '/account/identities/add');
    const back = await throughProvider(page);
    const { browser: other } = await givenPassword();
    browser.cookies.set('keepwell', other.cookies.get('keepwell')!);
    expect((await browser.open(back)).html).not.toContain('You can sign in with Example ID now');
    expect((await other.open('/account')).text).toContain('Example ID Not linked');
  });

  test('is undone after a question, but for the last way to sign in', async () => {
    const { browser } = await givenPassword();
    newSubject();
    await link(browser);
    const question = await browser.submit(await browser.open('/account'), '/account/identities/remove');
    expect(question.text).toContain('Unlink Example ID?');
    const page = await browser.submit(question, '/account/identities/remove');
    expect(page.text).toContain('Example ID Not linked');
    expect((await signIn()).page.url.pathname).toBe('/sign-up');
    const { browser: only } = await givenSignedUp();
    const asked = await only.submit(await only.open('/account'), '/account/identities/remove');
    expect((await only.submit(asked, '/account/identities/remove')).status).toBe(422);
  });
});

test('who signs in with a provider alone shows there who they are, anew', async () => {
  const { browser, subject } = await givenSignedUp();
  server.clock.pass(10 * 60_000);
  const asked = await browser.open('/account/email');
  expect(asked.text).toContain('Is it you?');
  const away = await browser.submit(asked, '/account/prove/with');
  const query = new URL(onward(away)).searchParams;
  expect(query.get('prompt')).toBe('login');
  expect(query.get('max_age')).toBe('0');
  expect((await browser.open(await throughProvider(away))).text).toContain('Change your e-mail address');
  server.clock.pass(10 * 60_000);
  const again = await browser.submit(await browser.open('/account/email'), '/account/prove/with');
  newSubject();
  expect((await browser.open(await throughProvider(again))).status).toBe(400);
  provider.subject = subject;
});

test('a provider that cannot be reached is told of, not failed over', async () => {
  await using other = await startTestServer({
    identityProviders: JSON.stringify([
      { name: 'gone', label: 'Gone', issuer: 'http://127.0.0.1:9', clientId: 'x' },
    ]),
  });
  const browser = new Browser(other);
  const page = await browser.submit(await browser.open('/sign-in'), '/sign-in/with');
  expect(page.status).toBe(400);
  expect(page.text).toContain('Signing in with Gone did not work');
  const unknown = await browser.submit(await browser.open('/sign-in'), '/sign-in/with', { provider: 'no' });
  expect(unknown.status).toBe(404);
});

test.each([
  ['not a list', 'must be a JSON list'],
  [[{ name: 'A b', label: 'x', issuer: 'https://id.example', clientId: 'x' }], 'a name is made of'],
  [[{ name: 'a', label: 'x', issuer: 'http://id.example', clientId: 'x' }], 'https address'],
  [[{ name: 'a', label: 'x', issuer: 'https://id.example', clientId: 'x', secret: 'x' }], 'no secret of'],
  [[{ name: 'a', label: '', issuer: 'https://id.example', clientId: 'x' }], 'needs a label'],
  [
    [
      { name: 'a', label: 'x', issuer: 'https://id.example', clientId: 'x' },
      { name: 'a', label: 'x', issuer: 'https://other.example', clientId: 'x' },
    ],
    'the same name',
  ],
])('a configuration that cannot be is refused: %j', (identityProviders, words) => {
  const read = () => readConfig({ identityProviders }, {});
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(words);
});
