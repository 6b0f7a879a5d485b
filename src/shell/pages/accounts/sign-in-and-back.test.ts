// Whose session ends while they read or type goes on where they were, and loses nothing.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signOutEverywhere } from '../../../core/people/sessions.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { editHref } from '../../items/links.ts';
import { Browser, goodPassword, type Page, somebody } from '../../testing/browser.ts';
import { changed, formValues } from '../../testing/form-values.ts';
import { givenItem, storedItem, versionNamed } from '../../testing/items.ts';
import { givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const encounter = versionNamed('Encounter', 1);
const xml = '<encounter><when><date><y>2026</y><m>1</m><d>2</d></date></when><type>Visit</type></encounter>';

/** As a browser sends it, its origin and the page it is on included. */
function send({ browser }: Pick<Visitor, 'browser'>, page: Page, action: string, changes = {}, more = {}) {
  const { origin } = new URL(server.shellUrl);
  const body = changed(formValues(page.html, action), changes);
  return browser.send(action, {
    method: 'POST',
    body,
    headers: { origin, referer: page.url.href, ...more },
  });
}

const ends: Record<string, (visitor: Visitor) => Promise<unknown> | unknown> = {
  'signed out in another tab': async ({ browser }) =>
    browser.submit(await browser.open('/account'), '/sign-out'),
  'cookies cleared': ({ browser }) => browser.cookies.clear(),
  'too long ago': () => server.clock.pass(server.vault.limits.shellSessionTtlMs),
  'ended from another browser': ({ person }) =>
    server.vault.store.write(db => signOutEverywhere(db, server.vault, person.id)),
};

test.each(Object.entries(ends))(
  'a form sent when signed out (%s) is kept, and saved once after signing in',
  async (_, end) => {
    const ada = await givenSignedIn(server);
    const id = await givenItem(server, ada, encounter.id, xml);
    const page = await ada.browser.open(editHref({ id }));
    await end(ada);
    const typed = { note: 'two lines,\r\n"quoted" <and> more', 'v.type': 'Visit to clinic' };
    const kept = await send(ada, page, editHref({ id }), typed);
    expect([kept.status, kept.location]).toEqual([401, undefined]);
    expect(kept.text).toContain('You were signed out before this was saved. Nothing is lost');
    expect(formValues(kept.html, editHref({ id }))).toEqual([
      ...changed(formValues(page.html, editHref({ id })), typed),
    ]);
    expect(kept.headers.get('cache-control')).toBe('no-store');
    // Too early: the same again.
    expect((await send(ada, kept, editHref({ id }))).text).toBe(kept.text);
    expect((await storedItem(server, ada, id)).stored.dataXml).toBe(xml);
    await signInAs(ada.browser, ada.person);
    const saved = await send(ada, kept, editHref({ id }));
    expect([saved.status, new URL(saved.location!).pathname]).toEqual([303, `/items/${id}`]);
    const { stored } = await storedItem(server, ada, id);
    expect(stored.dataXml).toContain('<type>Visit to clinic</type>');
    expect(stored.commonXml).toContain('two lines,');
  },
);

test('a new item, details of a record, an invitation and an app are kept alike', async () => {
  const ada = await givenSignedIn(server);
  const record = `/records/${ada.record.id}`;
  const forms: [at: string, action: string, typed: Record<string, string>, then: number][] = [
    ['/items/new/encounter', '/items/new/encounter', { note: 'Typed' }, 303],
    [`${record}/edit`, '/records/edit', { first: 'Ada', last: 'Typed' }, 303],
    [`${record}/sharing`, '/records/sharing', { email: 'typed@example.org' }, 200],
    ['/develop/new', '/develop/new', { name: 'Typed' }, 303],
  ];
  for (const [at, action, typed, then] of forms) {
    const page = await ada.browser.open(at);
    ada.browser.cookies.clear();
    const kept = await send(ada, page, action, typed);
    expect([action, kept.status]).toEqual([action, 401]);
    expect(formValues(kept.html, action)).toEqual(expect.arrayContaining(Object.entries(typed)));
    await signInAs(ada.browser, ada.person);
    const answer = await send(ada, kept, action);
    expect([action, answer.status]).toEqual([action, then]);
  }
});

test('who signs in leaves a page of its own, and is told to go back', async () => {
  const browser = new Browser(server);
  const someone = somebody();
  await browser.signUp(undefined, someone);
  const page = await browser.open('/items/new/encounter');
  browser.cookies.clear();
  const kept = await send({ browser }, page, '/items/new/encounter', { note: 'typed' });
  const link = kept.tag(/target="_blank"/)!;
  expect(link.rel).toBe('noopener');
  const signIn = await browser.open(link.href!);
  expect([signIn.url.pathname, signIn.text]).toEqual([
    '/sign-in',
    expect.stringContaining('You may have been signed out in another tab'),
  ]);
  const { email, password } = someone;
  const done = await browser.submit(signIn, '/sign-in', { email, password });
  expect(done.text).toContain('Go back to the tab where you were');
  expect((await send({ browser }, kept, '/items/new/encounter')).status).toBe(303);
});

describe('what is kept', () => {
  test('is nothing to somebody else who signs in', async () => {
    const [ada, eve] = [await givenSignedIn(server), await givenSignedIn(server, 'Eve Example')];
    const page = await ada.browser.open('/items/new/encounter');
    ada.browser.cookies.clear();
    const kept = await send(ada, page, '/items/new/encounter', { note: 'typed' });
    await signInAs(ada.browser, eve.person);
    const refused = await send(ada, kept, '/items/new/encounter');
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('somebody else’s')]);
    expect(refused.html).not.toContain('typed');
    // Nor is what somebody else had drawn and sends through the browser of who is signed out.
    const own = await eve.browser.open('/items/new/encounter');
    ada.browser.cookies.clear();
    const planted = await send(ada, own, '/items/new/encounter', { note: 'planted' });
    await signInAs(ada.browser, ada.person);
    expect((await send(ada, planted, '/items/new/encounter')).status).toBe(403);
  });

  test('is nothing that comes from another site, or from no page of ours, or from one that was forgotten', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/encounter');
    ada.browser.cookies.clear();
    const sendIt = (changes = {}, more = {}) =>
      send(ada, page, '/items/new/encounter', { note: 'typed', ...changes }, more);
    const sealed = Buffer.from(
      server.vault.keys.seal(
        Buffer.from(JSON.stringify({ kind: 'notice', personId: ada.person.id, expiresAt: 1e15 })),
      ),
    ).toString('base64url');
    const foreign = [
      await sendIt({}, { origin: 'https://evil.example' }),
      await sendIt({ form: randomUUID() }),
      await sendIt({ form: sealed }),
    ];
    server.clock.pass(8 * 24 * 3_600_000);
    for (const answer of [...foreign, await sendIt()]) {
      expect([answer.status, new URL(answer.location!).pathname]).toEqual([303, '/sign-in']);
      expect(answer.html).not.toContain('typed');
    }
  });

  test('is no password and no file; both are said, with the way back to the page', async () => {
    const browser = new Browser(server);
    await browser.signUp();
    const password = await browser.open('/account/password');
    const upload = await browser.open('/upload');
    browser.cookies.clear();
    const values = { password: goodPassword };
    const told = await send({ browser }, password, '/account/password', values);
    expect([told.status, told.html.includes(goodPassword)]).toEqual([401, false]);
    const body = new FormData();
    body.set('form', upload.form('/upload').form as string);
    body.set('file', new File(['typed'], 'letter.txt'));
    const { origin } = new URL(server.shellUrl);
    const headers = { origin, referer: upload.url.href };
    const file = await browser.send('/upload', { method: 'POST', body, headers });
    expect([file.status, file.text]).toEqual([401, expect.stringContaining('Files')]);
    expect(told.tag(/class="button"/)!.href).toBe('/sign-in?page=%2Faccount%2Fpassword');
    expect(file.tag(/class="button"/)!.href).toBe('/sign-in?page=%2Fupload');
  });
});

describe('a page', () => {
  test('that is opened signed out is come back to, with all of its address, and it is said why', async () => {
    const browser = new Browser(server);
    const someone = somebody();
    await browser.signUp(undefined, someone);
    await browser.submit(await browser.open('/'), '/sign-out');
    for (const at of ['/items?search=a+b%26c', '/timeline', '/develop', '/items/new/weight']) {
      const signIn = await browser.open(at);
      expect(signIn.text).toContain('Sign in to go on where you were.');
      const { email, password } = someone;
      const back = await browser.submit(signIn, '/sign-in', { email, password });
      expect(`${back.url.pathname}${back.url.search}`).toBe(at);
      await browser.submit(back, '/sign-out');
    }
    expect((await browser.open('/sign-in')).text).not.toContain('go on where you were');
  });

  test('of another site is none to come back to, nor is what browsers would read as one', async () => {
    for (const page of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/.//evil.example',
      '/%2e//evil.example',
      '/account/../redirect.aspx',
      'account',
      `/${'a'.repeat(1000)}`,
    ]) {
      const signIn = await new Browser(server).open(`/sign-in?page=${encodeURIComponent(page)}`);
      expect([page, signIn.form('/sign-in').page]).toEqual([page, undefined]);
    }
  });
});
