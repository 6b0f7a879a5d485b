import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOrphanedApplications } from '../../../core/applications/admins.ts';
import { purgeClosedAccounts, reopenAccount } from '../../../core/people/closing.ts';
import { givenPerson } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, somebody } from '../../testing/browser.ts';
import { lettersTo, linkTo, subjectsTo } from '../../testing/letters.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startRunServer({ limits: { signInTriesMax: 1000 } });
});
afterAll(() => server.close());

/** Somebody else runs the vault, so that whoever comes may go again. */
async function startRunServer(options?: Parameters<typeof startTestServer>[0]): Promise<TestServer> {
  const started = await startTestServer(options);
  await givenPerson(started.vault, 'Olga First');
  return started;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const newPassword = 'seven quiet lamps swim';

async function given(on = server, values = {}) {
  const someone = { ...somebody(), ...values };
  const browser = new Browser(on);
  await browser.signUp(undefined, someone);
  return { someone, browser };
}

async function signIn(someone: { email: string; password: string }, browser = new Browser(server)) {
  const { email, password } = someone;
  return {
    browser,
    page: await browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password }),
  };
}

/** The same browser once more, to do two things at a time. */
function twin(browser: Browser): Browser {
  const other = new Browser(server);
  for (const [name, value] of browser.cookies) other.cookies.set(name, value);
  return other;
}

describe('two things at a time', () => {
  const stateOf = (email: string) =>
    server.vault.store.read(async db => {
      const { id, state } = (await db.people.byEmail(email))!;
      return { state, isClosing: (await db.people.closing(id)) !== undefined };
    });

  test('an account that is deleted while its password is changed stays deleted', async () => {
    const { browser, someone } = await given();
    const [form, question] = [await browser.open('/account/password'), await browser.open('/account/delete')];
    await Promise.all([
      browser.submit(form, '/account/password', { password: newPassword }),
      twin(browser).submit(question, '/account/delete'),
    ]);
    expect(await stateOf(someone.email)).toEqual({ state: 'closed', isClosing: true });
  });

  test('an account that is deleted several times is deleted once, and comes back with its record', async () => {
    const { browser, someone } = await given();
    const question = await browser.open('/account/delete');
    const all = [1, 2, 3, 4].map(() => twin(browser).submit(question, '/account/delete'));
    // Whoever comes late is signed out by then.
    for (const page of await Promise.all(all)) expect([200, 401]).toContain(page.status);
    expect((await signIn(someone)).page.text).toContain('Myself');
    expect(await stateOf(someone.email)).toEqual({ state: 'active', isClosing: false });
  });

  test('nobody gets in by the old password while it is changed', async () => {
    const { browser, someone } = await given();
    const form = await browser.open('/account/password');
    const thieves = Array.from({ length: 12 }, () => new Browser(server));
    const forms = await Promise.all(thieves.map(thief => thief.open('/sign-in')));
    const { email, password } = someone;
    const change = browser.submit(form, '/account/password', { password: newPassword });
    await Promise.all(
      thieves.map((thief, n) => thief.submit(forms[n]!, '/sign-in', { email, password })).concat(change),
    );
    for (const thief of thieves) expect((await thief.open('/account')).url.pathname).toBe('/sign-in');
    expect((await browser.open('/account')).url.pathname).toBe('/account');
  });
});

