// Direct messages set up from the command line: an authority, keys, records for name servers, and whom domains trust.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeCertificate } from '../core/direct/certificates/judge.ts';
import { findOwnKeys, findSigningKey } from '../core/direct/certificates/key.ts';
import { findTrust } from '../core/direct/certificates/trust.ts';
import { certRecord, startNameServer, type TestNameServer } from '../testing/dns.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { type Certified, givenRevocationList, listBytes } from '../testing/signatures.ts';
import { derOf, givenDirectAuthority, givenDirectCertificate, pemOf } from '../testing/smime.ts';
import { toPem } from './direct-records.ts';

const domain = 'direct.example.org';
const folder = tempFolder();
const file = (name: string) => join(folder, name);

let server: TestServer;
let names: TestNameServer;
let hisp: Certified;
let now: number;
beforeAll(async () => {
  server = await startTestServer();
  now = Date.now();
  server.clock.pass(now - server.clock.now());
  names = await startNameServer();
  hisp = await givenDirectAuthority('HISP', now);
});
afterAll(async () => {
  await names.close();
  await server.close();
});

const run = (...args: string[]) =>
  keepwell(['direct', ...args, '--data', server.data], {
    env: { KEEPWELL_DIRECT_RESOLVER: `127.0.0.1:${names.port}` },
  });
const runJson = async (...args: string[]) => {
  const { code, out, err } = await run(...args, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out);
};
const openssl = (...args: string[]) => {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder });
  if (status !== 0) throw new Error(stderr.toString());
};
const trustOf = (of = domain) => server.vault.store.read(db => findTrust(db, server.vault, of));

test('a domain is set up once, trusts its own, and its records are found', async () => {
  expect((await run('check')).err).toContain('`keepwell direct setup` makes one');
  const made = await runJson('setup', '--domain', 'Direct.Example.org', '--anchor', file('anchor.pem'));
  expect(made.keys).toMatchObject([{ boundTo: domain, isNew: true }]);
  expect(await runJson('setup', '--domain', domain)).toMatchObject({
    authority: made.authority,
    keys: [{ id: made.keys[0].id, isNew: false }],
  });
  expect(readFileSync(file('anchor.pem'), 'utf8')).toBe(made.authority);
  const key = await server.vault.store.read(db => findSigningKey(db, server.vault, `ann@${domain}`));
  const standing = await judgeCertificate(key!.certificate, key!.chain, {
    address: `ann@${domain}`,
    trust: await trustOf(),
    now,
  });
  expect(standing).toMatchObject({ kind: 'verified', boundTo: 'domain' });
  writeFileSync(file('key.der'), key!.certificate);
  openssl('verify', '-CAfile', 'anchor.pem', '-purpose', 'smimesign', '-x509_strict', 'key.der');
  openssl('verify', '-CAfile', 'anchor.pem', '-purpose', 'smimeencrypt', '-x509_strict', 'key.der');

  const checked = async () => {
    const { code, out } = await run('check', '--json');
    return { code, problems: JSON.parse(out).map(({ problem }: { problem?: string }) => problem) };
  };
  expect(await checked()).toMatchObject({
    code: 1,
    problems: ['there is no MX record', 'there is no CERT record', undefined],
  });
  const [mx, cert] = made.records as string[];
  expect(mx).toBe(`${domain}. 3600 IN MX 10 ${domain}.`);
  const published = Buffer.from(cert!.split(' ').at(-1)!, 'base64');
  names.zone.set(domain, [
    ['MX', { preference: 10, exchange: domain }],
    ['CERT', certRecord(published)],
  ]);
  expect(await checked()).toMatchObject({ code: 0, problems: [undefined, undefined, undefined] });

  const renewed = await runJson('certificate', 'renew', domain);
  expect((await checked()).problems).toContain('other certificates are published');
  const keys = await server.vault.store.read(db => findOwnKeys(db, server.vault, `ann@${domain}`));
  expect(keys.map(({ id }) => id)).toEqual([renewed.id, made.keys[0].id]);
  expect(await runJson('certificate', 'list')).toHaveLength(2);
});

test('an address has a key of its own, of the domain alone', async () => {
  const made = await runJson('setup', '--domain', domain, '--address', `ann.b@${domain}`);
  expect(made.records[1]).toMatch(/^ann\.b\.direct\.example\.org\. /);
  expect((await run('setup', '--domain', domain, '--address', 'ann@other.example.org')).err).toContain(
    `Each address must be one of ${domain}.`,
  );
  expect((await run('setup', '--domain', 'no domain')).err).toContain('no domain is no domain');
});

