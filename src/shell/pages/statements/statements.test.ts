// What apps say of privacy and terms, read in the Shell where they have no address of their own for it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadKind } from '../../../core/applications/statements.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenWebApp, redirectTo } from '../../testing/apps.ts';
import { Browser } from '../../testing/browser.ts';
import { giveStatement } from '../../testing/statements.ts';
import { authorizeApp, givenSignedIn } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const say = (id: string, kind: ReadKind, texts: Record<string, string>, contentType = 'text/plain') =>
  giveStatement(server, id, { kind, texts, contentType });

async function givenStatements(given: Parameters<typeof givenWebApp>[1] = {}): Promise<string> {
  const { id } = (await givenWebApp(server, given)).app;
  await say(id, 'privacy-statement', { '': 'We keep nothing.' });
  await say(id, 'terms-of-use', { '': 'Be kind.' });
  return id;
}

const open = (path: string, headers = {}) => new Browser(server).open(path, { headers });
const privacyOf = (id: string) => `/app-statements/${id}/privacy`;

describe('a statement', () => {
  test('is read by anybody, in their language where there is one', async () => {
    const id = await givenStatements();
    await say(id, 'privacy-statement', { '': 'We keep nothing.', de: 'Wir behalten nichts.' });
    const page = await open(privacyOf(id));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Privacy statement of Curves');
    expect(page.text).toContain('We keep nothing.');
    const german = await open(privacyOf(id), { 'accept-language': 'de-AT' });
    expect(german.text).toContain('Datenschutzerklärung von Curves');
    expect(german.html).toContain('lang="de"><p dir="auto">Wir behalten nichts.</p>');
    expect((await open(privacyOf(id), { 'accept-language': 'es' })).text).toContain('We keep nothing.');
    expect((await open(`/app-statements/${id}/terms`)).text).toContain('Be kind.');
  });

  test('in HTML is shown as text alone', async () => {
    const id = await givenStatements();
    const html =
      '<style>p {}</style><h2>What we do</h2><p onclick="x()">We   keep &amp; share <b>nothing</b>.</p>' +
      '<script>steal("<b>")</script><a href="https://a.example/more">More</a><img src="https://a.example/x">';
    await say(id, 'privacy-statement', { '': html }, 'text/html');
    const page = await open(privacyOf(id));
    expect(page.html).toContain(
      '<p dir="auto">What we do</p><p dir="auto">We keep &amp; share nothing.\nMore &lt;<a href="https://a.example/more" rel="noopener noreferrer">https://a.example/more</a>&gt;</p>',
    );
    for (const part of ['<b>', '<h2>', 'onclick', 'steal', '<img src="https'])
      expect(page.html).not.toContain(part);
  });

  test('in HTML keeps the words of a table apart', async () => {
    const id = await givenStatements();
    const html =
      '<table><caption>Who</caption><tr><th>Kept<th>Until</tr><tr><td>Name</td><td><b>Al</b>ways</td></tr></table>';
    await say(id, 'privacy-statement', { '': html }, 'text/html');
    expect((await open(privacyOf(id))).text).toContain('Who Kept Until Name Always');
  });

  test('in plain text is shown as it is, tags too', async () => {
    const id = await givenStatements();
    await say(id, 'privacy-statement', { '': '<script>x</script> & more' });
    expect((await open(privacyOf(id))).html).toContain('&lt;script&gt;x&lt;/script&gt; &amp; more');
  });

  test('in plain text has its paragraphs, and its addresses of the web are links', async () => {
    const id = await givenStatements();
    const text =
      'We\nkeep nothing.\r\n\r\n \n\nMore (https://a.example/more), and at https://a.example/x?a=1&b="2".\n' +
      'https://a.example/Keep_(it). http://a.example/ javascript:alert(1) https://vault.example@evil.example/ https://';
    await say(id, 'privacy-statement', { '': text });
    const { html } = await open(privacyOf(id));
    const link = (address: string) => `<a href="${address}" rel="noopener noreferrer">${address}</a>`;
    expect(html).toContain(
      `<p dir="auto">We\nkeep nothing.</p><p dir="auto">More (${link('https://a.example/more')}), and at ` +
        `${link('https://a.example/x?a=1&amp;b=')}&quot;2&quot;.\n${link('https://a.example/Keep_(it)')}. ` +
        'http://a.example/ javascript:alert(1) https://vault.example@evil.example/ https://</p>',
    );
  });

  test('that is not there, or of an app that is not, is no page', async () => {
    const { id } = (await givenWebApp(server)).app;
    for (const path of [privacyOf(id), privacyOf('x'), `/app-statements/${id}/nonsense`])
      expect((await open(path)).status).toBe(404);
  });

  test.each(['pending', 'disabled'] as const)('of an app that is %s is no page', async state => {
    const id = await givenStatements();
    const child = (await givenWebApp(server, { name: 'Scale of Bo' })).app;
    await server.vault.store.write(async db => {
      await db.applications.put({ ...child, kind: 'soda-child', masterId: id });
      await db.applications.put({ ...(await db.applications.byId(id))!, state });
    });
    for (const of of [id, child.id]) expect((await open(privacyOf(of))).status).toBe(404);
  });

  test('of what a device made is that of its master', async () => {
    const id = await givenStatements();
    const child = (await givenWebApp(server, { name: 'Scale of Ada' })).app;
    await server.vault.store.write(db => db.applications.put({ ...child, kind: 'soda-child', masterId: id }));
    expect((await open(privacyOf(child.id))).text).toContain('We keep nothing.');
  });
});

describe('the links to it', () => {
  const here = (id: string, page: string) => `href="${server.shellUrl}/app-statements/${id}/${page}"`;

  test('stand where people are asked, where they look at an app, and in the directory', async () => {
    const ada = await givenSignedIn(server);
    const id = await givenStatements();
    const app = (await server.vault.store.read(db => db.applications.byId(id)))!;
    await authorizeApp(server, app, ada);
    await server.vault.store.write(db => db.appAdmins.putEntry(id, { category: 'weight', isListed: true }));
    for (const path of [redirectTo('APPAUTH', { appid: id }), `/apps/${id}/${ada.record.id}`, '/directory']) {
      const page = await ada.browser.open(path);
      for (const statement of ['privacy', 'terms']) expect(page.html, path).toContain(here(id, statement));
    }
  });

  test('lead to the app’s own address where it has one', async () => {
    const ada = await givenSignedIn(server);
    const id = await givenStatements();
    await server.vault.store.write(async db =>
      db.applications.put({
        ...(await db.applications.byId(id))!,
        privacyUrl: 'https://app.example/privacy',
      }),
    );
    const page = await ada.browser.open(redirectTo('APPAUTH', { appid: id }));
    expect(page.html).toContain('href="https://app.example/privacy"');
    expect(page.html).not.toContain(here(id, 'privacy'));
    expect(page.html).toContain(here(id, 'terms'));
  });

  test('are not there where nothing is said', async () => {
    const ada = await givenSignedIn(server);
    const { id } = (await givenWebApp(server)).app;
    expect((await ada.browser.open(redirectTo('APPAUTH', { appid: id }))).html).not.toContain(
      'app-statements',
    );
  });
});