describe('the account page', () => {
  test('is for who is signed in', async () => {
    const { someone } = await given();
    const visitor = new Browser(server);
    const page = await visitor.open('/account/name');
    expect(page.url.pathname).toBe('/sign-in');
    const { email, password } = someone;
    const back = await visitor.submit(page, '/sign-in', { email, password });
    expect(back.url.pathname).toBe('/account/name');
    for (const elsewhere of ['//evil.example', 'https://evil.example', '/account/../redirect.aspx'])
      expect(
        (await new Browser(server).open(`/sign-in?page=${elsewhere}`)).form('/sign-in').page,
      ).toBeUndefined();
  });

  test('tells who one is, how one signs in and where, in the person’s language', async () => {
    const { browser, someone } = await given();
    const page = await browser.open('/account');
    expect(page.text).toContain('Name Ada Example');
    expect(page.text).toContain(`${someone.email} (not confirmed yet)`);
    expect(page.text).toContain('Password Set');
    expect(page.text).toContain('Codes from an app Off');
    expect(page.text).toContain('The computer this vault runs on');
    const german = await browser.submit(page, '/language', { language: 'de' });
    expect((await browser.open('/account')).text).toContain('Wo Sie angemeldet sind');
    expect(german.status).toBe(200);
  });

  test('an account speaks the language it was made in', async () => {
    const browser = new Browser(server);
    const someone = somebody();
    const page = await browser.open('/sign-up', { headers: { 'accept-language': 'es' } });
    await browser.post(
      '/sign-up',
      { ...page.form('/sign-up'), ...someone },
      { 'accept-language': 'es-MX,es;q=0.9' },
    );
    const person = await server.vault.store.read(db => db.people.byEmail(someone.email));
    expect(person?.culture).toBe('es-ES');
    expect(await subjectsTo(server, someone.email)).toContain('Confirme su dirección de correo');
  });

  test('changes the name', async () => {
    const { browser } = await given();
    const form = await browser.open('/account/name');
    const wrong = await browser.submit(form, '/account/name', { name: 'A <b>' });
    expect(wrong.status).toBe(422);
    const page = await browser.submit(form, '/account/name', { name: 'Ada Other' });
    expect(page.text).toContain('Name Ada Other');
  });
});

describe('sessions', () => {
  test('each sign-in gives the browser another token, and what it had before is worth nothing', async () => {
    const { someone } = await given();
    const browser = new Browser(server);
    await browser.open('/sign-in');
    const planted = Buffer.alloc(32, 7).toString('base64url');
    browser.cookies.set('keepwell', planted);
    await signIn(someone, browser);
    const first = browser.cookies.get('keepwell')!;
    expect(first).not.toBe(planted);
    const { form } = (await browser.open('/')).form('/sign-out');
    const { email, password } = someone;
    await browser.post('/sign-in', { form, email, password });
    expect(browser.cookies.get('keepwell')).not.toBe(first);
    const stale = new Browser(server);
    stale.cookies.set('keepwell', first);
    expect((await stale.open('/')).text).not.toContain('Hello');
  });

  test('are listed with browser and system, and one of them can be signed out', async () => {
    const { browser, someone } = await given();
    const phone = new Browser(server);
    const agent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
    const page = await phone.open('/sign-in');
    const { email, password } = someone;
    await phone.post('/sign-in', { ...page.form('/sign-in'), email, password }, { 'user-agent': agent });
    const account = await browser.open('/account');
    expect(account.text).toContain('Safari on iPhone');
    const after = await browser.submit(account, '/account/sessions/end');
    expect(after.text).toContain('That browser is signed out.');
    expect((await phone.open('/')).text).not.toContain('Hello');
    expect((await browser.open('/')).text).toContain('Hello');
  });

  test('all but this one end at once', async () => {
    const { browser, someone } = await given();
    const others = [await signIn(someone), await signIn(someone)];
    const page = await browser.submit(await browser.open('/account'), '/account/sessions/end-others');
    expect(page.text).toContain('2 other browsers are signed out.');
    for (const other of others) expect((await other.browser.open('/')).text).not.toContain('Hello');
    expect((await browser.open('/')).text).toContain('Hello');
  });

  test('of others cannot be ended', async () => {
    const { browser: theirs, someone } = await given();
    const [session] = await server.vault.store.read(async db =>
      db.sessions.shellsOf((await db.people.byEmail(someone.email))!.id, 0),
    );
    const { browser } = await given();
    const { form } = (await browser.open('/account')).form('/sign-out');
    await browser.post('/account/sessions/end', { form, session: session!.id });
    expect((await theirs.open('/')).text).toContain('Hello');
  });

  test('are so many at most: the one that was not used for longest ends', async () => {
    await using other = await startTestServer({ limits: { shellSessionsMax: 2 } });
    const { browser: oldest, someone } = await given(other);
    other.clock.pass(minute);
    const second = await signIn(someone, new Browser(other));
    other.clock.pass(minute);
    const third = await signIn(someone, new Browser(other));
    expect((await oldest.open('/')).text).not.toContain('Hello');
    for (const { browser } of [second, third]) expect((await browser.open('/')).text).toContain('Hello');
  });

  test('keep when they were last used', async () => {
    const { browser, someone } = await given();
    server.clock.pass(6 * minute);
    await browser.open('/');
    const [session] = await server.vault.store.read(async db =>
      db.sessions.shellsOf((await db.people.byEmail(someone.email))!.id, 0),
    );
    expect(session!.lastUsedAt).toBe(server.clock.now());
  });
});

