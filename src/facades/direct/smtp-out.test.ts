// Direct mail handed to servers that offer TLS or not, or to a relay: as the settings have it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../../config.ts';
import { queueMail } from '../../core/direct/outbox/queue.ts';
import { listSent } from '../../core/direct/outbox/sent.ts';
import { type DirectHouse, givenDirectHouse, giveVaultHouse } from '../../testing/direct.ts';
import { startNameServer, type TestNameServer } from '../../testing/dns.ts';
import { tempFolder } from '../../testing/process.ts';
import { startTestServer } from '../../testing/server.ts';
import { givenDirectCertificate } from '../../testing/smime.ts';
import { type MailServerOptions, mailCertificate, startMailServer } from '../../testing/smtp.ts';

const from = 'ada@ours.example';
let names: TestNameServer;
let [ourHouse, theirHouse]: DirectHouse[] = [];
let good: { key: string; cert: string };
let other: { key: string; cert: string };
let directOutCa: string;

beforeAll(async () => {
  names = await startNameServer();
  // TLS goes by the time of the machine.
  const now = Date.now();
  const vaultNow = Date.parse('2026-11-25T12:00:00Z');
  ourHouse = await givenDirectHouse('ours.example', vaultNow, names);
  theirHouse = await givenDirectHouse('theirs.example', vaultNow, names);
  const made = await givenDirectCertificate({
    ...{ now, issuer: theirHouse.authority, boundTo: ['mail.theirs.example'] },
  });
  good = {
    key: made.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: made.certificate.toString('pem'),
  };
  other = await mailCertificate(now);
  directOutCa = join(tempFolder(), 'ca.pem');
  writeFileSync(directOutCa, theirHouse.authority.certificate.toString('pem'));
});
afterAll(() => names.close());

async function sendTo(mailServer: { port: number }, settings: Settings = {}) {
  await using server = await startTestServer({
    directResolver: `127.0.0.1:${names.port}`,
    directExchangePort: mailServer.port,
    privateNetworks: 'allow',
    ...settings,
  });
  const { vault } = server;
  await giveVaultHouse(vault, ourHouse!, [theirHouse!.authority]);
  const personId = vault.ids.guid();
  await vault.store.write(db =>
    queueMail(db, vault, {
      ...{ from, to: 'doc@theirs.example', headers: [], kind: 'message' as const },
      entity: Buffer.from('Content-Type: text/plain\r\n\r\nx\r\n'),
      about: { personId, recordId: 'r', subject: '', text: '', attachments: [] },
    }),
  );
  await server.background.run('send Direct messages');
  const [sent] = (await listSent(vault, personId, { after: undefined, limit: 1 })).messages;
  return { state: sent!.state, why: sent!.why, log: server.logged.join('') };
}

const starttls = (certificate: { key: string; cert: string }): MailServerOptions => ({
  security: 'starttls',
  certificate,
});

describe('a mail server', () => {
  test('is spoken to over TLS where it has any, whoever vouches for it', async () => {
    await using mailServer = await startMailServer(starttls(other));
    expect(await sendTo(mailServer)).toMatchObject({ state: 'sent' });
    expect(mailServer.received).toMatchObject([{ secure: true }]);
  });

  test.each<[string, () => MailServerOptions, Settings]>([
    ['has no TLS', () => ({}), {}],
    ['has a certificate of another host', () => starttls(other), {}],
    ['has one that nobody vouches for', () => starttls(good), { directOutCa: undefined as never }],
  ])('that %s gets nothing where TLS is required', async (_, options, settings) => {
    await using mailServer = await startMailServer(options());
    const sent = await sendTo(mailServer, { directOutTls: 'required', directOutCa, ...settings });
    expect(sent).toMatchObject({ state: 'queued' });
    expect(mailServer.received).toEqual([]);
  });

  test('with a certificate that holds gets it where TLS is required', async () => {
    await using mailServer = await startMailServer(starttls(good));
    expect(await sendTo(mailServer, { directOutTls: 'required', directOutCa })).toMatchObject({
      state: 'sent',
    });
    expect(mailServer.received).toMatchObject([{ secure: true }]);
  });
});

describe('a relay', () => {
  test('takes all mail, with user and password', async () => {
    const login = { user: 'keep well', password: 'p@ss/word' };
    await using mailServer = await startMailServer({ login });
    const directRelay = `smtp://keep%20well:p%40ss%2Fword@127.0.0.1:${mailServer.port}`;
    expect(await sendTo({ port: 1 }, { directRelay })).toMatchObject({ state: 'sent' });
    expect(mailServer.received).toMatchObject([{ from, to: ['doc@theirs.example'], user: login.user }]);
  });

  test('that refuses the password gets nothing, and the log does not tell it', async () => {
    await using mailServer = await startMailServer({ login: { user: 'a', password: 'b' } });
    const directRelay = `smtp://keepwell:secret@127.0.0.1:${mailServer.port}`;
    const { state, why, log } = await sendTo({ port: 1 }, { directRelay });
    expect([state, why]).toEqual(['queued', 'unreachable']);
    expect(log).not.toContain('secret');
  });
});

test.each([
  [{ directRelay: 'http://u:secret@mail.example' }, 'direct-relay'],
  [{ directResolver: 'names.example' }, 'direct-resolver'],
  [{ directResolver: '192.0.2.1:99999' }, 'direct-resolver'],
  [{ directOutTls: 'maybe' }, 'direct-out-tls'],
  [{ directOutCa: '/nowhere.pem' }, 'direct-out-ca'],
  [{ directExchangePort: 0 }, 'direct-exchange-port'],
])('the settings %o are refused by name, without what is in them', async (settings, name) => {
  const error = await startTestServer(settings).catch(error => error);
  expect(error.message).toContain(name);
  expect(error.message).not.toContain('secret');
});
