// A Direct message that a person writes, with what they chose of a record, as its receiver opens it.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readCcda } from '../../../formats/ccda/ccda.ts';
import { readDocumentBytes } from '../../../formats/clinical/read-document.ts';
import { decodeWords } from '../../../formats/mime/header.ts';
import { findField, type MimePart } from '../../../formats/mime/part.ts';
import { readMime } from '../../../formats/mime/read.ts';
import { readXdm } from '../../../formats/mime/xdm.ts';
import { givenDirectPerson } from '../../../testing/clinic.ts';
import { type DirectHouse, givenDirectHouse, giveVaultHouse } from '../../../testing/direct.ts';
import { startNameServer, type TestNameServer } from '../../../testing/dns.ts';
import { givenPerson } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { directKeyOf, trusting } from '../../../testing/smime.ts';
import { startMailServer, type TestMailServer } from '../../../testing/smtp.ts';
import ccd from '../../../things/ccd.ts';
import condition from '../../../things/condition.ts';
import file from '../../../things/file.ts';
import { currentVersion } from '../../../things/index.ts';
import weight from '../../../things/weight.ts';
import { makePersonGrant } from '../../authorization/grants.ts';
import { setSeclusion } from '../../things/custody.ts';
import type { ThingWrite } from '../../things/plan.ts';
import { makeThing } from '../../things/typed.ts';
import { writeThings } from '../../things/write.ts';
import { isKnownSender } from '../inbox/senders.ts';
import { openMail } from '../smime/open.ts';
import { findRecipients, type NewDirectMessage, sendDirect } from './compose.ts';
import { listSent, readSent } from './sent.ts';

const to = 'doc@theirs.example';
const document = `<ClinicalDocument xmlns="urn:hl7-org:v3"><templateId root="2.16.840.1.113883.10.20.22.1.2"/><title>Of the hospital</title><recordTarget><patientRole><id root="1.2.3" extension="4"/></patientRole></recordTarget></ClinicalDocument>`;

let names: TestNameServer;
let theirs: TestMailServer;
let server: TestServer;
let [ourHouse, theirHouse]: DirectHouse[] = [];
let ada: Awaited<ReturnType<typeof givenDirectPerson>>;

beforeAll(async () => {
  names = await startNameServer();
  const now = Date.parse('2026-11-25T12:00:00Z');
  ourHouse = await givenDirectHouse('ours.example', now, names);
  theirHouse = await givenDirectHouse('theirs.example', now, names);
});
afterAll(() => names.close());
const start = async (limits = {}) => {
  server = await startTestServer({
    directDomain: 'ours.example',
    directResolver: `127.0.0.1:${names.port}`,
    directExchangePort: theirs.port,
    privateNetworks: 'allow',
    limits,
  });
  await giveVaultHouse(server.vault, ourHouse!, [theirHouse!.authority]);
  ada = await givenDirectPerson(server.vault);
};
beforeEach(async () => {
  theirs = await startMailServer();
});
afterEach(async () => {
  await server.close();
  await theirs.close();
});

const grantOf = (personId = ada.person.id) =>
  server.vault.store.read(db => makePersonGrant(db, personId, ada.record.id, server.vault.clock.now()));
const put = async (write: ThingWrite) => {
  const [key] = await writeThings(server.vault, await grantOf(), [write], { overwrite: false });
  return key!;
};
const putId = async (write: ThingWrite) => (await put(write)).id;
const send = async (message: Partial<NewDirectMessage> = {}) =>
  sendDirect(server.vault, await grantOf(), { to: [to], subject: 'Hello', text: 'Dear doctor', ...message });
const list = async () =>
  (await listSent(server.vault, ada.person.id, { after: undefined, limit: 50 })).messages;
/** What the receiver reads. */
const receive = async (): Promise<MimePart> => {
  await server.background.run('send Direct messages');
  const opened = await openMail(Buffer.from(theirs.received.at(-1)!.raw, 'latin1'), {
    ...{ from: ada.address, to, trust: trusting([ourHouse!.authority]), limits: server.vault.limits },
    keys: [directKeyOf(theirHouse!.certified, 'theirs.example')],
    now: server.vault.clock.now(),
  });
  expect(opened.standing).toMatchObject({ kind: 'verified', address: ada.address });
  return readMime(readMime(opened.entity).bytes);
};
const refused = (reason: string) => expect.objectContaining({ reason });

