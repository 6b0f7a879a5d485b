import type { X509Certificate } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
// x509 resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { expect, test } from 'vitest';
import { type Certified, givenCertificate, givenRevocationList } from '../../testing/signatures.ts';
import type { Fault } from '../faults.ts';
import { readDerCertificate } from '../x509.ts';
import { demandTrusted } from './chain.ts';

const now = Date.UTC(2026, 10, 26);
const megabyte = 1_048_576;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Large texts lie outside the heap, and what holds them may take a while to go. */
async function bytesUsed(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    collect();
    await setTimeout(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('issuers that nobody vouches for leave nothing in memory, whatever name they take', async () => {
  const ca = await givenCertificate({ name: 'Authority', now, isAuthority: true });
  const list = await givenRevocationList(ca, [], { thisUpdate: now - 1, nextUpdate: now + 1 });
  const der = ({ rawData }: { rawData: ArrayBuffer }) => Buffer.from(rawData);
  const files = {
    certificates: [{ name: 'ca', der: der(ca.certificate) }],
    revocationLists: [{ name: 'list', der: der(list) }],
  };
  const extensions = [new x509.Extension('1.3.6.1.4.1.55555.1', false, new Uint8Array(megabyte))];
  const read = (made: Certified) => readDerCertificate(der(made.certificate))!;
  const chains: [signer: X509Certificate, issuer: X509Certificate][] = [];
  for (let i = 0; i < 15; i++) {
    const impostor = await givenCertificate({ name: 'Authority', now, isAuthority: true, extensions });
    const leaf = await givenCertificate({ name: 'Signer', now, issuer: impostor });
    chains.push([read(leaf), read(impostor)]);
  }
  const before = await bytesUsed();
  for (const chain of chains) {
    // Not by expect: it would hold on to what it looked at.
    let refusal: unknown;
    try {
      demandTrusted(chain, files, { signedAt: now, now });
    } catch (error) {
      refusal = (error as Fault).reason;
    }
    expect(refusal).toBe('certificateUnusable');
  }
  expect(((await bytesUsed()) - before) / megabyte).toBeLessThan(10);
});
