import { afterAll, beforeAll, expect, test } from 'vitest';
import { putOne } from '../../../testing/blobs.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { aWeight } from '../../../testing/things.ts';
import { Browser } from '../../testing/browser.ts';
import { giveAccess, givenSignedIn, signInAs } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('who comes new is told what is good to do, until it is done or not wanted', async () => {
  const ada = await givenSignedIn(server);
  const { browser, record } = ada;
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), ada);
  // There is nothing to print yet.
  expect((await browser.open('/')).text).not.toContain('Print the emergency page');
  await putOne(app, aWeight());
  const page = await browser.open('/');
  expect(page.text).toContain('Good to do in the beginning');
  expect(page.text).toContain('Share the record');
  expect(page.text).toContain('Print the emergency page');
  const bo = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: bo.person, record }, 'view');
  expect((await browser.open('/')).text).not.toContain('Share the record');
  const after = await browser.submit(page, '/hints/hide');
  expect(after.text).toContain('The hints are gone.');
  expect(after.text).not.toContain('Good to do in the beginning');
  const again = new Browser(server);
  expect((await again.post('/hints/hide', { form: 'forged' })).url.pathname).toBe('/sign-in');
  expect((await browser.post('/hints/hide', { form: 'forged' })).status).toBe(403);
});

test('after a month nobody is told any more', async () => {
  const { browser, person } = await givenSignedIn(server, 'Cy Example');
  expect((await browser.open('/')).text).toContain('Good to do in the beginning');
  server.clock.pass(31 * 24 * 3_600_000);
  const late = await givenSignedIn(server, 'Dee Example');
  expect((await late.browser.open('/')).text).toContain('Good to do in the beginning');
  const again = new Browser(server);
  await signInAs(again, person);
  expect((await again.open('/')).text).not.toContain('Good to do in the beginning');
});
