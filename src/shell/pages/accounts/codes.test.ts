import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Authenticator } from '../../testing/authenticator.ts';
import { Browser, type Page, somebody } from '../../testing/browser.ts';
import { CodeApp, recoveryCodesOn, turnCodesOn } from '../../testing/codes.ts';
import { subjectsTo } from '../../testing/letters.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { signInTriesMax: 1000 } });
});
afterAll(() => server.close());

const stepMs = 30_000;

async function given(on = server) {
  const someone = somebody();
  const browser = new Browser(on);
  await browser.signUp(undefined, someone);
  return { someone, browser, ...(await turnCodesOn(browser)) };
}

/** As far as the password brings one. */
async function enterPassword(
  someone: { email: string; password: string },
  browser = new Browser(server),
): Promise<{ browser: Browser; page: Page; enter(code: string): Promise<Page> }> {
  const { email, password } = someone;
  const page = await browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password });
  return { browser, page, enter: code => browser.submit(page, '/sign-in/code', { code }) };
}

describe('setting codes up', () => {
  test('shows the key as a picture that is part of the page, and as text', async () => {
    const browser = new Browser(server);
    await browser.signUp();
    const page = await browser.open('/account/codes');
    expect(page.html).toMatch(/<svg [^>]*viewBox/);
    expect(page.text).toMatch(/type this key into it: ([A-Z2-7]{4} ){7}[A-Z2-7]{4}/);
    expect(page.html).not.toMatch(/otpauth:/);
  });

  test('takes the first right code, and keeps the key sealed', async () => {
    const browser = new Browser(server);
    const someone = somebody();
    await browser.signUp(undefined, someone);
    const page = await browser.open('/account/codes');
    const wrong = await browser.submit(page, '/account/codes', { code: '000000' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('This code is wrong');
    const code = new CodeApp(page).at(server.clock.now());
    const done = await browser.submit(wrong, '/account/codes', { code });
    expect(done.text).toContain('Codes are turned on.');
    expect(await subjectsTo(server, someone.email)).toContain('Codes were turned on');
    const kept = await server.vault.store.read(async db =>
      db.credentials.codeApp((await db.people.byEmail(someone.email))!.id),
    );
    const key = /<code class="key">([^<]*)</.exec(page.html)![1]!;
    expect(kept!.sealedSecret.length).toBeGreaterThan(20);
    expect(kept!.sealedSecret.toString('latin1')).not.toContain(key.replaceAll(' ', ''));
  });

  test('an offer of another account, or an old one, is not taken', async () => {
    const mine = new Browser(server);
    await mine.signUp();
    const theirs = new Browser(server);
    await theirs.signUp();
    const foreign = await theirs.open('/account/codes');
    const page = await mine.submit(await mine.open('/account/codes'), '/account/codes', {
      offer: foreign.form('/account/codes').offer,
      code: new CodeApp(foreign).at(server.clock.now()),
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Here is a new key');
  });

  test('gives ten recovery codes, kept as hashes and shown this once', async () => {
    const { recoveryCodes, browser, someone } = await given();
    expect(new Set(recoveryCodes).size).toBe(10);
    // Five bits a letter: what is hashed fast is not to be guessed from its hash.
    for (const code of recoveryCodes) expect(code).toMatch(/^([A-Z2-9]{4}-){5}[A-Z2-9]{4}$/);
    expect((await browser.open('/account')).text).toContain('10 left');
    expect((await browser.open('/account')).html).not.toContain(recoveryCodes[0]);
    expect(server.logged.join()).not.toContain(recoveryCodes[0]);
    expect(await subjectsTo(server, someone.email)).toContain('You have new recovery codes');
  });
});

describe('signing in with a code', () => {
  test('comes after the password, and only then is anybody signed in', async () => {
    const { someone, app } = await given();
    const { browser, page, enter } = await enterPassword(someone);
    expect(page.text).toContain('Enter your code');
    expect(browser.cookies.has('keepwell')).toBe(false);
    expect((await enter(app.at(server.clock.now() + stepMs))).text).toContain('Hello, Ada Example');
  });

  test('takes codes of one step before and after, none further off', async () => {
    const { someone, app } = await given();
    server.clock.pass(10 * stepMs);
    const now = server.clock.now();
    const early = await enterPassword(someone);
    expect((await early.enter(app.at(now - 2 * stepMs))).status).toBe(422);
    expect((await early.enter(app.at(now + 2 * stepMs))).status).toBe(422);
    expect((await early.enter(app.at(now - stepMs))).text).toContain('Hello');
    const late = await enterPassword(someone);
    expect((await late.enter(app.at(now + stepMs))).text).toContain('Hello');
  });

  test('refuses a code that was used, that of the set-up too, and those before it', async () => {
    const { someone, app } = await given();
    const now = server.clock.now();
    const { enter } = await enterPassword(someone);
    expect((await enter(app.at(now))).status).toBe(422);
    expect((await enter(app.at(now + stepMs))).text).toContain('Hello');
    const again = await enterPassword(someone);
    const refused = await again.enter(app.at(now + stepMs));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('was used already');
    expect((await again.enter(app.at(now))).status).toBe(422);
  });

  test('pauses after too many wrong codes', async () => {
    await using other = await startTestServer({ limits: { wrongCodesPerHourMax: 3 } });
    const { someone, app } = await given(other);
    const { enter } = await enterPassword(someone, new Browser(other));
    for (let i = 0; i < 3; i++) expect((await enter('123456')).status).toBe(422);
    const paused = await enter(app.at(other.clock.now() + stepMs));
    expect(paused.status).toBe(429);
    expect(paused.headers.get('retry-after')).toBe('3600');
    expect(paused.text).toContain('Wait 60 minutes');
  });

  test('begins again after ten minutes, after a new password, and with what was not sealed here', async () => {
    const { someone, app, browser: own } = await given();
    const slow = await enterPassword(someone);
    server.clock.pass(10 * 60_000);
    const late = await slow.enter(app.at(server.clock.now()));
    expect(late.url.pathname).toBe('/sign-in');
    expect(late.html).toContain('That took too long');
    const invented = await slow.browser.submit(slow.page, '/sign-in/code', {
      pending: 'AAAA',
      code: '123456',
    });
    expect(invented.url.pathname).toBe('/sign-in');
    const overtaken = await enterPassword(someone);
    await own.submit(await own.open('/account/password'), '/account/prove', { password: someone.password });
    const changed = await own.submit(await own.open('/account/password'), '/account/password', {
      password: 'seven quiet lamps swim',
    });
    expect(changed.text).toContain('Your password is set');
    expect((await overtaken.enter(app.at(server.clock.now()))).url.pathname).toBe('/sign-in');
  });

  test('is over when they are turned off, after a question', async () => {
    const { someone, browser } = await given();
    const question = await browser.submit(await browser.open('/account'), '/account/codes/off');
    expect(question.text).toContain('Turn codes off?');
    await browser.submit(question, '/account/codes/off');
    expect((await enterPassword(someone)).page.text).toContain('Hello');
    expect(await subjectsTo(server, someone.email)).toContain('Codes were turned off');
  });
});

describe('recovery codes', () => {
  test('each stand in once for a code of the app, and it is told by mail', async () => {
    const { someone, recoveryCodes } = await given();
    const written = recoveryCodes[3]!.toLowerCase().replaceAll('-', ' ');
    expect((await (await enterPassword(someone)).enter(written)).text).toContain('Hello');
    expect((await (await enterPassword(someone)).enter(written)).status).toBe(422);
    expect(await subjectsTo(server, someone.email)).toContain('A recovery code was used');
  });

  test('sign in by themselves where there is no password, each once', async () => {
    const browser = new Browser(server);
    const someone = { ...somebody(), password: '' };
    const step = await browser.signUp(undefined, { ...someone, with: 'passkey' });
    await browser.submit(step, '/sign-up/passkey', new Authenticator(server.shellUrl).create(step));
    const made = await browser.submit(await browser.open('/account'), '/account/recovery-codes');
    const [code] = recoveryCodesOn(made);
    const enter = async () => {
      const visitor = new Browser(server);
      const page = await visitor.open('/sign-in/recovery');
      return visitor.submit(page, '/sign-in/recovery', { email: someone.email, code });
    };
    expect((await enter()).text).toContain('Hello');
    const again = await enter();
    expect(again.status).toBe(422);
    expect(again.text).toContain('do not go together');
  });

  test('need the password too where there is one, and do not tell which was wrong or who has an account', async () => {
    const { someone, recoveryCodes } = await given();
    const enter = async (values: Record<string, string>) => {
      const visitor = new Browser(server);
      return visitor.submit(await visitor.open('/sign-in/recovery'), '/sign-in/recovery', values);
    };
    const code = recoveryCodes[0]!;
    const { email, password } = someone;
    const refused = [
      await enter({ email, code }),
      await enter({ email, code, password: 'not the password' }),
      await enter({ email, code: 'AAAA-AAAA-AAAA-AAAA', password }),
      await enter({ email: 'nobody@example.org', code, password }),
    ];
    const told = (page: Page) => /id="code-error">([^<]*)/.exec(page.html)?.[1];
    expect(refused.map(page => page.status)).toEqual([422, 422, 422, 422]);
    expect(new Set(refused.map(told)).size).toBe(1);
    expect((await enter({ email, code, password })).text).toContain('Hello');
  });

  test('that are made anew, after a question, end those before', async () => {
    const { browser, someone, recoveryCodes } = await given();
    const question = await browser.submit(await browser.open('/account'), '/account/recovery-codes');
    expect(question.text).toContain('Make new recovery codes?');
    const fresh = recoveryCodesOn(await browser.submit(question, '/account/recovery-codes'));
    expect(fresh).toHaveLength(10);
    expect((await (await enterPassword(someone)).enter(recoveryCodes[0]!)).status).toBe(422);
    expect((await (await enterPassword(someone)).enter(fresh[0]!)).text).toContain('Hello');
  });
});