test('keys of a HISP are brought as PEM and as PKCS #12, new and old; others are refused', async () => {
  const brought = await givenDirectCertificate({ now, issuer: hisp, boundTo: ['hisp.example.org'] });
  writeFileSync(file('key.pem'), brought.key.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(file('chain.pem'), `${pemOf(brought)}\n${pemOf(hisp)}\n`);
  writeFileSync(file('both.pem'), `${readFileSync(file('key.pem'))}${readFileSync(file('chain.pem'))}`);
  writeFileSync(file('pass'), 'sekrit-ä\n');
  const exported = ['pkcs12', '-export', '-inkey', 'key.pem', '-in', 'chain.pem', '-passout', 'file:pass'];
  openssl(...exported, '-out', 'new.p12');
  const old = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
  openssl(...exported, ...old, '-out', 'old.p12');
  for (const name of ['new.p12', 'old.p12'])
    expect(await runJson('certificate', 'add', file(name), '--passphrase-file', file('pass'))).toMatchObject([
      { boundTo: 'hisp.example.org' },
    ]);
  const [added] = await runJson('certificate', 'add', file('both.pem'));
  const keys = await server.vault.store.read(db => findOwnKeys(db, server.vault, 'x@hisp.example.org'));
  expect(keys).toHaveLength(3);
  for (const key of keys) {
    expect(key.certificate.equals(derOf(brought))).toBe(true);
    expect(key.chain.map(der => der.equals(derOf(hisp)))).toEqual([true]);
  }
  await runJson('certificate', 'remove', added.id);
  expect((await run('certificate', 'remove', added.id)).code).toBe(1);

  const refused = async (name: string, ...args: string[]) =>
    (await run('certificate', 'add', file(name), ...args)).err;
  writeFileSync(file('wrong'), 'other');
  expect(await refused('new.p12', '--passphrase-file', file('wrong'))).toContain(
    'The passphrase is not that of the file',
  );
  expect(await refused('chain.pem')).toContain('must have one private key');
  writeFileSync(file('rubbish.p12'), Buffer.from([0x30, 0x82, 1, 2, 3]));
  expect(await refused('rubbish.p12')).toContain('not PKCS #12');
  const nobody = await givenDirectCertificate({ now, issuer: hisp, boundTo: [] });
  writeFileSync(file('nobody.pem'), `${nobody.key.export({ type: 'pkcs8', format: 'pem' })}${pemOf(nobody)}`);
  expect(await refused('nobody.pem')).toContain('bound to no address and no domain');
  writeFileSync(file('stranger.pem'), `${readFileSync(file('key.pem'))}${pemOf(nobody)}`);
  expect(await refused('stranger.pem')).toContain('no certificate of its key');
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'key.pem',
    '-in',
    'chain.pem',
    '-passout',
    'pass:',
    '-iter',
    '6000000',
    '-out',
    'slow.p12',
  );
  expect(await refused('slow.p12')).toContain('by more rounds than are taken');
  expect((await run('certificate', 'add', '/dev/zero')).err).toContain('may have 1048576 bytes');
  expect((await run('trust', 'add', '/dev/zero')).err).toContain('may not be so large');
});