test('a message holds what was chosen: documents and files as they are, other items as one C-CDA', async () => {
  await start();
  const when = { date: { y: 2026, m: 11, d: 20 } };
  const chosen = [
    await putId(makeThing(weight, { when, value: { kg: 82.5 } } as never)),
    await putId(makeThing(ccd, document as never)),
    await putId({
      ...makeThing(file, { name: 'Röntgen.txt', size: 5 } as never),
      blobs: [{ name: '', contentType: 'text/plain', bytes: Buffer.from('plain') }],
    }),
  ];
  const files = [{ name: 'document.xml', type: 'application/pdf', bytes: Buffer.from('%PDF') }];
  const id = await send({ items: [{ kind: 'things', thingIds: chosen }], files, text: 'Grüße' });
  const mail = await receive();
  expect(findField(mail, 'subject')).toBe('Hello');
  const [text, ...parts] = mail.parts;
  expect(text!.bytes.toString().trim()).toBe('Grüße');
  expect(
    parts.map(({ fileName, contentType, disposition }) => [fileName, contentType.type, disposition]),
  ).toEqual([
    ['document.xml', 'text/xml', 'attachment'],
    ['Röntgen.txt', 'text/plain', 'attachment'],
    ['items.xml', 'text/xml', 'attachment'],
    ['document-2.xml', 'application/pdf', 'attachment'],
  ]);
  expect(parts[0]!.bytes.toString()).toContain('Of the hospital');
  expect(parts[1]!.bytes.toString()).toBe('plain');
  const findings = JSON.stringify([...readCcda(readDocumentBytes(parts[2]!.bytes))]);
  expect(findings).toContain(currentVersion(weight as never).id);
  expect(await readSent(server.vault, ada.person.id, id)).toMatchObject({
    ...{ to: [to], subject: 'Hello', text: 'Grüße', from: ada.address, state: 'sent' },
    attachments: [{ name: 'document.xml' }, { name: 'Röntgen.txt', bytes: 5 }, {}, {}],
  });
  const { vault } = server;
  const { record, person } = ada;
  expect(await vault.store.read(db => db.meaningfulUse.actionCount(record.id, 'transmit'))).toBe(1);
  const rows = await vault.store.read(db => db.audit.ofRecord({ recordId: record.id, limit: 10 }));
  expect(rows[0]).toMatchObject({
    ...{ action: 'SendDirect', personId: person.id },
    details: { recipients: 1, files: 4 },
  });
  const ids = { personId: person.id, recordId: record.id, isOwnRecord: true };
  expect(await vault.store.read(db => isKnownSender(db, vault, ids, to))).toBe(true);
});

test('clinical documents go in one zip where that is wished, counted as ever, and nothing else does', async () => {
  await start();
  const stored = await putId(makeThing(ccd, document as never));
  const items = [{ kind: 'summary-ccda' as const }, { kind: 'things' as const, thingIds: [stored] }];
  const files = [{ name: 'summary.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') }];
  await send({ items, files, isPacked: true });
  const [, ...parts] = (await receive()).parts;
  expect(parts.map(({ fileName, contentType }) => [fileName, contentType.type])).toEqual([
    ['documents.zip', 'application/zip'],
    ['summary.pdf', 'application/pdf'],
  ]);
  const packed = (await readXdm(parts[0]!.bytes)) ?? [];
  expect(packed).toHaveLength(2);
  expect(readDocumentBytes(packed[0]!.bytes).root().name).toBe('ClinicalDocument');
  expect(packed[1]!.bytes.toString()).toContain('Of the hospital');
  const { record } = ada;
  expect(await server.vault.store.read(db => db.meaningfulUse.actionCount(record.id, 'transmit'))).toBe(1);
  await send({ files, isPacked: true });
  expect((await receive()).parts.slice(1).map(({ fileName }) => fileName)).toEqual(['summary.pdf']);
});

test('a summary has what holds, and nothing that its person keeps for themselves', async () => {
  await start();
  const named = (text: string) => makeThing(condition, { name: { text } } as never);
  await put(named('Asthma'));
  const secret = await put(named('Secret'));
  const seclusion = { personal: true, hiddenInEmergency: false };
  await setSeclusion(server.vault, await grantOf(), secret, seclusion);
  await send({ items: [{ kind: 'summary-ccda' }] });
  const mail = await receive();
  expect(mail.parts[1]).toMatchObject({ fileName: 'summary.xml' });
  for (const there of ['Asthma', '<patient><name>Ada Test</name>'])
    expect(mail.parts[1]!.bytes.toString()).toContain(there);
  expect(mail.parts[1]!.bytes.toString()).not.toContain('Secret');
});

