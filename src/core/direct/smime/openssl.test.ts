// Mail that `openssl cms` made is opened, and what is sealed here is read by it: every way to encrypt and to sign that Direct
// has met, in every form.
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Certified } from '../../../testing/signatures.ts';
import {
  derOf,
  directKeyOf,
  givenDirectAuthority,
  givenDirectCertificate,
  OpensslCms,
  trusting,
} from '../../../testing/smime.ts';
import { defaultLimits as limits } from '../../limits/limits.ts';
import { openMail } from './open.ts';
import { type KeyTransport, sealMail } from './seal.ts';

const now = Date.now();
const from = 'doctor@clinic.example.org';
const to = 'ann@direct.example.org';
const entity = Buffer.from('Content-Type: text/plain\r\n\r\nYour results are in.\r\n');

const cms = new OpensslCms();
afterAll(() => cms.end());

let authority: Certified;
let doctor: Certified;
let ann: Certified;
let other: Certified;
beforeAll(async () => {
  authority = await givenDirectAuthority('Clinics', now);
  doctor = await givenDirectCertificate({ now, issuer: authority, boundTo: [from] });
  ann = await givenDirectCertificate({ now, issuer: authority, boundTo: ['direct.example.org'] });
  other = await givenDirectCertificate({ now, issuer: authority, boundTo: ['other.example.org'] });
});

const signing: Record<string, string[]> = {
  'detached SHA-256': ['-md', 'sha256'],
  'detached SHA-512': ['-md', 'sha512'],
  opaque: ['-md', 'sha256', '-nodetach'],
  'opaque, streamed': ['-md', 'sha256', '-nodetach', '-stream', '-indef'],
  PSS: ['-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss'],
  'PSS, short salt': ['-md', 'sha384', '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:20'],
  'without attributes': ['-md', 'sha256', '-noattr'],
  'by key id': ['-md', 'sha256', '-keyid'],
};
const oaep = ['-keyopt', 'rsa_padding_mode:oaep'];
const transports: Record<string, string[]> = {
  'PKCS#1 v1.5': [],
  'OAEP SHA-1': oaep,
  'OAEP SHA-256': [...oaep, '-keyopt', 'rsa_oaep_md:sha256'],
  'OAEP SHA-256, MGF1 SHA-1': [...oaep, '-keyopt', 'rsa_oaep_md:sha256', '-keyopt', 'rsa_mgf1_md:sha1'],
};
const ciphers = ['aes128', 'aes192', 'aes256', 'des3', 'aes-128-gcm', 'aes-192-gcm', 'aes-256-gcm'];

function sign(options: readonly string[], by = doctor, content: Buffer = entity): Buffer {
  const { cert, key } = cms.keep(by);
  return cms.run(['-sign', '-signer', cert, '-inkey', key, ...options], content);
}

/** @param options `-keyopt` among them is of the recipient */
function encrypt(content: Buffer, options: readonly string[], recipients = [ann]): Buffer {
  const files = recipients.flatMap(one => ['-recip', cms.keep(one).cert]);
  return Buffer.concat([
    Buffer.from(`From: ${from}\nTo: ${to}\n`),
    cms.run(['-encrypt', ...files, ...options], content),
  ]);
}

function open(raw: Buffer) {
  const keys = [directKeyOf(ann, 'direct.example.org')];
  return openMail(raw, { from, to, keys, trust: trusting([authority]), now, limits });
}

async function expectVerified(raw: Buffer, content = entity): Promise<void> {
  const opened = await open(raw);
  expect(opened).toMatchObject({ wasEncrypted: true, standing: { kind: 'verified', address: from } });
  expect(opened.entity.toString()).toBe(content.toString());
}

