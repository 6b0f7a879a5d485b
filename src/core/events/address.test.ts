import { expect, test } from 'vitest';
import { isPublic, mayPostTo } from './address.ts';

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450::1',
])('%s is everybody’s', address => {
  expect(isPublic(address)).toBe(true);
});

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:8.8.8.8',
  '::ffff:127.0.0.1',
  '::127.0.0.1',
  '64:ff9b::808:808',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fdff::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  'receiver.example',
  '',
])('%s is not', address => {
  expect(isPublic(address)).toBe(false);
});

const sandbox = { mode: 'sandbox', allowPrivateNetworks: false } as const;
const production = { ...sandbox, mode: 'production' } as const;

test('a sandbox reaches its own machine by the names of that, and by no other', () => {
  expect(mayPostTo(sandbox, 'localhost', '127.0.0.1')).toBe(true);
  expect(mayPostTo(sandbox, '[::1]', '::1')).toBe(true);
  expect(mayPostTo(sandbox, 'receiver.example', '127.0.0.1')).toBe(false);
  expect(mayPostTo(sandbox, 'localhost', '10.0.0.1')).toBe(false);
  expect(mayPostTo(production, 'localhost', '127.0.0.1')).toBe(false);
  expect(mayPostTo({ ...production, allowPrivateNetworks: true }, 'receiver.example', '10.0.0.1')).toBe(true);
});
