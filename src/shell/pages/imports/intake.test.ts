// Addresses that apps send readings to by themselves: who may make and end them, what comes of what is sent, and what is refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser } from '../../testing/browser.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function makeAddress({ browser }: Visitor, name = 'My phone'): Promise<string> {
  const made = await browser.submit(await browser.open('/imports'), '/imports/address', { name });
  expect(made.text).toContain(`The address for ${name}`);
  return new URL(/<code>([^<]+)<\/code>/.exec(made.html)![1]!).pathname;
}

/** As an app does it, which is nobody here. */
async function send(path: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const { status } = await new Browser(server).send(path, { method: 'POST', headers, body });
  await server.background.run('imports');
  return status;
}

const printWeights = (...kilograms: number[]) =>
  JSON.stringify({
    data: {
      metrics: [
        {
          name: 'weight_body_mass',
          units: 'kg',
          data: kilograms.map((qty, i) => ({ qty, date: `2026-04-0${i + 1} 07:30:00 +0000` })),
        },
      ],
    },
  });

const countItems = async ({ browser }: Visitor) =>
  [...(await browser.open('/items')).html.matchAll(/href="\/items\/[0-9a-f-]{36}"/g)].length;

test('what an app sends is added by itself, what is new of it once, and each time can be undone', async () => {
  const ada = await givenSignedIn(server);
  const path = await makeAddress(ada);
  expect(await send(path, printWeights(70))).toBe(202);
  expect(await send(path, printWeights(70))).toBe(202);
  expect(await countItems(ada)).toBe(1);
  expect(await send(path, printWeights(70, 71))).toBe(202);
  expect(await countItems(ada)).toBe(2);
  const page = await ada.browser.open('/imports');
  // That which said nothing new is not among them.
  const links = [...page.html.matchAll(/href="(\/imports\/[0-9a-f-]{36})"/g)].map(([, href]) => href!);
  expect(links).toHaveLength(2);
  const question = await ada.browser.open(`${links[0]}/undo`);
  await ada.browser.submit(question, links[0]!, { do: 'undo' });
  await server.background.run('imports');
  expect(await countItems(ada)).toBe(1);
  const activity = await ada.browser.open('/activity');
  expect(activity.text).toContain('An app sent readings to a secret address');
  expect(activity.text).toContain('Whoever has the address for readings');
});

test('an address that was ended, or never was, takes nothing; none is read', async () => {
  const ada = await givenSignedIn(server);
  const path = await makeAddress(ada);
  expect((await new Browser(server).send(path)).status).toBe(405);
  expect(await send(`/intake/${'0'.repeat(40)}`, printWeights(70))).toBe(404);
  expect(await send('/intake/x', printWeights(70))).toBe(404);
  const page = await ada.browser.open('/imports');
  const [, address = ''] = /name="address" value="([^"]+)"/.exec(page.html)!;
  await ada.browser.submit(page, '/imports/address/end', { address });
  expect(await send(path, printWeights(70))).toBe(404);
  expect(await countItems(ada)).toBe(0);
});

test('what is too large, empty or no such file adds nothing, and says so', async () => {
  const ada = await givenSignedIn(server);
  const path = await makeAddress(ada);
  const { intakeBytesMax } = server.vault.limits;
  expect(await send(path, '')).toBe(400);
  expect(await send(path, ' '.repeat(intakeBytesMax + 1))).toBe(413);
  expect(await send(path, printWeights(70) + ' '.repeat(400_000))).toBe(202);
  expect(await send(path, '{"some": "thing"}')).toBe(202);
  expect((await ada.browser.open('/imports')).text).toContain('Could not be read');
  expect(await countItems(ada)).toBe(1);
});

test('who may only look makes none, and one goes when its maker may add no more', async () => {
  const ada = await givenSignedIn(server);
  const bo = await givenSignedIn(server);
  await giveAccess(server, { person: bo.person, record: ada.record }, 'modify');
  await bo.browser.open(`/records/${ada.record.id}/health`);
  const path = await makeAddress(bo, 'Bo’s phone');
  expect(await send(path, printWeights(70))).toBe(202);
  expect(await countItems(ada)).toBe(1);
  const page = await ada.browser.open('/imports');
  expect(page.text).toContain('Bo’s phone');
  const access = await ada.browser.open(`/records/${ada.record.id}/sharing/${bo.person.id}`);
  const action = /<form[^>]*action="([^"]*sharing[^"]*)"/.exec(access.html)![1]!;
  await ada.browser.submit(access, action, { level: 'view' });
  expect(await send(path, printWeights(70, 71))).toBe(404);
  const form = (await bo.browser.open('/imports')).text;
  expect(form).not.toContain('Make an address');
});

test('a name is asked for, and so many are taken', async () => {
  const ada = await givenSignedIn(server);
  const page = await ada.browser.open('/imports');
  const refused = await ada.browser.submit(page, '/imports/address', { name: ' ' });
  expect([refused.status, refused.text.includes('Give it a name')]).toEqual([422, true]);
  const { intakesPerHourMax } = server.vault.limits;
  const path = await makeAddress(ada);
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push(await send(path, printWeights(70)));
  expect(statuses).toEqual([202, 202, 202]);
  expect(intakesPerHourMax).toBe(60);
});
