// Mail of a clinic, sealed by S/MIME: what becomes of it in the folders and the record of its person.
import { expect, test } from 'vitest';
import { getFirst } from '../../../assume.ts';
import { printMdn, readMdn } from '../../../formats/mime/mdn.ts';
import { readMime } from '../../../formats/mime/read.ts';
import { givenClinic, givenDirectPerson } from '../../../testing/clinic.ts';
import { startTestServer } from '../../../testing/server.ts';
import type { Certified } from '../../../testing/signatures.ts';
import { givenDirectCertificate } from '../../../testing/smime.ts';
import { makeZip } from '../../../testing/source-files.ts';
import contact from '../../../things/contact.ts';
import { readValue } from '../../../things/data.ts';
import message from '../../../things/message.ts';
import { makePersonGrant } from '../../authorization/grants.ts';
import { createPerson } from '../../people/accounts.ts';
import { openRecord, relationship } from '../../records/create.ts';
import { readMessage } from '../../records/messages.ts';
import { listThings } from '../../things/list.ts';
import { makeThing } from '../../things/typed.ts';
import { writeThings } from '../../things/write.ts';
import type { Vault } from '../../vault.ts';
import { nameMessage, openAddress } from '../outbox/letter.ts';
import { queueMail } from '../outbox/queue.ts';
import { makeDirectAddress } from './address.ts';
import { acceptSender, emptyDirectBins, fileDirect, listInbox, readDirect, refuseSender } from './inbox.ts';
import type { DirectFolder } from './ports.ts';
import { receiveDirect } from './receive.ts';

/** What is said back stays where it can be looked at. */
const settings = { directDomain: 'direct.example', limits: { directDeliveriesMax: 0 } };
const envelope = (to: string) => ({ from: 'gregor@clinic.example', to });
const hello = { type: 'text/plain', content: 'Your results are in.' };

const ccd = `<ClinicalDocument xmlns="urn:hl7-org:v3"><templateId root="2.16.840.1.113883.10.20.22.1.2"/><title>Summary</title>
<recordTarget><patientRole><id root="1.2.3" extension="4"/><patient><name><given>Ada</given><family>Test</family></name></patient></patientRole></recordTarget></ClinicalDocument>`;

async function list(vault: Vault, personId: string, folder: DirectFolder) {
  return (await listInbox(vault, personId, { folder, after: undefined, limit: 20 })).messages;
}

async function readRecord(vault: Vault, personId: string, recordId: string) {
  const grant = await vault.store.read(db => makePersonGrant(db, personId, recordId, vault.clock.now()));
  const { things } = await listThings(vault, grant, { after: undefined, limit: 50 });
  return { grant, things };
}

test('what an unknown sender writes waits until they are accepted, and goes into the record then', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, record, address: to } = await givenDirectPerson(vault);
  const raw = await clinic.makeMail({ to, subject: 'Results', content: hello });
  expect(await receiveDirect(vault, raw, envelope(to))).toBe('kept');
  expect(await receiveDirect(vault, raw, envelope(to))).toBe('duplicate');
  expect(await list(vault, person.id, 'inbox')).toEqual([]);
  expect((await readRecord(vault, person.id, record.id)).things).toEqual([]);
  const [waiting] = await list(vault, person.id, 'unknown');
  expect(waiting).toMatchObject({
    from: 'gregor@clinic.example',
    subject: 'Results',
    standing: { kind: 'verified', address: 'gregor@clinic.example' },
  });
  await acceptSender(vault, person.id, 'Gregor@clinic.example');
  expect(await list(vault, person.id, 'unknown')).toEqual([]);
  const head = getFirst(await list(vault, person.id, 'inbox'));
  const { grant, things } = await readRecord(vault, person.id, record.id);
  expect(things.map(({ id }) => id)).toEqual([head.thingId]);
  expect(await readMessage(vault, grant, head.thingId ?? '')).toMatchObject({
    subject: 'Results',
    from: '"Dr. Gregor" <gregor@clinic.example>',
    text: 'Your results are in.\r\n',
  });
});

test('into the record of somebody they look after nothing goes unless they say so', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, child, to } = await vault.store.write(async db => {
    const person = await createPerson(db, vault, {
      ...{ email: 'ben@example.org', name: 'Ben Test', passwordHash: undefined },
      ...{ birthDate: '1980-05-01', country: 'US' },
    });
    const about = { personId: person.id, name: 'Child Test', relationship: relationship.child };
    const child = await openRecord(db, vault, about);
    return { person, child, to: await makeDirectAddress(db, vault, person) };
  });
  for (const before of [true, false]) {
    if (!before) await acceptSender(vault, person.id, clinic.address);
    await receiveDirect(vault, await clinic.makeMail({ to, content: hello }), envelope(to));
  }
  const mails = await list(vault, person.id, 'inbox');
  expect(mails.map(({ thingId }) => thingId)).toEqual([undefined, undefined]);
  expect((await readRecord(vault, person.id, child.id)).things).toEqual([]);
  expect(await fileDirect(vault, person.id, getFirst(mails).id)).toBeTypeOf('string');
});

