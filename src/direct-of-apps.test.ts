// The sample of docs/guides/sending-direct.md, as it stands there, end to end: somebody writes a weight, the vault posts the
// event, the application sends, a mail server takes the message, and `openssl cms` opens it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { methodGroups } from './core/applications/application.ts';
import { type DirectHouse, givenDirectHouse, giveVaultHouse, letAppSendDirect } from './testing/direct.ts';
import { startNameServer, type TestNameServer } from './testing/dns.ts';
import { type Receiver, startReceiver } from './testing/events/receiver.ts';
import { givenLinkedApp, type Linked } from './testing/given.ts';
import { guidesFolder, readBlocks } from './testing/guides/blocks.ts';
import { writeModule } from './testing/guides/modules.ts';
import { Reading } from './testing/reading.ts';
import { sdkFor } from './testing/sdk.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { OpensslCms } from './testing/smime.ts';
import { startMailServer, type TestMailServer } from './testing/smtp.ts';
import { aWeight } from './testing/things.ts';

type TakeEvent = (body: Uint8Array, authorization: string) => Promise<void>;

let names: TestNameServer;
let theirs: TestMailServer;
let receiver: Receiver;
let server: TestServer;
let theirHouse: DirectHouse;
let ourHouse: DirectHouse;
let linked: Linked;
let address: string;
let folder: string;

beforeEach(async () => {
  names = await startNameServer();
  theirs = await startMailServer();
  receiver = await startReceiver();
  server = await startTestServer({
    directDomain: 'ours.example',
    directResolver: `127.0.0.1:${names.port}`,
    directExchangePort: theirs.port,
    privateNetworks: 'allow',
  });
  ourHouse = await givenDirectHouse('ours.example', server.clock.now(), names);
  theirHouse = await givenDirectHouse('direct.example', server.clock.now(), names);
  await giveVaultHouse(server.vault, ourHouse, [theirHouse.authority]);
  linked = await givenLinkedApp(server, { methodGroups });
  address = await letAppSendDirect(server.vault, linked);
  folder = mkdtempSync(join(tmpdir(), 'keepwell-direct-'));
});
afterEach(async () => {
  await server.close();
  await theirs.close();
  await names.close();
  await receiver[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** The last block of the guide, with the address of the receiver in place of the reader's own. */
async function runSample(): Promise<TakeEvent> {
  const blocks = readBlocks(join(guidesFolder, 'sending-direct.md')).filter(
    ({ language }) => language === 'ts',
  );
  const code = [
    "import weight from '@keepwell/client/things/weight';",
    blocks.at(-1)!.text.replace('https://app.example/events', `http://127.0.0.1:${receiver.port}/events`),
    'Object.assign(globalThis, { takeEvent });',
  ];
  const { run } = await import(writeModule(folder, 'sample.md', code));
  await run({ app: await sdkFor(server, linked) });
  return (globalThis as unknown as { takeEvent: TakeEvent }).takeEvent;
}

test('on an event a Direct message goes out, once for each version, however often the event comes', async () => {
  const takeEvent = await runSample();
  const reading = new Reading(linked);
  const key = await reading.putOne(aWeight(82.5));
  await server.background.run('deliver events');
  await expect.poll(() => receiver.posts.length, { timeout: 20_000 }).toBe(1);
  const [{ body, headers }] = receiver.posts as [(typeof receiver.posts)[0]];
  for (let times = 0; times < 3; times++) await takeEvent(body, headers.authorization!);
  await expect(takeEvent(Buffer.concat([body, Buffer.from(' ')]), headers.authorization!)).rejects.toThrow();
  await server.background.run('send Direct messages');
  expect(theirs.received).toMatchObject([{ from: address, to: ['dr.gregor@direct.example'] }]);
  expect(readMail()).toContain('82.5');
  await reading.call('PutThings', aWeight(81, '2026-11-25').replace('<thing>', changed(key)), { version: 2 });
  await server.background.run('deliver events');
  await expect.poll(() => receiver.posts.length, { timeout: 20_000 }).toBe(2);
  const later = receiver.posts[1]!;
  await takeEvent(later.body, later.headers.authorization!);
  await server.background.run('send Direct messages');
  expect(theirs.received).toHaveLength(2);
});

const changed = ({ id, stamp }: { id: string; stamp: string }) =>
  `<thing><thing-id version-stamp="${stamp}">${id}</thing-id>`;

/** The C-CDA that went along. */
function readMail(): string {
  const cms = new OpensslCms();
  try {
    const { cert, key } = cms.keep(theirHouse.certified);
    const raw = Buffer.from(theirs.received[0]!.raw, 'latin1');
    const signed = cms.run(['-decrypt', '-recip', cert, '-inkey', key], raw);
    const at = String(Math.floor(server.clock.now() / 1000));
    const anchor = cms.keep(ourHouse.authority).cert;
    const mail = cms.run(['-verify', '-CAfile', anchor, '-purpose', 'any', '-attime', at], signed).toString();
    const [, base64 = ''] = /items\.xml[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\s]+)/.exec(mail) ?? [];
    return Buffer.from(base64, 'base64').toString();
  } finally {
    cms.end();
  }
}
