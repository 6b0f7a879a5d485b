import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashSha256 } from '../../../core/secrets.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { type ReceivedMail, startMailServer, type TestMailServer } from '../../../testing/smtp.ts';
import { Authenticator } from '../../testing/authenticator.ts';
import { Browser, type Page, somebody } from '../../testing/browser.ts';
import { turnCodesOn } from '../../testing/codes.ts';
import { lettersTo, linkTo, subjectsTo } from '../../testing/letters.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { mailedLinksPerAddressPerHourMax: 1000 } });
});
afterAll(() => server.close());

const hour = 3_600_000;
const newPassword = 'seven quiet lamps swim';

async function given(on = server) {
  const someone = somebody();
  const browser = new Browser(on);
  await browser.signUp(undefined, someone);
  return { someone, browser };
}

async function forget(email: string, on = server): Promise<Page> {
  const browser = new Browser(on);
  return browser.submit(await browser.open('/forgotten'), '/forgotten', { email });
}

async function signIn(email: string, password: string, on = server): Promise<Page> {
  const browser = new Browser(on);
  return browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password });
}

describe('the address of an account', () => {
  const isConfirmed = (email: string) =>
    server.vault.store.read(async db => {
      const { id } = (await db.people.byEmail(email))!;
      return (await db.mail.addressOf(id))!.isConfirmed;
    });

  test('is confirmed by the link that is mailed after signing up, by its button and not before', async () => {
    const { someone, browser } = await given();
    const link = await linkTo(server, someone.email, 'confirm');
    const page = await browser.open(link);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await isConfirmed(someone.email)).toBe(false);
    expect((await browser.submit(page, '/confirm')).html).toContain('is confirmed');
    expect(await isConfirmed(someone.email)).toBe(true);
    expect((await browser.open(link)).status).toBe(404);
  });

  test('can have its link mailed again', async () => {
    const { browser, someone } = await given();
    const page = await browser.submit(await browser.open('/account'), '/account/confirm');
    expect(page.text).toContain('on its way');
    const letters = await subjectsTo(server, someone.email);
    expect(letters.filter(subject => subject === 'Confirm your e-mail address')).toHaveLength(2);
  });

  test('is not confirmed by a link that is old, unknown or for something else', async () => {
    await using other = await startTestServer();
    const { someone } = await given(other);
    await forget(someone.email, other);
    const reset = await linkTo(other, someone.email, 'reset');
    const confirm = await linkTo(other, someone.email, 'confirm');
    const browser = new Browser(other);
    expect((await browser.open(reset.replace('reset', 'confirm'))).status).toBe(404);
    expect((await browser.open(`/confirm/${'0'.repeat(64)}`)).status).toBe(404);
    other.clock.pass(24 * hour);
    expect((await browser.open(confirm)).status).toBe(404);
  });
});

