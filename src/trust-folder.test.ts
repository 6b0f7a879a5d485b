// The folder with those who may vouch for signers: which files count, and when they are read again.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { type Certified, givenCertificate, givenRevocationList } from './testing/signatures.ts';
import { openTrustFolder } from './trust-folder.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
let folder: string;
let one: Certified;
let two: Certified;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keepwell-trust-'));
  one = await givenCertificate({ name: 'One', now, isAuthority: true });
  two = await givenCertificate({ name: 'Two', now, isAuthority: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = ({ certificate }: Certified) => Buffer.from(certificate.rawData);

test('certificates and lists are read, as text or not, one or many in a file; other files are passed over', async () => {
  const list = await givenRevocationList(one, [two], { thisUpdate: now, nextUpdate: now + 1000 });
  writeFileSync(
    join(folder, 'both.pem'),
    `# ours\n${one.certificate.toString('pem')}\n${two.certificate.toString('pem')}\n`,
  );
  writeFileSync(join(folder, 'two.cer'), bytesOf(two));
  writeFileSync(join(folder, 'list.crl'), Buffer.from(list.rawData));
  writeFileSync(join(folder, 'text.crl'), list.toString('pem'));
  writeFileSync(join(folder, 'notes.txt'), bytesOf(one));
  const { certificates, revocationLists } = await openTrustFolder(folder).read();
  expect(certificates).toEqual([
    { name: 'both.pem', der: bytesOf(one) },
    { name: 'both.pem', der: bytesOf(two) },
    { name: 'two.cer', der: bytesOf(two) },
  ]);
  const der = Buffer.from(list.rawData);
  expect(revocationLists).toEqual([
    { name: 'list.crl', der },
    { name: 'text.crl', der },
  ]);
});

test('files are read again when one came, went or changed, and not before', async () => {
  const store = openTrustFolder(folder);
  const first = await store.read();
  expect(await store.read()).toBe(first);
  writeFileSync(join(folder, 'one.der'), bytesOf(one));
  const second = await store.read();
  expect(second.certificates).toHaveLength(4);
  writeFileSync(join(folder, 'one.der'), bytesOf(two));
  utimesSync(join(folder, 'one.der'), 1, 1);
  expect((await store.read()).certificates.filter(({ der }) => der?.equals(bytesOf(two)))).toHaveLength(3);
  rmSync(join(folder, 'one.der'));
  expect((await store.read()).certificates).toHaveLength(3);
});

test('a folder that is not there holds nothing; without a setting it lies in the data folder', async () => {
  expect(await openTrustFolder(join(folder, 'none')).read()).toEqual({
    certificates: [],
    revocationLists: [],
  });
  expect(readConfig({ data: folder }, {}).signatureTrust).toBe(join(folder, 'signature-trust'));
  expect(readConfig({ data: folder }, { KEEPWELL_SIGNATURE_TRUST: folder }).signatureTrust).toBe(folder);
});