describe('what guards the account', () => {
  const guarded = ['email', 'password', 'passkeys', 'codes', 'delete'].map(name => `/account/${name}`);
  test.each(guarded)('%s wants to know again who it is, after ten minutes', async path => {
    const { browser, someone } = await given();
    expect((await browser.open(path)).text).not.toContain('Is it you?');
    server.clock.pass(10 * minute);
    const asked = await browser.open(path);
    expect(asked.text).toContain('Is it you?');
    const wrong = await browser.submit(asked, '/account/prove', { password: 'not the password' });
    expect(wrong.status).toBe(422);
    const before = browser.cookies.get('keepwell');
    const page = await browser.submit(asked, '/account/prove', { password: someone.password });
    expect(page.url.pathname).toBe(path);
    expect(page.text).not.toContain('Is it you?');
    expect(browser.cookies.get('keepwell')).not.toBe(before);
  });

  test('is not changed by a form that was opened before', async () => {
    const { browser, someone } = await given();
    const form = await browser.open('/account/password');
    server.clock.pass(10 * minute);
    const page = await browser.submit(form, '/account/password', { password: newPassword });
    expect(page.status).toBe(403);
    expect(page.text).toContain('Is it you?');
    expect((await signIn(someone)).page.text).toContain('Hello');
  });

  test('leads on to no page elsewhere', async () => {
    const { browser, someone } = await given();
    server.clock.pass(10 * minute);
    const asked = await browser.open('/account/email');
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/account/../redirect.aspx',
      '/account//evil',
    ]) {
      const page = await browser.submit(asked, '/account/prove', { next, password: someone.password });
      expect(page.url.pathname).toBe('/account');
      server.clock.pass(10 * minute);
      Object.assign(asked, await browser.open('/account/email'));
    }
  });

  test('password tries there are limited', async () => {
    await using other = await startTestServer({ limits: { signInTriesMax: 2 } });
    const { browser } = await given(other);
    other.clock.pass(10 * minute);
    const asked = await browser.open('/account/email');
    const tryIt = () => browser.submit(asked, '/account/prove', { password: 'not the password' });
    expect([(await tryIt()).status, (await tryIt()).status, (await tryIt()).status]).toEqual([422, 422, 429]);
  });
});

describe('a new password', () => {
  test('signs the other browsers out, and is told by mail', async () => {
    const { browser, someone } = await given();
    const other = await signIn(someone);
    const weak = await browser.submit(await browser.open('/account/password'), '/account/password', {
      password: 'qwertyuiop12',
    });
    expect(weak.status).toBe(422);
    expect(weak.text).toContain('easy to guess');
    const page = await browser.submit(weak, '/account/password', { password: newPassword });
    expect(page.text).toContain('Your password is set');
    expect((await other.browser.open('/')).text).not.toContain('Hello');
    expect((await signIn(someone)).page.status).toBe(422);
    expect((await signIn({ ...someone, password: newPassword })).page.text).toContain('Hello');
    expect(await subjectsTo(server, someone.email)).toContain('Your password was changed');
  });

  test('cannot be done without while it is the only way', async () => {
    const { browser } = await given();
    const page = await browser.open('/account/password');
    const { form } = page.form('/account/password');
    const refused = await browser.post('/account/password/remove', { form });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('last way to sign in');
  });
});

