// Invitations to configure an app: withdrawn twice, and accepted by who configures as many as may be.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { confirmed, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
let friend: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  dev = await givenSignedIn(server, 'Dev Example');
  friend = await givenSignedIn(server, 'Fran Friend');
});
afterAll(() => server?.close());

async function givenApp({ browser }: Visitor): Promise<string> {
  const form = await browser.open('/develop/new');
  const page = await browser.submit(form, '/develop/new', { name: 'Curves', kind: 'web' });
  return page.url.pathname.split('/')[2]!;
}

async function invite(id: string, email: string) {
  const path = `/develop/${id}/admins`;
  return dev.browser.submit(await dev.browser.open(path), path, { email });
}

test('who withdraws one that is not there any more is told so', async () => {
  const id = await givenApp(dev);
  const email = 'nobody@example.org';
  const page = await invite(id, email);
  const withdraw = () => dev.browser.submit(page, `/develop/${id}/admins/withdraw`, { email });
  expect((await withdraw()).text).toContain('Withdrawn.');
  const again = await withdraw();
  expect(again.text).toContain('That invitation was not there any more');
  expect(again.text).not.toContain('Withdrawn.');
});

test('whoever configures it already is not invited, oneself neither', async () => {
  const id = await givenApp(dev);
  const page = await invite(id, dev.person.email.toUpperCase());
  expect(page.status).toBe(422);
  expect(page.text).toContain('Whoever has this address configures the app already.');
  expect(await server.vault.store.read(db => db.appAdmins.invitations(id))).toEqual([]);
});

test('who configures as many apps as may be is told so on accepting, and the invitation stays', async () => {
  const id = await givenApp(dev);
  for (let i = 0; i < 2; i++) await givenApp(friend);
  await invite(id, friend.person.email);
  const waiting = await friend.browser.open('/develop');
  expect(waiting.text).toContain('Confirm first that the invited e-mail address is yours.');
  const { form } = waiting.form('/develop/invitation');
  const values = { form, app: id, decision: 'accept' };
  expect((await friend.browser.post('/develop/invitation', values)).status).toBe(404);
  await confirmed(friend);
  const answer = async () =>
    friend.browser.submit(await friend.browser.open('/develop'), '/develop/invitation', {
      decision: 'accept',
    });
  const { limits } = server.vault;
  const before = limits.ownAppsMax;
  limits.ownAppsMax = 2;
  try {
    const full = await answer();
    expect(full.status).toBe(422);
    expect(full.text).toContain('You have 2 apps, which is as many as one person may have.');
    expect((await friend.browser.open(`/develop/${id}`)).status).toBe(404);
  } finally {
    limits.ownAppsMax = before;
  }
  expect((await answer()).url.pathname).toBe(`/develop/${id}`);
});
