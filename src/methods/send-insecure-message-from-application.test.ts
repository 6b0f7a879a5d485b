// SendInsecureMessageFromApplication, with the mail read on the sandbox's mailbox page.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../shell/testing/browser.ts';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const linked = (domainName: string | undefined = 'scale.example') =>
  givenLinkedApp(server, {
    name: 'Scale',
    methodGroups: ['basic', 'e-mail'],
    ...(domainName !== undefined && { domainName }),
  });

const bob = '<rcpt-address><address>bob@example.org</address><name>Bob</name></rcpt-address>';
const send = (app: Linked, { mailbox = 'news', to = bob, subject = 'Hi', ...options } = {}) =>
  app.client.call('SendInsecureMessageFromApplication', {
    info: `<from-mailbox><mailbox-name>${mailbox}</mailbox-name><name>Scale news</name></from-mailbox>${to}<subject>${subject}</subject><html-body>&lt;p&gt;New&lt;/p&gt;</html-body>`,
    ...options,
  });

const latest = async (subject: string) => {
  const browser = new Browser(server);
  const list = await browser.open('/mailbox');
  const link = new RegExp(`<a href="(/mailbox/[^"]+)">${subject}</a>`).exec(list.html)?.[1];
  return link === undefined ? undefined : browser.open(link);
};

describe('SendInsecureMessageFromApplication', () => {
  test('mails from a mailbox of the application’s domain', async () => {
    const answer = await send(await linked(), { subject: 'First issue' });
    expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
    const mail = await latest('First issue');
    expect(mail!.text).toContain('From Scale news <news@scale.example>');
    expect(mail!.text).toContain('To Bob <bob@example.org>');
    expect(mail!.text).toContain('<p>New</p>');
  });

  test('reaches people and custodians, asking nothing of the sender’s address', async () => {
    const app = await linked();
    const to = `<rcpt-person validated="false">${app.personId}</rcpt-person><rcpt-record validated="false"/>`;
    const answer = await app.client.call('SendInsecureMessageFromApplication', {
      info: `<from-mailbox><mailbox-name>news</mailbox-name><name>N</name></from-mailbox>${to}<subject>To you</subject>`,
      personId: app.personId,
      recordId: app.recordId,
    });
    expect(answer.code).toBe(0);
    expect((await latest('To you'))!.text).toContain(`To Ada Test <${app.person.email}>`);
  });

  test('answers 64 for an application without a domain', async () => {
    const app = await givenLinkedApp(server, { methodGroups: ['basic', 'e-mail'] });
    expect((await send(app)).code).toBe(64);
  });

  test('answers 45 for a mailbox that is more than what stands before the @', async () => {
    const app = await linked();
    for (const mailbox of ['news@scale.example', 'a b', '&lt;news&gt;', 'a&#10;b', '.a', 'x'.repeat(65)])
      expect([mailbox, (await send(app, { mailbox })).code]).toEqual([mailbox, 45]);
    expect((await send(app, { mailbox: '' })).code).toBe(3);
  });

  test('answers 149 in a production vault without a mail server', async () => {
    await using production = await startTestServer({ mode: 'production' });
    const app = await givenLinkedApp(production, {
      methodGroups: ['basic', 'e-mail'],
      domainName: 'scale.example',
    });
    const answer = await send(app);
    expect(answer.code).toBe(149);
    expect(answer.message).toContain('no mail server');
    expect((await new Browser(production).open('/mailbox')).status).toBe(404);
  });
});
