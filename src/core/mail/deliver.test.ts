// From the queue to a mail server that is there, not there, unwilling, or not to be trusted.
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { startServer } from '../../main.ts';
import { tempFolder } from '../../testing/process.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { mailCertificate, startMailServer } from '../../testing/smtp.ts';
import { sendMail } from './send.ts';

const mailFrom = 'keepwell@vault.example';
const hours = 3_600_000;

let certificate: { key: string; cert: string };
beforeAll(async () => {
  certificate = await mailCertificate(Date.now());
});

const queue = (server: Pick<TestServer, 'vault'>, address = 'ada@example.org', text = 'secret words') =>
  server.vault.store.write(db =>
    sendMail(db, server.vault, {
      to: { name: 'Ada', address },
      subject: 'Secret subject',
      text,
      locale: 'de-CH',
    }),
  );
const run = (server: TestServer) => server.background.run('send mail');
const counts = (server: TestServer) => server.vault.store.read(db => db.mail.counts());

describe('mail', () => {
  test('of the vault itself is sent with all its headers, once, and forgotten', async () => {
    await using mailServer = await startMailServer();
    await using server = await startTestServer({ smtpUrl: `smtp://localhost:${mailServer.port}`, mailFrom });
    await queue(server);
    await run(server);
    await run(server);
    expect(mailServer.received).toHaveLength(1);
    const { raw } = mailServer.received[0]!;
    expect(raw).toContain('From: Keepwell <keepwell@vault.example>');
    expect(raw).toContain('Auto-Submitted: auto-generated');
    expect(raw).toContain('Content-Language: de-CH');
    expect(raw).toMatch(/^Message-ID: <[0-9a-f-]{36}@vault.example>$/im);
    expect(await counts(server)).toEqual({ waiting: 0, givenUp: 0 });
    await expect(queue(server, 'ada')).rejects.toThrow(
      expect.objectContaining({ reason: 'mailAddressMalformed' }),
    );
  });

  test('that is not committed is not sent', async () => {
    await using mailServer = await startMailServer();
    await using server = await startTestServer({ smtpUrl: `smtp://127.0.0.1:${mailServer.port}`, mailFrom });
    const { vault } = server;
    const undone = vault.store.write(async db => {
      await sendMail(db, vault, {
        to: { name: '', address: 'ada@example.org' },
        subject: 's',
        text: 't',
        locale: 'en',
      });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await run(server);
    expect(mailServer.received).toEqual([]);
  });

  test('waits for a server that is away, with growing gaps, and nothing of it is logged', async () => {
    const first = await startMailServer();
    const { port } = first;
    await first.close();
    await using server = await startTestServer({ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom });
    await queue(server);
    await run(server);
    expect(await counts(server)).toEqual({ waiting: 1, givenUp: 0 });
    const back = await startMailServer({ port });
    await run(server);
    expect(back.received).toEqual([]);
    server.clock.pass(60_000);
    await back.close();
    await run(server);
    await using again = await startMailServer({ port });
    server.clock.pass(4 * 60_000);
    await run(server);
    expect(again.received).toEqual([]);
    server.clock.pass(60_000);
    await run(server);
    expect(again.received).toHaveLength(1);
    const log = server.logged.join('');
    expect(log).toContain('The mail server cannot be used (ESOCKET)');
    expect(log).not.toMatch(/secret|ada@/i);
  });

  test('that the server puts off is tried for four days and then given up, for the operator to see', async () => {
    await using mailServer = await startMailServer();
    await using server = await startTestServer({ smtpUrl: `smtp://127.0.0.1:${mailServer.port}`, mailFrom });
    mailServer.refusals.set('ada@example.org', 451);
    await queue(server);
    for (let day = 0; day < 4; day++) {
      await run(server);
      server.clock.pass(24 * hours);
      expect(await counts(server)).toEqual({ waiting: 1, givenUp: 0 });
    }
    await run(server);
    expect(await counts(server)).toEqual({ waiting: 0, givenUp: 1 });
    await server.background.run('sweep mail');
    expect((await counts(server)).givenUp).toBe(1);
    server.clock.pass(31 * 24 * hours);
    await server.background.run('sweep mail');
    expect((await counts(server)).givenUp).toBe(0);
  });

  test('that is refused for good does not hold up the rest', async () => {
    await using mailServer = await startMailServer();
    await using server = await startTestServer({ smtpUrl: `smtp://127.0.0.1:${mailServer.port}`, mailFrom });
    mailServer.refusals.set('nobody@example.org', 550);
    await queue(server, 'nobody@example.org');
    for (let n = 0; n < 7; n++) await queue(server, `ada${n}@example.org`);
    await run(server);
    expect(mailServer.received).toHaveLength(7);
    expect(await counts(server)).toEqual({ waiting: 0, givenUp: 1 });
    expect(server.logged.join('')).toContain('Mail was given up: 1 (EENVELOPE 550).');
    expect(server.logged.join('')).not.toContain('nobody@');
  });

  test('outlives a server that ends without warning', async () => {
    await using mailServer = await startMailServer();
    const data = tempFolder();
    const settings = { data, port: 0, smtpUrl: `smtp://127.0.0.1:${mailServer.port}`, mailFrom };
    const config = readConfig({ ...settings, logLevel: 'silent' }, {});
    await using killed = await startServer(config);
    await queue(killed);
    // What lies on the disk at this moment.
    const left = join(tempFolder(), 'left');
    cpSync(data, left, { recursive: true });
    await using next = await startServer({ ...config, data: left });
    await next.background.run('send mail');
    expect(mailServer.received).toHaveLength(1);
  });

  test('is queued up to a limit', async () => {
    await using server = await startTestServer({
      smtpUrl: 'smtp://127.0.0.1:1',
      mailFrom,
      limits: { mailsWaitingMax: 2 },
    });
    await queue(server);
    await queue(server);
    await expect(queue(server)).rejects.toThrow(expect.objectContaining({ reason: 'mailNotQueued' }));
  });

  test('lies sealed in the store, and is forgotten once it is sent', async () => {
    await using mailServer = await startMailServer();
    await using server = await startTestServer({ smtpUrl: `smtp://127.0.0.1:${mailServer.port}`, mailFrom });
    const rows = () => {
      const db = new Database(join(server.data, 'keepwell.db'), { readonly: true });
      const [letters, copies] = ['mail_letter', 'mail'].map(table =>
        db.prepare(`SELECT * FROM ${table}`).all(),
      );
      db.close();
      return { letters: letters as { sealed: Buffer }[], copies: copies as { sealed_to: Buffer | null }[] };
    };
    await queue(server);
    const waiting = rows();
    for (const sealed of [waiting.letters[0]!.sealed, waiting.copies[0]!.sealed_to!]) {
      expect(sealed.toString('latin1')).not.toMatch(/secret|ada@/i);
      expect(server.vault.keys.open(sealed).toString()).toMatch(/secret|ada@/i);
    }
    await run(server);
    expect(rows()).toMatchObject({ letters: [], copies: [{ sealed_to: null, state: 'sent' }] });
    server.clock.pass(25 * hours);
    await server.background.run('sweep mail');
    expect(rows().copies).toEqual([]);
  });
});

describe('a mail server elsewhere', () => {
  // 0.0.0.0 leads here without being called loopback.
  const login = { user: 'keep well', password: 'p@ss/word' };
  const credentials = 'keep%20well:p%40ss%2Fword@';

  test('is spoken to by STARTTLS, with user and password, when its certificate is trusted', async () => {
    await using mailServer = await startMailServer({ security: 'starttls', certificate, login });
    const smtpUrl = `smtp://${credentials}0.0.0.0:${mailServer.port}`;
    await using stranger = await startTestServer({ smtpUrl, mailFrom });
    await queue(stranger);
    await run(stranger);
    expect(mailServer.received).toEqual([]);
    const smtpCa = join(stranger.data, 'ca.pem');
    writeFileSync(smtpCa, certificate.cert);
    await using server = await startTestServer({ smtpUrl, smtpCa, mailFrom });
    await queue(server);
    await run(server);
    expect(mailServer.received).toMatchObject([{ secure: true, user: login.user }]);
  });

  test('is spoken to by TLS from the start with smtps', async () => {
    await using mailServer = await startMailServer({ security: 'tls', certificate, login });
    await using server = await startTestServer({
      smtpUrl: `smtps://${credentials}127.0.0.1:${mailServer.port}`,
      mailFrom,
    });
    await queue(server);
    await run(server);
    expect(mailServer.received).toMatchObject([{ secure: true, user: login.user }]);
  });

  test('gets nothing without TLS, and nothing with a wrong password', async () => {
    await using plain = await startMailServer();
    await using server = await startTestServer({ smtpUrl: `smtp://0.0.0.0:${plain.port}`, mailFrom });
    await queue(server);
    await run(server);
    expect(plain.received).toEqual([]);
    expect(server.logged.join('')).toContain('ETLS');
    await using guarded = await startMailServer({ login });
    await using wrong = await startTestServer({ smtpUrl: `smtp://x:y@127.0.0.1:${guarded.port}`, mailFrom });
    await queue(wrong);
    await run(wrong);
    expect(guarded.received).toEqual([]);
    expect(wrong.logged.join('')).toContain('EAUTH 535');
    expect(await counts(wrong)).toEqual({ waiting: 1, givenUp: 0 });
  });
});

describe('the settings of mail', () => {
  test.each([
    [{ smtpUrl: 'http://mail.example', mailFrom }, 'smtp-url'],
    [{ smtpUrl: 'smtp://u:secret@mail.example:99999', mailFrom }, 'smtp-url'],
    [{ smtpUrl: 'smtp://mail.example' }, 'mail-from'],
    [{ mailFrom: 'keepwell' }, 'mail-from'],
    [{ mailbox: 'all' }, 'mailbox'],
    [{ signUp: 'maybe' }, 'sign-up'],
  ])('%o are refused by name, without what is in them', async (settings, name) => {
    const error = await startTestServer(settings).catch(error => error);
    expect(error.message).toContain(name);
    expect(error.message).not.toContain('secret');
  });
});
