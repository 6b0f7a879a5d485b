// APPSIGNOUT: who holds the token that an application got for the person signs them out, anybody else's link asks.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueUserToken } from '../../../core/people/tokens.ts';
import { givenApp, openClient, type TestApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { actionUrl, givenWebApp, redirectTo } from '../../testing/apps.ts';
import { Browser } from '../../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let app: TestApp;
let other: TestApp;
let ada: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenWebApp(server);
  other = await givenApp(server.vault, { name: 'Other', actionUrl: 'https://other.example/' });
});
afterAll(() => server.close());

const tokenFor = ({ person }: Visitor, { app: { id: appId } } = app) =>
  server.vault.store.write(db =>
    issueUserToken(db, server.vault, { appId, personId: person.id, shellHash: undefined }),
  );
const signOutBy = (by: Browser, credtoken = '') =>
  by.open(redirectTo('APPSIGNOUT', { appid: app.app.id, actionqs: 'a=1', ...(credtoken && { credtoken }) }));
const isSignedIn = async ({ browser }: Visitor) =>
  (await browser.open('/records')).url.pathname === '/records';
const isOver = async (userToken: string) =>
  (await (await openClient(server, app)).call('GetPersonInfo', { userToken })).code === 7;

test('with the person’s own token for the application it happens at once, with one that is over too', async () => {
  for (const passMs of [0, server.vault.limits.userTokenTtlMs]) {
    ada = await givenSignedIn(server);
    const token = await tokenFor(ada);
    server.clock.pass(passMs);
    const back = await signOutBy(ada.browser, token);
    expect(back.location).toContain(actionUrl);
    expect(back.returned('target')).toBe('SignOut');
    expect(await isSignedIn(ada)).toBe(false);
  }
});

const links: Readonly<Record<string, () => Promise<string>>> = {
  'without a token': async () => '',
  'with what is no token': async () => 'JUNK',
  'with a token that was ended before': async () => {
    const token = await tokenFor(ada);
    await signOutBy(new Browser(server), token);
    return token;
  },
  'with the person’s token for another application': () => tokenFor(ada, other),
  'with somebody else’s token': async () => tokenFor(await givenSignedIn(server, 'Bo Example')),
};
test.each(Object.entries(links))('%s nothing ends before the person says so', async (_, link) => {
  ada = await givenSignedIn(server);
  const token = await link();
  const question = await signOutBy(ada.browser, token);
  expect([question.status, question.location]).toEqual([200, undefined]);
  expect(question.text).toContain('leads on to Curves');
  expect(await isSignedIn(ada)).toBe(true);
  const back = await ada.browser.submit(question, '/sign-out-of-app');
  expect([back.returned('target'), back.returned('actionqs')]).toEqual(['SignOut', 'a=1']);
  expect(await isSignedIn(ada)).toBe(false);
  if (token.length > 4) expect(await isOver(token)).toBe(true);
});

test('a token that is not the person’s is good until then', async () => {
  ada = await givenSignedIn(server);
  const token = await tokenFor(await givenSignedIn(server, 'Bo Example'));
  await signOutBy(ada.browser, token);
  expect(await isOver(token)).toBe(false);
});

test('the answer counts from the page alone, and only for a request to sign out', async () => {
  ada = await givenSignedIn(server);
  const { browser } = ada;
  const question = await signOutBy(browser);
  const asked = question.form('/sign-out-of-app');
  const foreign = { origin: 'https://evil.example' };
  expect((await browser.post('/sign-out-of-app', asked, foreign)).status).toBe(403);
  expect((await browser.post('/sign-out-of-app', { ...asked, form: undefined })).status).toBe(403);
  const signIn = await new Browser(server).open(redirectTo('AUTH', { appid: app.app.id }));
  const request = signIn.url.searchParams.get('request')!;
  expect((await browser.post('/sign-out-of-app', { ...asked, request })).status).toBe(400);
  expect(await isSignedIn(ada)).toBe(true);
});

test('nobody signed in: straight to the application’s page, and the token ends', async () => {
  const token = await tokenFor(await givenSignedIn(server));
  expect(await isOver(token)).toBe(false);
  expect((await signOutBy(new Browser(server), token)).returned('target')).toBe('SignOut');
  expect(await isOver(token)).toBe(true);
});
