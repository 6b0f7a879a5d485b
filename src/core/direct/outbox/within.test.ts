// People of one vault write to each other, with nobody else's servers on the way: no name server is asked, no mail server reached.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getFirst } from '../../../assume.ts';
import { givenDirectPerson } from '../../../testing/clinic.ts';
import { startNameServer, type TestNameServer } from '../../../testing/dns.ts';
import { findFreePort } from '../../../testing/ldap.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { makePersonGrant } from '../../authorization/grants.ts';
import { setUpDirect } from '../certificates/setup.ts';
import { acceptSender, listInbox, readDirect, refuseSender } from '../inbox/inbox.ts';
import type { DirectFolder } from '../inbox/ports.ts';
import { findRecipients, sendDirect } from './compose.ts';
import { listSent } from './sent.ts';

type Someone = Awaited<ReturnType<typeof givenDirectPerson>>;

let names: TestNameServer;
let server: TestServer;
let [ada, bo]: Someone[] = [];

beforeEach(async () => {
  names = await startNameServer();
  server = await startTestServer({
    directDomain: 'direct.example',
    directResolver: `127.0.0.1:${names.port}`,
    directExchangePort: await findFreePort(),
    privateNetworks: 'allow',
    limits: { directMailsPerPersonMax: 3 },
  });
  await setUpDirect(server.vault, { domain: 'direct.example', addresses: [] });
  ada = await givenDirectPerson(server.vault, 'Ada Test');
  bo = await givenDirectPerson(server.vault, 'Bo Test');
});
afterEach(async () => {
  await server.close();
  await names.close();
});

async function send(to: string, subject: string): Promise<void> {
  const { vault } = server;
  const { person, record } = ada!;
  const grant = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
  await sendDirect(vault, grant, { to: [to], subject, text: 'See you on Monday.' });
  await server.background.run('send Direct messages');
}

const folder = async (name: DirectFolder) =>
  (await listInbox(server.vault, bo!.person.id, { folder: name, after: undefined, limit: 9 })).messages;
const sent = async () =>
  (await listSent(server.vault, ada!.person.id, { after: undefined, limit: 9 })).messages;

test('a message waits among unknown senders, as any, and goes into the record once they are accepted', async () => {
  const { vault } = server;
  expect(await findRecipients(vault, ada!.person.id, [bo!.address])).toMatchObject([
    { address: bo!.address, standing: { kind: 'verified', boundTo: 'domain' } },
  ]);
  await send(bo!.address, 'Hello');
  const waiting = getFirst(await folder('unknown'));
  expect(waiting).toMatchObject({
    from: ada!.address,
    subject: 'Hello',
    isSubjectUnsure: false,
    standing: { kind: 'verified', address: ada!.address, boundTo: 'domain' },
  });
  expect((await readDirect(vault, bo!.person.id, waiting.id))?.text).toContain('See you on Monday.');
  expect(await sent()).toMatchObject([{ subject: 'Hello', state: 'processed', why: undefined }]);
  await acceptSender(vault, bo!.person.id, ada!.address);
  await send(bo!.address, 'Again');
  const inbox = await folder('inbox');
  expect(inbox.map(({ subject }) => subject).toSorted()).toEqual(['Again', 'Hello']);
  expect(inbox.every(({ thingId }) => thingId !== undefined)).toBe(true);
  expect(names.asked).toEqual([]);
});

test('whoever was refused is not told so', async () => {
  await refuseSender(server.vault, bo!.person.id, ada!.address);
  await send(bo!.address, 'Hello');
  expect((await folder('spam')).map(({ subject }) => subject)).toEqual(['Hello']);
  expect(await sent()).toMatchObject([{ state: 'processed' }]);
});

test('an address that nobody has is told as such, and a mailbox that is full is tried again', async () => {
  await send('nobody@direct.example', 'To nobody');
  expect(await sent()).toMatchObject([{ state: 'failed', why: 'no-such-address' }]);
  for (const subject of ['1', '2', '3', '4']) await send(bo!.address, subject);
  const last = (await sent()).find(({ subject }) => subject === '4');
  expect(last).toMatchObject({ state: 'queued', why: 'put-off' });
  expect(await folder('unknown')).toHaveLength(3);
  expect(names.asked).toEqual([]);
});