test('of a mail that was signed whole, the header that was signed counts', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, address: to } = await givenDirectPerson(vault);
  const lines = [
    `To: ${to}`,
    'Subject: Inside',
    'In-Reply-To: <before@direct.example>',
    'Content-Type: text/plain',
    '',
    'x',
    '',
  ];
  const content = { type: 'message/rfc822', content: Buffer.from(lines.join('\r\n')) };
  const headers = [['In-Reply-To', '<other@direct.example>']] as const;
  const raw = await clinic.makeMail({ to, subject: 'Outside', content, headers, isBare: true });
  expect(await receiveDirect(vault, raw, envelope(to))).toBe('kept');
  expect(await list(vault, person.id, 'unknown')).toMatchObject([
    { subject: 'Inside', inReplyTo: 'before@direct.example' },
  ]);
});

test('from a contact of the record it goes there at once, with its files, and a document waits to be reconciled', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, record, address: to } = await givenDirectPerson(vault);
  const { grant } = await readRecord(vault, person.id, record.id);
  const doctor = {
    name: { full: 'Dr. Gregor' },
    contact: { email: [{ address: 'Gregor@Clinic.example' }] },
  };
  await writeThings(vault, grant, [makeThing(contact, doctor as never)], { overwrite: false });
  const xdm = await makeZip({
    'IHE_XDM/S/METADATA.XML':
      '<a><ExtrinsicObject mimeType="text/xml"><Slot name="URI"><Value>DOC.XML</Value></Slot></ExtrinsicObject></a>',
    'IHE_XDM/S/DOC.XML': ccd.replace('Summary', 'In a zip'),
  });
  const content = {
    type: 'multipart/mixed',
    parts: [
      {
        type: 'text/html',
        content: '<p>Hello <b>Ada</b><script>x()</script><img src="https://t.example/1.png"></p>',
      },
      {
        type: 'application/pdf',
        fileName: 'report.pdf',
        disposition: 'attachment',
        content: Buffer.from('%PDF-1.4 x'),
      },
      { type: 'text/xml', fileName: 'ccd.xml', content: Buffer.from(ccd) },
      { type: 'application/zip', fileName: 'xdm.zip', content: xdm },
    ],
  } as const;
  const raw = await clinic.makeMail({ to, content });
  expect(await receiveDirect(vault, raw, envelope(to))).toBe('kept');
  const head = getFirst(await list(vault, person.id, 'inbox'));
  const read = await readDirect(vault, person.id, head.id);
  expect(read?.text).toBe('Hello Ada');
  expect(read?.attachments.map(({ name, kind, importId }) => [name, kind, importId !== undefined])).toEqual([
    ['report.pdf', 'pdf', false],
    ['ccd.xml', 'c-cda', true],
    ['xdm.zip', 'zip', true],
  ]);
  const { things } = await readRecord(vault, person.id, record.id);
  const kinds = things.map(({ typeId }) => typeId).toSorted();
  expect(kinds).toEqual(
    [
      '25c94a9f-9d3d-4576-96dc-6791178a8143',
      '72dc49e1-1486-4634-b651-ef560ed051e5',
      '9c48a2b8-952c-4f5a-935d-f3292326bf54',
      '9c48a2b8-952c-4f5a-935d-f3292326bf54',
      'bd0403c5-4ae2-4b0e-a8db-1888678e4528',
      'bd0403c5-4ae2-4b0e-a8db-1888678e4528',
    ].toSorted(),
  );
  const kept = things.find(({ id }) => id === head.thingId);
  expect(kept && readValue(message, kept as never).attachments?.map(({ name }) => name)).toEqual([
    'report.pdf',
    'ccd.xml',
    'xdm.zip',
  ]);
  const imports = await vault.store.read(db => db.imports.ofRecord(record.id, 10));
  expect(imports.map(({ state, about }) => [state, about.document?.isAuto])).toEqual([
    ['waiting', false],
    ['waiting', false],
  ]);
});

