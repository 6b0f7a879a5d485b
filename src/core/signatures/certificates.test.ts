import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
// x509 resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { expect, test } from 'vitest';
import { givenCertificate, givenRevocationList } from '../../testing/signatures.ts';
import { demandTrusted } from './certificates.ts';

const now = Date.UTC(2026, 10, 26);
const megabyte = 1_048_576;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Large texts lie outside the heap. */
function bytesUsed(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('issuers that nobody vouches for leave nothing in memory, whatever name they take', async () => {
  const ca = await givenCertificate({ name: 'Authority', now, isAuthority: true });
  const list = await givenRevocationList(ca, [], { thisUpdate: now - 1, nextUpdate: now + 1 });
  const der = ({ rawData }: { rawData: ArrayBuffer }) => Buffer.from(rawData);
  const files = { certificates: [der(ca.certificate)], revocationLists: [der(list)] };
  const stuffing = new x509.Extension('1.3.6.1.4.1.55555.1', false, new Uint8Array(megabyte));
  const refuse = async () => {
    const extensions = [stuffing];
    const impostor = await givenCertificate({ name: 'Authority', now, isAuthority: true, extensions });
    const leaf = await givenCertificate({ name: 'Signer', now, issuer: impostor });
    const signer = der(leaf.certificate);
    await expect(
      demandTrusted(signer, [signer, der(impostor.certificate)], files, now),
    ).rejects.toMatchObject({ status: 'BAD_CERT' });
  };
  await refuse();
  const before = bytesUsed();
  for (let i = 0; i < 15; i++) await refuse();
  expect((bytesUsed() - before) / megabyte).toBeLessThan(5);
});
