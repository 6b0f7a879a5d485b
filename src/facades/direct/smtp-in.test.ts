import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { getFirst } from '../../assume.ts';
import { keepKey } from '../../core/direct/certificates/key.ts';
import { findDirectAddress, makeDirectAddress } from '../../core/direct/inbox/address.ts';
import { listInbox, readAttachment, readDirect } from '../../core/direct/inbox/inbox.ts';
import { givenClinic, givenDirectPerson } from '../../testing/clinic.ts';
import { givenPerson } from '../../testing/given.ts';
import { tempFolder } from '../../testing/process.ts';
import { RawSmtp } from '../../testing/raw-smtp.ts';
import { startTestServer } from '../../testing/server.ts';
import { directKeyOf, givenDirectCertificate } from '../../testing/smime.ts';
import { filesIn, makePair, writePair } from '../../testing/tls.ts';

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
    isOwnRecord: true,
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
  expect(await send('hostmaster@direct.example')).toBe(550);
  expect(await send(to)).toBe(450);
  server.clock.pass(61_000);
  expect((await send(to)).accepted).toEqual([to]);
});

test('what is too large is told before it comes, and when it does', async () => {
  await using server = await startTestServer({ ...settings, limits: { directMailBytesMax: 10_000 } });
  const { address: to } = await givenDirectPerson(server.vault);
  const client = RawSmtp.open(server.directPort ?? 0);
  expect(await client.read()).toBe(220);
  expect(await client.say('EHLO x')).toBe(250);
  expect(client.last).toContain('SIZE 10000');
  expect(client.last).not.toMatch(/AUTH|STARTTLS|SMTPUTF8/);
  expect(await client.say('MAIL FROM:<a@b.example> SIZE=10001')).toBe(552);
  const large = Buffer.from(`From: a@b.example\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(200));
  expect(await client.send(to, large)).toBe(552);
  expect(await client.send(to, Buffer.from('From: a@b.example\r\n\r\n.\r\n..'))).toBe(250);
  client.close();
});

test('a line break that is half of one is refused, and nothing behind it is a command', async () => {
  await using server = await startTestServer(settings);
  const { person, address: to } = await givenDirectPerson(server.vault);
  for (const end of ['\n.\n', '\n.\r\n', '\r.\r']) {
    const client = RawSmtp.open(server.directPort ?? 0);
    await client.read();
    const evil = `From: a@b.example\r\n\r\nx${end}MAIL FROM:<evil@b.example>\r\nRCPT TO:<${to}>\r\nDATA\r\nx`;
    expect(await client.send(to, Buffer.from(evil))).toBe(554);
    expect(await client.say('NOOP')).toBe(250);
    client.close();
  }
  for (const folder of ['inbox', 'unknown', 'spam'] as const)
    expect(
      (await listInbox(server.vault, person.id, { folder, after: undefined, limit: 9 })).messages,
    ).toEqual([]);
});

test('a large mail that cannot be opened in time is refused for now, and taken when it comes again', async () => {
  const limits = { directOpenedAtOnceBytesMax: 0, directOpenMs: 1 };
  await using server = await startTestServer({ ...settings, limits });
  const { vault, directPort } = server;
  const { person, address: to } = await givenDirectPerson(vault);
  const clinic = await givenClinic(vault);
  const mail = await clinic.makeMail({ to, content: { type: 'text/plain', content: 'x'.repeat(1_000_000) } });
  const client = RawSmtp.open(directPort ?? 0);
  await client.read();
  expect(await client.send(to, mail, clinic.address)).toBe(451);
  const messages = async () =>
    (await listInbox(vault, person.id, { folder: 'unknown', after: undefined, limit: 9 })).messages;
  expect(await messages()).toEqual([]);
  Object.assign(vault.limits, { directOpenMs: 30_000 });
  expect(await client.send(to, mail, clinic.address)).toBe(250);
  expect(await messages()).toMatchObject([{ from: clinic.address, standing: { kind: 'verified' } }]);
  client.close();
});

test('one address has so many connections, each ends at its time, and one that is silent sooner', async () => {
  const limits = { directConnectionsPerAddressMax: 3, directConnectionMs: 1500, directSilenceMs: 700 };
  await using server = await startTestServer({ ...settings, limits });
  const port = server.directPort ?? 0;
  const clients = [1, 2, 3].map(() => RawSmtp.open(port));
  for (const client of clients) expect(await client.read()).toBe(220);
  const fourth = RawSmtp.open(port);
  expect(await fourth.read()).toBe(421);
  const [silent, dribbling] = clients as [RawSmtp, RawSmtp];
  const begun = performance.now();
  const dribble = setInterval(() => dribbling.write('N'), 100);
  expect(await silent.read()).toBe(421);
  expect(performance.now() - begun).toBeGreaterThan(500);
  while ((await dribbling.read()) !== 0);
  clearInterval(dribble);
  expect(performance.now() - begun).toBeGreaterThan(1200);
  const later = RawSmtp.open(port);
  expect(await later.read()).toBe(220);
  for (const client of [...clients, fourth, later]) client.close();
});

test('a server that listens for IPv6 and IPv4 counts each address of IPv4 by itself', async () => {
  await using server = await startTestServer({
    ...settings,
    host: '::',
    limits: { directConnectionsPerAddressMax: 1 },
  });
  const port = server.directPort ?? 0;
  const clients = ['127.0.0.2', '127.0.0.3', '127.0.0.3'].map(address => RawSmtp.open(port, address));
  const codes = [];
  for (const client of clients) codes.push(await client.read());
  expect(codes).toEqual([220, 220, 421]);
  for (const client of clients) client.close();
});

test('where TLS is required nothing is taken without it, and STARTTLS shows the certificate of the server', async () => {
  const files = filesIn(tempFolder());
  const first = await makePair();
  writePair(files, first);
  const where = { ...settings, directTls: 'required', ...files, mode: 'sandbox' };
  await using server = await startTestServer(where);
  const { address: to } = await givenDirectPerson(server.vault);
  const client = RawSmtp.open(server.directPort ?? 0);
  await client.read();
  expect(await client.say('EHLO x')).toBe(250);
  expect(await client.say('MAIL FROM:<a@b.example>')).toBe(530);
  client.close();
  const send = async (ca: string) => {
    const tls = { ca, servername: 'localhost', checkServerIdentity: () => undefined };
    const transport = createTransport({ host: '127.0.0.1', port: server.directPort, requireTLS: true, tls });
    return (await transport.sendMail({ from: 'a@b.example', to, text: 'x' })).accepted;
  };
  expect(await send(first.cert)).toEqual([to]);
  const second = await makePair();
  writePair(files, second);
  server.reloadCertificate();
  expect(await send(second.cert)).toEqual([to]);
  await expect(startTestServer({ ...settings, directTls: 'required' })).rejects.toThrow('direct-tls');
});

async function sendToAll(client: RawSmtp, mail: Buffer, all: readonly string[], from = 'a@b.example') {
  for (const step of [`MAIL FROM:<${from}>`, ...all.map(to => `RCPT TO:<${to}>`), 'DATA'])
    await client.say(step);
  client.write(mail);
  return client.say('\r\n.');
}

test('a mail for several is opened once with the same keys, and each time one cannot be the log says why', async () => {
  const limits = { directOpenedAtOnceBytesMax: 0, directOpenMs: 1, directDeliveriesMax: 0 };
  await using server = await startTestServer({ ...settings, limits });
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const people = [];
  for (const name of ['Ada Test', 'Bo Test', 'Cy Test']) people.push(await givenDirectPerson(vault, name));
  const all = people.map(({ address }) => address);
  const [, , cy = ''] = all;
  const own = await givenDirectCertificate({
    now: vault.clock.now(),
    issuer: clinic.authority,
    boundTo: [cy],
  });
  await vault.store.write(db => keepKey(db, vault, directKeyOf(own, cy)));
  const content = { type: 'text/plain', content: 'secret '.repeat(100_000) };
  const mail = await clinic.makeMail({ to: all.join(', '), content });
  const client = RawSmtp.open(server.directPort ?? 0);
  await client.read();
  await client.say('EHLO x');
  const send = () => sendToAll(client, mail, all, clinic.address);
  expect(await send()).toBe(451);
  const warned = () => server.logged.map(line => JSON.parse(line)).filter(({ level }) => level === 40);
  const facts = { msg: 'a mail by Direct was not opened', reason: 'time', bytes: expect.any(Number) };
  expect(warned()).toMatchObject([facts, facts]);
  expect(Object.keys(warned()[0]).toSorted()).toEqual(['bytes', 'level', 'msg', 'reason', 'time']);
  Object.assign(vault.limits, { directOpenMs: 30_000 });
  expect(await send()).toBe(250);
  for (const { person } of people)
    expect(
      (await listInbox(vault, person.id, { folder: 'unknown', after: undefined, limit: 9 })).messages,
    ).toMatchObject([{ standing: { kind: 'verified' } }]);
  client.close();
});

test('a mail for several is answered by the worst that became of it, and those who have it have it once', async () => {
  await using server = await startTestServer({ ...settings, limits: { directUnverifiedPerPersonMax: 1 } });
  const { vault } = server;
  const [one, two] = [await givenDirectPerson(vault), await givenDirectPerson(vault, 'Bo Test')];
  const client = RawSmtp.open(server.directPort ?? 0);
  await client.read();
  const mail = (id: string) => Buffer.from(`From: a@b.example\r\nMessage-ID: <${id}@b.example>\r\n\r\nx`);
  expect(await client.send(two.address, mail('full'))).toBe(250);
  const both = () => sendToAll(client, mail('both'), [one.address, two.address]);
  expect([await both(), await both()]).toEqual([452, 452]);
  const list = async (personId: string) =>
    (await listInbox(vault, personId, { folder: 'spam', after: undefined, limit: 9 })).messages.length;
  expect([await list(one.person.id), await list(two.person.id)]).toEqual([1, 1]);
  client.close();
});

test('a server that stops finishes the mail that is under way', async () => {
  const server = await startTestServer(settings);
  const { address: to } = await givenDirectPerson(server.vault);
  const client = RawSmtp.open(server.directPort ?? 0);
  await client.read();
  for (const step of ['EHLO x', 'MAIL FROM:<a@b.example>', `RCPT TO:<${to}>`, 'DATA']) await client.say(step);
  client.write('From: a@b.example\r\n\r\nbegun');
  const idle = RawSmtp.open(server.directPort ?? 0);
  await idle.read();
  const closed = server.close();
  expect(await idle.read()).toBe(421);
  expect(await client.say(' and ended\r\n.')).toBe(250);
  client.write('QUIT\r\n');
  await closed;
});

test('who hangs up in the middle of a mail takes nothing with them, and is no trouble for the log', async () => {
  await using server = await startTestServer({ ...settings, limits: { directBytesUnderWayMax: 200_000 } });
  const { address: to } = await givenDirectPerson(server.vault);
  const begin = async () => {
    const client = RawSmtp.open(server.directPort ?? 0);
    await client.read();
    for (const step of ['EHLO x', 'MAIL FROM:<a@b.example>', `RCPT TO:<${to}>`, 'DATA'])
      await client.say(step);
    return client;
  };
  const half = `From: a@b.example\r\n\r\n${'x\r\n'.repeat(40_000)}`;
  for (let n = 0; n < 4; n++) {
    const client = await begin();
    client.write(half);
    await new Promise(resolve => setTimeout(resolve, 50));
    client.close();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  const [one, two] = [await begin(), await begin()];
  one.write(half);
  await new Promise(resolve => setTimeout(resolve, 100));
  two.write(half);
  expect(await two.say('\r\n.')).toBe(452);
  expect(await one.say('\r\n.')).toBe(250);
  for (const client of [one, two]) client.close();
  expect(server.logged.filter(line => JSON.parse(line).level >= 50)).toEqual([]);
});