test('who is refused lands in spam, and who is not vouched for is told apart and why', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, address: to } = await givenDirectPerson(vault);
  const now = vault.clock.now();
  const other = await givenDirectCertificate({
    now,
    issuer: clinic.authority,
    boundTo: ['other@clinic.example'],
  });
  await acceptSender(vault, person.id, clinic.address);
  await receiveDirect(vault, await clinic.makeMail({ to, content: hello, signer: other }), envelope(to));
  expect(await list(vault, person.id, 'unknown')).toMatchObject([
    { standing: { kind: 'unverified', why: 'other-signer' } },
  ]);
  await refuseSender(vault, person.id, clinic.address);
  await receiveDirect(vault, await clinic.makeMail({ to, content: hello }), envelope(to));
  expect(await list(vault, person.id, 'inbox')).toEqual([]);
  expect(await list(vault, person.id, 'spam')).toMatchObject([{ standing: { kind: 'verified' } }]);
});

test('however an encrypted mail is changed on its way, it is answered as any, and shown as changed', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, address: to } = await givenDirectPerson(vault);
  const raw = await clinic.makeMail({ to, content: hello });
  const text = raw.toString('latin1');
  const bodyAt = text.indexOf('\r\n\r\n') + 4;
  const sealed = Buffer.from(text.slice(bodyAt), 'base64');
  for (const back of [1, 17, 40, 200]) {
    const changed = Buffer.from(sealed);
    changed[changed.length - back] = (changed[changed.length - back] ?? 0) ^ 1;
    const body = changed.toString('base64').replace(/.{1,76}/g, '$&\r\n');
    const id = text.slice(0, bodyAt).replace(/Message-ID: <[^@]*/, `Message-ID: <changed-${back}`);
    expect(await receiveDirect(vault, Buffer.from(`${id}${body}`), envelope(to))).toBe('kept');
  }
  for (const { standing } of await list(vault, person.id, 'unknown'))
    expect(standing.kind).toBe('unverified');
  expect(await list(vault, person.id, 'unknown')).toHaveLength(4);
  expect(await receiveDirect(vault, raw, envelope(to))).toBe('kept');
});

test('a full mailbox and a full record are told in words, and nothing is kept of what came', async () => {
  await using server = await startTestServer({
    ...settings,
    limits: { ...settings.limits, recordQuotaBytes: 2000 },
  });
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, record, address: to } = await givenDirectPerson(vault);
  await acceptSender(vault, person.id, clinic.address);
  const content = { type: 'application/pdf', fileName: 'a.pdf', content: Buffer.alloc(5000) };
  await expect(
    receiveDirect(vault, await clinic.makeMail({ to, content }), envelope(to)),
  ).rejects.toMatchObject({ code: 452 });
  expect(await list(vault, person.id, 'inbox')).toEqual([]);
  expect((await readRecord(vault, person.id, record.id)).things).toEqual([]);
  expect(await vault.store.read(db => db.blobs.unattached(`direct ${person.id}`))).toEqual({
    count: 0,
    bytes: 0,
  });
});

test('mails that go round in circles, have no one sender or are for another are refused', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { address: to } = await givenDirectPerson(vault);
  const received = Array.from({ length: 31 }, () => ['Received', 'from a by b'] as const);
  const refused = async (raw: Buffer, code: number) =>
    expect(receiveDirect(vault, raw, envelope(to))).rejects.toMatchObject({ code });
  await refused(await clinic.makeMail({ to, content: hello, headers: received }), 554);
  await refused(Buffer.from('From: a@b.example, c@d.example\r\n\r\nx'), 554);
  await refused(Buffer.from('Subject: x\r\n\r\nx'), 554);
  const foreign = await givenClinic({ ...vault, direct: { domain: 'elsewhere.example' } });
  await refused(await foreign.makeMail({ to, content: hello }), 554);
  await expect(
    receiveDirect(vault, Buffer.from('x'), envelope('nobody@direct.example')),
  ).rejects.toMatchObject({
    code: 550,
  });
});

/** Who is told what of which mail, as it waits to be sent. */
async function listAnswers(vault: Vault) {
  return vault.store.read(async db => {
    const due = await db.directOutbox.due(vault.clock.now(), { perDomain: 20, limit: 20 });
    const answers: Record<string, string | boolean | undefined>[] = [];
    for (const { kind, letterId, sealedTo } of due.filter(copy => copy.kind === 'mdn')) {
      const letter = await db.directOutbox.contents(letterId);
      const entity = vault.keys.open(letter?.sealedContents ?? Buffer.alloc(0));
      const { disposition, finalRecipient, originalMessageId, isOfDelivery } =
        readMdn(readMime(entity)) ?? {};
      answers.push({
        kind,
        to: openAddress(vault, sealedTo),
        disposition,
        finalRecipient,
        originalMessageId,
        isOfDelivery,
      });
    }
    return answers.toSorted((a, b) => String(b.disposition).localeCompare(String(a.disposition)));
  });
}

