import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepwell, spawnKeepwell, tempFolder } from '../testing/process.ts';

const create = (...args: string[]) => keepwell(['cert', 'create', '--json', ...args]);

test('makes a key that only its owner reads, and the certificate HealthVault clients expect', async () => {
  const out = join(tempFolder(), 'keys');
  const appId = '4b2d6f50-0c5a-4c43-9e0d-1e6b3f5d8a11';
  const made = JSON.parse((await create('--out', out, '--app-id', appId, '--days', '30')).out);
  expect(made.appId).toBe(appId);
  expect(statSync(made.key).mode & 0o777).toBe(0o600);
  const keyPem = readFileSync(made.key, 'utf8');
  expect(keyPem).toContain('-----BEGIN PRIVATE KEY-----');
  const certificate = new X509Certificate(readFileSync(made.cert));
  expect(certificate.subject).toBe(`CN=WildcatApp-${appId}`);
  expect(certificate.checkPrivateKey(createPrivateKey(keyPem))).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  expect(certificate.fingerprint.replaceAll(':', '').toLowerCase()).toBe(made.thumbprint);
  const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
});

test('never writes over a key that is there', async () => {
  const out = tempFolder();
  const { appId, key } = JSON.parse((await create('--out', out)).out);
  const before = readFileSync(key, 'utf8');
  const again = await create('--out', out, '--app-id', appId);
  expect(again).toMatchObject({ code: 1, out: '', err: `keepwell: ${key}: it is there already.\n` });
  expect(readFileSync(key, 'utf8')).toBe(before);
});

test.each([
  ['--bits', '1024'],
  ['--bits', 'many'],
  ['--days', '0'],
  ['--app-id', 'me'],
])('refuses %s %s', async (option, value) => {
  const { code, err } = await create('--out', tempFolder(), option, value);
  expect(code).toBe(2);
  expect(err).toContain(`${option} must be`);
});

test.skipIf(!existsSync('/proc/self'))('does not go round for ever where no folder can be made', async () => {
  const { code, err } = await spawnKeepwell(['cert', 'create', '--out', '/proc/keepwell/keys']);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('/proc/keepwell') });
  for (const args of [
    ['schemas', 'export'],
    ['operator', 'list', '--data'],
    ['sandbox', 'create', '--cert', 'x', '--data'],
  ])
    expect(await keepwell([...args, '/proc/keepwell/a'])).toMatchObject({ code: 1 });
});

test('git would not take what it makes in a clone', async () => {
  const root = join(import.meta.dirname, '../..');
  const { spawnSync } = await import('node:child_process');
  const out = join(root, 'app');
  const names = ['a.key', 'a.crt', 'app-1234-key.pem', 'app.pfx', 'app.p12'].map(name => join(out, name));
  const { stdout, status } = spawnSync('git', ['check-ignore', ...names], { cwd: root, encoding: 'utf8' });
  // Sources that came as an archive have no git.
  if (status === 128 || status === null) return;
  expect(stdout.trim().split('\n')).toEqual(names);
});
