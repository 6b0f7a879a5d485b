import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removePassword } from '../../../core/people/change.ts';
import { removePasskey } from '../../../core/people/passkeys.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenCertificate } from '../../../testing/signatures.ts';
import { Authenticator, type Flaws } from '../../testing/authenticator.ts';
import { Browser, goodPassword, type Page, somebody } from '../../testing/browser.ts';
import { subjectsTo } from '../../testing/letters.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { signInTriesMax: 1000, waysToSignInMax: 2 } });
});
afterAll(() => server.close());

/** Somebody who signed up with a passkey and has no password. */
async function givenPasskeyHolder() {
  const browser = new Browser(server);
  const authenticator = new Authenticator(server.shellUrl);
  const someone = { ...somebody(), password: '' };
  const step = await browser.signUp(undefined, { ...someone, with: 'passkey' });
  const home = await browser.submit(step, '/sign-up/passkey', authenticator.create(step));
  return { browser, authenticator, someone, home };
}

async function signInBy(authenticator: Authenticator, flaws: Flaws = {}, browser = new Browser(server)) {
  const page = await browser.open('/sign-in');
  return browser.submit(page, '/sign-in/passkey', authenticator.sign(page, flaws));
}

async function addPasskey(browser: Browser, authenticator: Authenticator, name: string): Promise<Page> {
  const page = await browser.open('/account/passkeys');
  return browser.submit(page, '/account/passkeys', { ...authenticator.create(page), name });
}

describe('what is not made by a browser', () => {
  test('a new passkey that comes with certificates of its device is refused, and one that signs itself is taken', async () => {
    const { browser, authenticator } = await givenPasskeyHolder();
    const maker = await givenCertificate({ name: 'Maker', now: server.clock.now(), isAuthority: true });
    const add = async (attestation: 'self' | typeof maker) => {
      const page = await browser.open('/account/passkeys');
      const made = authenticator.create(page, {}, attestation);
      return browser.submit(page, '/account/passkeys', { ...made, name: 'Key' });
    };
    const refused = await add(maker);
    expect(refused.status).toBe(422);
    expect((await add('self')).text).toContain('Key');
  });

  test('is refused at once, whatever shape it has', async () => {
    const { authenticator } = await givenPasskeyHolder();
    const shapes = [null, { userHandle: 5 }, { userHandle: ['a'] }, { userHandle: { length: 1e6 } }, 'text'];
    for (const shape of shapes) {
      const browser = new Browser(server);
      const page = await browser.open('/sign-in');
      const { response, ...rest } = JSON.parse(authenticator.sign(page).passkey);
      const changed = shape !== null && typeof shape === 'object' ? { ...response, ...shape } : shape;
      const passkey = JSON.stringify({ ...rest, response: changed });
      const refused = await browser.submit(page, '/sign-in/passkey', { passkey });
      expect([shape, refused.status]).toEqual([shape, 422]);
    }
  });

  test('a new passkey that one decoder reads without certificates and another with them is refused', async () => {
    const { browser, authenticator } = await givenPasskeyHolder();
    const maker = await givenCertificate({ name: 'Maker', now: server.clock.now(), isAuthority: true });
    const page = await browser.open('/account/passkeys');
    const made = JSON.parse(authenticator.create(page, {}, maker).passkey);
    const parts = Buffer.from(made.response.attestationObject, 'base64url').subarray(1);
    // A list of 15 that swallows these parts where `+` counts as 62, and an empty one where it counts as nothing.
    const list = Buffer.from('a56261628f8007', 'hex');
    const none = Buffer.from('63666d74646e6f6e656761747453746d74a06861757468446174614061' + '7100', 'hex');
    const text = Buffer.concat([list, parts, Buffer.alloc(7), none]).toString('base64url');
    expect(text[6]).toBe('-');
    made.response.attestationObject = `${text.slice(0, 6)}+${text.slice(7)}`;
    const passkey = JSON.stringify(made);
    const refused = await browser.submit(page, '/account/passkeys', { passkey, name: 'Key' });
    expect(refused.status).toBe(422);
  });

  test('a new passkey of parts that are longer than any device sends, or written otherwise, is refused', async () => {
    const { browser, authenticator } = await givenPasskeyHolder();
    const max = server.vault.limits.passkeyPartLengthMax;
    const add = async (length: number, ending = '') => {
      const page = await browser.open('/account/passkeys');
      const made = JSON.parse(authenticator.create(page).passkey);
      made.response.userHandle = 'a'.repeat(length);
      made.response.attestationObject += ending;
      const passkey = JSON.stringify(made);
      return (await browser.submit(page, '/account/passkeys', { passkey, name: 'Long' })).status;
    };
    expect([await add(max + 1), await add(4, '='), await add(max)]).toEqual([422, 422, 200]);
  });

  test('a passkey with the id of another is refused', async () => {
    const { browser, authenticator } = await givenPasskeyHolder();
    const first = await browser.open('/account/passkeys');
    const made = authenticator.create(first);
    await browser.submit(first, '/account/passkeys', { ...made, name: 'one' });
    const { browser: other } = await givenPasskeyHolder();
    const page = await other.open('/account/passkeys');
    const { challenge } = JSON.parse(page.tag(/data-passkey="create"/)!['data-options']!);
    const copy = JSON.parse(made.passkey);
    const said = JSON.parse(Buffer.from(copy.response.clientDataJSON, 'base64url').toString());
    copy.response.clientDataJSON = Buffer.from(JSON.stringify({ ...said, challenge })).toString('base64url');
    const refused = await other.submit(page, '/account/passkeys', {
      passkey: JSON.stringify(copy),
      name: 'two',
    });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('already registered');
  });

  test('a passkey made for one’s account opens no other', async () => {
    const { browser, authenticator } = await givenPasskeyHolder();
    const page = await browser.open('/account/passkeys');
    const { ceremony } = page.form('/account/passkeys');
    const visitor = new Browser(server);
    const someone = { ...somebody(), password: '', with: 'passkey' };
    const step = await visitor.signUp(undefined, someone);
    const refused = await visitor.submit(step, '/sign-up/passkey', {
      ceremony,
      ...authenticator.create(page),
    });
    expect(refused.status).toBe(400);
    const made = await server.vault.store.read(db => db.people.byEmail(someone.email));
    expect(made).toBeUndefined();
  });
});