test('what a person may not read they cannot send', async () => {
  await start();
  const when = { date: { y: 2026, m: 11, d: 20 } };
  const hidden = await putId(makeThing(condition, { name: { text: 'Asthma' } } as never));
  const shown = await putId(makeThing(weight, { when, value: { kg: 82.5 } } as never));
  const bob = await givenDirectPerson(server.vault, 'Bob Test');
  const { vault } = server;
  await vault.store.write(async db => {
    const own = await db.records.access(ada.person.id, ada.record.id);
    await db.records.putAccess({
      ...own!,
      ...{ personId: bob.person.id, level: 'view', typeIds: [currentVersion(weight as never).id] },
    });
  });
  const grant = await grantOf(bob.person.id);
  const by = (items: NewDirectMessage['items']) =>
    sendDirect(vault, grant, { to: [to], subject: 'x', text: 'y', items: items! });
  await expect(by([{ kind: 'things', thingIds: [shown, hidden] }])).rejects.toThrow(refused('thingNotFound'));
  await by([{ kind: 'things', thingIds: [shown] }, { kind: 'summary-ccda' }]);
  await server.background.run('send Direct messages');
  expect(theirs.received).toHaveLength(1);
  expect(theirs.received[0]!.from).toBe(bob.address);
  expect(await readSent(vault, ada.person.id, await send())).toBeDefined();
  const [ofBob] = (await listSent(vault, bob.person.id, { after: undefined, limit: 5 })).messages;
  expect(await readSent(vault, ada.person.id, ofBob!.id)).toBeUndefined();
});

test('a message is judged by the access that its sender has when it goes', async () => {
  await start();
  const { vault } = server;
  const when = { date: { y: 2026, m: 11, d: 20 } };
  const shown = await putId(makeThing(weight, { when, value: { kg: 82.5 } } as never));
  const hidden = await putId(makeThing(condition, { name: { text: 'Asthma' } } as never));
  const bob = await givenDirectPerson(vault, 'Bob Test');
  const giveBob = (typeIds: readonly string[] | undefined) =>
    vault.store.write(async db => {
      const own = await db.records.access(ada.person.id, ada.record.id);
      await db.records.putAccess({ ...own!, personId: bob.person.id, level: 'view', typeIds });
    });
  await giveBob(undefined);
  const before = await grantOf(bob.person.id);
  const by = (thingId: string) =>
    sendDirect(vault, before, {
      ...{ to: [to], subject: 'x', text: 'y', items: [{ kind: 'things', thingIds: [thingId] }] },
    });
  await giveBob([currentVersion(weight as never).id]);
  await expect(by(hidden)).rejects.toThrow(refused('thingNotFound'));
  await by(shown);
  await vault.store.write(db => db.records.removeAccess(bob.person.id, ada.record.id));
  await expect(by(shown)).rejects.toThrow(refused('accessDenied'));
  await server.background.run('send Direct messages');
  expect(theirs.received).toHaveLength(1);
});

test('access that is narrowed while items are read sends nothing', async () => {
  await start();
  const { vault } = server;
  await put(makeThing(condition, { name: { text: 'Asthma' } } as never));
  const bob = await givenDirectPerson(vault, 'Bob Test');
  const giveBob = (typeIds: readonly string[] | undefined) =>
    vault.store.write(async db => {
      const own = await db.records.access(ada.person.id, ada.record.id);
      await db.records.putAccess({ ...own!, personId: bob.person.id, level: 'view', typeIds });
    });
  await giveBob(undefined);
  const ofBob = await grantOf(bob.person.id);
  const narrowing = {
    ...vault,
    printSummary: async (...given: Parameters<typeof vault.printSummary>) => {
      const printed = await vault.printSummary(...given);
      await giveBob([currentVersion(weight as never).id]);
      return printed;
    },
  };
  const message = {
    ...{ to: [to], subject: 'x', text: 'y' },
    items: [{ kind: 'summary-pdf' as const, language: 'en' as const }],
  };
  await expect(sendDirect(narrowing, ofBob, message)).rejects.toThrow(refused('accessDenied'));
  await sendDirect(vault, ofBob, message);
  await server.background.run('send Direct messages');
  expect(theirs.received).toHaveLength(1);
});

