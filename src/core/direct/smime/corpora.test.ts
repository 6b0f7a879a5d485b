// Mail that others made for their own tests: KEEPWELL_CORPUS_SMIME names `mailnews/test/data/smime` of Thunderbird, whose files say
// by their names what they are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../limits/limits.ts';
import type { Parts } from '../../signatures/parts.ts';
import { readOneCertificate } from '../../x509.ts';
import { takeApart } from '../certificates/judge.ts';
import type { DirectKey } from '../certificates/key.ts';
import { openPkcs12 } from '../certificates/pkcs12.ts';
import { openMail } from './open.ts';

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
        const opened = openPkcs12(readFileSync(join(mozilla, `${name}.p12`)), 'nss', limits);
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
