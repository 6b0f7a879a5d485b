// SendInsecureMessage, from the wire to a real mail server.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { revoke } from '../core/authorization/consent.ts';
import { confirmAddress } from '../core/mail/confirm.ts';
import { givenApp, givenLinkedApp, givenPerson, type Linked, linkApp, openClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { startMailServer, type TestMailServer } from '../testing/smtp.ts';

let server: TestServer;
let mailServer: TestMailServer;
beforeAll(async () => {
  mailServer = await startMailServer();
  server = await startTestServer({
    smtpUrl: `smtp://127.0.0.1:${mailServer.port}`,
    mailFrom: 'keepwell@vault.example',
    limits: {
      mailsPerAppPerDayMax: 8,
      mailsPerPersonPerDayMax: 6,
      mailsPerReceiverPerDayMax: 3,
      mailRecipientsMax: 4,
      mailBytesMax: 2000,
    },
  });
});
afterAll(async () => {
  await server.close();
  await mailServer.close();
});
beforeEach(async () => {
  await sendDue();
  mailServer.received.splice(0);
});

const methodGroups = ['basic', 'e-mail'] as const;
const linked = () => givenLinkedApp(server, { name: 'Scale', methodGroups: [...methodGroups] });
const confirm = (personId: string) =>
  server.vault.store.write(db => confirmAddress(db, server.vault, personId));
const sendDue = () => server.background.run('send mail');

const texts = '<subject>Your weight</subject><text-body>Down again.</text-body>';
const address = (to: string, name = 'Bob') =>
  `<rcpt-address><address>${to}</address><name>${name}</name></rcpt-address>`;
const person = (id: string, validated = true) => `<rcpt-person validated="${validated}">${id}</rcpt-person>`;
const custodians = (validated = true) => `<rcpt-record validated="${validated}"/>`;

const send = (app: Linked, info: string, options: object = { userToken: app.userToken }) =>
  app.client.call('SendInsecureMessage', { info, ...options });

describe('SendInsecureMessage', () => {
  test('mails an address in the name of the person, who gets the answers', async () => {
    const app = await linked();
    await confirm(app.person.id);
    const answer = await send(
      app,
      `${address('bob@example.org')}<subject>Grüße</subject><text-body>Down again.</text-body><html-body>&lt;b&gt;Down&lt;/b&gt; again.</html-body>`,
    );
    expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
    expect(mailServer.received).toEqual([]);
    await sendDue();
    const [mail] = mailServer.received;
    expect(mail).toMatchObject({ from: 'keepwell@vault.example', to: ['bob@example.org'] });
    expect(mail!.raw).toContain('From: "Ada Test (Scale)" <keepwell@vault.example>');
    expect(mail!.raw).toContain(`Reply-To: Ada Test <${app.person.email}>`);
    expect(mail!.raw).toContain('To: Bob <bob@example.org>');
    expect(mail!.raw).toContain('Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=');
    expect(mail!.raw).toContain('\r\nDown again.');
    expect(mail!.raw).toContain('<b>Down</b> again.');
    await sendDue();
    expect(mailServer.received).toHaveLength(1);
  });

  test('comes in the name of the application when no person is named', async () => {
    const app = await linked();
    expect((await send(app, address('bob@example.org') + texts, {})).code).toBe(0);
    await sendDue();
    expect(mailServer.received[0]!.raw).toContain('From: Scale <keepwell@vault.example>');
    expect(mailServer.received[0]!.raw).not.toContain('Reply-To');
  });

  test('mails people by the ids the application knows them by, each a copy of their own', async () => {
    const app = await linked();
    await confirm(app.person.id);
    const other = await linkApp(server, app, await givenPerson(server.vault, 'Ben'));
    await confirm(other.person.id);
    const to = person(app.personId.toUpperCase()) + person(other.personId) + person(other.personId);
    expect((await send(app, to + texts, {})).code).toBe(0);
    await sendDue();
    expect(mailServer.received.map(({ to }) => to)).toEqual(
      expect.arrayContaining([[app.person.email], [other.person.email]]),
    );
    expect(mailServer.received).toHaveLength(2);
    for (const { raw, to } of mailServer.received)
      expect(raw).not.toContain(to[0] === app.person.email ? other.person.email : app.person.email);
  });

  test('mails every custodian of the record, skipping those whose address is not confirmed', async () => {
    const app = await linked();
    await confirm(app.person.id);
    const partner = await givenPerson(server.vault, 'Partner');
    await server.vault.store.write(db =>
      db.records.putAccess({
        personId: partner.person.id,
        recordId: app.record.id,
        level: 'custodian',
        relationship: 3,
        typeIds: undefined,
        createdAt: 0,
        expiresAt: undefined,
      }),
    );
    const here = { userToken: app.userToken, recordId: app.recordId };
    expect((await send(app, custodians() + texts, here)).code).toBe(0);
    expect((await send(app, custodians(false) + texts, here)).code).toBe(0);
    await sendDue();
    const tos = mailServer.received.map(({ to }) => to[0]);
    expect(tos.filter(to => to === app.person.email)).toHaveLength(2);
    expect(tos.filter(to => to === partner.person.email)).toHaveLength(1);
  });

  test('answers 41 for addresses that are not confirmed, where that is asked', async () => {
    const app = await linked();
    expect((await send(app, address('bob@example.org') + texts)).code).toBe(41);
    expect((await send(app, person(app.personId) + texts, {})).code).toBe(41);
    expect((await send(app, person(app.personId, false) + texts, {})).code).toBe(0);
    await confirm(app.person.id);
    const other = await linkApp(server, app, await givenPerson(server.vault));
    expect(
      (await send(app, custodians() + texts, { userToken: other.userToken, recordId: other.recordId })).code,
    ).toBe(41);
    const { person: changed } = app;
    await server.vault.store.write(db => db.people.update({ ...changed, email: `new-${changed.email}` }));
    expect((await send(app, address('bob@example.org') + texts)).code).toBe(41);
  });

  test('answers 45 for an address that is none, and lets nothing into the headers', async () => {
    const app = await linked();
    for (const wrong of [
      'bob',
      'bob@localhost',
      'a@b.c',
      'bob@example.org, eve@example.org',
      'bob@example.org&#10;Bcc: eve@example.org',
      'bob@example.org&gt;',
      '&quot;bob eve&quot;@example.org',
      `${'a'.repeat(120)}@example.org`,
      '',
    ])
      expect([wrong, (await send(app, address(wrong) + texts, {})).code]).toEqual([wrong, 45]);
    const inHeaders = 'x&#13;&#10;Bcc: eve@example.org&#13;&#10;&#13;&#10;y';
    const info = `${address('bob@example.org', inHeaders)}<subject>${inHeaders}</subject><text-body>t</text-body>`;
    expect((await send(app, info, { language: 'en&#10;Bcc: eve@example.org' })).code).toBe(0);
    await sendDue();
    const [mail] = mailServer.received;
    expect(mail!.to).toEqual(['bob@example.org']);
    const headers = mail!.raw.split('\r\n\r\n', 1)[0]!;
    expect(headers).not.toMatch(/^Bcc/im);
    expect(headers).toMatch(/^Subject: x Bcc: eve@example.org y$/m);
  });

  test('answers 9 alike for people who are not there, not of this application, or no longer', async () => {
    const app = await linked();
    const stranger = await linked();
    const gone = await linkApp(server, app, await givenPerson(server.vault));
    await server.vault.store.write(db =>
      revoke(db, server.vault, { appId: app.app.id, personId: gone.person.id, recordId: gone.record.id }),
    );
    const suspended = await linkApp(server, app, await givenPerson(server.vault));
    await server.vault.store.write(db => db.people.update({ ...suspended.person, state: 'suspended' }));
    const answers = [];
    for (const id of [randomUUID(), stranger.personId, stranger.person.id, gone.personId, suspended.personId])
      answers.push(await send(app, person(id, false) + texts, {}));
    expect(answers.map(({ code }) => code)).toEqual([9, 9, 9, 9, 9]);
    expect(new Set(answers.map(({ message }) => message)).size).toBe(1);
    expect((await send(app, address('bob@example.org') + texts, { personId: gone.personId })).code).toBe(11);
  });

  test('answers 10, 11 and 37 for a record that cannot be meant', async () => {
    const app = await linked();
    await confirm(app.person.id);
    expect((await send(app, custodians() + texts)).code).toBe(10);
    expect((await send(app, custodians() + texts, { recordId: app.recordId })).code).toBe(9);
    const by = { userToken: app.userToken };
    expect((await send(app, custodians() + texts, { ...by, recordId: randomUUID() })).code).toBe(10);
    await server.vault.store.write(db => db.records.update({ ...app.record, state: 'suspended' }));
    expect((await send(app, custodians() + texts, { ...by, recordId: app.recordId })).code).toBe(37);
    await server.vault.store.write(db => db.records.removeAccess(app.person.id, app.record.id));
    expect((await send(app, custodians() + texts, { ...by, recordId: app.recordId })).code).toBe(11);
  });

  test('answers 148 for too many recipients, and past what an application or a person may send in a day', async () => {
    const app = await linked();
    await confirm(app.person.id);
    const to = (count: number) =>
      Array.from({ length: count }, () => address(`${randomUUID()}@example.org`)).join('');
    expect((await send(app, to(5) + texts)).code).toBe(148);
    expect((await send(app, to(4) + texts)).code).toBe(0);
    expect((await send(app, to(3) + texts)).code).toBe(148);
    expect((await send(app, to(2) + texts)).code).toBe(0);
    expect((await send(app, to(1) + texts)).code).toBe(148);
    expect((await send(app, to(3) + texts, {})).code).toBe(148);
    expect((await send(app, to(2) + texts, {})).code).toBe(0);
    server.clock.pass(24 * 3_600_000);
    const later = await openClient(server, app);
    expect((await later.call('SendInsecureMessage', { info: to(4) + texts })).code).toBe(0);
    await server.background.run('sweep mail');
  });

  test('answers 148 past what one application may send to one address in a day, however that is written', async () => {
    const app = await linked();
    const bob = `${randomUUID()}@example.org`;
    for (const to of [bob, bob.toUpperCase(), ` ${bob}`])
      expect((await send(app, address(to) + texts, {})).code).toBe(0);
    expect((await send(app, address(bob) + texts, {})).code).toBe(148);
    expect((await send(await linked(), address(bob) + texts, {})).code).toBe(0);
    server.clock.pass(24 * 3_600_000);
    const later = await openClient(server, app);
    expect((await later.call('SendInsecureMessage', { info: address(bob) + texts })).code).toBe(0);
    await server.background.run('sweep mail');
  });

  test('answers 3 for a request without recipients or out of its schema, 39 for too long a text', async () => {
    const app = await linked();
    expect((await send(app, texts, {})).code).toBe(3);
    expect((await send(app, address('bob@example.org'), {})).code).toBe(3);
    expect((await send(app, `<rcpt-record/>${texts}`, {})).code).toBe(3);
    const long = `<subject>s</subject><text-body>${'x'.repeat(2000)}</text-body>`;
    expect((await send(app, address('bob@example.org') + long, {})).code).toBe(39);
  });

  test('is closed to applications outside the method group', async () => {
    const client = await openClient(server, await givenApp(server.vault));
    for (const method of ['SendInsecureMessage', 'SendInsecureMessageFromApplication'])
      expect((await client.call(method, { info: address('bob@example.org') + texts })).code).toBe(11);
  });
});
