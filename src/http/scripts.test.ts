// The scripts of pages that can be judged without a page; browsers walk the rest.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeCertificate } from '../browser/parts/self-signed.ts';
import { zoneCookie } from '../shell/web/clock.ts';
import { scripts } from './scripts.ts';

test('each script is one file that needs no other', () => {
  for (const { text } of Object.values(scripts)) expect(text).not.toMatch(/^\s*(import|export)\b/m);
});

test('the cookie with the zone is the one that the Shell reads', () => {
  expect(scripts.frame.text).toContain(zoneCookie);
});

test.each(['Curves', 'Ünïcode & more', 'x'.repeat(200)])(
  'a certificate for %s is read by others, and its key is the one it names',
  async name => {
    const now = Date.UTC(2026, 10, 28);
    const { key, certificate } = await makeCertificate(name, now);
    const read = new X509Certificate(certificate);
    expect(read.subject).toBe(`CN=${name}`);
    expect(read.issuer).toBe(read.subject);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(Date.parse(read.validFrom)).toBe(now - 86_400_000);
    expect(Date.parse(read.validTo)).toBe(now + 1095 * 86_400_000);
    expect(read.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  },
);
