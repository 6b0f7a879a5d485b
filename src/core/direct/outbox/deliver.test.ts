// From the queue to a mail server that is there, away, unwilling or slow, over a real name server, and opened by whom it is for.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readMime } from '../../../formats/mime/read.ts';
import { type DirectHouse, givenDirectHouse, giveVaultHouse } from '../../../testing/direct.ts';
import { certRecord, startNameServer, type TestNameServer } from '../../../testing/dns.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import {
  derOf,
  directKeyOf,
  givenDirectAuthority,
  givenDirectCertificate,
  trusting,
} from '../../../testing/smime.ts';
import { startMailServer, type TestMailServer } from '../../../testing/smtp.ts';
import { openMail } from '../smime/open.ts';
import { queueMail } from './queue.ts';
import { listSent, retrySent, stopSent } from './sent.ts';
import { noteConfirmation } from './tracking.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const from = 'ada@ours.example';
const entity = Buffer.from('Content-Type: text/plain\r\n\r\nsecret words\r\n');

let names: TestNameServer;
let theirs: TestMailServer;
let server: TestServer;
let [ourHouse, theirHouse]: DirectHouse[] = [];
let personId: string;

beforeAll(async () => {
  names = await startNameServer();
  const now = Date.parse('2026-11-25T12:00:00Z');
  ourHouse = await givenDirectHouse('ours.example', now, names);
  theirHouse = await givenDirectHouse('theirs.example', now, names);
});
afterAll(() => names.close());
beforeEach(async () => {
  theirs = await startMailServer();
  server = await startTestServer({
    directResolver: `127.0.0.1:${names.port}`,
    directExchangePort: theirs.port,
    privateNetworks: 'allow',
  });
  await giveVaultHouse(server.vault, ourHouse!, [theirHouse!.authority]);
  personId = server.vault.ids.guid();
});
afterEach(async () => {
  await server.close();
  await theirs.close();
  names.oddities.clear();
});

const queue = (to: string | string[] = 'doc@theirs.example', subject = 'Secret subject') =>
  server.vault.store.write(db =>
    queueMail(db, server.vault, {
      from,
      to,
      entity,
      headers: [
        ['Subject', subject],
        ['In-Reply-To', '<before@theirs.example>'],
      ],
      kind: 'message',
      about: { personId, recordId: 'record', subject, text: 'secret words', attachments: [] },
    }),
  );
const run = () => server.background.run('send Direct messages');
const list = async () => (await listSent(server.vault, personId, { after: undefined, limit: 10 })).messages;
const pass = (ms: number) => server.clock.pass(ms);
const open = (raw: string) =>
  openMail(Buffer.from(raw, 'latin1'), {
    from,
    to: 'doc@theirs.example',
    keys: [directKeyOf(theirHouse!.certified, 'theirs.example')],
    trust: trusting([ourHouse!.authority]),
    now: server.vault.clock.now(),
    limits: server.vault.limits,
  });

