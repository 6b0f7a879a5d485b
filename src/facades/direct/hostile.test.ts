// Whatever comes to the port for Direct: each dialogue is answered, nothing falls over, memory stays where it was, and a mail
// that is meant well is taken after all of it. Long by KEEPWELL_DIRECT_COUNT; KEEPWELL_DIRECT_SEED begins elsewhere.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { acceptSender, listInbox } from '../../core/direct/inbox/inbox.ts';
import { givenClinic, givenDirectPerson, type TestClinic } from '../../testing/clinic.ts';
import { makeHostileMail, makeRandom, pick, type Random } from '../../testing/hostile-mail.ts';
import { RawSmtp } from '../../testing/raw-smtp.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { makeZip } from '../../testing/source-files.ts';

const count = Number(process.env.KEEPWELL_DIRECT_COUNT ?? 200);
const seed = Number(process.env.KEEPWELL_DIRECT_SEED ?? 20261126);

/** Each connection waits for a moment before it is greeted. */
const atOnce = 10;

const limits = {
  directConnectionsPerMinuteMax: 1_000_000,
  directConnectionsPerAddressMax: 100,
  directMailsPerDomainPerHourMax: 1_000_000,
  directMailsPerPersonPerHourMax: 1_000_000,
  directMailsPerPersonMax: 1_000_000,
  directUnverifiedPerPersonPerHourMax: 1_000_000,
  directUnverifiedPerPersonMax: 1_000_000,
  directUnverifiedBytesPerPersonMax: 100_000_000_000,
  directUnknownPerMinuteMax: 1_000_000,
  blobUploadsPerAppMax: 1_000_000,
  directDeliveriesMax: 0,
  directCopiesWaitingMax: 1_000_000,
};
const settings = { directDomain: 'direct.example', directPort: 0 };

interface Scene {
  readonly port: number;
  readonly to: string;
  readonly clinic: TestClinic;
  readonly sealed: Buffer;
  readonly bomb: Buffer;
}

async function givenScene(server: TestServer): Promise<Scene & { personId: string }> {
  const { vault, directPort: port = 0 } = server;
  const clinic = await givenClinic(vault);
  const { person, address: to } = await givenDirectPerson(vault);
  await acceptSender(vault, person.id, clinic.address);
  const description =
    '<a><ExtrinsicObject mimeType="text/xml"><Slot name="URI"><Value>B</Value></Slot></ExtrinsicObject></a>';
  const bomb = await makeZip({
    'IHE_XDM/S/METADATA.XML': description,
    'IHE_XDM/S/B': Buffer.alloc(80_000_000),
  });
  const sealed = await clinic.makeMail({
    to,
    content: { type: 'text/plain', content: 'x' },
    messageId: 'sealed',
  });
  return { port, to, clinic, sealed, bomb, personId: person.id };
}

/** Each ends with an answer, or a connection that the server closed. */
const attacks: readonly ((scene: Scene, random: Random, id: number) => Promise<void>)[] = [
  sendMail,
  sendMail,
  sendMail,
  sendSealed,
  sendChanged,
  smuggle,
  talk,
  pipeline,
];

/** Of each number it is the same, whatever goes on beside it. */
async function attack(scene: Scene, id: number): Promise<void> {
  const random = makeRandom(seed + id);
  await pick(random, attacks)(scene, random, id).catch(error => {
    throw new Error(`seed ${seed}, number ${id}`, { cause: error });
  });
}

async function sendMail({ port, to }: Scene, random: Random, id: number): Promise<void> {
  await once(port, client => client.send(to, makeHostileMail(random, id)));
}

/** What comes after the signature was judged. */
async function sendSealed({ port, to, clinic, bomb }: Scene, random: Random, id: number): Promise<void> {
  const hostile = makeHostileMail(random, id)
    .toString('latin1')
    .replace(/^From:.*\r\nMessage-ID:.*\r\n/, '');
  const mail =
    random(20) < 1
      ? { content: { type: 'application/zip', fileName: 'xdm.zip', content: bomb } }
      : { entity: Buffer.from(hostile, 'latin1') };
  const raw = await clinic.makeMail({ to, messageId: `${id}`, ...mail });
  await once(port, client => client.send(to, raw, clinic.address));
}

async function sendChanged({ port, to, sealed, clinic }: Scene, random: Random): Promise<void> {
  const raw = Buffer.from(sealed);
  for (let n = 0; n < 1 + random(4); n++) {
    const at = Math.floor(random(raw.length));
    if (raw[at] !== 13 && raw[at] !== 10) raw[at] = 32 + Math.floor(random(94));
  }
  await once(port, client => client.send(to, raw, clinic.address));
}