test('anchors come from files and bundles, once; lists with them; and go again', async () => {
  const other = await givenDirectAuthority('Other', now);
  writeFileSync(file('hisp.pem'), pemOf(hisp));
  writeFileSync(file('anchors.pem'), `${pemOf(hisp)}\n${pemOf(other)}`);
  openssl('crl2pkcs7', '-nocrl', '-certfile', 'anchors.pem', '-outform', 'DER', '-out', 'anchors.p7b');
  openssl('crl2pkcs7', '-nocrl', '-certfile', 'anchors.pem', '-out', 'anchors.p7c');
  const partner = 'partner.example.org';
  const before = (await trustOf(partner)).files.certificates.length;
  const add = (...args: string[]) => runJson('trust', 'add', ...args, '--domain', partner);
  expect(await add(file('hisp.pem'))).toEqual({ added: 1 });
  expect(await add(file('anchors.p7b'))).toEqual({ added: 1 });
  expect(await add(file('anchors.p7c'))).toEqual({ added: 0 });
  expect((await trustOf(partner)).files.certificates).toHaveLength(before + 2);
  const list = await givenRevocationList(hisp, [], { thisUpdate: now - 1000, nextUpdate: now + 86_400_000 });
  writeFileSync(file('hisp.crl'), listBytes(list));
  expect(await add(file('hisp.crl'))).toEqual({ added: 1 });
  const { anchors, lists: all } = await runJson('trust', 'list');
  const lists = all.filter(({ address }: { address?: string }) => address === undefined);
  expect(lists).toMatchObject([{ isThere: true }]);
  await runJson('trust', 'remove', anchors.find((one: { domain: string }) => one.domain === partner).id);
  await runJson('trust', 'remove', lists[0].id);
  expect((await trustOf(partner)).files).toMatchObject({
    certificates: { length: before + 1 },
    revocationLists: { length: all.length - 1 },
  });
  expect((await run('trust', 'remove', 'nothing')).code).toBe(1);
  writeFileSync(file('words.txt'), 'no certificate');
  expect((await run('trust', 'add', file('words.txt'))).err).toContain('no certificate');
  await runJson('trust', 'revocation', '--domain', partner, '--unknown', 'refuse');
  expect((await trustOf(partner)).areListsDemanded).toBe(true);
});

