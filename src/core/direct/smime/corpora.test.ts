// Mail that others made for their own tests. KEEPWELL_CORPUS_SMIME names `mailnews/test/data/smime` of Thunderbird, whose files say
// by their names what they are; KEEPWELL_CORPUS_DIRECT_AGENT names `src/test/resources` of the Java reference agent of Direct.
import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../limits/limits.ts';
import { judgeChain } from '../../signatures/chain.ts';
import type { Parts } from '../../signatures/parts.ts';
import { readOneCertificate } from '../../x509.ts';
import { takeApart } from '../certificates/judge.ts';
import type { DirectKey } from '../certificates/key.ts';
import { openPkcs12 } from '../certificates/pkcs12.ts';
import { openMail } from './open.ts';
import { sealMail } from './seal.ts';

const limits = { ...defaultLimits, directKeysTriedMax: 100 };
const now = Date.UTC(2026, 10, 29);

const keyOf = (
  id: string,
  { certificate, startsAt, endsAt }: Parts,
  privateKey: DirectKey['privateKey'],
): DirectKey => ({
  id,
  boundTo: id,
  certificate: certificate.raw,
  chain: [],
  privateKey,
  notBefore: startsAt,
  notAfter: endsAt,
});
const trusting = (anchors: readonly Buffer[]) => ({
  files: { certificates: anchors.map((der, i) => ({ name: `${i}`, der })), revocationLists: [] },
  areListsDemanded: false,
});

async function judge(raw: Buffer, keys: readonly DirectKey[], anchors: readonly Buffer[]): Promise<string> {
  try {
    const about = { from: '', to: 'bob@example.com', keys, trust: trusting(anchors), now, limits };
    const { standing } = await openMail(raw, about);
    return standing.kind === 'verified' ? standing.address : standing.why;
  } catch (error) {
    return (error as { reason: string }).reason;
  }
}

const mozilla = process.env.KEEPWELL_CORPUS_SMIME ?? '';

describe.skipIf(!existsSync(mozilla))(
  'messages of Thunderbird and NSS (skipped without KEEPWELL_CORPUS_SMIME)',
  () => {
    const files = existsSync(mozilla) ? readdirSync(mozilla).filter(name => name.endsWith('.eml')) : [];
    const keys = () =>
      ['Bob', 'Dave', 'Eve', 'Fran'].map(name => {
        const opened = openPkcs12(readFileSync(join(mozilla, `${name}.p12`)), 'nss');
        const [privateKey] = opened.keys;
        const parts = opened.certificates.map(der => takeApart(der)!);
        return keyOf(name, parts.find(one => one.certificate.checkPrivateKey(privateKey!))!, privateKey!);
      });
    const anchor = () => readOneCertificate(readFileSync(join(mozilla, 'TestCA.pem')))!.raw;

    /** Mail that is encrypted first, and signed by Dave around what Alice signed, is of nobody. */
    function expected(name: string): string {
      if (name.includes('mismatch-econtent')) return 'malformed';
      if (name.startsWith('alice.env.')) return 'not-signed';
      if (name.includes('SHA1')) return 'weak';
      if (name.includes('.bad.')) return 'tampered';
      if (name.includes('.dave.')) return 'other-signer';
      return name.endsWith('.env.eml') ? 'alice@example.com' : 'not-encrypted';
    }

    test('are there', () => expect(files.length).toBeGreaterThanOrEqual(60));

    test.each(files)('%s', async name => {
      expect(await judge(readFileSync(join(mozilla, name)), keys(), [anchor()])).toBe(expected(name));
    });
  },
);

const agent = process.env.KEEPWELL_CORPUS_DIRECT_AGENT ?? '';

