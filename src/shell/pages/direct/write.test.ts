// Writing a message: what is asked before it goes, what it refuses, and that it goes once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { noteConfirmation } from '../../../core/direct/outbox/tracking.ts';
import { keepFile } from '../../../core/records/files.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { givenDirectPerson } from '../../../testing/clinic.ts';
import { givenMail, verified } from '../../../testing/direct/mails.ts';
import {
  type DirectHouse,
  givenDirectHouse,
  giveOwnDirect,
  giveVaultHouse,
  withinDirect,
} from '../../../testing/direct.ts';
import { startNameServer, type TestNameServer } from '../../../testing/dns.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { startMailServer, type TestMailServer } from '../../../testing/smtp.ts';
import contact from '../../../things/contact.ts';
import type { Page, Values } from '../../testing/browser.ts';
import { giveAccess, givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

const doctor = 'doctor@theirs.example';

let names: TestNameServer;
let theirs: TestMailServer;
let server: TestServer;
let theirHouse: DirectHouse;
beforeAll(async () => {
  names = await startNameServer();
  theirs = await startMailServer();
  server = await startTestServer({
    directDomain: 'ours.example',
    directResolver: `127.0.0.1:${names.port}`,
    directExchangePort: theirs.port,
    privateNetworks: 'allow',
    limits: { directCopiesPerPersonPerDayMax: 5, directMessageBytesMax: 200_000 },
  });
  const now = server.clock.now();
  const ourHouse = await givenDirectHouse('ours.example', now, names);
  theirHouse = await givenDirectHouse('theirs.example', now, names);
  await givenDirectHouse('untrusted.example', now, names);
  await giveVaultHouse(server.vault, ourHouse, [theirHouse.authority]);
});
afterAll(async () => {
  await server.close();
  await theirs.close();
  await names.close();
});

async function givenWriter(name = 'Ada Example'): Promise<Visitor> {
  const visitor = await givenSignedIn(server, name);
  const page = await visitor.browser.open('/messages/address');
  await visitor.browser.submit(page, '/messages/address', { do: 'make' });
  return visitor;
}

const letter = { to: doctor, subject: 'A question', text: 'May I come on Monday?' };

const write = async ({ browser }: Visitor, values: Values = letter, path = '/messages/write') =>
  browser.submit(await browser.open(path), '/messages/write', { do: 'check', ...values });
const send = ({ browser }: Visitor, page: Page, values: Values = {}) =>
  browser.submit(page, '/messages/send', { do: 'send', ...values });

const sentOf = async ({ browser }: Visitor) =>
  new Set(
    [
      ...(await browser.open('/messages/sent')).html.matchAll(/href="\/messages\/sent\/([0-9a-f-]{36})"/g),
    ].map(([, id]) => id),
  );

describe('before a message goes', () => {
  test('it is told who will be able to read it, and nothing is sent', async () => {
    const ada = await givenWriter();
    const page = await write(ada);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Nothing has been sent yet.');
    expect(page.text).toContain('for all addresses of theirs.example');
    expect(page.text).toContain('Whoever runs the mail there can read it, too.');
    expect(page.text).toContain('Nothing of the record goes along');
    expect(page.text).toContain('May I come on Monday?');
    expect((await sentOf(ada)).size).toBe(0);
  });

  test('what is wrong is told at its field, and what was typed stays', async () => {
    const ada = await givenWriter();
    for (const [values, told] of [
      [{ ...letter, to: '' }, 'Say to whom it goes.'],
      [{ ...letter, to: 'no address' }, '“no” is no Direct address'],
      [{ ...letter, to: 'Postmaster@ours.example' }, 'postmaster is for other mail servers'],
      [{ ...letter, to: 'a@nowhere.example' }, 'No certificate was found for a@nowhere.example'],
      [{ ...letter, to: 'a@untrusted.example' }, 'nobody whom this vault trusts vouches for it'],
      [{ ...letter, subject: ' ' }, 'Give it a subject.'],
      [{ ...letter, subject: 'x'.repeat(201) }, 'The subject has at most 200 characters.'],
      [{ ...letter, text: '' }, 'Write something, or choose something that goes along.'],
      [{ ...letter, text: 'a\u0007b' }, 'none of them invisible'],
      [
        { ...letter, to: Array.from({ length: 21 }, (_, n) => `a${n}@theirs.example`).join(',') },
        'At most 20 people',
      ],
    ] as const) {
      const page = await write(ada, values);
      expect([page.status, told], told).toEqual([422, told]);
      expect(page.text).toContain(told);
      expect(page.form('/messages/write').subject).toBe(values.subject.trim());
    }
    expect((await sentOf(ada)).size).toBe(0);
  });

  test('a name server that fails is no missing certificate', async () => {
    const ada = await givenWriter();
    names.oddities.set('broken.example', 'failure');
    const page = await write(ada, { ...letter, to: 'a@broken.example' });
    expect(page.text).toContain('could not be found out');
  });

  test('it is told whether health data leave the vault, or go to others in it', async () => {
    await using own = await startTestServer(withinDirect);
    await giveOwnDirect(own.vault);
    const { address } = await givenDirectPerson(own.vault, 'Bo Example');
    const ada = await givenSignedIn(own, 'Ada Example');
    await ada.browser.submit(await ada.browser.open('/messages/address'), '/messages/address', {
      do: 'make',
    });
    const page = await write(ada, { ...letter, to: address, along: ['summary-ccda'] });
    expect(page.text).toContain('Health data go to others in this vault');
    expect(page.text).not.toContain('leave your vault');
  });

  test('it can be changed', async () => {
    const ada = await givenWriter();
    const page = await send(ada, await write(ada), { do: 'change' });
    expect(page.form('/messages/write')).toMatchObject(letter);
  });
});

describe('a message', () => {
  test('goes once, however often the form is sent, and again when it was changed', async () => {
    const ada = await givenWriter();
    const check = await write(ada);
    const answers = [...(await Promise.all([send(ada, check), send(ada, check)])), await send(ada, check)];
    expect(new Set(answers.map(({ url }) => url.pathname)).size).toBe(1);
    expect(answers[0]!.text).toContain('Waiting to be sent');
    expect((await sentOf(ada)).size).toBe(1);
    await send(ada, check, { text: 'Or on Tuesday?' });
    expect((await sentOf(ada)).size).toBe(2);
  });

  test('takes chosen documents along, and nothing that its writer may not see', async () => {
    const ada = await givenWriter();
    const bo = await givenSignedIn(server, 'Bo Example');
    const keep = (visitor: Visitor, name: string, size = 3) =>
      keepFile(
        server.vault,
        makeSystemGrant('tests', visitor.record.id, visitor.person.id),
        { name, contentType: 'text/plain' },
        (async function* () {
          yield Buffer.alloc(size, 'x');
        })(),
      );
    const own = await keep(ada, 'letter.txt');
    const others = await keep(bo, 'secret.txt');
    expect((await ada.browser.open('/messages/write')).text).toContain('letter.txt');
    const check = await write(ada, { ...letter, thing: [own] });
    expect(check.text).toContain('Health data leave your vault');
    expect(check.text).toContain('letter.txt');
    const page = await send(ada, check);
    expect(page.text).toContain('letter.txt');
    const stolen = await write(ada, { ...letter, thing: [others] });
    expect(stolen.text).not.toContain('secret.txt');
    const refused = await send(ada, stolen);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Something that you chose is not there any more.');
    const large = await keep(ada, 'large.txt', 300_000);
    const tooMuch = await send(ada, await write(ada, { ...letter, thing: [large] }));
    expect(tooMuch.status).toBe(422);
    expect(tooMuch.text).toContain('What goes along is too much');
  });

  test('has its clinical documents in a zip where its writer says so, and says it before it goes', async () => {
    const ada = await givenWriter();
    const plain = await write(ada, { ...letter, along: ['summary-ccda'] });
    expect(plain.text).not.toContain('in a zip');
    expect((await send(ada, plain)).text).toContain('summary.xml');
    const check = await write(ada, { ...letter, along: ['summary-ccda'], pack: 'yes' });
    expect(check.text).toContain('Clinical documents go in a zip, as XDM.');
    const changed = await send(ada, check, { do: 'change' });
    expect(changed.form('/messages/write').pack).toEqual(['yes']);
    const page = await send(ada, check);
    expect(page.text).toContain('documents.zip');
    expect(page.text).not.toContain('summary.xml');
  });

  test('has the item that somebody came with among what goes along', async () => {
    const ada = await givenWriter();
    const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
    const gray = { name: { full: 'Dr. Gray' }, contact: { email: [{ address: doctor }] } };
    const [key] = await writeThings(server.vault, grant, [makeThing(contact, gray as never)], {
      overwrite: false,
    });
    const page = await ada.browser.open(`/messages/write?item=${key!.id}`);
    expect(page.form('/messages/write').thing).toEqual([key!.id]);
    expect(page.text).toContain('Dr. Gray doctor@theirs.example');
    const check = await write(ada, { ...letter, to: '', known: doctor });
    expect(check.text).toContain('Nothing has been sent yet.');
  });

  test('of somebody else is missing', async () => {
    const ada = await givenWriter();
    const { url } = await send(ada, await write(ada));
    const eve = await givenSignedIn(server, 'Eve Example');
    await giveAccess(server, { person: eve.person, record: ada.record }, 'custodian');
    for (const path of ['', '/stop'])
      expect((await eve.browser.open(`${url.pathname}${path}`)).status).toBe(404);
    const { form } = (await eve.browser.open('/messages')).form('/sign-out');
    const sent = url.pathname.split('/').at(-1)!;
    expect((await eve.browser.post('/messages/sent/act', { form: form!, sent, do: 'stop' })).status).toBe(
      404,
    );
    expect((await ada.browser.open(url.pathname)).text).toContain('Waiting to be sent');
  });

  test('can be stopped after a question, and tried again', async () => {
    const ada = await givenWriter();
    const { url } = await send(ada, await write(ada));
    const question = await ada.browser.open(`${url.pathname}/stop`);
    expect(question.text).toContain('Stop sending this message?');
    const stopped = await ada.browser.submit(question, '/messages/sent/act');
    expect(stopped.text).toContain('You stopped it.');
    const again = await ada.browser.submit(stopped, '/messages/sent/act', { do: 'retry' });
    expect(again.text).toContain('It is tried again.');
    expect(again.text).toContain('Waiting to be sent');
  });

  test('tells how far it got, by what their system signs', async () => {
    const ada = await givenWriter();
    const { url } = await send(ada, await write(ada));
    await server.background.run('send Direct messages');
    const page = await ada.browser.open(url.pathname);
    expect(page.text).toContain('Their mail server has taken it.');
    const [from] = /\S+@ours\.example/.exec(page.text)!;
    const mail = theirs.received.find(({ raw }) => raw.includes(`<${from}>`));
    const [, messageId] = /^Message-ID: <([^>]+)>/im.exec(mail!.raw)!;
    for (const [disposition, told] of [
      ['processed', 'Received by their system'],
      ['dispatched', 'it lies in the mailbox of who you wrote to'],
    ] as const) {
      const mdn = { finalRecipient: doctor, originalMessageId: messageId!, disposition };
      await server.vault.store.write(db => noteConfirmation(db, server.vault, { signedBy: undefined, mdn }));
      expect((await ada.browser.open(url.pathname)).text).not.toContain(told);
      await server.vault.store.write(db => noteConfirmation(db, server.vault, { signedBy: doctor, mdn }));
      expect((await ada.browser.open(url.pathname)).text).toContain(told);
    }
  });

  test('that nobody confirms says so', async () => {
    const ada = await givenWriter();
    const { url } = await send(ada, await write(ada));
    await server.background.run('send Direct messages');
    server.clock.pass(server.vault.limits.directConfirmedWithinMs + 1);
    await signInAs(ada.browser, ada.person);
    const page = await ada.browser.open(url.pathname);
    expect(page.text).toContain('Their system has not said that it could open it.');
    expect(page.text).toContain('Ask them whether they got it.');
  });

  test('that is refused says why and what to do', async () => {
    const ada = await givenWriter();
    theirs.refusals.set(doctor, 550);
    const { url } = await send(ada, await write(ada));
    await server.background.run('send Direct messages').catch(() => {});
    const page = await ada.browser.open(url.pathname);
    expect(page.text).toContain('Their mail server refused it.');
    expect(page.text).toContain('ask them whether the address is right');
    expect((await ada.browser.open('/messages/sent')).text).toContain('Not delivered');
    theirs.refusals.clear();
  });

  test('that answers goes to its sender with their subject', async () => {
    const ada = await givenWriter();
    const id = await givenMail(server.vault, ada.person, {
      from: doctor,
      subject: 'Results\u202e',
      standing: { ...verified, address: doctor },
    });
    const page = await ada.browser.open(`/messages/write?reply=${id}`);
    expect(page.form('/messages/write')).toMatchObject({ to: doctor, subject: 'Re: Results', reply: id });
    const eve = await givenWriter('Eve Example');
    expect((await eve.browser.open(`/messages/write?reply=${id}`)).form('/messages/write').to).toBe('');
  });

  test('of a day too many is refused in words', async () => {
    const ada = await givenWriter();
    for (let n = 0; n < 5; n++) await send(ada, await write(ada, { ...letter, subject: `Number ${n}` }));
    const page = await send(ada, await write(ada));
    expect(page.status).toBe(422);
    expect(page.text).toContain('as many messages as one can in a day');
  });
});

test('items and the summary lead here where the vault has Direct', async () => {
  const ada = await givenWriter();
  const page = await ada.browser.open('/summary');
  expect(page.html).toContain('href="/messages/write?along=summary-pdf"');
  const form = (await ada.browser.open('/messages/write?along=summary-pdf')).form('/messages/write');
  expect(form.along).toEqual(['summary-pdf']);
  await using plain = await startTestServer();
  const bo = await givenSignedIn(plain, 'Bo Example');
  expect((await bo.browser.open('/summary')).html).not.toContain('/messages/write');
});

test('whoever has no address gets one before they write', async () => {
  const bo = await givenSignedIn(server, 'Bo Example');
  expect((await bo.browser.open('/messages/write')).url.pathname).toBe('/messages/address');
});

test('what was typed outlives the session', async () => {
  const ada = await givenWriter();
  const page = await ada.browser.open('/messages/write');
  const values = { ...page.form('/messages/write'), ...letter, do: 'check' };
  ada.browser.cookies.delete('keepwell');
  const kept = await ada.browser.post('/messages/write', values);
  expect(kept.html).toContain('May I come on Monday?');
});