test('a bundle is watched where it is published, signed by whom it must be', async () => {
  const signer = await givenDirectCertificate({ now, issuer: hisp, boundTo: ['bundles.example.org'] });
  writeFileSync(file('signer.pem'), pemOf(signer));
  writeFileSync(file('signer.key'), signer.key.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(
    file('other.pem'),
    pemOf(await givenDirectCertificate({ now, issuer: hisp, boundTo: ['x.example.org'] })),
  );
  openssl(
    'cms',
    '-sign',
    '-binary',
    '-nodetach',
    '-md',
    'sha256',
    '-in',
    'anchors.p7b',
    '-outform',
    'DER',
    '-signer',
    'signer.pem',
    '-inkey',
    'signer.key',
    '-out',
    'signed.p7m',
  );
  const served = { bytes: readFileSync(file('signed.p7m')) };
  const web: Server = createServer((_, answer) => answer.end(served.bytes));
  await new Promise<void>(done => web.listen(0, '127.0.0.1', done));
  const address = `http://localhost:${(web.address() as AddressInfo).port}/bundle`;
  const add = (...args: string[]) => run('trust', 'add', address, '--domain', 'bundled.example.org', ...args);
  expect((await add('--signer', file('other.pem'))).err).toContain('was not signed by whom it must be');
  expect((await add('--signer', file('signer.pem'), '--json')).out).toBe('{"added":2}\n');
  const anchors = async () => (await trustOf('bundled.example.org')).files.certificates.length;
  expect(await anchors()).toBe(2);

  // A day later there is one more, and the day after that it was changed by somebody.
  const refresh = () => server.background.run('refresh trust of Direct');
  openssl('crl2pkcs7', '-nocrl', '-certfile', 'hisp.pem', '-outform', 'DER', '-out', 'one.p7b');
  openssl(
    'cms',
    '-sign',
    '-binary',
    '-nodetach',
    '-md',
    'sha256',
    '-in',
    'one.p7b',
    '-outform',
    'DER',
    '-signer',
    'signer.pem',
    '-inkey',
    'signer.key',
    '-out',
    'signed.p7m',
  );
  served.bytes = readFileSync(file('signed.p7m'));
  await refresh();
  expect(await anchors()).toBe(2);
  server.clock.pass(25 * 3_600_000);
  await refresh();
  expect(await anchors()).toBe(1);
  served.bytes = readFileSync(file('one.p7b'));
  server.clock.pass(25 * 3_600_000);
  await refresh();
  expect(await anchors()).toBe(1);
  expect((await runJson('trust', 'list')).bundles).toMatchObject([{ problem: 'The bundle is not signed.' }]);
  await new Promise(done => web.close(done));
});

test('a key that was issued here is revoked for all to see, and nobody is verified by it any more', async () => {
  const house = 'revoked.example.org';
  await using server = await startTestServer();
  server.clock.pass(Date.now() - server.clock.now());
  const run = (...args: string[]) => keepwell(['direct', ...args, '--data', server.data]);
  const runJson = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);
  const trustOf = (of: string) => server.vault.store.read(db => findTrust(db, server.vault, of));
  const made = await runJson('setup', '--domain', house, '--anchor', file('root.pem'));
  const { id } = made.keys[0];
  const stolen = await server.vault.store.read(db => findSigningKey(db, server.vault, `ann@${house}`));
  writeFileSync(file('stolen.pem'), toPem(stolen!.certificate));
  const extension = spawnSync(
    'openssl',
    ['x509', '-in', 'stolen.pem', '-noout', '-ext', 'crlDistributionPoints'],
    {
      cwd: folder,
    },
  );
  const [, path] = /URI:http:\/\/[^/]+(\/direct\/lists\/[-0-9a-f]+\.crl)/.exec(extension.stdout.toString())!;
  const fetchList = async () => {
    const answer = await fetch(`http://localhost:${server.port}${path}`);
    expect(answer.headers.get('content-type')).toBe('application/pkix-crl');
    writeFileSync(file('house.crl'), Buffer.from(await answer.arrayBuffer()));
    const { status, stdout, stderr } = spawnSync(
      'openssl',
      ['crl', '-inform', 'DER', '-in', 'house.crl', '-CAfile', 'root.pem', '-verify', '-noout', '-text'],
      { cwd: folder },
    );
    expect([status, stderr.toString()]).toEqual([0, 'verify OK\n']);
    return stdout.toString();
  };
  const verify = () =>
    spawnSync(
      'openssl',
      ['verify', '-CAfile', 'root.pem', '-crl_check', '-CRLfile', 'house.crl', 'stolen.pem'],
      {
        cwd: folder,
      },
    ).stderr.toString();
  const judge = async () =>
    judgeCertificate(stolen!.certificate, stolen!.chain, {
      ...{ address: `ann@${house}`, trust: await trustOf(house), now: server.clock.now() },
    });
  expect(await fetchList()).toContain('No Revoked Certificates');
  expect(verify()).toBe('');
  expect(await judge()).toMatchObject({ kind: 'verified' });

  expect(await runJson('certificate', 'revoke', id)).toEqual({ id, boundTo: house });
  expect((await run('certificate', 'revoke', id)).err).toContain(`There is no key ${id}.`);
  expect(await fetchList()).toContain('Serial Number');
  expect(verify()).toContain('certificate revoked');
  expect(await judge()).toEqual({ kind: 'unverified', why: 'revoked' });
  const again = await runJson('setup', '--domain', house);
  expect(again.keys).toMatchObject([{ isNew: true }]);
  await runJson('certificate', 'revoke', again.keys[0].id);
  const both = await fetchList();
  expect(both.match(/Serial Number/g)).toHaveLength(2);

  const [hisps] = await runJson('certificate', 'add', file('both.pem'));
  expect((await run('certificate', 'revoke', hisps.id)).err).toContain('Ask your HISP to revoke it');
  const [, own] = /([-0-9a-f]+)\.crl$/.exec(path!)!;
  expect((await run('trust', 'remove', own!)).err).toContain('the authority of the vault');
  for (const other of [`/direct/lists/${id}.crl`, '/direct/lists/', '/direct/lists/x/y.crl'])
    expect((await fetch(`http://localhost:${server.port}${other}`)).status).toBe(404);
  expect((await fetch(`http://localhost:${server.port}${path}`, { method: 'POST' })).status).toBe(405);

  // It is signed anew each day, and still names them.
  server.clock.pass(25 * 3_600_000);
  await server.background.run('refresh trust of Direct');
  const next = (text: string) => /Next Update: (.*)/.exec(text)![1]!;
  const renewed = await fetchList();
  expect(Date.parse(next(renewed)) - Date.parse(next(both))).toBeGreaterThanOrEqual(24 * 3_600_000);
  expect(renewed.match(/Serial Number/g)).toHaveLength(2);
  server.clock.pass(6 * 24 * 3_600_000);
  expect(await judge()).toEqual({ kind: 'unverified', why: 'revoked' });
  const rows = await server.vault.store.read(db =>
    db.audit.withoutRecord({ actions: ['RevokeDirectKey'], limit: 9 }),
  );
  expect(rows.map(({ details }) => details)).toEqual([{ of: again.keys[0].id }, { of: id }]);
});

test('what was done stands in the audit trail', async () => {
  const actions = [
    'AddDirectKey',
    'RemoveDirectKey',
    'AddDirectTrust',
    'RemoveDirectTrust',
    'ChooseDirectRevocation',
  ];
  const rows = await server.vault.store.read(db => db.audit.withoutRecord({ actions, limit: 100 }));
  expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(actions));
});
