import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, goodPassword, type Page, somebody, type Values } from '../../testing/browser.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { signInTriesMax: 4 } });
});
afterAll(() => server.close());

describe('signing up', () => {
  test('an empty vault invites to the first account, a later visitor is asked to sign in', async () => {
    await using empty = await startTestServer();
    const browser = new Browser(empty);
    expect((await browser.open('/')).text).toContain('Create the first account');
    await browser.signUp();
    expect((await new Browser(empty).open('/')).text).not.toContain('first account');
  });

  test('makes an account with a record of one’s own and leaves the person signed in', async () => {
    const browser = new Browser(server);
    const home = await browser.signUp();
    expect(home.url.pathname).toBe('/');
    expect(home.text).toContain('Hello, Ada Example');
    expect(home.text).toContain('Myself');
  });

  test('makes no record when the person does not want one', async () => {
    const home = await new Browser(server).signUp(undefined, { record: undefined });
    expect(home.text).toContain('You have no record yet');
  });

  const wrong = {
    'no name': ['name', '', 'Enter your name.'],
    'a name with markup': ['name', 'Ada <b>', 'A name cannot have'],
    'a name with what no answer in XML can hold': ['name', 'Ada \uffff', 'A name cannot have'],
    'a name with a web address': ['name', 'Locked https://evil.example', 'no web address'],
    'a name with the beginning of one': ['name', 'Locked, see WWW.evil.example', 'no web address'],
    'a name with an address in wide letters': ['name', 'Locked ｈｔｔｐ：／／evil.example', 'no web address'],
    'an e-mail address without a domain': ['email', 'ada@example', 'Enter an e-mail address'],
    'an address that only trial accounts have': ['email', 'ada@KEEPWELL.invalid', 'only try the vault'],
    'a short password': ['password', 'short', 'at least 10 characters'],
    'a password of one letter': ['password', 'aaaaaaaaaaaa', 'easy to guess'],
    'a password everybody has': ['password', 'password123', 'easy to guess'],
    'a day that does not exist': ['birth-date', '1984-02-30', 'Enter a date'],
    'no country': ['country', '', 'Choose the country'],
  } as const;
  test.each(Object.entries(wrong))('with %s is refused, at its field', async (_, [field, value, words]) => {
    const page = await new Browser(server).signUp(undefined, { [field]: value });
    expect(page.status).toBe(422);
    const input = page.tag(new RegExp(`name="${field}"`))!;
    expect(input['aria-invalid']).toBe('true');
    expect(input).toHaveProperty('autofocus');
    const error = new RegExp(`id="${field}-error">([^<]*)<`).exec(page.html)?.[1];
    expect(input['aria-describedby']!.split(' ')).toContain(`${field}-error`);
    expect(error).toContain(words);
    expect(page.html).toContain('role="alert"');
  });

  test('keeps what was typed, but not the password', async () => {
    const page = await new Browser(server).signUp(undefined, {
      country: '',
      password: 'correct horse staple',
    });
    expect(page.tag(/name="name"/)!.value).toBe('Ada Example');
    expect(page.html).not.toContain('correct horse staple');
  });

  test.each(['Ada St. John', 'Dr.med. Ada St.John', 'Ada Example: M.Sc./B.A.', 'Wwwendy Awww.Smith'])(
    'takes the name %s',
    async name => {
      expect((await new Browser(server).signUp(undefined, { name })).text).toContain(`Hello, ${name}`);
    },
  );

  test('pauses after as many accounts as one address, or all, may open in an hour; what failed does not count', async () => {
    await using own = await startTestServer({
      limits: { signUpsPerAddressPerHourMax: 2, signUpsPerHourMax: 3 },
      trustedProxies: '127.0.0.1',
    });
    const hour = 3_600_000;
    const from = async (address: string, values: Values = {}) => {
      const browser = new Browser(own);
      const page = await browser.open('/sign-up');
      const filled = { ...page.form('/sign-up'), ...somebody(), ...values };
      return browser.post('/sign-up', filled, { 'x-forwarded-for': address });
    };
    const first = somebody();
    expect((await from('192.0.2.1', first)).text).toContain('Hello');
    expect((await from('192.0.2.1', first)).status).toBe(422);
    expect((await from('192.0.2.1')).text).toContain('Hello');
    const paused = await from('192.0.2.1');
    expect(paused.status).toBe(429);
    expect(paused.headers.get('retry-after')).toBe('3600');
    expect(paused.text).toContain('As many accounts as may be in an hour');
    expect((await from('192.0.2.2')).text).toContain('Hello');
    expect((await from('192.0.2.3')).status).toBe(429);
    own.clock.pass(hour);
    expect((await from('192.0.2.1')).text).toContain('Hello');
  });

  test('takes a person from the day they are 13', async () => {
    const tooYoung = await new Browser(server).signUp(undefined, { 'birth-date': '2013-11-27' });
    expect(tooYoung.status).toBe(422);
    expect(tooYoung.text).toContain('13 or older');
    expect((await new Browser(server).signUp(undefined, { 'birth-date': '2013-11-25' })).status).toBe(200);
  });

  test('does not take an e-mail address twice, whatever its case', async () => {
    const someone = somebody();
    await new Browser(server).signUp(undefined, someone);
    const page = await new Browser(server).signUp(undefined, {
      ...someone,
      email: someone.email.toUpperCase(),
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('There is an account with this e-mail address already');
  });

  test('keeps the password as an argon2id hash only', async () => {
    const someone = somebody();
    await new Browser(server).signUp(undefined, someone);
    const person = await server.vault.store.read(db => db.people.byEmail(someone.email));
    expect(person?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(server.logged.join()).not.toContain(someone.password);
  });
});

describe('signing in', () => {
  async function given() {
    const someone = somebody();
    await new Browser(server).signUp(undefined, someone);
    return someone;
  }
  const tryIn = async (browser: Browser, values: { email: string; password: string }) =>
    browser.submit(await browser.open('/sign-in'), '/sign-in', {
      email: values.email,
      password: values.password,
    });

  test('works with the right password, and the cookie is out of reach of scripts and other sites', async () => {
    const someone = await given();
    const browser = new Browser(server);
    const home = await tryIn(browser, someone);
    expect(home.text).toContain('Hello, Ada Example');
    const cookie = browser.setCookies.find(line => line.startsWith('keepwell='))!;
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\/(;|$)/);
    expect(cookie).not.toMatch(/Secure/);
  });

  test('over https the cookies are secure and bound to the host', async () => {
    await using secure = await startTestServer({ publicUrl: 'https://vault.example', mode: 'production' });
    const response = await fetch(`http://127.0.0.1:${secure.port}/sign-in`);
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-keepwell-visitor=.*; Secure/);
  });

  test('a wrong password and an unknown address get the same answer', async () => {
    const someone = await given();
    const wrong = await tryIn(new Browser(server), { ...someone, password: 'not the password' });
    const unknown = await tryIn(new Browser(server), {
      email: 'nobody@example.org',
      password: 'not the password',
    });
    expect(wrong.status).toBe(422);
    expect(unknown.status).toBe(422);
    const told = (page: Page) => /id="password-error">([^<]*)/.exec(page.html)?.[1];
    expect(told(wrong)).toBeTruthy();
    expect(told(unknown)).toBe(told(wrong));
  });

  test('after too many failures it pauses, for the right password too, and works again later', async () => {
    await using other = await startTestServer({ limits: { signInTriesMax: 3 } });
    const someone = somebody();
    await new Browser(other).signUp(undefined, someone);
    const browser = new Browser(other);
    for (let i = 0; i < 3; i++)
      expect((await tryIn(browser, { ...someone, password: 'not the password' })).status).toBe(422);
    const paused = await tryIn(browser, someone);
    expect(paused.status).toBe(429);
    expect(paused.headers.get('retry-after')).toBe('900');
    expect(paused.text).toContain('Too many tries');
    other.clock.pass(15 * 60_000);
    expect((await tryIn(browser, someone)).text).toContain('Hello');
  });

  test('many at once get no more tries than one after the other', async () => {
    await using other = await startTestServer({ limits: { signInTriesMax: 3 } });
    const browser = new Browser(other);
    const page = await browser.open('/sign-in');
    const wrong = { email: 'nobody@example.org', password: goodPassword };
    const all = await Promise.all(Array.from({ length: 8 }, () => browser.submit(page, '/sign-in', wrong)));
    expect(all.filter(({ status }) => status === 422)).toHaveLength(3);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  test('an account that is suspended cannot sign in, and is not signed in any more', async () => {
    const someone = somebody();
    const browser = new Browser(server);
    await browser.signUp(undefined, someone);
    await server.vault.store.write(async db => {
      const person = await db.people.byEmail(someone.email);
      await db.people.update({ ...person!, state: 'suspended' });
    });
    expect((await browser.open('/')).text).not.toContain('Hello');
    const wrong = await tryIn(new Browser(server), { ...someone, password: 'not the password' });
    expect(wrong.text).toContain('do not go together');
    const visitor = new Browser(server);
    const told = await tryIn(visitor, someone);
    expect(told.status).toBe(403);
    expect(told.text).toContain('This account is suspended');
    expect(visitor.cookies.has('keepwell')).toBe(false);
  });

  test('a session ends with its time', async () => {
    await using other = await startTestServer();
    const browser = new Browser(other);
    await browser.signUp();
    for (let halves = 0; halves < 23; halves++) {
      other.clock.pass(1_800_000);
      expect((await browser.open('/')).text).toContain('Hello');
    }
    other.clock.pass(1_800_000);
    expect((await browser.open('/')).text).not.toContain('Hello');
  });

  test('a session ends that nobody used for an hour, and is not listed any more', async () => {
    await using other = await startTestServer();
    const browser = new Browser(other);
    const someone = somebody();
    await browser.signUp(undefined, someone);
    other.clock.pass(3_600_000 - 1);
    expect((await browser.open('/')).text).toContain('Hello');
    const kept = browser.cookies.get('keepwell')!;
    other.clock.pass(3_600_000);
    expect((await browser.open('/')).text).not.toContain('Hello');
    const again = new Browser(other);
    await tryIn(again, someone);
    expect((await again.open('/account')).text).not.toContain('Sign out the others');
    again.cookies.set('keepwell', kept);
    expect((await again.open('/')).text).not.toContain('Hello');
  });

  test('signing out ends the session, not the cookie alone', async () => {
    const browser = new Browser(server);
    const home = await browser.signUp();
    const kept = new Map(browser.cookies);
    await browser.submit(home, '/sign-out');
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.open('/')).text).not.toContain('Hello');
  });
});

describe('forms', () => {
  test('without the browser’s token are refused', async () => {
    const browser = new Browser(server);
    const page = await browser.open('/sign-up');
    const refused = await browser.post('/sign-up', {
      ...page.form('/sign-up'),
      ...somebody(),
      form: undefined,
    });
    expect(refused.status).toBe(403);
  });

  test('with the token of another browser are refused', async () => {
    const mine = await new Browser(server).signUp();
    const browser = new Browser(server);
    await browser.signUp();
    const refused = await browser.post('/records/new', {
      form: mine.form('/sign-out').form,
      name: 'X',
      relationship: '5',
    });
    expect(refused.status).toBe(403);
    expect((await browser.open('/')).text).not.toContain('My child');
  });

  test.each(['https://evil.example', 'null'])('from the origin %s are refused', async origin => {
    const browser = new Browser(server);
    const page = await browser.open('/sign-up');
    const refused = await browser.post('/sign-up', { ...page.form('/sign-up'), ...somebody() }, { origin });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Nothing was changed');
  });

  test('longer than any form is are refused', async () => {
    const browser = new Browser(server);
    const page = await browser.open('/sign-up');
    const refused = await browser.submit(page, '/sign-up', { name: 'x'.repeat(70_000) });
    expect(refused.status).toBe(413);
  });
});

describe('records', () => {
  test('a new record is listed with what it is to the person', async () => {
    const browser = new Browser(server);
    await browser.signUp();
    const page = await browser.open('/records/new');
    const home = await browser.submit(page, '/records/new', { name: 'Ben Example', relationship: '14' });
    expect(home.text).toContain('Ben Example My son');
  });

  test('a record needs a name and a relationship', async () => {
    const browser = new Browser(server);
    await browser.signUp();
    const page = await browser.submit(await browser.open('/records/new'), '/records/new', {
      name: '',
      relationship: '99',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Please correct 2 things');
  });

  test('as many as are allowed, and no more', async () => {
    await using other = await startTestServer({ limits: { recordsPerPersonMax: 1 } });
    const browser = new Browser(other);
    await browser.signUp();
    const page = await browser.open('/records/new');
    const refused = await browser.submit(page, '/records/new', { name: 'Ben', relationship: '5' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('as many records');
  });
});

describe('pages', () => {
  test('come with a policy that lets nothing in', async () => {
    const { headers, policy } = await new Browser(server).open('/sign-up');
    expect(policy).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  test('hold no script and no style of their own', async () => {
    const { html } = await new Browser(server).open('/sign-up');
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
  });

  test('that are missing, or opened in a way they do not take, say so', async () => {
    const browser = new Browser(server);
    expect((await browser.open('/nothing')).status).toBe(404);
    const wrong = await browser.open('/sign-out');
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('POST');
    expect((await browser.open('/sign-in', { method: 'DELETE' })).status).toBe(405);
  });

  test('that fail tell nothing, and the log gets the path alone', async () => {
    await using other = await startTestServer();
    await other.vault.store.close();
    const page = await new Browser(other).open('/?secret=42');
    expect(page.status).toBe(500);
    expect(page.text).toContain('It was not your doing');
    expect(page.html).not.toMatch(/at .*\.ts|Error:/);
    expect(other.logged.join()).toContain('request failed');
    expect(other.logged.join()).not.toContain('secret');
  });

  test('have one stylesheet, kept by browsers until it changes', async () => {
    const browser = new Browser(server);
    const { href } = (await browser.open('/')).tag(/rel="stylesheet"/)!;
    const sheet = await browser.open(href!);
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(sheet.headers.get('cache-control')).toContain('immutable');
  });
});
