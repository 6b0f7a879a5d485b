// Revocation lists are fetched from where certificates say that they are, and count once they are there; only those of the issuer
// whose certificates named them, and what cannot be had leaves what there is.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { type Certified, givenRevocationList, listBytes, x509 } from '../../../testing/signatures.ts';
import { derOf, directKeyOf, givenDirectAuthority, givenDirectCertificate } from '../../../testing/smime.ts';
import { openMail } from '../smime/open.ts';
import { sealMail } from '../smime/seal.ts';
import { takeApart } from './judge.ts';
import { findTrust } from './trust.ts';
import { addTrust, noteLists } from './trusting.ts';

const hourMs = 3_600_000;
const domain = 'direct.example.org';
const from = 'doctor@clinic.example.org';

let server: TestServer;
let web: Server;
let answer: RequestListener = (_, response) => response.writeHead(404).end();
let authority: Certified;
let doctor: Certified;
let ann: Certified;
beforeAll(async () => {
  server = await startTestServer();
  const now = server.clock.now();
  web = createServer((request, response) => answer(request, response));
  await new Promise<void>(done => web.listen(0, '127.0.0.1', done));
  const address = `http://localhost:${(web.address() as AddressInfo).port}/list.crl`;
  authority = await givenDirectAuthority('Clinics', now);
  const extensions = [new x509.CRLDistributionPointsExtension([address])];
  doctor = await givenDirectCertificate({ now, issuer: authority, boundTo: [from], extensions });
  ann = await givenDirectCertificate({ now, issuer: authority, boundTo: [domain] });
  const anchors = [takeApart(derOf(authority))!];
  await server.vault.store.write(db => addTrust(db, server.vault, { domain, trust: { anchors, lists: [] } }));
});
afterAll(async () => {
  await new Promise(done => web.close(done));
  await server.close();
});

/** Why a mail that comes now is not verified. */
async function receive(): Promise<string | undefined> {
  const { vault } = server;
  const now = vault.clock.now();
  const raw = await sealMail({
    ...{ now, limits: vault.limits, recipients: [derOf(ann)], signer: directKeyOf(doctor, from) },
    entity: Buffer.from('Content-Type: text/plain\r\n\r\nHello.\r\n'),
    headers: [['From', from]],
  });
  const trust = await vault.store.read(db => findTrust(db, vault, domain));
  const keys = [directKeyOf(ann, domain)];
  const opened = await openMail(raw, { from, to: `ann@${domain}`, keys, trust, now, limits: vault.limits });
  await noteLists(vault, opened.lists);
  return opened.standing.kind === 'unverified' ? opened.standing.why : undefined;
}

const refresh = () => server.background.run('refresh trust of Direct');
const lists = () => server.vault.store.read(db => db.directCertificates.lists());
const listOf = async (issuer: Certified, revoked: readonly Certified[]) => {
  const thisUpdate = server.clock.now() - 1000;
  const nextUpdate = server.clock.now() + 48 * hourMs;
  return listBytes(await givenRevocationList(issuer, revoked, { thisUpdate, nextUpdate }));
};
const serve = (bytes: Buffer) => {
  answer = (_, response) => response.end(bytes);
};

test('the list of an issuer counts once it was fetched, and stays where the next cannot be had', async () => {
  expect(await receive()).toBeUndefined();
  expect(await receive()).toBeUndefined();
  expect(await lists()).toHaveLength(1);
  await refresh();
  expect(await lists()).toMatchObject([{ der: undefined, problem: 'The answer was 404.' }]);
  expect(await receive()).toBeUndefined();

  serve(await listOf(await givenDirectAuthority('Clinics', server.clock.now()), []));
  server.clock.pass(hourMs);
  await refresh();
  expect(await lists()).toMatchObject([
    { der: undefined, problem: expect.stringContaining('not signed by the issuer') },
  ]);
  serve(Buffer.alloc(server.vault.limits.directListBytesMax + 1));
  server.clock.pass(hourMs);
  await refresh();
  expect(await lists()).toMatchObject([{ problem: 'The answer is too long.' }]);

  serve(await listOf(authority, []));
  server.clock.pass(hourMs);
  await refresh();
  expect(await lists()).toMatchObject([{ problem: undefined }]);
  expect(await receive()).toBeUndefined();
  serve(await listOf(authority, [doctor]));
  server.clock.pass(hourMs);
  await refresh();
  expect(await receive()).toBeUndefined();
  server.clock.pass(24 * hourMs);
  await refresh();
  expect(await receive()).toBe('revoked');
  answer = (_, response) => response.writeHead(500).end();
  server.clock.pass(24 * hourMs);
  await refresh();
  expect(await receive()).toBe('revoked');
});
