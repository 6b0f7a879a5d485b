// What whoever has a sealed mail, but not its key, can make of it: nothing reaches others, comes twice or says more than was signed.
import { expect, test } from 'vitest';
import { getFirst } from '../../../assume.ts';
import { type ClinicMail, givenClinic, givenDirectPerson, wrapMail } from '../../../testing/clinic.ts';
import { startTestServer } from '../../../testing/server.ts';
import { directKeyOf, givenDirectCertificate } from '../../../testing/smime.ts';
import { makePersonGrant } from '../../authorization/grants.ts';
import { readMessage } from '../../records/messages.ts';
import type { Vault } from '../../vault.ts';
import { keepKey } from '../certificates/key.ts';
import { acceptSender, listInbox, readDirect } from './inbox.ts';
import { sweepHeld } from './new-user.ts';
import type { DirectFolder } from './ports.ts';
import { receiveDirect } from './receive.ts';

const settings = { directDomain: 'direct.example', limits: { directDeliveriesMax: 0 } };
const from = 'gregor@clinic.example';
const content = { type: 'text/plain', content: 'HIV positive' };
const newUser = 'newuser@direct.example';
const notForUs = { code: 554, message: 'The mail is not encrypted for this address.' };

async function list(vault: Vault, personId: string, folder: DirectFolder) {
  return (await listInbox(vault, personId, { folder, after: undefined, limit: 20 })).messages;
}

/** Its outer header as somebody on its way rewrites it. */
function rewrite(raw: Buffer, header: Readonly<Record<string, string>>): Buffer {
  const text = Object.entries(header).reduce(
    (changed, [name, value]) => changed.replace(new RegExp(`^${name}:.*$`, 'm'), `${name}: ${value}`),
    raw.toString('latin1'),
  );
  return Buffer.from(text, 'latin1');
}

/** With bytes of what is encrypted changed, counted from its end. */
function tamper(raw: Buffer, back: number): Buffer {
  const text = raw.toString('latin1');
  const bodyAt = text.indexOf('\r\n\r\n') + 4;
  const sealed = Buffer.from(text.slice(bodyAt), 'base64');
  sealed[sealed.length - back] = (sealed[sealed.length - back] ?? 0) ^ 1;
  return Buffer.from(`${text.slice(0, bodyAt)}${sealed.toString('base64').replace(/.{1,76}/g, '$&\r\n')}`);
}

async function given(vault: Vault) {
  const clinic = await givenClinic(vault);
  const ada = await givenDirectPerson(vault, 'Ada Test');
  const mallory = await givenDirectPerson(vault, 'Mallory Test');
  const make = (mail: Partial<ClinicMail> = {}) => clinic.makeMail({ to: ada.address, content, ...mail });
  const receive = (raw: Buffer, to: string, transaction?: string) =>
    receiveDirect(vault, raw, { from, to, ...(transaction !== undefined && { transaction }) });
  return { clinic, ada, mallory, make, receive };
}

test('what was encrypted to the domain is read by whom it is for, and refused where it is sent to others again', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const { ada, mallory, make, receive } = await given(vault);
  const wrapped = await make();
  for (const to of [mallory.address, newUser]) await expect(receive(wrapped, to)).rejects.toThrow();
  await expect(receive(wrapped, mallory.address)).rejects.toMatchObject(notForUs);
  expect(await receive(wrapped, ada.address)).toBe('kept');
  const bare = await make({ isBare: true });
  expect(await receive(bare, ada.address)).toBe('kept');
  await expect(receive(bare, mallory.address)).rejects.toMatchObject(notForUs);
  const again = rewrite(bare, { 'Message-ID': '<other@clinic.example>', To: mallory.address });
  await expect(receive(again, mallory.address)).rejects.toMatchObject(notForUs);
  const redirected = rewrite(bare, { Subject: 'eve@evil.example' });
  await expect(receive(redirected, newUser)).rejects.toMatchObject({
    code: 554,
    message: 'The subject must be signed: wrap the message (message/rfc822).',
  });
  expect(await list(vault, mallory.person.id, 'unknown')).toEqual([]);
});

test('several people of one transaction get what does not say for whom it is, and get it again in another', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const { ada, mallory, make, receive } = await given(vault);
  const bob = await givenDirectPerson(vault, 'Bob Test');
  const bare = await make({ isBare: true });
  expect(await receive(bare, ada.address, 'one')).toBe('kept');
  expect(await receive(bare, bob.address, 'one')).toBe('kept');
  expect(await receive(bare, bob.address, 'two')).toBe('duplicate');
  for (const transaction of ['two', 'three'])
    await expect(receive(bare, mallory.address, transaction)).rejects.toMatchObject(notForUs);
  server.clock.pass(vault.limits.directReadersKnownMs - 1);
  await sweepHeld(vault);
  const claim = { keyHash: Buffer.alloc(32), readerHash: Buffer.alloc(32), transaction: 'x', at: 0 };
  expect(await vault.store.write(db => db.directInbox.claimContent(claim))).toBe(true);
  await sweepHeld(vault);
  const other = { ...claim, readerHash: Buffer.alloc(32, 1), transaction: 'y' };
  expect(await vault.store.write(db => db.directInbox.claimContent(other))).toBe(true);
});

