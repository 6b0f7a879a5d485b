import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepwell, tempFolder } from '../testing/process.ts';

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
