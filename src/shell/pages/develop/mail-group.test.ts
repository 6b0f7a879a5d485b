// Who may send mail that really goes out: in a sandbox too, only applications the operator lets.
import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { startMailServer } from '../../../testing/smtp.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

async function groupsGiven(server: TestServer, group = ['eventing', 'e-mail']) {
  const { browser } = await givenSignedIn(server, 'Dev Example');
  const made = await browser.submit(await browser.open('/develop/new'), '/develop/new', {
    name: 'Letters',
    kind: 'web',
  });
  const id = made.url.pathname.split('/')[2]!;
  const path = `/develop/${id}/methods`;
  const { text } = await browser.submit(await browser.open(path), path, { group });
  const app = (await server.vault.store.read(db => db.applications.byId(id)))!;
  return { given: app.methodGroups, waits: text.includes('waits for the operator') };
}

test('sending e-mail waits for the operator where a mail server is set', async () => {
  await using mailServer = await startMailServer();
  const smtpUrl = `smtp://localhost:${mailServer.port}`;
  await using server = await startTestServer({ smtpUrl, mailFrom: 'keepwell@vault.example' });
  expect(await groupsGiven(server)).toEqual({ given: ['basic', 'eventing'], waits: true });
});

test('where mail only lies in the mailbox of the sandbox, it is given on asking', async () => {
  await using server = await startTestServer();
  const { given, waits } = await groupsGiven(server);
  expect([given.toSorted(), waits]).toEqual([['basic', 'e-mail', 'eventing'], false]);
});

test('sending Direct messages in people’s names always waits for the operator', async () => {
  await using server = await startTestServer();
  const asked = await groupsGiven(server, ['direct', 'eventing']);
  expect(asked).toEqual({ given: ['basic', 'eventing'], waits: true });
});