test('the last way to sign in stays, though the other went after the account was read', async () => {
  const someone = somebody();
  const browser = new Browser(server);
  await browser.signUp(undefined, someone);
  await addPasskey(browser, new Authenticator(server.shellUrl), 'key');
  const { vault } = server;
  const read = (await vault.store.read(db => db.people.byEmail(someone.email)))!;
  const [passkey] = await vault.store.read(db => db.credentials.passkeysOf(read.id));
  expect(await vault.store.write(db => removePassword(db, vault, read))).toBe(true);
  expect(await vault.store.write(db => removePasskey(db, vault, read, passkey!.id))).toBe('last');
});

describe('signing up with a passkey', () => {
  test('makes an account without a password, signed in, with its record', async () => {
    const { home, someone } = await givenPasskeyHolder();
    expect(home.text).toContain('Hello, Ada Example');
    expect(home.text).toContain('Myself');
    const person = await server.vault.store.read(db => db.people.byEmail(someone.email));
    expect(person?.passwordHash).toBeUndefined();
  });

  test('looks at the form first, and asks for no password', async () => {
    const page = await new Browser(server).signUp(undefined, { password: '', with: 'passkey', country: '' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Please correct one thing');
    expect(page.text).toContain('Choose the country');
  });

  test('says that the address is taken before a passkey is made', async () => {
    const someone = somebody();
    await new Browser(server).signUp(undefined, someone);
    const page = await new Browser(server).signUp(undefined, { ...someone, with: 'passkey' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('There is an account with this e-mail address already');
  });

  test('can be given up for a password on the same page, which needs no script', async () => {
    const browser = new Browser(server);
    const step = await browser.signUp(undefined, { with: 'passkey', password: '' });
    const home = await browser.submit(step, '/sign-up', { password: goodPassword });
    expect(home.text).toContain('Hello, Ada Example');
  });

  test('with an answer to another page’s question is refused', async () => {
    const browser = new Browser(server);
    const authenticator = new Authenticator(server.shellUrl);
    const someone = { ...somebody(), password: '', with: 'passkey' };
    const first = await browser.signUp(undefined, someone);
    const second = await browser.signUp(undefined, someone);
    const page = await browser.submit(second, '/sign-up/passkey', authenticator.create(first));
    expect(page.status).toBe(422);
    expect(page.text).toContain('could not be checked');
    expect(await server.vault.store.read(db => db.people.byEmail(someone.email))).toBeUndefined();
  });
});

describe('signing in with a passkey', () => {
  test('asks for nothing else, and keeps when it was used', async () => {
    const { authenticator, someone } = await givenPasskeyHolder();
    const home = await signInBy(authenticator);
    expect(home.text).toContain('Hello, Ada Example');
    const used = await server.vault.store.read(async db =>
      db.credentials.passkeysOf((await db.people.byEmail(someone.email))!.id),
    );
    expect(used[0]!.lastUsedAt).toBe(server.clock.now());
  });

  const flaws: Record<string, Flaws> = {
    'for another site': { origin: 'https://evil.example' },
    'without the person being verified': { userVerified: false },
    'with another challenge': { challenge: Buffer.alloc(32).toString('base64url') },
    'for another person': { userHandle: Buffer.from('somebody else').toString('base64url') },
  };
  test.each(Object.entries(flaws))('%s is refused', async (_, flaw) => {
    const { authenticator } = await givenPasskeyHolder();
    const page = await signInBy(authenticator, flaw);
    expect(page.status).toBe(422);
    expect(page.text).toContain('does not belong to an account here');
  });

  test('with a counter that went back, as a copied key has, is refused', async () => {
    const { authenticator } = await givenPasskeyHolder();
    expect((await signInBy(authenticator, { counter: 7 })).text).toContain('Hello');
    expect((await signInBy(authenticator, { counter: 3 })).status).toBe(422);
  });

  test('and the same counter at once, as two copies of a key have, lets one of them in', async () => {
    const { authenticator } = await givenPasskeyHolder();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => signInBy(authenticator, { counter: 9 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(422)]);
  });

  test('works once for each page: what was sent cannot be sent again', async () => {
    const { authenticator } = await givenPasskeyHolder();
    const browser = new Browser(server);
    const page = await browser.open('/sign-in');
    const sent = { ...page.form('/sign-in/passkey'), ...authenticator.sign(page, { counter: 0 }) };
    const again = new Map(browser.cookies);
    expect((await browser.post('/sign-in/passkey', sent)).text).toContain('Hello');
    browser.cookies.clear();
    for (const [name, value] of again) browser.cookies.set(name, value);
    const replayed = await browser.post('/sign-in/passkey', sent);
    expect(replayed.status).toBe(422);
    expect(replayed.text).not.toContain('Hello');
  });

  test('of a page that was open too long is refused', async () => {
    await using other = await startTestServer();
    const browser = new Browser(other);
    const authenticator = new Authenticator(other.shellUrl);
    const step = await browser.signUp(undefined, { password: '', with: 'passkey' });
    await browser.submit(step, '/sign-up/passkey', authenticator.create(step));
    const visitor = new Browser(other);
    const page = await visitor.open('/sign-in');
    other.clock.pass(10 * 60_000);
    const late = await visitor.submit(page, '/sign-in/passkey', authenticator.sign(page));
    expect(late.status).toBe(422);
  });

  test('of an account that is suspended opens nothing, and says why', async () => {
    const { authenticator, someone } = await givenPasskeyHolder();
    await server.vault.store.write(async db => {
      const person = (await db.people.byEmail(someone.email))!;
      await db.people.update({ ...person, state: 'suspended' });
    });
    const told = await signInBy(authenticator);
    expect(told.status).toBe(403);
    expect(told.text).toContain('This account is suspended');
  });

  test('that cannot be read is refused, not a failure', async () => {
    const browser = new Browser(server);
    for (const passkey of ['', 'x', '{}', 'null', '{"id":"a","response":{}}']) {
      const page = await browser.submit(await browser.open('/sign-in'), '/sign-in/passkey', { passkey });
      expect(page.status).toBe(422);
    }
  });

  test('pauses after too many failures from one address', async () => {
    await using other = await startTestServer({ limits: { signInTriesPerAddressMax: 2 } });
    const browser = new Browser(other);
    const page = await browser.open('/sign-in');
    const tryIt = () => browser.submit(page, '/sign-in/passkey', { passkey: '{}' });
    expect([(await tryIt()).status, (await tryIt()).status, (await tryIt()).status]).toEqual([422, 422, 429]);
  });
});

describe('the passkeys of an account', () => {
  test('are listed with their names and days, and told of by mail', async () => {
    const { browser, authenticator, someone } = await givenPasskeyHolder();
    const account = await addPasskey(browser, authenticator, 'Blue key');
    expect(account.text).toContain('The passkey “Blue key” is added.');
    expect(account.text).toContain('Blue key Passkey. Added: 25 November 2026. Last used: never');
    expect(await subjectsTo(server, someone.email)).toContain('A passkey was added');
    expect((await signInBy(authenticator)).text).toContain('Hello');
  });

  test('are no more than an account may have', async () => {
    const { browser, authenticator } = await givenPasskeyHolder();
    await addPasskey(browser, authenticator, 'Second');
    const page = await addPasskey(browser, authenticator, 'Third');
    expect(page.status).toBe(422);
    expect(page.text).toContain('as many passkeys as an account may have');
  });

  test('are removed after a question, and sign in no more', async () => {
    const { browser, authenticator, someone } = await givenPasskeyHolder();
    server.clock.pass(1000);
    await addPasskey(browser, new Authenticator(server.shellUrl), 'Other');
    const account = await browser.open('/account');
    const question = await browser.submit(account, '/account/passkeys/remove');
    expect(question.text).toContain('Remove the passkey “Unknown browser”?');
    const after = await browser.submit(question, '/account/passkeys/remove');
    expect(after.text).toContain('is removed');
    expect(await subjectsTo(server, someone.email)).toContain('A passkey was removed');
    expect((await signInBy(authenticator)).status).toBe(422);
  });

  test('keep the last way to sign in', async () => {
    const { browser, authenticator } = await givenPasskeyHolder();
    const question = await browser.submit(await browser.open('/account'), '/account/passkeys/remove');
    const refused = await browser.submit(question, '/account/passkeys/remove');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('last way to sign in');
    expect((await signInBy(authenticator)).text).toContain('Hello');
  });

  test('are one’s own only', async () => {
    const { someone } = await givenPasskeyHolder();
    const stranger = new Browser(server);
    const account = await stranger.open('/account').then(() => stranger.signUp());
    const [theirs] = await server.vault.store.read(async db =>
      db.credentials.passkeysOf((await db.people.byEmail(someone.email))!.id),
    );
    const { form } = account.form('/sign-out');
    const page = await stranger.post('/account/passkeys/remove', { form, id: theirs!.id, sure: 'yes' });
    expect(page.status).toBe(404);
  });

  test('made for another account are not added to this one', async () => {
    const { browser: other } = await givenPasskeyHolder();
    const { browser, authenticator } = await givenPasskeyHolder();
    const foreign = await other.open('/account/passkeys');
    const own = await browser.open('/account/passkeys');
    const page = await browser.submit(own, '/account/passkeys', {
      ceremony: foreign.form('/account/passkeys').ceremony,
      ...authenticator.create(foreign),
      name: 'Mine',
    });
    expect(page.status).toBe(422);
  });
});