/** Ends of a mail that are none to us: what follows is text, and no second mail. */
async function smuggle({ port, to }: Scene, random: Random, id: number): Promise<void> {
  const end = pick(random, ['\n.\n', '\r.\r', '\n.\r\n', '\r\n.\n', '\r\n.\r', '\r\n\0.\r\n', '\n\n.\r\n']);
  const second = `MAIL FROM:<evil@evil.example>\r\nRCPT TO:<${to}>\r\nDATA\r\nFrom: evil@evil.example\r\nMessage-ID: <smuggled-${id}@x>\r\n\r\nx`;
  const first = `From: a@clinic.example\r\nMessage-ID: <carrier-${id}@x>\r\n\r\ntext${end}${second}`;
  await once(port, async client => {
    for (const step of ['EHLO x', 'MAIL FROM:<a@clinic.example>', `RCPT TO:<${to}>`, 'DATA'])
      await client.say(step);
    client.write(`${first}\r\n.\r\n`);
    const code = await client.read();
    expect([0, 250, 421, 451, 452, 500, 554]).toContain(code);
    return code === 0 ? 0 : client.say('QUIT');
  });
}

const commands = [
  'EHLO x',
  'HELO',
  'MAIL FROM:<>',
  'MAIL FROM:<a@b.example> SIZE=99999999999',
  'RCPT TO:<x>',
];
const moreCommands = [
  'DATA',
  'RSET',
  'NOOP',
  'VRFY a',
  'EXPN',
  'AUTH PLAIN AAA=',
  'STARTTLS',
  'BDAT 5 LAST',
  '\0\x01',
];

async function talk({ port, to }: Scene, random: Random): Promise<void> {
  await once(port, async client => {
    let code = 0;
    for (let n = 0; n < random(12); n++) {
      const said = pick(random, [...commands, ...moreCommands, `RCPT TO:<${to}>`, 'x'.repeat(random(5000))]);
      code = await client.say(said);
      if (code === 354) code = await client.say('.');
      if (code === 0 || code === 421) break;
    }
    return code;
  });
}

async function pipeline({ port, to }: Scene, random: Random, id: number): Promise<void> {
  const mail = `MAIL FROM:<a@b.example>\r\nRCPT TO:<${to}>\r\nDATA\r\nFrom: a@b.example\r\nMessage-ID: <p${id}@x>\r\n\r\nx\r\n.\r\n`;
  const all = `EHLO x\r\n${mail.repeat(1 + random(5))}${'NOOP\r\n'.repeat(random(300))}QUIT\r\n`;
  await once(port, async client => {
    client.write(all);
    let code = await client.read();
    while (code !== 221 && code !== 0 && code !== 421) code = await client.read();
    return code;
  });
}

async function once(port: number, work: (client: RawSmtp) => Promise<unknown>): Promise<void> {
  const client = RawSmtp.open(port);
  try {
    expect(await client.read()).toBe(220);
    await work(client);
  } finally {
    client.close();
  }
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

function heldMegabytes(): number {
  collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / 1e6;
}

test(`${count} hostile mails and dialogues are answered, and memory stays where it was`, async () => {
  await using server = await startTestServer({ ...settings, limits, logLevel: 'error' });
  const scene = await givenScene(server);
  let early = 0;
  for (let first = 0; first < count; first += atOnce) {
    const ids = Array.from({ length: Math.min(atOnce, count - first) }, (_, n) => first + n);
    await Promise.all(ids.map(id => attack(scene, id)));
    if (first <= count / 5) early = heldMegabytes();
  }
  const late = heldMegabytes();
  console.log(
    `seed ${seed}: ${count} done, ${early.toFixed(1)} MB after a fifth, ${late.toFixed(1)} MB at the end`,
  );
  expect(late - early).toBeLessThan(30);
  expect(server.logged).toEqual([]);
  const { to, clinic, personId, port } = scene;
  const last = await clinic.makeMail({ to, subject: 'Last', content: { type: 'text/plain', content: 'x' } });
  await once(port, async client => expect(await client.send(to, last, clinic.address)).toBe(250));
  const { messages } = await listInbox(server.vault, personId, {
    folder: 'inbox',
    after: undefined,
    limit: 1000,
  });
  expect(messages.map(({ subject }) => subject)).toContain('Last');
  for (const folder of ['inbox', 'unknown', 'spam'] as const) {
    const listed = await listInbox(server.vault, personId, { folder, after: undefined, limit: 20_000 });
    expect(listed.messages.filter(({ messageId }) => messageId.startsWith('smuggled'))).toEqual([]);
    expect(listed.messages.filter(({ from }) => from.includes('evil'))).toEqual([]);
  }
}, 3_600_000);