test('who is vouched for is told that their mail was taken on, once, and of its delivery where they ask', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { address: to } = await givenDirectPerson(vault);
  const asked = [
    ['Disposition-Notification-Options', 'X-DIRECT-FINAL-DESTINATION-DELIVERY=optional,true'],
  ] as const;
  const raw = await clinic.makeMail({ to, content: hello, messageId: 'one', headers: asked });
  await receiveDirect(vault, raw, envelope(to));
  await receiveDirect(vault, raw, envelope(to));
  const about = {
    kind: 'mdn',
    to: clinic.address,
    finalRecipient: to,
    originalMessageId: 'one@clinic.example',
  };
  expect(await listAnswers(vault)).toEqual([
    { ...about, disposition: 'processed', isOfDelivery: undefined },
    { ...about, disposition: 'dispatched', isOfDelivery: true },
  ]);
  const silent = [
    clinic.makeMail({ to, content: hello, headers: [['Auto-Submitted', 'auto-generated']] }),
    clinic.makeMail({
      to,
      content: hello,
      signer: await givenDirectCertificate({
        now: vault.clock.now(),
        issuer: clinic.authority,
        boundTo: ['other@clinic.example'],
      }),
    }),
    clinic.makeMail({
      to,
      content: {
        type: 'multipart/report',
        parameters: { 'report-type': 'disposition-notification' },
        parts: [],
      },
    }),
  ];
  for (const one of silent) expect(await receiveDirect(vault, await one, envelope(to))).toBe('kept');
  expect(await listAnswers(vault)).toHaveLength(2);
});

test('a report of a mail of ours changes what became of it where its sender is vouched for, and is no mail', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, record, address } = await givenDirectPerson(vault);
  await vault.store.write(db =>
    queueMail(db, vault, {
      ...{ from: address, to: clinic.address, headers: [], kind: 'message' },
      entity: Buffer.from('Content-Type: text/plain\r\n\r\nHello'),
      about: { personId: person.id, recordId: record.id, subject: 'Hello', text: 'Hello', attachments: [] },
    }),
  );
  const [copy] = await vault.store.read(db =>
    db.directOutbox.due(vault.clock.now(), { perDomain: 20, limit: 20 }),
  );
  const originalMessageId = nameMessage(copy?.id ?? '', address).replace(/^<|>$/g, '');
  const mdn = {
    finalRecipient: clinic.address,
    originalMessageId,
    disposition: 'processed',
    isAutomatic: true,
  } as const;
  const state = async () => (await vault.store.read(db => db.directOutbox.copy(copy?.id ?? '')))?.state;
  const report = (signer?: Certified) =>
    clinic.makeMail({ to: address, entity: printMdn(mdn, () => 'x'), ...(signer && { signer }) });
  const other = await givenDirectCertificate({
    now: vault.clock.now(),
    issuer: clinic.authority,
    boundTo: ['gregor@other.example'],
  });
  expect(await receiveDirect(vault, await report(other), envelope(address))).toBe('noted');
  expect(await state()).toBe('queued');
  expect(await receiveDirect(vault, await report(), envelope(address))).toBe('noted');
  expect(await state()).toBe('processed');
  for (const folder of ['inbox', 'unknown', 'spam'] as const)
    expect(await list(vault, person.id, folder)).toEqual([]);
});

test('mail in the name of a clinic takes nothing of what is for the clinic, and goes from spam by itself', async () => {
  await using server = await startTestServer({
    ...settings,
    limits: {
      ...settings.limits,
      directMailsPerDomainPerHourMax: 2,
      directUnverifiedPerPersonMax: 1,
      directSpamMs: 1000,
    },
  });
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, address: to } = await givenDirectPerson(vault);
  const forge = (id: number) =>
    receiveDirect(
      vault,
      Buffer.from(`From: gregor@clinic.example\r\nMessage-ID: <${id}@x>\r\n\r\nx`),
      envelope(to),
    );
  expect(await forge(1)).toBe('kept');
  await expect(forge(2)).rejects.toMatchObject({ code: 452 });
  await expect(forge(3)).rejects.toMatchObject({ code: 451 });
  for (const _ of [1, 2])
    expect(await receiveDirect(vault, await clinic.makeMail({ to, content: hello }), envelope(to))).toBe(
      'kept',
    );
  await expect(
    receiveDirect(vault, await clinic.makeMail({ to, content: hello }), envelope(to)),
  ).rejects.toMatchObject({ code: 451 });
  server.clock.pass(1001);
  await emptyDirectBins(vault);
  expect(await list(vault, person.id, 'spam')).toEqual([]);
  expect(await list(vault, person.id, 'unknown')).toHaveLength(2);
  expect((await vault.store.read(db => db.blobs.unattached(`direct ${person.id}`))).count).toBe(2);
});
