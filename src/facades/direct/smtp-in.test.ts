import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { getFirst } from '../../assume.ts';
import { findDirectAddress, makeDirectAddress } from '../../core/direct/inbox/address.ts';
import { listInbox, readAttachment, readDirect } from '../../core/direct/inbox/inbox.ts';
import { givenPerson } from '../../testing/given.ts';
import { startTestServer } from '../../testing/server.ts';

const settings = { directDomain: 'Direct.Example', directPort: 0 };

test('a mail that comes by SMTP lies in a folder of the person it was sent to, once', async () => {
  await using server = await startTestServer(settings);
  const { vault, directPort } = server;
  const { person, record } = await givenPerson(vault);
  const to = await vault.store.write(db => makeDirectAddress(db, vault, person));
  expect(to).toMatch(/^ada\.test\.[a-z\d]{5}@direct\.example$/);
  expect(await vault.store.read(db => findDirectAddress(db, vault, person.id))).toEqual({
    address: to,
    recordId: record.id,
  });
  const transport = createTransport({ host: '127.0.0.1', port: directPort, ignoreTLS: true });
  const mail = {
    from: 'Dr. Gregor <gregor@clinic.example>',
    to,
    subject: 'Your visit',
    text: 'Hello Ada',
    messageId: '<1@clinic.example>',
    attachments: [{ filename: 'a.pdf', content: Buffer.from('%PDF-1.4') }],
  };
  await transport.sendMail(mail);
  await transport.sendMail(mail);
  const { messages, next } = await listInbox(vault, person.id, {
    folder: 'spam',
    after: undefined,
    limit: 10,
  });
  expect(next).toBeUndefined();
  expect(messages).toMatchObject([
    {
      from: 'gregor@clinic.example',
      fromName: 'Dr. Gregor',
      subject: 'Your visit',
      standing: { kind: 'unverified', why: 'not-signed' },
      isRead: false,
      hasAttachments: true,
    },
  ]);
  const { id } = getFirst(messages);
  expect(await readDirect(vault, person.id, id)).toMatchObject({
    text: 'Hello Ada',
    isCut: false,
    attachments: [{ number: 1, name: 'a.pdf', type: 'application/pdf', bytes: 8, kind: 'pdf' }],
  });
  expect((await readAttachment(vault, person.id, id, 1))?.bytes.toString()).toBe('%PDF-1.4');
  expect(await readDirect(vault, record.id, id)).toBeUndefined();
});

test('addresses that nobody has are refused in the dialogue, and soon none is told of', async () => {
  await using server = await startTestServer({ ...settings, limits: { directUnknownPerMinuteMax: 3 } });
  const { vault, directPort } = server;
  const { person } = await givenPerson(vault);
  const to = await vault.store.write(db => makeDirectAddress(db, vault, person));
  const transport = createTransport({ host: '127.0.0.1', port: directPort, ignoreTLS: true });
  const send = (address: string) =>
    transport
      .sendMail({ from: 'a@clinic.example', to: address, text: 'x' })
      .catch(error => error.responseCode);
  expect(await send('nobody@direct.example')).toBe(550);
  expect(await send(to.replace('direct.example', 'elsewhere.example'))).toBe(550);
  expect(await send('postmaster@direct.example')).toBe(550);
  expect(await send(to)).toBe(450);
  server.clock.pass(61_000);
  expect((await send(to)).accepted).toEqual([to]);
});