describe('openssl cms is read', () => {
  const ways = Object.entries(transports).flatMap(([name, options]) =>
    ciphers.map(cipher => [name, cipher, options] as const),
  );
  test.each(ways)('%s, %s', async (_, cipher, options) => {
    await expectVerified(encrypt(sign(['-md', 'sha256']), [`-${cipher}`, ...options]));
  });

  test.each(Object.entries(signing))('signed: %s', async (_, options) => {
    await expectVerified(encrypt(sign(options), ['-aes256']));
  });

  test('with the time that its signer says, where they say one', async () => {
    const timeOf = async (...options: string[]) => {
      const { standing } = await open(encrypt(sign(['-md', 'sha256', ...options]), ['-aes256']));
      return standing.kind === 'verified' ? standing.signedAt : standing.why;
    };
    expect(Math.abs(Date.now() - Number(await timeOf()))).toBeLessThan(60_000);
    expect(await timeOf('-noattr')).toBeUndefined();
  });

  test('signed by a key of an elliptic curve', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const curve = await givenDirectCertificate({ now, issuer: authority, boundTo: [from], key, usages: 1 });
    await expectVerified(encrypt(sign(['-md', 'sha256'], curve), ['-aes256']));
    await expectVerified(encrypt(sign(['-md', 'sha384'], curve), ['-aes256']));
  });

  test.each([
    ['streamed', ['-aes256', '-stream', '-indef']],
    ['by key id', ['-aes256', '-keyid']],
    ['streamed and authenticated', ['-aes-256-gcm', '-stream', '-indef']],
  ])('encrypted: %s', async (_, options) => {
    await expectVerified(encrypt(sign(['-md', 'sha256']), options));
  });

  test('for several, whichever of them it came to', async () => {
    await expectVerified(encrypt(sign(['-md', 'sha256']), ['-aes256'], [other, ann, doctor]));
    await expect(open(encrypt(sign(['-md', 'sha256']), ['-aes256'], [other]))).rejects.toMatchObject({
      reason: 'not-for-us',
    });
  });

  test('in DER, beside a frame of our own', async () => {
    const der = cms.run(
      ['-encrypt', '-aes256', '-outform', 'DER', '-recip', cms.keep(ann).cert],
      sign(['-md', 'sha256']),
    );
    const head = `From: Doctor <${from}>\r\nContent-Type: application/x-pkcs7-mime\r\n`;
    await expectVerified(
      Buffer.concat([Buffer.from(`${head}Content-Transfer-Encoding: binary\r\n\r\n`), der]),
    );
    const text = der.toString('base64').replace(/.{1,60}/g, '$&\n');
    await expectVerified(Buffer.from(`${head}Content-Transfer-Encoding: Base64\r\n\r\n${text}`));
  });

  test('signed with line feeds alone, and of megabytes', async () => {
    const text = 'Content-Type: text/plain\n\none\ntwo\n';
    await expectVerified(
      encrypt(sign(['-md', 'sha256'], doctor, Buffer.from(text)), ['-aes256']),
      Buffer.from(text.replaceAll('\n', '\r\n')),
    );
    const large = Buffer.from(`Content-Type: text/plain\r\n\r\n${'0123456789abcde\r\n'.repeat(300_000)}`);
    await expectVerified(encrypt(sign(['-md', 'sha256'], doctor, large), ['-aes256', '-stream']), large);
  });

  test('triple wrapping', async () => {
    const inner = cms.run(['-encrypt', '-aes256', '-recip', cms.keep(ann).cert], sign(['-md', 'sha256']));
    const outer = sign(['-md', 'sha256', '-nodetach'], doctor, inner);
    await expectVerified(Buffer.concat([Buffer.from(`From: ${from}\n`), outer]));
    await expectVerified(encrypt(outer, ['-aes128']));
  });
});

describe('openssl cms reads', () => {
  const seal = (keyTransport: KeyTransport, recipients: readonly Certified[]) =>
    sealMail({
      entity,
      headers: [
        ['From', from],
        ['To', to],
      ],
      signer: directKeyOf(doctor, from, [authority]),
      recipients: recipients.map(derOf),
      keyTransport,
      now,
      limits,
    });

  test.each(['oaep', 'pkcs1'] as const)('what is sealed here: %s', async transport => {
    const raw = await seal(transport, [other, ann]);
    for (const one of [ann, other]) {
      const { cert, key } = cms.keep(one);
      const signed = cms.run(['-decrypt', '-recip', cert, '-inkey', key], raw);
      const anchor = cms.keep(authority).cert;
      const content = cms.run(['-verify', '-CAfile', anchor, '-purpose', 'smimesign'], signed);
      expect(content.toString()).toBe(entity.toString());
    }
    await expectVerified(raw);
    expect(raw.toString('latin1').split('\r\n\r\n')[0]).toMatch(/^From: .*\r\nTo: .*\r\nMIME-Version: 1.0/);
  });

  test('a header that would be two is refused', async () => {
    const sealing = sealMail({
      entity,
      headers: [['Subject', 'a\r\nBcc: someone@example.org']],
      signer: directKeyOf(doctor, from),
      recipients: [derOf(ann)],
      now,
      limits,
    });
    await expect(sealing).rejects.toMatchObject({ reason: 'invalid' });
  });
});
