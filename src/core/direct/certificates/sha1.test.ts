// Certificates and revocation lists that were signed with SHA-1 count where a sandbox is told so, for systems of old; mail that was
// signed with it never does.
import { expect, test } from 'vitest';
import { readConfig } from '../../../config.ts';
import { tempFolder } from '../../../testing/process.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import {
  givenCertificate,
  givenRevocationList,
  givenRsaKey,
  listBytes,
} from '../../../testing/signatures.ts';
import { derOf, directKeyOf, givenDirectCertificate, OpensslCms } from '../../../testing/smime.ts';
import { openMail } from '../smime/open.ts';
import { takeApart } from './judge.ts';
import { findTrust } from './trust.ts';
import { addTrust } from './trusting.ts';

const domain = 'direct.example';
const from = 'doctor@clinic.example';
const to = `ann@${domain}`;

/** What becomes of mail by a certificate of an old authority: as it is, by SHA-1 itself, and once it was revoked. */
async function receive({ vault }: TestServer): Promise<string[]> {
  const cms = new OpensslCms();
  const now = vault.clock.now();
  const hash = 'SHA-1';
  const key = givenRsaKey();
  const issuer = await givenCertificate({ name: 'Old', now, isAuthority: true, usages: 32 | 64, hash, key });
  const doctor = await givenDirectCertificate({ now, issuer, boundTo: [from], hash });
  const ann = await givenDirectCertificate({ now, issuer, boundTo: [domain], hash });
  const list = await givenRevocationList(issuer, [doctor], {
    thisUpdate: now - 1,
    nextUpdate: now + 1e6,
    hash,
  });
  const add = (lists: Buffer[]) => {
    const trust = { anchors: [takeApart(derOf(issuer))!], lists };
    return vault.store.write(db => addTrust(db, vault, { domain, trust }));
  };
  const open = async (md: string) => {
    const [signer, reader] = [cms.keep(doctor), cms.keep(ann)];
    const signing = ['-sign', '-md', md, '-signer', signer.cert, '-inkey', signer.key];
    const signed = cms.run(signing, Buffer.from('Content-Type: text/plain\r\n\r\nHello.\r\n'));
    const raw = Buffer.concat([
      Buffer.from(`From: ${from}\n`),
      cms.run(['-encrypt', '-aes256', '-recip', reader.cert], signed),
    ]);
    const trust = await vault.store.read(db => findTrust(db, vault, domain));
    const about = { from, to, keys: [directKeyOf(ann, domain)], trust, now, limits: vault.limits };
    const { standing } = await openMail(raw, about);
    return standing.kind === 'verified' ? standing.kind : standing.why;
  };
  await add([]);
  const said = [await open('sha256'), await open('sha1')];
  await add([listBytes(list)]);
  said.push(await open('sha256'));
  cms.end();
  return said;
}

test('a sandbox takes them where it is told to', async () => {
  await using old = await startTestServer({ directDomain: domain, directSha1Certificates: 'allow' });
  expect(await receive(old)).toEqual(['verified', 'weak', 'revoked']);
  await using server = await startTestServer({ directDomain: domain });
  expect(await receive(server)).toEqual(['weak', 'weak', 'weak']);
});

test('a vault in production does not start so', () => {
  const read = (env: NodeJS.ProcessEnv) =>
    readConfig({ data: tempFolder(), mode: 'production' }, { KEEPWELL_DIRECT_DOMAIN: domain, ...env });
  expect(() => read({ KEEPWELL_DIRECT_SHA1_CERTIFICATES: 'allow' })).toThrow(
    'a vault in production takes no',
  );
  expect(() => read({ KEEPWELL_DIRECT_SHA1_CERTIFICATES: 'perhaps' })).toThrow(
    'must be one of refuse, allow',
  );
  expect(read({ KEEPWELL_DIRECT_TLS: 'required' }).directIn).toMatchObject({
    acceptsSha1: false,
    demandsTls: true,
  });
});