describe('a Direct message', () => {
  test('goes out signed and encrypted, with nothing outside that it is about, once', async () => {
    await queue();
    await run();
    await run();
    expect(theirs.received).toHaveLength(1);
    const { raw, from: sender, to } = theirs.received[0]!;
    expect([sender, to]).toEqual([from, ['doc@theirs.example']]);
    expect(raw).not.toMatch(/secret|before@/i);
    expect(
      raw
        .split('\r\n\r\n')[0]!
        .split(/\r\n(?! )/)
        .map(line => line.split(':')[0]),
    ).toEqual([
      'From',
      'To',
      'Message-ID',
      'Date',
      'MIME-Version',
      'Content-Type',
      'Content-Transfer-Encoding',
      'Content-Disposition',
    ]);
    const opened = await open(raw);
    expect(opened).toMatchObject({
      wasEncrypted: true,
      standing: { kind: 'verified', address: from, boundTo: 'domain' },
    });
    const inner = readMime(readMime(opened.entity).bytes);
    expect(inner.fields).toContainEqual({ name: 'subject', value: 'Secret subject' });
    expect(inner.fields).toContainEqual({ name: 'in-reply-to', value: '<before@theirs.example>' });
    expect(inner.bytes.toString()).toBe('secret words\r\n');
    expect(await list()).toMatchObject([
      { to: ['doc@theirs.example'], subject: 'Secret subject', state: 'sent', why: undefined },
    ]);
  });

  test('goes to each of several by themselves, and what is wrong with one holds up no other', async () => {
    theirs.refusals.set('nobody@theirs.example', 550);
    await queue(['doc@theirs.example', 'nobody@theirs.example', 'x@no-such.example']);
    await run();
    expect(theirs.received.map(({ to }) => to)).toEqual([['doc@theirs.example']]);
    expect(theirs.received[0]!.raw).not.toContain('nobody');
    const [sent] = await list();
    expect(sent).toMatchObject({ state: 'failed' });
    expect(sent!.copies.map(({ to, state, why }) => [to, state, why]).toSorted()).toEqual([
      ['doc@theirs.example', 'sent', undefined],
      ['nobody@theirs.example', 'failed', 'refused'],
      ['x@no-such.example', 'failed', 'no-certificate'],
    ]);
    expect(server.logged.join('')).toContain('Direct messages were given up: 2');
    expect(server.logged.join('')).not.toMatch(/nobody@|doc@|secret/i);
  });

  test('waits for a server that is away, with growing gaps, and is given up after two days', async () => {
    const { port } = theirs;
    await theirs.close();
    await queue();
    await run();
    expect(await list()).toMatchObject([{ state: 'queued', why: 'unreachable' }]);
    pass(minutes);
    await run();
    theirs = await startMailServer({ port });
    pass(4 * minutes);
    await run();
    expect(theirs.received).toEqual([]);
    pass(minutes);
    await run();
    expect(theirs.received).toHaveLength(1);
    theirs.refusals.set('doc@theirs.example', 451);
    await queue();
    for (let n = 0; n < 6; n++) {
      await run();
      expect((await list())[0]).toMatchObject({ state: 'queued', why: 'put-off' });
      pass(8 * hours);
    }
    await run();
    expect((await list())[0]).toMatchObject({ state: 'failed', why: 'put-off' });
  });

  test('is tried again by whoever sent it, or stopped', async () => {
    theirs.refusals.set('doc@theirs.example', 550);
    const id = await queue();
    await run();
    theirs.refusals.clear();
    await retrySent(server.vault, server.vault.ids.guid(), id);
    await run();
    expect(await list()).toMatchObject([{ state: 'failed' }]);
    await retrySent(server.vault, personId, id);
    await stopSent(server.vault, personId, id);
    await run();
    expect(await list()).toMatchObject([{ state: 'failed', why: 'stopped' }]);
    await retrySent(server.vault, personId, id);
    await run();
    expect(theirs.received).toHaveLength(1);
    expect(await list()).toMatchObject([{ state: 'sent' }]);
  });

  test('is not sent to who has no certificate, one that is not trusted, or one of somebody else', async () => {
    const now = server.vault.clock.now();
    const stranger = await givenDirectAuthority('Stranger', now);
    const untrusted = await givenDirectCertificate({ now, issuer: stranger, boundTo: ['strange.example'] });
    names.zone.set('strange.example', [['CERT', certRecord(derOf(untrusted))]]);
    names.zone.set('borrowed.example', [['CERT', certRecord(derOf(theirHouse!.certified))]]);
    names.oddities.set('failing.example', 'failure');
    await queue(['a@strange.example', 'b@borrowed.example', 'c@failing.example']);
    await run();
    const [sent] = await list();
    expect(sent!.copies.map(({ to, state, why }) => [to, state, why]).toSorted()).toEqual([
      ['a@strange.example', 'failed', 'not-trusted'],
      ['b@borrowed.example', 'failed', 'not-trusted'],
      ['c@failing.example', 'queued', 'look-up-failed'],
    ]);
    expect(theirs.received).toEqual([]);
  });

  test('finds the certificate once for as long as it holds', async () => {
    await queue();
    await run();
    const before = names.asked.filter(line => line.startsWith('CERT')).length;
    await queue();
    await run();
    expect(names.asked.filter(line => line.startsWith('CERT'))).toHaveLength(before);
    pass(6 * minutes);
    await queue();
    await run();
    expect(names.asked.filter(line => line.startsWith('CERT')).length).toBeGreaterThan(before);
    expect(theirs.received).toHaveLength(3);
  });

  test('is not sent from a domain that trusts nobody', async () => {
    await server.vault.store.write(db =>
      queueMail(db, server.vault, {
        ...{ from: 'ada@keyless.example', to: 'doc@ours.example', entity, headers: [], kind: 'message' },
        about: { personId, recordId: 'record', subject: '', text: '', attachments: [] },
      }),
    );
    await run();
    expect(await list()).toMatchObject([{ state: 'failed', why: 'not-trusted' }]);
  });
});

describe('what became of it', () => {
  const confirm = (
    mdn: {
      disposition: 'processed' | 'dispatched' | 'failed';
      originalMessageId: string;
      finalRecipient?: string;
    },
    by = 'doc@theirs.example',
  ) =>
    server.vault.store.write(db =>
      noteConfirmation(db, server.vault, {
        signedBy: by === 'nobody' ? undefined : by,
        mdn: { finalRecipient: 'Doc@Theirs.example', ...mdn },
      }),
    );
  const sendOne = async () => {
    await queue();
    await run();
    return /^Message-ID: <(.+)>/m.exec(theirs.received.at(-1)!.raw)![1]!;
  };

  test('is told by who can sign for the domain, and goes on only', async () => {
    const originalMessageId = await sendOne();
    expect(await confirm({ disposition: 'processed', originalMessageId })).toBe(true);
    expect(await list()).toMatchObject([{ state: 'processed' }]);
    expect(await confirm({ disposition: 'dispatched', originalMessageId })).toBe(true);
    expect(await list()).toMatchObject([{ state: 'delivered' }]);
    for (const disposition of ['processed', 'failed'] as const)
      await confirm({ disposition, originalMessageId });
    expect(await list()).toMatchObject([{ state: 'delivered' }]);
  });

  test('is not changed by others, nor by what is not vouched for or about another', async () => {
    const originalMessageId = await sendOne();
    const id = originalMessageId.split('@')[0];
    const attempts = [
      confirm({ disposition: 'failed', originalMessageId }, 'doc@elsewhere.example'),
      confirm({ disposition: 'failed', originalMessageId }, 'nobody'),
      confirm({ disposition: 'failed', originalMessageId, finalRecipient: 'other@theirs.example' }),
      confirm({ disposition: 'failed', originalMessageId: `${id}@elsewhere.example` }),
      confirm({ disposition: 'failed', originalMessageId: 'nothing@ours.example' }),
    ];
    expect(await Promise.all(attempts)).toEqual(attempts.map(() => false));
    expect(await list()).toMatchObject([{ state: 'sent' }]);
  });

  test('is not confirmed where nothing comes, and failed where their system says so', async () => {
    const originalMessageId = await sendOne();
    pass(hours + 1);
    expect(await list()).toMatchObject([{ state: 'sent', why: 'not-confirmed' }]);
    await confirm({ disposition: 'failed', originalMessageId });
    expect(await list()).toMatchObject([{ state: 'failed', why: 'their-system-failed' }]);
  });
});
