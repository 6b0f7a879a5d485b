// `keepwell doctor` on digital signatures.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepwell, tempFolder } from '../testing/process.ts';
import { givenCertificate, givenRevocationList } from '../testing/signatures.ts';

test('doctor says who vouches for signers, and what is out of date', async () => {
  const data = tempFolder();
  const check = async () => {
    const { out } = await keepwell(['doctor', '--json', '--data', data]);
    return JSON.parse(out).find(({ check }: { check: string }) => check === 'signatures');
  };
  expect(await check()).toMatchObject({
    ok: true,
    detail: expect.stringContaining('nobody vouches for signers'),
  });

  const folder = join(data, 'signature-trust');
  mkdirSync(folder);
  const now = Date.now();
  const root = await givenCertificate({ name: 'Root', now, isAuthority: true });
  const put = (name: string, raw: ArrayBuffer) => writeFileSync(join(folder, name), Buffer.from(raw));
  put('root.cer', root.certificate.rawData);
  const dayMs = 86_400_000;
  const list = (nextUpdate: number) =>
    givenRevocationList(root, [], { thisUpdate: now - 2 * dayMs, nextUpdate });
  put('root.crl', (await list(now + dayMs)).rawData);
  expect(await check()).toMatchObject({
    ok: true,
    detail: '1 certificates vouch for signers, with 1 revocation lists.',
  });

  put('root.crl', (await list(now - dayMs)).rawData);
  const old = { notBefore: now - 2 * dayMs, notAfter: now - dayMs };
  put(
    'old.cer',
    (await givenCertificate({ name: 'Old', now, isAuthority: true, ...old })).certificate.rawData,
  );
  writeFileSync(join(folder, 'broken.cer'), 'x');
  const { ok, detail } = await check();
  expect(ok).toBe(false);
  expect(detail).toContain(
    'what cannot be used: broken.cer cannot be read; old.cer has expired; root.crl is out of date.',
  );
});

test('doctor says that a folder that was named is not there', async () => {
  const data = tempFolder();
  writeFileSync(join(data, 'keepwell.json'), JSON.stringify({ signatureTrust: join(data, 'nowhere') }));
  const { out } = await keepwell(['doctor', '--json', '--data', data]);
  expect(out).toContain('Check signatureTrust.');
});
