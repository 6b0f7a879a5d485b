// Where flaws of a vault are reported to, as who found one asks for it.
import { expect, test } from 'vitest';
import { startTestServer } from '../testing/server.ts';
import { readSecurityContact } from './security-txt.ts';

test('a vault tells where its flaws are reported, for some months from the day it is asked', async () => {
  await using server = await startTestServer({ securityContact: 'mailto:security@vault.example' });
  const ask = async () => fetch(`${server.shellUrl}/.well-known/security.txt`);
  const answer = await ask();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(await answer.text()).toBe(
    'Contact: mailto:security@vault.example\nExpires: 2027-02-23T00:00:00.000Z\n' +
      `Canonical: ${server.shellUrl}/.well-known/security.txt\n`,
  );
  server.clock.pass(86_400_000);
  expect(await (await ask()).text()).toContain('Expires: 2027-02-24T');
});

test('a vault whose operator names nobody has no such page', async () => {
  await using server = await startTestServer();
  expect((await fetch(`${server.shellUrl}/.well-known/security.txt`)).status).toBe(404);
});

test.each(['mailto:a@vault.example', 'https://vault.example/security', 'tel:+1-201-555-0123'])(
  '%s can be named',
  contact => {
    expect(readSecurityContact(contact)).toBe(contact);
  },
);

test.each([
  'security@vault.example',
  'http://vault.example/security',
  'mailto:nobody',
  'javascript:alert(1)',
  'mailto:a@vault.example\nContact: mailto:b@evil.example',
  'https://vault.example/\r\nPolicy: x',
  '',
])('%j cannot, and it is said what may be', async contact => {
  expect(() => readSecurityContact(contact)).toThrow('It must be an address such as mailto:');
});