test('who has no address of their own writes none', async () => {
  await start();
  const { person, record } = await givenPerson(server.vault, 'Cleo Test');
  const grant = await server.vault.store.read(db =>
    makePersonGrant(db, person.id, record.id, server.vault.clock.now()),
  );
  const sent = sendDirect(server.vault, grant, { to: [to], subject: 'x', text: 'y' });
  await expect(sent).rejects.toThrow(refused('accessDenied'));
});

test('whom nothing can be encrypted to is told by name at once, and nobody gets anything', async () => {
  await start();
  await expect(send({ to: [to, 'x@nobody.example'] })).rejects.toThrow(
    'No certificate for x@nobody.example is published.',
  );
  expect(await list()).toEqual([]);
  expect(await findRecipients(server.vault, ada.person.id, [to, 'x@nobody.example'])).toMatchObject([
    { address: to, standing: { kind: 'verified', boundTo: 'domain' } },
    { address: 'x@nobody.example', problem: 'no-certificate' },
  ]);
});

test('it is sent once, however often it is asked for', async () => {
  await start();
  const id = server.vault.ids.guid();
  expect(await Promise.all([send({ id }), send({ id }), send({ id })])).toEqual([id, id, id]);
  expect(await send({ id, subject: 'Another' })).toBe(id);
  await server.background.run('send Direct messages');
  expect(theirs.received).toHaveLength(1);
});

test('an answer names what it answers, and a subject is one line whatever is in it', async () => {
  await start();
  const subject = 'Röntgen\r\nBcc: eve@evil.example\r\n\r\nbody';
  await send({ subject, inReplyTo: 'two@theirs.example', references: ['one@theirs.example', 'x> <y'] });
  const mail = await receive();
  expect(findField(mail, 'in-reply-to')).toBe('<two@theirs.example>');
  expect(findField(mail, 'references')).toBe('<one@theirs.example> <two@theirs.example>');
  expect(decodeWords(findField(mail, 'subject')!)).toBe('Röntgen Bcc: eve@evil.example body');
  expect(findField(mail, 'bcc')).toBeUndefined();
  expect(theirs.received[0]!.raw).not.toMatch(/Röntgen|theirs.example>\r\n <two/);
});

test('limits of recipients, files, bytes, text, items and of a day are held', async () => {
  const limits = {
    directRecipientsPerMessageMax: 2,
    directCopiesPerPersonPerDayMax: 3,
    directFilesMax: 2,
    directItemsMax: 1,
    directTextBytesMax: 100,
    directMessageBytesMax: 1000,
    directLookUpsPerPersonPerHourMax: 4,
  };
  await start(limits);
  const file = (bytes = 10) => ({ name: 'a.txt', type: 'text/plain', bytes: Buffer.alloc(bytes) });
  const ids = [server.vault.ids.guid(), server.vault.ids.guid()];
  const attempts: [Partial<NewDirectMessage>, string][] = [
    [{ to: [] }, 'recipientMissing'],
    [{ to: ['doc'] }, 'mailAddressMalformed'],
    [{ to: ['médecin@theirs.example'] }, 'mailAddressMalformed'],
    [{ to: ['a@theirs.example', 'b@theirs.example', 'c@theirs.example'] }, 'tooMuchMail'],
    [{ text: 'x'.repeat(101) }, 'tooLarge'],
    [{ files: [file(), file(), file()] }, 'tooLarge'],
    [{ files: [file(1000)] }, 'tooLarge'],
    [{ items: [{ kind: 'things', thingIds: ids }] }, 'tooManyThings'],
    [{ items: [{ kind: 'things', thingIds: ids.slice(1) }] }, 'thingNotFound'],
  ];
  for (const [message, reason] of attempts) await expect(send(message)).rejects.toThrow(refused(reason));
  await send({ to: ['a@theirs.example', 'A@theirs.example', 'b@theirs.example'], files: [file(), file()] });
  await expect(send({ to: ['a@theirs.example', 'b@theirs.example'] })).rejects.toThrow(
    refused('tooMuchMail'),
  );
  await send();
  server.clock.pass(86_400_001);
  await send();
  expect(await list()).toHaveLength(3);
  server.clock.pass(3_600_001);
  const find = (address: string) => findRecipients(server.vault, ada.person.id, [address]);
  for (let n = 0; n < 4; n++) expect(await find(`x${n}@theirs.example`)).toHaveLength(1);
  await expect(find('x4@theirs.example')).rejects.toThrow(refused('limitReached'));
  expect(await find('x3@theirs.example')).toMatchObject([{ standing: { kind: 'verified' } }]);
});