describe('a new e-mail address', () => {
  test('counts once it is confirmed, and the old one is told', async () => {
    const { browser, someone } = await given();
    const email = `new-${someone.email}`;
    const page = await browser.submit(await browser.open('/account/email'), '/account/email', { email });
    expect(page.text).toContain(someone.email);
    expect(page.text).toContain(`on its way to ${email}`);
    expect(await subjectsTo(server, someone.email)).toContain('Your e-mail address is about to change');
    const link = await linkTo(server, email, 'confirm');
    const asked = await browser.open(link);
    expect(asked.text).toContain(email);
    // Opening a link changes nothing.
    expect((await browser.open('/account')).text).toContain(`${someone.email} (`);
    const done = await browser.submit(asked, '/confirm');
    expect(done.text).toContain(`${email} (confirmed)`);
    expect(await subjectsTo(server, someone.email)).toContain('Your e-mail address was changed');
    expect((await signIn({ ...someone, email })).page.text).toContain('Hello');
    expect((await browser.open(link)).status).toBe(404);
  });

  test('that is somebody else’s gets the same answer, and no link', async () => {
    const { browser } = await given();
    const { someone: holder } = await given();
    const form = await browser.open('/account/email');
    const page = await browser.submit(form, '/account/email', { email: holder.email });
    expect(page.text).toContain(`on its way to ${holder.email}`);
    const letters = await lettersTo(server, holder.email);
    const letter = letters.find(({ subject }) => subject === 'You have a Keepwell account already');
    expect(letter!.text).not.toContain('/confirm/');
  });

  test('is checked', async () => {
    const { browser, someone } = await given();
    const form = await browser.open('/account/email');
    for (const email of ['', 'ada', someone.email])
      expect((await browser.submit(form, '/account/email', { email })).status).toBe(422);
  });

  test('is asked for only so often in an hour', async () => {
    await using other = await startTestServer({
      limits: { mailedLinksPerHourMax: 2, shellSessionIdleMs: 120 * minute },
    });
    const { browser } = await given(other);
    const ask = async (email: string) =>
      browser.submit(await browser.open('/account/email'), '/account/email', { email });
    expect((await ask('a@example.org')).status).toBe(200);
    expect((await ask('b@example.org')).status).toBe(429);
    other.clock.pass(60 * minute);
    await browser.submit(await browser.open('/account/email'), '/account/prove', {
      password: somebody().password,
    });
    expect((await ask('b@example.org')).status).toBe(200);
  });
});

