import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../client/index.ts';
import { selfSigned } from '../core/applications/self-signed.ts';
import { markProduction } from '../data-folder.ts';
import { testKey } from '../testing/given.ts';
import { behindProxy, keepwell, spawnKeepwell, spawnServer, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';
import weight from '../things/weight.ts';

const privateKey = testKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const certificate = await selfSigned({
  commonName: 'WildcatApp-test',
  key: testKey.privateKey,
  days: 2,
  now: Date.now(),
});
const credential = { privateKey, certificate };

function certFile(): string {
  const file = join(tempFolder(), 'app.crt');
  writeFileSync(file, certificate);
  return file;
}

test('works beside a running server, which knows at once what was made', async () => {
  await using server = await spawnServer();
  const args = ['sandbox', 'create', '--data', server.data, '--cert', certFile(), '--soda-master', '--json'];
  const { code, out, err } = await spawnKeepwell(args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const made = JSON.parse(out);
  const { platformUrl, shellUrl } = server.facts;
  expect(made).toMatchObject({ platformUrl, shellUrl });

  const app = connect({ platformUrl, appId: made.appId, credential });
  const { personId, recordId, userAuthToken: userToken } = made;
  const key = await app
    .record(recordId, { personId })
    .put(weight, { when: { date: { y: 2026, m: 11, d: 2 } }, value: { kg: 70 } });
  const [thing] = await app.record(recordId, { userToken }).get(weight);
  expect(thing).toMatchObject({ ...key, value: { value: { kg: 70 } } });

  const device = await connect({ platformUrl, appId: made.masterAppId }).newApplicationCreationInfo();
  expect(device.appId).not.toBe(made.masterAppId);
});

test('what it made waits for the operator when the vault goes into production', async () => {
  const data = tempFolder();
  const args = ['sandbox', 'create', '--data', data, '--cert', certFile(), '--soda-master', '--json'];
  const { appId, masterAppId, personId } = JSON.parse((await keepwell(args)).out);
  await using server = await startTestServer({ data, mode: 'production' });
  server.clock.pass(Date.now() - server.clock.now());
  const { platformUrl } = server;
  for (const id of [appId, masterAppId]) {
    const shown = await keepwell(['app', 'show', id, '--data', data, '--json']);
    expect(JSON.parse(shown.out).state).toBe('pending');
  }
  const app = connect({ platformUrl, appId, credential });
  await expect(app.people()).rejects.toMatchObject({ name: 'INVALID_APP' });
  await expect(connect({ platformUrl, appId: masterAppId }).newApplicationCreationInfo()).rejects.toThrow();
  expect((await keepwell(['app', 'enable', appId, '--data', data])).code).toBe(0);
  expect((await app.people()).map(({ id }) => id)).toEqual([personId]);
});

test('takes the application id it is given, in any case', async () => {
  const data = tempFolder();
  const id = '4B2D6F50-0C5A-4C43-9E0D-1E6B3F5D8A11';
  const { code, out } = await keepwell([
    'sandbox',
    'create',
    '--data',
    data,
    '--cert',
    certFile(),
    '--app-id',
    id,
    '--json',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ appId: id.toLowerCase() });
  const shown = await keepwell(['app', 'show', id, '--data', data, '--json']);
  const thumbprint = createHash('sha1')
    .update(Buffer.from(certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
    .digest('hex');
  expect(JSON.parse(shown.out)).toMatchObject({
    name: 'Sandbox application',
    certificates: [{ thumbprint }],
  });
});

test('is refused on a production vault, running or not', async () => {
  await using server = await spawnServer(behindProxy);
  const beside = await keepwell(['sandbox', 'create', '--data', server.data, '--cert', certFile()]);
  expect(beside).toMatchObject({ code: 1, err: expect.stringContaining('production vault') });
  const data = tempFolder();
  markProduction(data);
  expect((await keepwell(['sandbox', 'create', '--data', data, '--cert', certFile()])).code).toBe(1);
});

test('says what is wrong with a certificate', async () => {
  const data = tempFolder();
  const missing = await keepwell(['sandbox', 'create', '--data', data, '--cert', join(data, 'missing.crt')]);
  expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('missing.crt: it is not there') });
  const file = join(data, 'nonsense.crt');
  writeFileSync(file, 'nonsense');
  const nonsense = await keepwell(['sandbox', 'create', '--data', data, '--cert', file]);
  expect(nonsense).toMatchObject({ code: 1, err: expect.stringContaining('certificate in PEM form') });
  expect((await keepwell(['sandbox', 'create', '--data', data])).code).toBe(2);
});

test('the application has the id its certificate names, and a second call takes it as it is', async () => {
  const data = tempFolder();
  const cert = JSON.parse((await keepwell(['cert', 'create', '--out', tempFolder(), '--json'])).out);
  const create = async (...args: string[]) =>
    keepwell(['sandbox', 'create', '--data', data, '--cert', cert.cert, '--json', ...args]);
  const first = JSON.parse((await create()).out);
  expect(first.appId).toBe(cert.appId);
  const second = JSON.parse((await create()).out);
  expect(second.appId).toBe(cert.appId);
  expect(second.recordId).not.toBe(first.recordId);
  const other = JSON.parse((await keepwell(['cert', 'create', '--out', tempFolder(), '--json'])).out);
  const taken = await create('--cert', other.cert, '--app-id', cert.appId);
  expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('another certificate') });
});
