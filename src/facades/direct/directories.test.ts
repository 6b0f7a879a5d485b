// Certificates found in directories that a domain names: a real one, and some that are made to harm.
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RoadProblem } from '../../core/direct/outbox/roads.ts';
import { defaultLimits } from '../../core/limits/limits.ts';
import { startNameServer, type TestNameServer } from '../../testing/dns.ts';
import { hasSlapd, startDirectory } from '../../testing/ldap.ts';
import { tempFolder } from '../../testing/process.ts';
import { derOf, givenDirectAuthority, pemOf } from '../../testing/smime.ts';
import { mailCertificate } from '../../testing/smtp.ts';
import { makeDns } from './dns.ts';
import { findCertificates } from './find-certificates.ts';
import { askDirectory } from './ldap-thread.ts';

const place = { mode: 'sandbox', allowPrivateNetworks: true, limits: defaultLimits } as const;
const never = new AbortController().signal;

let names: TestNameServer;
let certificate: Buffer;
beforeAll(async () => {
  names = await startNameServer();
  certificate = new X509Certificate((await mailCertificate(Date.now())).cert).raw;
  names.zone.set('localhost.example', [['A', '127.0.0.1']]);
});
afterAll(() => names.close());

const dns = () => makeDns([{ host: '127.0.0.1', port: names.port }]);
const name = (domain: string, port: number) =>
  names.zone.set(`_ldap._tcp.${domain}`, [
    ['SRV', { priority: 0, weight: 0, port, target: 'localhost.example' }],
  ]);

describe.skipIf(!hasSlapd)('a directory', () => {
  test('has certificates of people and of domains, and none of who writes a filter for an address', async () => {
    const people = new Map([
      ['ada@direct.example', [certificate]],
      ['house.example', [certificate]],
    ]);
    await using directory = await startDirectory(people);
    for (const domain of ['direct.example', 'house.example']) name(domain, directory.port);
    const find = (address: string) => findCertificates(dns(), place, address, never);
    expect((await find('ada@direct.example')).certificates).toEqual([certificate]);
    expect((await find('anybody@house.example')).certificates).toEqual([certificate]);
    expect((await find('nobody@direct.example')).certificates).toEqual([]);
    for (const mail of ['*@direct.example', 'x)(mail=*@direct.example', '\\2a@direct.example'])
      expect((await find(mail)).certificates).toEqual([]);
  });

  test('has certificates that came with a signature, and what is none beside them', async () => {
    const authority = await givenDirectAuthority('House', Date.now());
    const folder = tempFolder();
    writeFileSync(join(folder, 'own.pem'), `${new X509Certificate(certificate)}`);
    writeFileSync(join(folder, 'both.pem'), `${new X509Certificate(certificate)}\n${pemOf(authority)}`);
    const bundle = (name: string) =>
      spawnSync('openssl', ['crl2pkcs7', '-nocrl', '-certfile', name, '-outform', 'DER'], { cwd: folder })
        .stdout;
    const people = new Map([
      ['ada@signed.example', [bundle('both.pem')]],
      ['bob@signed.example', [Buffer.from('3003020101', 'hex'), bundle('own.pem')]],
      ['eve@signed.example', [Buffer.from('3003020101', 'hex'), bundle('own.pem').subarray(0, 200)]],
    ]);
    await using directory = await startDirectory(people, 'userSMIMECertificate');
    name('signed.example', directory.port);
    const find = async (address: string) =>
      (await findCertificates(dns(), place, address, never)).certificates;
    expect(await find('ada@signed.example')).toEqual(expect.arrayContaining([certificate, derOf(authority)]));
    expect(await find('bob@signed.example')).toEqual([certificate]);
    expect(await find('eve@signed.example')).toEqual([]);
  });

  test('in a private network is not asked', async () => {
    await using directory = await startDirectory(new Map([['ada@shut.example', [certificate]]]));
    name('shut.example', directory.port);
    const shut = { ...place, allowPrivateNetworks: false };
    expect((await findCertificates(dns(), shut, 'ada@shut.example', never)).certificates).toEqual([]);
  });
});

describe('what is no directory', () => {
  const listen = async (behave: (socket: Socket) => void): Promise<{ server: Server; port: number }> => {
    const server = createServer(socket => {
      socket.on('error', () => {});
      behave(socket);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return { server, port: (server.address() as AddressInfo).port };
  };
  /** Each is a message of its own, which answers nothing. */
  const crumbs = Buffer.alloc(2_000_000, Buffer.from('300502010165 00'.replace(' ', ''), 'hex'));

  test.each<[string, (socket: Socket) => void]>([
    ['sends rubbish', socket => void socket.end(Buffer.alloc(1000, 0xff))],
    ['sends crumbs without end', socket => void socket.write(crumbs)],
    [
      'announces gigabytes',
      socket => void socket.write(Buffer.concat([Buffer.from('3084ffffffff', 'hex'), crumbs])),
    ],
    ['hangs up', socket => void socket.destroy()],
  ])('and %s breaks nothing', async (_, behave) => {
    const { server, port } = await listen(behave);
    const before = process.memoryUsage().rss;
    const asked = { host: '127.0.0.1', port, names: ['ada@direct.example'] };
    expect(await askDirectory(defaultLimits, asked, never)).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    server.close();
  });

  test('and others are asked a few at once', async () => {
    let open = 0;
    let most = 0;
    const { server, port } = await listen(socket => {
      most = Math.max(most, ++open);
      socket.once('close', () => open--);
    });
    const asked = { host: '127.0.0.1', port, names: ['ada@direct.example'] };
    const limits = { ...defaultLimits, directDirectoriesMax: 2 };
    const ending = AbortSignal.timeout(2500);
    const answers = await Promise.all(Array.from({ length: 6 }, () => askDirectory(limits, asked, ending)));
    expect(answers).toEqual(Array.from({ length: 6 }, () => undefined));
    expect(most).toBe(2);
    server.close();
  });

  test('and says nothing is given up', async () => {
    const { server, port } = await listen(() => {});
    const asked = { host: '127.0.0.1', port, names: ['ada@direct.example'] };
    const begun = performance.now();
    expect(await askDirectory(defaultLimits, asked, AbortSignal.timeout(500))).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(3000);
    name('silent.example', port);
    const looked = findCertificates(dns(), place, 'x@silent.example', AbortSignal.timeout(800));
    await expect(looked).rejects.toThrow(RoadProblem);
    server.close();
  });
});