describe('a forgotten password', () => {
  test('is set anew by a mailed link, once; sessions end, and one signs in with it', async () => {
    const { someone, browser } = await given();
    await forget(someone.email.toUpperCase());
    const link = await linkTo(server, someone.email, 'reset');
    const visitor = new Browser(server);
    const page = await visitor.open(link);
    const weak = await visitor.submit(page, '/reset', { password: 'short' });
    expect(weak.status).toBe(422);
    const after = await visitor.submit(page, '/reset', { password: newPassword });
    expect(after.url.pathname).toBe('/sign-in');
    expect(visitor.cookies.has('keepwell')).toBe(false);
    expect((await browser.open('/')).text).not.toContain('Hello');
    expect((await signIn(someone.email, someone.password)).status).toBe(422);
    expect((await signIn(someone.email, newPassword)).text).toContain('Hello');
    expect((await visitor.open(link)).status).toBe(404);
    const used = await visitor.post('/reset', {
      ...page.form('/reset'),
      password: 'another quiet lamp swims',
    });
    expect(used.status).toBe(404);
    expect(await subjectsTo(server, someone.email)).toContain('Your password was changed');
  });

  test('does not get round the codes of an app', async () => {
    const { someone, browser } = await given();
    await browser.submit(await browser.open(await linkTo(server, someone.email, 'confirm')), '/confirm');
    server.clock.pass(1000);
    await turnCodesOn(browser);
    await forget(someone.email);
    const visitor = new Browser(server);
    const page = await visitor.open(await linkTo(server, someone.email, 'reset'));
    await visitor.submit(page, '/reset', { password: newPassword });
    expect((await signIn(someone.email, newPassword)).text).toContain('Enter your code');
  });

  test('gets one answer, whether there is an account or not', async () => {
    const { someone } = await given();
    const known = await forget(someone.email);
    const unknown = await forget('nobody@example.org');
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(unknown.text.replace('nobody@example.org', '')).toBe(known.text.replace(someone.email, ''));
    expect(await lettersTo(server, 'nobody@example.org')).toEqual([]);
  });

  test('is looked up only after the answer, so that time does not tell either', async () => {
    await using other = await startTestServer();
    const { someone } = await given(other);
    await other.background.stop();
    const emails = [someone.email, 'nobody@example.org'];
    for (const email of emails) await forget(email, other);
    const asked = await other.vault.store.read(db => db.credentials.askedLinks(10));
    expect(asked.map(({ email }) => email)).toEqual(expect.arrayContaining(emails));
    expect(await subjectsTo(other, someone.email)).not.toContain('Set a new password');
  });

  test('is mailed only so often an hour, without a word of it', async () => {
    await using other = await startTestServer({ limits: { mailedLinksPerHourMax: 3 } });
    const { someone } = await given(other);
    for (let i = 0; i < 5; i++) expect((await forget(someone.email, other)).status).toBe(200);
    // One of the three was the confirmation.
    const subjects = await subjectsTo(other, someone.email);
    expect(subjects.filter(subject => subject === 'Set a new password')).toHaveLength(2);
  });

  test('is asked for only so often from one address', async () => {
    await using other = await startTestServer({ limits: { mailedLinksPerAddressPerHourMax: 2 } });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await forget(`nobody${i}@example.org`, other)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('cannot be mailed by a vault without mail, which says so', async () => {
    await using quiet = await startTestServer({ mode: 'production' });
    expect((await new Browser(quiet).open('/forgotten')).text).toContain('This vault sends no mail');
    const { browser, someone } = await given(quiet);
    const email = `new-${someone.email}`;
    const page = await browser.submit(await browser.open('/account/email'), '/account/email', { email });
    expect(page.text).toContain('Your e-mail address is changed.');
  });

  test('cannot be changed so often that it would tell who has an account', async () => {
    await using quiet = await startTestServer({ mode: 'production', limits: { mailedLinksPerHourMax: 2 } });
    const { someone: holder } = await given(quiet);
    const { browser, someone } = await given(quiet);
    const change = async (email: string) =>
      (await browser.submit(await browser.open('/account/email'), '/account/email', { email })).status;
    expect(await change(holder.email)).toBe(422);
    expect(await change(`new-${someone.email}`)).toBe(200);
    for (const email of [holder.email, someone.email]) expect(await change(email)).toBe(429);
  });
});

describe('a vault in production that can send mail', () => {
  let mail: TestMailServer;
  let vault: TestServer;
  beforeAll(async () => {
    mail = await startMailServer();
    vault = await startTestServer({
      mode: 'production',
      smtpUrl: `smtp://127.0.0.1:${mail.port}`,
      mailFrom: 'vault@example.org',
      // Where the answer is the same for a taken address, no form is counted as refused.
      limits: { mailedLinksPerHourMax: 3, signInTriesMax: 1000, signUpRefusalsPerAddressMax: 0 },
    });
  });
  afterAll(async () => {
    await vault.close();
    await mail.close();
  });

  async function mailTo(email: string): Promise<ReceivedMail[]> {
    await vault.background.run('send mail');
    return mail.received.filter(({ to }) => to.includes(email));
  }

  async function finishLink(email: string): Promise<string> {
    const [letter] = await mailTo(email);
    return /\/finish\/[0-9a-f]+/.exec(letter!.raw.replace(/=\r?\n/g, ''))![0];
  }

  test('opens an account only once its address is confirmed', async () => {
    const browser = new Browser(vault);
    const someone = somebody();
    const page = await browser.signUp(undefined, someone);
    expect(page.text).toContain('Look into your mail');
    expect(browser.cookies.has('keepwell')).toBe(false);
    expect(await vault.vault.store.read(db => db.people.byEmail(someone.email))).toBeUndefined();
    const link = await finishLink(someone.email);
    const asked = await browser.open(link);
    expect(asked.text).toContain(someone.email);
    const home = await browser.submit(asked, '/finish');
    expect(home.text).toContain('Hello, Ada Example');
    expect(home.text).toContain('Myself');
    const confirmed = await vault.vault.store.read(async db =>
      db.mail.addressOf((await db.people.byEmail(someone.email))!.id),
    );
    expect(confirmed!.isConfirmed).toBe(true);
    expect((await new Browser(vault).open(link)).status).toBe(404);
    expect((await signIn(someone.email, someone.password, vault)).text).toContain('Hello');
  });

  test('says nothing to a stranger that whoever filled in the form would have it say', async () => {
    const someone = { ...somebody(), name: 'Win a prize at evil.example' };
    await new Browser(vault).signUp(undefined, someone);
    const [letter] = await mailTo(someone.email);
    expect(letter!.raw.replace(/=\r?\n/g, '')).toContain(`Hello ${someone.email},`);
    expect(letter!.raw).not.toContain('evil.example');
  });

  test('is not opened by who chose its password and cannot read its mail', async () => {
    const stranger = somebody();
    await new Browser(vault).signUp(undefined, stranger);
    const owner = new Browser(vault);
    const page = await owner.open(await finishLink(stranger.email));
    expect(page.text).toContain('another browser');
    const without = await owner.submit(page, '/finish');
    expect(without.status).toBe(422);
    expect(without.text).toContain('Choose a password');
    const own = 'a heron over nineteen reeds';
    const home = await owner.submit(without, '/finish', { password: own });
    expect(home.text).toContain('Hello');
    expect((await signIn(stranger.email, stranger.password, vault)).text).not.toContain('Hello');
    expect((await signIn(stranger.email, own, vault)).text).toContain('Hello');
  });

  test('keeps a passkey until then', async () => {
    const browser = new Browser(vault);
    const authenticator = new Authenticator(vault.shellUrl);
    const someone = { ...somebody(), password: '' };
    const step = await browser.signUp(undefined, { ...someone, with: 'passkey' });
    await browser.submit(step, '/sign-up/passkey', authenticator.create(step));
    const home = await browser.submit(await browser.open(await finishLink(someone.email)), '/finish');
    expect(home.text).toContain('Hello');
    const visitor = new Browser(vault);
    const page = await visitor.open('/sign-in');
    const back = await visitor.submit(page, '/sign-in/passkey', authenticator.sign(page));
    expect(back.text).toContain('Hello');
  });

  test('does not tell who has an account: the same page, and a mail to who has it', async () => {
    const someone = somebody();
    const browser = new Browser(vault);
    const fresh = await browser.signUp(undefined, someone);
    await browser.submit(await browser.open(await finishLink(someone.email)), '/finish');
    const taken = await new Browser(vault).signUp(undefined, { ...someone, name: 'Eve' });
    expect(taken.status).toBe(fresh.status);
    expect(taken.text).toBe(fresh.text);
    const withPasskey = await new Browser(vault).signUp(undefined, { ...someone, with: 'passkey' });
    expect(withPasskey.status).toBe(200);
    expect(withPasskey.text).toContain('Make your passkey');
    const letters = await mailTo(someone.email);
    expect(letters.at(-1)!.raw).toContain('You have a Keepwell account already');
    expect(letters.at(-1)!.raw).not.toContain('/finish/');
  });

  test('mails one address only so often, with the same page', async () => {
    const someone = somebody();
    const pages: Page[] = [];
    for (let i = 0; i < 4; i++) pages.push(await new Browser(vault).signUp(undefined, someone));
    expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await mailTo(someone.email)).toHaveLength(3);
  });

  test('says when somebody else took the address meanwhile', async () => {
    const someone = somebody();
    const browser = new Browser(vault);
    await browser.signUp(undefined, someone);
    await browser.signUp(undefined, someone);
    await vault.background.run('send mail');
    const links = (await mailTo(someone.email)).map(
      ({ raw }) => /\/finish\/[0-9a-f]+/.exec(raw.replace(/=\r?\n/g, ''))![0],
    );
    const second = await browser.open(links[1]!);
    await browser.submit(await browser.open(links[0]!), '/finish');
    const other = new Browser(vault);
    const late = await other.submit(await other.open(links[1]!), '/finish', { password: someone.password });
    expect(second.status).toBe(200);
    expect(late.url.pathname).toBe('/sign-in');
    expect(late.html).toContain('There is an account with this address by now');
  });
});

describe('an invitation', () => {
  const code = 'ab'.repeat(32);

  test.each(['/sign-in', '/sign-up'])('is gone on with after %s', async path => {
    const { someone } = await given();
    const browser = new Browser(server);
    const page = await browser.open(`${path}?invitation=${code}`);
    expect(page.html).toContain(`invitation=${code}`);
    const values = path === '/sign-in' ? { email: someone.email, password: someone.password } : somebody();
    const next = await browser.submit(page, path, values);
    expect(next.url.pathname).toBe(`/invitations/${code}`);
  });

  test('leads nowhere else', async () => {
    const { someone } = await given();
    const browser = new Browser(server);
    const page = await browser.open('/sign-in?invitation=..%2F..%2Fevil');
    expect(page.form('/sign-in')).not.toHaveProperty('invitation');
    const { email, password } = someone;
    const home = await browser.submit(page, '/sign-in', { email, password, invitation: '//evil.example' });
    expect(home.url.pathname).toBe('/');
  });
});

test('the link of a page that fails is not in the log', async () => {
  await using other = await startTestServer();
  const code = randomBytes(32);
  await other.vault.store.write(db =>
    db.credentials.putMailedLink({
      kind: 'sign-up',
      personId: undefined,
      email: 'ada@example.org',
      sealed: Buffer.from('sealed with another key file'),
      hash: hashSha256(code),
      expiresAt: other.clock.now() + 1000,
    }),
  );
  const page = await new Browser(other).open(`/finish/${code.toString('hex')}`);
  expect(page.status).toBe(500);
  const logged = other.logged.join();
  expect(logged).toContain('request failed');
  expect(logged).toContain('/finish/:');
  expect(logged).not.toContain(code.toString('hex'));
});