test('whoever changes what was encrypted to the domain reads nothing of it, and is answered as ever', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const { mallory, make, receive } = await given(vault);
  for (const [place, back] of [1, 17, 40, 200, 1000].entries()) {
    const raw = rewrite(tamper(await make(), back), { 'Message-ID': `<${place}@x.example>` });
    expect(await receive(raw, mallory.address)).toBe('kept');
  }
  const kept = await list(vault, mallory.person.id, 'unknown');
  expect(kept).toHaveLength(5);
  for (const { id, standing } of kept) {
    expect(standing.kind).toBe('unverified');
    const read = await readDirect(vault, mallory.person.id, id);
    expect(read?.text).not.toContain('HIV');
    expect(read?.attachments.map(({ name }) => name)).toEqual(['smime.p7m']);
  }
});

test('of a mail whose header was not signed no name is told, its subject is marked, and it comes once', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const { clinic, ada, make, receive } = await given(vault);
  await acceptSender(vault, ada.person.id, clinic.address);
  const bare = await make({ isBare: true, subject: 'Results' });
  const forged = rewrite(bare, {
    From: `"City Hospital Emergency" <${from}>`,
    Subject: 'STOP YOUR WARFARIN NOW',
    'Message-ID': '<other@clinic.example>',
  });
  expect(await receive(forged, ada.address)).toBe('kept');
  expect(await receive(bare, ada.address)).toBe('duplicate');
  const head = getFirst(await list(vault, ada.person.id, 'inbox'));
  expect(head).toMatchObject({ from, fromName: '', isSubjectUnsure: true, standing: { kind: 'verified' } });
  const grant = await vault.store.read(db =>
    makePersonGrant(db, ada.person.id, ada.record.id, vault.clock.now()),
  );
  expect((await readMessage(vault, grant, head.thingId ?? ''))?.from).toBe(from);
});

test('of one whose header was signed that alone is told, whatever stands around it, and it comes once', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const { clinic, ada, make, receive } = await given(vault);
  await acceptSender(vault, ada.person.id, clinic.address);
  const forge = (raw: Buffer) =>
    rewrite(raw, {
      From: `"City Hospital Emergency" <${from}>`,
      Subject: 'STOP YOUR WARFARIN NOW',
      'Message-ID': '<other@clinic.example>',
    });
  const [one, two] = [await make({ subject: 'Results', messageId: 'one' }), await make({ messageId: 'two' })];
  expect(await receive(forge(one), ada.address)).toBe('kept');
  expect(await receive(forge(two), ada.address)).toBe('kept');
  expect(await receive(one, ada.address)).toBe('duplicate');
  expect(
    (await list(vault, ada.person.id, 'inbox')).find(({ subject }) => subject === 'Results'),
  ).toMatchObject({
    fromName: 'Dr. Gregor',
    isSubjectUnsure: false,
    messageId: 'one@clinic.example',
  });
});

test('what was signed for somebody else is told so, and its headers are read as its body is', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const { clinic, ada, make, receive } = await given(vault);
  const reader = await givenDirectCertificate({
    now: vault.clock.now(),
    issuer: clinic.authority,
    boundTo: [ada.address],
  });
  await vault.store.write(db => keepKey(db, vault, directKeyOf(reader, ada.address)));
  const inside = (...lines: readonly (readonly [string, string])[]) =>
    wrapMail(
      [['From', `Dr. Gregor <${from}>`], ...lines],
      Buffer.from('Content-Type: text/plain\r\n\r\nFor Eve'),
    );
  const standingOf = async (entity: Buffer) => {
    const before = (await list(vault, ada.person.id, 'unknown')).map(({ id }) => id);
    expect(await receive(await make({ entity, reader }), ada.address)).toBe('kept');
    return (await list(vault, ada.person.id, 'unknown')).find(({ id }) => !before.includes(id))?.standing;
  };
  const forAnother = { kind: 'unverified', why: 'not-for-you' };
  expect(await standingOf(inside(['To', 'eve@elsewhere.example']))).toEqual(forAnother);
  expect(await standingOf(inside(['To', `"${ada.address}, " <eve@elsewhere.example>`]))).toEqual(forAnother);
  expect(await standingOf(inside())).toEqual(forAnother);
  const copied = inside(
    ['To', 'eve@elsewhere.example'],
    ['Cc', `a@b.example, "Test, Ada" <${ada.address.toUpperCase()}>`],
  );
  expect(await standingOf(copied)).toMatchObject({ kind: 'verified' });
  const hidden = Buffer.from(`From: Other <other@clinic2.example>\r\nTo: ${ada.address}\r\n\r\nx`).toString(
    'base64',
  );
  const encoded = `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${hidden}`;
  expect(await standingOf(Buffer.from(encoded))).toEqual({ kind: 'unverified', why: 'other-signer' });
});
