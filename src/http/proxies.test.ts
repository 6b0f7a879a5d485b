import { describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { startTestServer } from '../testing/server.ts';
import { readProxies } from './proxies.ts';

describe('proxies that are named', () => {
  test.each([
    ['10.0.0.9', '10.0.0.9', true],
    ['10.0.0.9', '10.0.0.90', false],
    ['10.1.0.0/16', '10.1.255.255', true],
    ['10.1.0.0/16', '10.2.0.0', false],
    ['10.1.2.3/16', '10.1.0.1', true],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['fd00:1::/32', 'fd00:1:ffff::1', true],
    ['fd00:1::/32', 'FD00:1:0:0::2', true],
    ['fd00:1::/32', 'fd00:2::1', false],
    ['2001:db8::1', '2001:db8:0:0:0:0:0:1', true],
    ['fe80::/10', 'fe80::1%eth0', true],
    // IPv4 over an IPv6 socket, both ways to write it, in the setting and in the address.
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:a01:203', true],
    ['10.0.0.0/8', '::ffff:11.1.2.3', false],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['::ffff:10.0.0.9', '10.0.0.9', true],
    ['::1', '127.0.0.1', false],
    ['127.0.0.1', '', false],
    ['127.0.0.1', 'unknown', false],
  ])('%s hold for %s: %s', (named, address, expected) => {
    expect(readProxies([named]).includes(address)).toBe(expected);
  });

  test.each([
    'localhost',
    '10.0.0',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '::ffff:10.0.0.0/95',
  ])('%s is refused at the start', named => {
    expect(() => readConfig({ trustedProxies: named }, {})).toThrow(
      `trusted-proxies: ${named} is no address`,
    );
  });

  test.each(['0.0.0.0/0', '::/0'])('%s is refused: everybody could say who they are', named => {
    expect(() => readConfig({ trustedProxies: named }, {})).toThrow('is everybody');
  });
});

test.each([
  ['127.0.0.0/8', '127.0.0.1', 200],
  ['10.0.0.0/8, ::1/128', '[::1]', 200],
  // A socket for both families has IPv4 addresses within IPv6.
  ['127.0.0.0/8', '127.0.0.1 by a socket for both', 200],
  ['10.0.0.0/8', '127.0.0.1', 403],
] as const)('with %s trusted, what comes from %s is answered %i', async (trustedProxies, from, status) => {
  const host = from === '127.0.0.1' ? '127.0.0.1' : '::';
  await using server = await startTestServer({
    host,
    mode: 'production',
    publicUrl: 'https://vault.example',
    trustedProxies,
  });
  const [address] = from.split(' ');
  expect((await fetch(`http://${address}:${server.port}/sign-in`)).status).toBe(status);
});
