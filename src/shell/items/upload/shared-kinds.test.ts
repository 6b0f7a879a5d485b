// A record shared for some kinds, with the right to add: files and messages are not among them, and no page says otherwise.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { giveAccess, givenSignedIn, signInAs } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function givenGuest(only?: string[]) {
  const owner = await givenSignedIn(server);
  const { browser, person } = await givenSignedIn(server, 'Bo Guest');
  await giveAccess(server, { person, record: owner.record }, 'modify', only);
  await signInAs(browser, person);
  const recordPage = await browser.open(`/records/${owner.record.id}`);
  return { browser, recordPage };
}

test('whoever may add weights alone is led to no file and no message, and told so at their addresses', async () => {
  const { browser, recordPage } = await givenGuest([typeIds.weight]);
  expect(recordPage.html).not.toMatch(/href="\/(upload|messages)"/);
  expect(recordPage.html).toContain('href="/export"');
  const upload = await browser.open('/upload');
  expect(upload.text).toContain('You may look at this record, but not add files to it.');
  expect(upload.html).not.toContain('/assets/upload');
  const messages = await browser.open('/messages');
  expect(messages.text).toContain('Messages are not among what you may see of this record.');
  expect(messages.text).not.toContain('No messages yet');
});

test('whoever may add everything finds both', async () => {
  const { browser, recordPage } = await givenGuest();
  for (const href of ['/upload', '/messages/record']) expect(recordPage.html).toContain(`href="${href}"`);
  expect((await browser.open('/upload')).html).toContain('/assets/upload');
  expect((await browser.open('/messages')).text).toContain('No messages yet');
});
