// Mail to somebody whom its subject names: held, announced by mail, and picked up with a code and an answer.
import { expect, test } from 'vitest';
import { givenClinic, givenDirectPerson } from '../../../testing/clinic.ts';
import { startTestServer } from '../../../testing/server.ts';
import { givenDirectCertificate } from '../../../testing/smime.ts';
import { openMail as openLetter } from '../../mail/deliver.ts';
import type { Vault } from '../../vault.ts';
import { listInbox, readDirect } from './inbox.ts';
import { findHeldMail, pickUpHeld, readAddressee, sweepHeld } from './new-user.ts';
import { receiveDirect } from './receive.ts';

const settings = { directDomain: 'direct.example', limits: { directDeliveriesMax: 0 } };
const to = 'newuser@direct.example';
const envelope = { from: 'gregor@clinic.example', to };
const content = { type: 'text/plain', content: 'Welcome.' };

/** Letters of the mailbox page, the newest first. */
async function readLetters(vault: Vault) {
  const queued = await vault.store.read(db => db.mail.inMailbox(10));
  return queued.map(one => openLetter(vault, one));
}

test.each([
  ['ann@example.org', { email: 'ann@example.org', subject: '' }],
  ['ann@example.org; Welcome', { email: 'ann@example.org', subject: 'Welcome' }],
  [
    'ann@example.org;Your dog?; Rex',
    { email: 'ann@example.org', question: 'Your dog?', answer: 'Rex', subject: '' },
  ],
  [
    'ann@example.org;Your dog?;Rex;Welcome; home',
    { email: 'ann@example.org', question: 'Your dog?', answer: 'Rex', subject: 'Welcome; home' },
  ],
  ['Welcome', undefined],
  ['ann@example.org;;Rex', undefined],
  ['', undefined],
])('whom a subject names: %s', (subject, expected) => {
  expect(readAddressee(subject)).toEqual(expected && { question: undefined, answer: undefined, ...expected });
});

test('it is held, its addressee gets a code by mail, and who answers the question has it in their folder, once', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const raw = await clinic.makeMail({ to, subject: 'ann@example.org;Your dog?;Rex;Results', content });
  expect(await receiveDirect(vault, raw, envelope)).toBe('kept');
  expect(await receiveDirect(vault, raw, envelope)).toBe('duplicate');
  const letters = await readLetters(vault);
  expect(letters).toHaveLength(1);
  const { to: invited, text = '' } = letters[0] ?? {};
  expect(invited?.address).toBe('ann@example.org');
  expect(text).toContain('“gregor@clinic. example”');
  for (const secret of ['Rex', 'dog', 'Results', 'Welcome']) expect(text).not.toContain(secret);
  const [code = ''] = /([A-Z]{4}-){4}[A-Z]{4}/.exec(text) ?? [];
  const { person } = await givenDirectPerson(vault);
  const trier = { vault, address: '192.0.2.1', personId: person.id };
  expect(await findHeldMail(trier, 'BBBB-BBBB-BBBB-BBBB-BBBB')).toBeUndefined();
  const found = await findHeldMail(trier, code.toLowerCase());
  expect(found).toMatchObject({ from: clinic.address, question: 'Your dog?' });
  const id = found?.id ?? '';
  expect(await pickUpHeld(trier, id, 'Bello')).toEqual({ isRight: false, triesLeft: 2 });
  expect(await pickUpHeld(trier, id, 'rex')).toEqual({ isRight: true, mailId: id });
  const { messages } = await listInbox(vault, person.id, { folder: 'unknown', after: undefined, limit: 9 });
  expect(messages).toMatchObject([{ subject: 'Results', standing: { kind: 'verified' } }]);
  expect((await readDirect(vault, person.id, id))?.text).toBe('Welcome.\n');
  expect(await findHeldMail(trier, code)).toBeUndefined();
  await expect(pickUpHeld(trier, id, 'rex')).rejects.toMatchObject({ reason: 'thingNotFound' });
});

test('three wrong answers end it, and so does time', async () => {
  await using server = await startTestServer(settings);
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const hold = async (subject: string) => {
    await receiveDirect(vault, await clinic.makeMail({ to, subject, content }), envelope);
    const letter = (await readLetters(vault)).find(one => one.to.address === subject.split(';')[0]);
    return /([A-Z]{4}-){4}[A-Z]{4}/.exec(letter?.text ?? '')?.[0] ?? '';
  };
  const { person } = await givenDirectPerson(vault);
  const trier = { vault, address: '192.0.2.1', personId: person.id };
  const one = await hold('ann@example.org;Your dog?;Rex');
  const { id = '' } = (await findHeldMail(trier, one)) ?? {};
  for (const triesLeft of [2, 1, 0])
    expect(await pickUpHeld(trier, id, 'wrong')).toEqual({ isRight: false, triesLeft });
  await expect(pickUpHeld(trier, id, 'rex')).rejects.toMatchObject({ reason: 'limitReached' });
  expect(await findHeldMail(trier, one)).toBeUndefined();
  const two = await hold('bob@example.org');
  expect(await findHeldMail(trier, two)).toMatchObject({ question: undefined });
  server.clock.pass(vault.limits.packageTtlMs + 1);
  expect(await findHeldMail(trier, two)).toBeUndefined();
  await sweepHeld(vault);
  expect(await vault.store.read(db => db.directInbox.heldInAll())).toEqual({ count: 0, bytes: 0 });
  expect(await vault.store.read(db => db.blobs.unattached('direct newuser'))).toEqual({ count: 0, bytes: 0 });
});

test('who is not vouched for has nobody invited, and the rest is bounded', async () => {
  await using server = await startTestServer({
    ...settings,
    limits: { ...settings.limits, mailsPerReceiverPerDayMax: 1 },
  });
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const other = await givenDirectCertificate({
    now: vault.clock.now(),
    issuer: clinic.authority,
    boundTo: ['other@clinic.example'],
  });
  const send = async (mail: Partial<Parameters<typeof clinic.makeMail>[0]>) =>
    receiveDirect(
      vault,
      await clinic.makeMail({ to, subject: 'ann@example.org', content, ...mail }),
      envelope,
    );
  await expect(send({ signer: other })).rejects.toMatchObject({ code: 554 });
  await expect(send({ subject: 'Hello' })).rejects.toMatchObject({ code: 554 });
  expect(await readLetters(vault)).toEqual([]);
  expect(await send({})).toBe('kept');
  await expect(send({})).rejects.toMatchObject({ code: 451 });
  expect(await readLetters(vault)).toHaveLength(1);
  expect(await vault.store.read(db => db.directInbox.heldInAll())).toMatchObject({ count: 1 });
});
