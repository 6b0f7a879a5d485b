// What is not taken from a provider, or by an address that is not its own.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, type Page } from '../../testing/browser.ts';
import { type HostileProvider, idToken, startHostileProvider, testClient } from '../../testing/oidc.ts';

let server: TestServer;
let provider: HostileProvider;
beforeAll(async () => {
  provider = await startHostileProvider();
  const { issuer } = provider;
  server = await startTestServer({
    identityProviders: [
      { name: 'first', label: 'First ID', issuer, ...testClient },
      { name: 'second', label: 'Second ID', issuer: 'https://second.example', ...testClient },
    ],
  });
});
afterAll(async () => {
  await server.close();
  await provider[Symbol.asyncDispose]();
});

/** Where the provider sends a browser back to. */
async function wayBack(browser: Browser): Promise<string> {
  const page = await browser.open('/sign-in');
  const on = await browser.submit(page, '/sign-in/with', { provider: 'first' });
  const { content } = on.tag(/http-equiv="refresh"/)!;
  const answer = await fetch(content!.replace(/^0; url=/, ''), { redirect: 'manual' });
  return answer.headers.get('location')!;
}

async function signIn(token: HostileProvider['token']): Promise<Page> {
  provider.token = token;
  const browser = new Browser(server);
  return browser.open(await wayBack(browser));
}

test('a good token leads on to signing up', async () => {
  expect((await signIn(claims => idToken(claims, provider.keys.own))).url.pathname).toBe('/sign-up');
});

test.each<[string, HostileProvider['token']]>([
  ['an unsigned token', claims => idToken(claims)],
  ['a token signed by another key', claims => idToken(claims, provider.keys.foreign)],
  ['a token for another client', claims => idToken({ ...claims, aud: 'another' }, provider.keys.own)],
  [
    'a token of another issuer',
    claims => idToken({ ...claims, iss: 'https://evil.example' }, provider.keys.own),
  ],
  ['a token for another try', claims => idToken({ ...claims, nonce: 'another' }, provider.keys.own)],
  ['a token that is over', claims => idToken({ ...claims, exp: 1_000_000_000 }, provider.keys.own)],
  ['an empty subject', claims => idToken({ ...claims, sub: '' }, provider.keys.own)],
  ['a subject of blanks', claims => idToken({ ...claims, sub: '  ' }, provider.keys.own)],
  ['a subject that is too long', claims => idToken({ ...claims, sub: 'x'.repeat(256) }, provider.keys.own)],
])('%s is refused', async (_, token) => {
  const page = await signIn(token);
  expect(page.status).toBe(400);
  expect(page.text).toContain('Signing in with First ID did not work');
});

test('each provider has an address of its own to come back to; that of another, or of all, is refused', async () => {
  const backs = [/back\/first/, /back\/first/];
  const elsewhere = ['back/second', 'back'];
  for (const [i, pattern] of backs.entries()) {
    const browser = new Browser(server);
    const address = await wayBack(browser);
    expect(address).toMatch(/\/sign-in\/back\/first\?/);
    expect((await browser.open(address.replace(pattern, elsewhere[i]!))).status).toBe(400);
  }
  expect((await new Browser(server).open('/sign-in/back')).text).toContain('/sign-in/back/<name>');
});
