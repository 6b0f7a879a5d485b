// A certificate that is renewed while the server runs, as clients see it.
import { X509Certificate } from 'node:crypto';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type ConnectionOptions, connect } from 'node:tls';
import { beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { connectToTls, filesIn, makePair, seeFingerprint, type TlsFiles, writePair } from '../testing/tls.ts';

const lookMs = 50;
let folder: string;
let files: TlsFiles;
let first: { cert: string; key: string };
beforeEach(async () => {
  folder = tempFolder();
  files = filesIn(folder);
  first = await makePair();
  writePair(files, first);
});

const start = (certificateLookMs = lookMs, of = files) =>
  startTestServer({ ...of, limits: { certificateLookMs } });

const printOf = ({ cert }: { cert: string }) => new X509Certificate(cert).fingerprint256;
const troubles = ({ logged }: TestServer) =>
  logged.map(line => JSON.parse(line)).filter(({ msg }) => msg.startsWith('certificate not loaded'));
const shows = (server: TestServer, pair: { cert: string }) =>
  expect.poll(() => seeFingerprint(server.port), { timeout: 10_000 }).toBe(printOf(pair));

test('new connections get the new one, those that are open go on', async () => {
  await using server = await start();
  await using before = await connectToTls(server.port);
  expect(before.fingerprint).toBe(printOf(first));
  const second = await makePair();
  writePair(files, second);
  await shows(server, second);
  expect(await before.ask('/alive')).toBe('HTTP/1.1 200 OK');
  expect(server.logged.join('')).toContain('certificate loaded');
  expect(server.logged.join('')).not.toContain('PRIVATE KEY');
});

test('what moves links about is followed, as certificates are renewed and secrets mounted', async () => {
  const place = (name: string) => {
    mkdirSync(join(folder, name));
    return filesIn(join(folder, name));
  };
  const second = await makePair();
  writePair(place('one'), first);
  writePair(place('two'), second);
  symlinkSync('one', join(folder, 'live'));
  await using server = await start(lookMs, filesIn(join(folder, 'live')));
  symlinkSync('two', join(folder, 'next'));
  renameSync(join(folder, 'next'), join(folder, 'live'));
  await shows(server, second);
});

describe('one that cannot be used leaves the one before, and the log says so once', () => {
  test.each([
    ['that is none', async () => ({ ...first, cert: 'nonsense' }), 'not one in PEM form'],
    ['whose key is none', async () => ({ ...first, key: 'nonsense' }), 'the key is not a private key'],
    ['with the key of another', async () => ({ ...(await makePair()), key: first.key }), 'not that of the'],
    ['that is over', () => makePair(-10), 'is over since'],
  ] as const)('one %s', async (_, make, words) => {
    await using server = await start();
    server.clock.meetToday();
    writePair(files, await make());
    await expect.poll(() => troubles(server).length, { timeout: 10_000 }).toBe(1);
    expect(troubles(server)[0].problem).toContain(words);
    await setTimeout(4 * lookMs);
    expect(troubles(server)).toHaveLength(1);
    expect(await seeFingerprint(server.port)).toBe(printOf(first));
    const mended = await makePair();
    writePair(files, mended);
    await shows(server, mended);
  });
});

test('is not looked for where that is switched off, and read at once when the operator says so', async () => {
  await using server = await start(0);
  const second = await makePair();
  writePair(files, second);
  await setTimeout(4 * lookMs);
  expect(await seeFingerprint(server.port)).toBe(printOf(first));
  server.reloadCertificate();
  expect(await seeFingerprint(server.port)).toBe(printOf(second));
  writeFileSync(files.tlsKey, first.key);
  server.reloadCertificate();
  expect(troubles(server)).toHaveLength(1);
  expect(await seeFingerprint(server.port)).toBe(printOf(second));
});

test('a connection has keys of its own and a cipher that tells of a change, with a renewed certificate too', async () => {
  await using server = await start(0);
  const agree = (options: ConnectionOptions) =>
    new Promise<string>(resolve => {
      const socket = connect(
        { port: server.port, host: '127.0.0.1', rejectUnauthorized: false, ...options },
        () => {
          resolve(socket.getCipher().standardName);
          socket.destroy();
        },
      );
      socket.once('error', () => resolve('refused'));
    });
  const weak = ['AES128-GCM-SHA256', 'AES256-SHA', 'ECDHE-RSA-AES128-SHA256', 'ECDHE-RSA-AES256-SHA'];
  const look = async () => {
    expect(await agree({})).toMatch(/^TLS_AES_256_GCM/);
    expect(await agree({ maxVersion: 'TLSv1.2' })).toMatch(/^TLS_ECDHE_RSA_WITH_(AES_\d+_GCM|CHACHA20)/);
    for (const ciphers of weak)
      expect([ciphers, await agree({ maxVersion: 'TLSv1.2', ciphers })]).toEqual([ciphers, 'refused']);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    expect(await agree(old)).toBe('refused');
  };
  await look();
  writePair(files, await makePair());
  server.reloadCertificate();
  await look();
});