describe('deleting an account', () => {
  async function close(browser: Browser) {
    return browser.submit(await browser.open('/account/delete'), '/account/delete');
  }

  test('says which apps that work nobody could configure any more', async () => {
    const { vault } = server;
    const { browser } = await given();
    const { browser: other } = await given();
    const make = async (by: Browser, name: string) =>
      (await by.submit(await by.open('/develop/new'), '/develop/new', { name, kind: 'web' })).url.pathname;
    expect((await browser.open('/account/delete')).text).not.toContain('Only you configure');
    await make(browser, 'Lonely curves');
    const shared = (await make(browser, 'Shared curves')).split('/')[2]!;
    const off = await make(browser, 'Switched off');
    await browser.submit(await browser.open(`${off}/disable`), `${off}/state`);
    const theirs = (await make(other, 'Of another')).split('/')[2]!;
    const [admin] = await vault.store.read(db => db.appAdmins.of(theirs));
    await vault.store.write(db => db.appAdmins.add({ ...admin!, appId: shared }));
    const question = await browser.open('/account/delete');
    expect(question.text).toContain('Only you configure these apps.');
    expect(question.text).toContain('Lonely curves');
    for (const name of ['Shared curves', 'Switched off', 'Of another'])
      expect(question.text).not.toContain(name);
    // Who is on the way out configures nothing.
    await close(other);
    expect((await browser.open('/account/delete')).text).toContain('Shared curves');
    await close(browser);
    const orphaned = await vault.store.read(listOrphanedApplications);
    expect(orphaned.map(({ name }) => name).toSorted()).toEqual([
      'Lonely curves',
      'Of another',
      'Shared curves',
    ]);
  });

  test('says what goes with it, signs out everywhere, and closes the records nobody else looks after', async () => {
    const { browser, someone } = await given();
    const other = await signIn(someone);
    const question = await browser.open('/account/delete');
    expect(question.text).toContain('Ada Example');
    expect(question.text).toContain('30 days');
    const page = await browser.submit(question, '/account/delete');
    expect(page.text).toContain('Your account will be deleted. It is gone for good on');
    expect((await other.browser.open('/')).text).not.toContain('Hello');
    const person = (await server.vault.store.read(db => db.people.byEmail(someone.email)))!;
    expect(person.state).toBe('closed');
    expect(await server.vault.store.read(db => db.records.ofPerson(person.id))).toEqual([]);
    const letters = await lettersTo(server, someone.email);
    const letter = letters.find(({ subject }) => subject === 'Your account will be deleted');
    expect(letter!.text).toContain('25 December 2026');
    expect(letter!.text).not.toContain('{');
  });

  test('is undone by signing in, records and all, until its time is over', async () => {
    await using other = await startRunServer();
    const { browser, someone } = await given(other);
    await close(browser);
    other.clock.pass(30 * day - 1);
    for (const job of ['empty the bin', 'delete closed accounts']) await other.background.run(job);
    const back = await signIn(someone, new Browser(other));
    expect(back.page.text).toContain('Welcome back');
    expect(back.page.text).toContain('Myself');
    other.clock.pass(2 * day);
    for (const job of ['empty the bin', 'delete closed accounts']) await other.background.run(job);
    expect((await signIn(someone, new Browser(other))).page.text).toContain('Myself');
    expect(await subjectsTo(other, someone.email)).toContain('Your account is back');
  });

  test('is for good after that: nothing of the account is left, and the address is free', async () => {
    await using other = await startRunServer();
    const { browser, someone } = await given(other);
    const { id } = (await other.vault.store.read(db => db.people.byEmail(someone.email)))!;
    const [own] = await other.vault.store.read(db => db.records.ofPerson(id));
    await close(browser);
    other.clock.pass(30 * day);
    await other.background.run('delete closed accounts');
    expect((await signIn(someone, new Browser(other))).page.status).toBe(422);
    const left = await other.vault.store.read(async db => [
      await db.people.byId(id),
      await db.people.closing(id),
      await db.records.byId(own!.record.id),
    ]);
    expect(left).toEqual([undefined, undefined, undefined]);
    expect((await new Browser(other).signUp(undefined, someone)).text).toContain('Hello');
  });

  test('lets who comes back while accounts are deleted keep theirs', async () => {
    await using other = await startRunServer();
    const { browser, someone } = await given(other);
    await close(browser);
    other.clock.pass(30 * day);
    const { vault } = other;
    const person = (await vault.store.read(db => db.people.byEmail(someone.email)))!;
    const back = vault.store.write(db => reopenAccount(db, vault, person));
    await Promise.all([back, purgeClosedAccounts(vault)]);
    expect((await signIn(someone, new Browser(other))).page.text).toContain('Myself');
  });

  test('leaves a record of two who both go to the one who comes back', async () => {
    await using other = await startRunServer();
    const { browser, someone } = await given(other);
    const { browser: theirs, someone: partner } = await given(other);
    const { vault } = other;
    const both = await vault.store.read(db =>
      Promise.all([db.people.byEmail(someone.email), db.people.byEmail(partner.email)]),
    );
    const [shared] = await vault.store.read(db => db.records.ofPerson(both[0]!.id));
    await vault.store.write(db => db.records.putAccess({ ...shared!.access, personId: both[1]!.id }));
    await close(browser);
    other.clock.pass(10 * day);
    await close((await signIn(partner, theirs)).browser);
    other.clock.pass(20 * day);
    for (const job of ['delete closed accounts', 'empty the bin']) await other.background.run(job);
    await signIn(partner, new Browser(other));
    const kept = await vault.store.read(db => db.records.ofPerson(both[1]!.id));
    expect(kept.map(({ record }) => record.id)).toContain(shared!.record.id);
  });

  test('leaves a record that somebody else looks after to them', async () => {
    await using other = await startRunServer();
    const { browser, someone } = await given(other);
    const { someone: partner } = await given(other);
    const [leaving, staying] = await other.vault.store.read(db =>
      Promise.all([db.people.byEmail(someone.email), db.people.byEmail(partner.email)]),
    );
    const [own] = await other.vault.store.read(db => db.records.ofPerson(leaving!.id));
    await other.vault.store.write(db => db.records.putAccess({ ...own!.access, personId: staying!.id }));
    expect((await browser.open('/account/delete')).text).toContain('No record goes with it');
    await close(browser);
    other.clock.pass(30 * day);
    await other.background.run('delete closed accounts');
    const access = await other.vault.store.read(db => db.records.accessesTo(own!.record.id));
    expect(access.map(({ personId }) => personId)).toEqual([staying!.id]);
  });
});

test('pages and forms of the account hold against other sites', async () => {
  const { browser } = await given();
  const page = await browser.open('/account/password');
  expect(page.policy).toContain("frame-ancestors 'none'");
  const stolen = await browser.post(
    '/account/password',
    { ...page.form('/account/password'), password: newPassword },
    { origin: 'https://evil.example' },
  );
  expect(stolen.status).toBe(403);
  for (const path of [
    '/account/delete',
    '/account/recovery-codes',
    '/account/codes/off',
    '/account/sessions/end',
  ])
    expect((await browser.post(path, { sure: 'yes' })).status).toBe(403);
});
