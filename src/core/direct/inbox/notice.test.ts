// What people are told at their ordinary address of what came by Direct: that it did, and nothing of it.
import { expect, test } from 'vitest';
import { givenClinic, givenDirectPerson } from '../../../testing/clinic.ts';
import { startTestServer } from '../../../testing/server.ts';
import { openMail as openLetter } from '../../mail/deliver.ts';
import { acceptSender, refuseSender } from './inbox.ts';
import { receiveDirect } from './receive.ts';

test('of senders they do not know once a day, of others each time, of those they refused never', async () => {
  await using server = await startTestServer({
    directDomain: 'direct.example',
    limits: { directDeliveriesMax: 0 },
  });
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, address: to } = await givenDirectPerson(vault);
  const receive = async () => {
    const content = { type: 'text/plain', content: 'Secret words' };
    const raw = await clinic.makeMail({ to, subject: 'Secret subject', content });
    await receiveDirect(vault, raw, { from: clinic.address, to });
  };
  const letters = async () => {
    const queued = await vault.store.read(db => db.mail.inMailbox(20));
    return queued.map(one => openLetter(vault, one));
  };
  await receive();
  await receive();
  const [waits, ...more] = await letters();
  expect(more).toEqual([]);
  expect(waits?.to.address).toBe(person.email);
  expect(waits?.subject).toBe('A message waits for you to look who sent it');
  expect(waits?.text).toContain('/messages/unknown');
  expect(waits?.text).not.toMatch(/secret|gregor|clinic/i);
  server.clock.pass(86_400_001);
  await receive();
  expect(await letters()).toHaveLength(2);
  await acceptSender(vault, person.id, clinic.address);
  await receive();
  await receive();
  expect((await letters()).map(({ subject }) => subject).toSorted()).toEqual([
    ...Array(2).fill('A message waits for you to look who sent it'),
    ...Array(2).fill('You have a new message'),
  ]);
  await refuseSender(vault, person.id, clinic.address);
  await receive();
  expect(await letters()).toHaveLength(4);
});