describe.skipIf(!existsSync(agent))(
  'the reference agent (skipped without KEEPWELL_CORPUS_DIRECT_AGENT)',
  () => {
    const certificates = join(agent, 'certs');
    const messages = join(agent, 'org/nhindirect/stagent');
    const read = (name: string) => takeApart(readFileSync(join(certificates, name)))!;
    /** Those whose key lies beside their certificate. */
    const pairs = (existsSync(certificates) ? readdirSync(certificates) : []).flatMap(file => {
      const name = file.replace(/\.der$/, '');
      const key = [`${name}Key.der`, `${name}key.der`].find(other => existsSync(join(certificates, other)));
      return key && file !== key ? [[name, key] as const] : [];
    });
    const open = ([name, key]: readonly [string, string]) =>
      keyOf(
        name,
        read(`${name}.der`),
        createPrivateKey({ key: readFileSync(join(certificates, key)), format: 'der', type: 'pkcs8' }),
      );
    const anchors = () =>
      readdirSync(certificates).flatMap(file => {
        const parts = takeApart(readFileSync(join(certificates, file)));
        return parts?.isAuthority ? [parts.certificate.raw] : [];
      });

    // All its certificates are signed with SHA-1, which vouches for nobody any more; nothing else stands in their way.
    test.each([
      ['EncryptedMessage2.txt', 'weak'],
      ['EncAttachment.txt', 'weak'],
      ['EncAttachment2.txt', 'not-for-us'],
      ['EncryptedMessage.txt', 'not-for-us'],
      ['EncryptedMessage3.txt', 'not-for-us'],
      ['LargeEncAttachment.txt', 'not-for-us'],
      ['MultipartMimeMessage.txt', 'not-signed'],
      ['LargeMsgWithAttachments.txt', 'not-signed'],
      ['MDNMessage.txt', 'not-signed'],
      ['raw2.txt', 'not-signed'],
    ])('%s is %s', async (name, expected) => {
      expect(await judge(readFileSync(join(messages, name)), pairs.map(open), anchors())).toBe(expected);
    });

    test('what it decrypts is what its message was', async () => {
      for (const name of ['EncryptedMessage2.txt', 'EncAttachment.txt']) {
        const about = { from: '', to: '', keys: pairs.map(open), trust: trusting([]), now, limits };
        const { entity, wasEncrypted } = await openMail(readFileSync(join(messages, name)), about);
        expect(wasEncrypted).toBe(true);
        expect(entity.toString('latin1')).toMatch(
          /^content-type: message\/rfc822\r\n\r\n[\s\S]*<gm2552@securehealthemail\.com>/i,
        );
      }
    });

    test.each(pairs)('%s opens what is sealed to it', async (name, key) => {
      const entity = readFileSync(join(messages, 'MultipartMimeMessage.txt'));
      const own = open([name, key]);
      for (const keyTransport of ['oaep', 'pkcs1'] as const) {
        const raw = await sealMail({
          ...{ entity, keyTransport, now, limits },
          headers: [['From', 'user1@cerner.com']],
          signer: own,
          recipients: [own.certificate],
        });
        const about = { from: '', to: '', keys: [own], trust: trusting(anchors()), now, limits };
        const opened = await openMail(raw, about);
        expect(opened.entity.equals(entity)).toBe(true);
        expect(opened.standing.kind).toBe('unverified');
      }
    });

    // As its tests of chains say, were it not for SHA-1.
    test.each([
      ['cert-a.der', 'cert-b.der', 'weak'],
      ['cert-a.der', 'cert-c.der', 'untrusted'],
      ['altNameOnly.der', 'Test Alt Name CA ROO.der', 'weak'],
      ['user1.der', 'cacert.der', 'weak'],
      ['user1.der', 'externCaCert.der', 'untrusted'],
      ['externUser1.der', 'externCaCert.der', 'weak'],
      ['gm2552.der', 'secureHealthEmailCACert.der', 'weak'],
      ['expired.der', 'cacert.der', 'out-of-date'],
    ])('%s under %s is %s', (leaf, anchor, expected) => {
      const times = { signedAt: now, now };
      const { files } = trusting([read(anchor).certificate.raw]);
      expect(judgeChain([read(leaf)], files, { times }).obstacle?.kind).toBe(expected);
    });
  },
);
