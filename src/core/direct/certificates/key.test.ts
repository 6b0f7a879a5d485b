// Keys of the vault for Direct messages are sealed, and found by whom they are bound to.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Certified } from '../../../testing/signatures.ts';
import { directKeyOf, givenDirectAuthority, givenDirectCertificate } from '../../../testing/smime.ts';
import { findOwnKeys, findSigningKey, keepKey } from './key.ts';
import { findTrust } from './trust.ts';

const dayMs = 86_400_000;
const domain = 'direct.example.org';

let server: TestServer;
let now: number;
let authority: Certified;
beforeAll(async () => {
  server = await startTestServer();
  now = server.vault.clock.now();
  authority = await givenDirectAuthority('Vault', now);
});
afterAll(() => server.close());

async function keep(boundTo: string, notBefore: number, notAfter: number): Promise<string> {
  const made = await givenDirectCertificate({
    now,
    issuer: authority,
    boundTo: [boundTo],
    notBefore,
    notAfter,
  });
  const key = directKeyOf(made, boundTo);
  await server.vault.store.write(db => keepKey(db, server.vault, key));
  return key.id;
}

test('an address has its own keys, then those of its domain; what is over opens for a while and signs no more', async () => {
  const { vault } = server;
  const old = await keep(domain, now - 400 * dayMs, now - 10 * dayMs);
  await keep(domain, now - 400 * dayMs, now - 40 * dayMs);
  const current = await keep(domain, now - 20 * dayMs, now + 300 * dayMs);
  const next = await keep(domain, now + 5 * dayMs, now + 600 * dayMs);
  const own = await keep(`ann@${domain}`, now - dayMs, now + 300 * dayMs);
  const found = async (address: string) => ({
    opens: (await vault.store.read(db => findOwnKeys(db, vault, address))).map(({ id }) => id),
    signs: (await vault.store.read(db => findSigningKey(db, vault, address)))?.id,
  });
  expect(await found(`Ann@${domain.toUpperCase()}`)).toEqual({
    opens: [own, next, current, old],
    signs: own,
  });
  expect(await found(`bob@${domain}`)).toEqual({ opens: [next, current, old], signs: current });
  expect(await found('ann@elsewhere.example.org')).toEqual({ opens: [], signs: undefined });
  const [key] = await vault.store.read(db => findOwnKeys(db, vault, `ann@${domain}`));
  expect(key).toMatchObject({ boundTo: `ann@${domain}` });
  expect(key?.privateKey.asymmetricKeyType).toBe('rsa');
});

test('what is trusted is the same object until it changes, and is of its domain', async () => {
  const { vault } = server;
  const read = (of = domain) => vault.store.read(db => findTrust(db, vault, of));
  const before = await read();
  expect((await read()).files).toBe(before.files);
  const anchor = { bundleId: undefined, der: Buffer.from(authority.certificate.rawData), addedAt: now };
  await vault.store.write(async db => {
    await db.directCertificates.addAnchor({ ...anchor, id: 'a', domain });
    await db.directCertificates.setNeedsLists(domain, true);
  });
  expect(await read()).toMatchObject({ areListsDemanded: true, files: { certificates: [{ name: 'a' }] } });
  expect(await read('other.example.org')).toMatchObject({
    areListsDemanded: false,
    files: { certificates: [] },
  });
});
