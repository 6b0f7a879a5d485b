// Certificates and mail servers found by a name server that is there, not there, hostile or full.
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RoadProblem } from '../../core/direct/outbox/roads.ts';
import { defaultLimits } from '../../core/limits/limits.ts';
import { certRecord, startNameServer, type TestNameServer } from '../../testing/dns.ts';
import { mailCertificate } from '../../testing/smtp.ts';
import { makeDns } from './dns.ts';
import { findCertificates } from './find-certificates.ts';
import { findExchanges } from './find-exchange.ts';
import { readNameServer } from './name-server.ts';

const open = { mode: 'sandbox', allowPrivateNetworks: true, limits: defaultLimits } as const;
const shut = { ...open, allowPrivateNetworks: false };
const never = new AbortController().signal;

let server: TestNameServer;
let certificate: Buffer;
beforeAll(async () => {
  server = await startNameServer();
  certificate = new X509Certificate((await mailCertificate(Date.now())).cert).raw;
});
afterAll(() => server.close());

const dns = () => makeDns([{ host: '127.0.0.1', port: server.port }]);
const find = (address: string) => findCertificates(dns(), open, address, never);
const word = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    error => (error instanceof RoadProblem ? error.word : `${error}`),
  );

describe('certificates', () => {
  test('are found of the address, then of the domain', async () => {
    server.zone.set('ada.lovelace.direct.example', [['CERT', certRecord(certificate), 600]]);
    expect(await find('Ada.Lovelace@direct.example')).toEqual({
      certificates: [certificate],
      ttlMs: 600_000,
    });
    server.zone.set('house.example', [['CERT', certRecord(certificate), 60]]);
    expect(await find('anybody@house.example')).toEqual({ certificates: [certificate], ttlMs: 60_000 });
  });

  test('that do not fit into UDP are asked for over TCP', async () => {
    const big = Buffer.concat([certificate, Buffer.alloc(1500)]);
    server.zone.set('big.example', [
      ['CERT', certRecord(certificate)],
      ['CERT', certRecord(big)],
    ]);
    expect((await find('x@big.example')).certificates).toEqual([certificate]);
    expect(server.asked).toContain('CERT big.example over tcp');
  });

  test('by way of an alias are found; what only says where one lies, or is none, is left out', async () => {
    server.zone.set('alias.example', [
      ['CNAME', 'real.example'],
      ['CERT', certRecord(certificate, 4)],
      ['CERT', certRecord(Buffer.from('no certificate at all'))],
      ['CERT', Buffer.alloc(3)],
    ]);
    expect((await find('x@alias.example')).certificates).toEqual([]);
  });

  test('are taken in to a limit', async () => {
    server.zone.set('many.example', [
      ['CERT', certRecord(certificate)],
      ...Array.from({ length: 30 }, () => ['CERT', certRecord(certificate)] as const),
    ]);
    expect((await find('x@many.example')).certificates).toHaveLength(1);
    const limits = { ...defaultLimits, directCertificateBytesMax: 100 };
    const found = await findCertificates(dns(), { ...open, limits }, 'x@many.example', never);
    expect(found.certificates).toEqual([]);
  });

  test('of nobody are none, and where nobody answers it is not known', async () => {
    expect((await find('x@nobody.example')).certificates).toEqual([]);
    server.oddities.set('broken.example', 'failure');
    expect(await word(find('x@broken.example'))).toBe('look-up-failed');
  });

  test('asked of a name server that sends rubbish, or answers something else, do not break anything', async () => {
    for (const bytes of [Buffer.alloc(1), Buffer.alloc(12, 0xff), Buffer.from('c00c'.repeat(9), 'hex')]) {
      server.oddities.set('rubbish.example', bytes);
      const asked = findCertificates(dns(), open, 'x@rubbish.example', AbortSignal.timeout(200));
      expect(await word(asked)).toBe('look-up-failed');
    }
  });

  test('of names that cannot be are not asked for', async () => {
    const before = server.asked.length;
    const long = `${'a'.repeat(64)}@house.example`;
    expect((await find(long)).certificates).toEqual([certificate]);
    expect(server.asked.slice(before)).toEqual(['CERT house.example over udp']);
  });
});

describe('mail servers', () => {
  const exchanges = (domain: string, place: typeof open | typeof shut = open) =>
    findExchanges(dns(), place, domain, never);

  test('are those of MX in their order, or the domain itself', async () => {
    server.zone.set('mx.example', [
      ['MX', { preference: 20, exchange: 'second.example' }],
      ['MX', { preference: 10, exchange: 'first.example' }],
    ]);
    server.zone.set('first.example', [['A', '127.0.0.1']]);
    server.zone.set('second.example', [['A', '127.0.0.2']]);
    expect(await exchanges('mx.example')).toEqual([
      { host: 'first.example', address: '127.0.0.1' },
      { host: 'second.example', address: '127.0.0.2' },
    ]);
    expect(await exchanges('first.example')).toEqual([{ host: 'first.example', address: '127.0.0.1' }]);
  });

  test('are not to be had of a domain that takes no mail, is none, or lies in a private network', async () => {
    server.zone.set('null.example', [['MX', { preference: 0, exchange: '.' }]]);
    expect(await word(exchanges('null.example'))).toBe('no-mail');
    expect(await word(exchanges('nobody.example'))).toBe('no-such-domain');
    expect(await word(exchanges('mx.example', shut))).toBe('private-network');
    server.oddities.set('failing.example', 'failure');
    expect(await word(exchanges('failing.example'))).toBe('look-up-failed');
  });
});

test('a name server is an address, with its port where it has another', () => {
  expect(readNameServer('192.0.2.1')).toEqual({ host: '192.0.2.1', port: 53 });
  expect(readNameServer('192.0.2.1:5353')).toEqual({ host: '192.0.2.1', port: 5353 });
  expect(readNameServer('2001:db8::1')).toEqual({ host: '2001:db8::1', port: 53 });
  expect(readNameServer('[2001:db8::1]:5353')).toEqual({ host: '2001:db8::1', port: 5353 });
});
