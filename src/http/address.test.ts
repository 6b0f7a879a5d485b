// Behind a proxy: whom a request comes from, and that nobody gets around the proxy.
import { describe, expect, test } from 'vitest';
import type { Settings } from '../config.ts';
import { givenApp, openClient } from '../testing/given.ts';
import { startTestServer } from '../testing/server.ts';

const production = { mode: 'production', publicUrl: 'https://vault.example' } as const;

test('a production vault behind a proxy takes nothing that came around it, or to it without https', async () => {
  await using behind = await startTestServer({ ...production, trustedProxies: '127.0.0.1, 10.0.0.9' });
  const open = (headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${behind.port}/sign-in`, { headers });
  expect((await open()).status).toBe(200);
  expect((await open({ 'x-forwarded-proto': 'https' })).status).toBe(200);
  expect((await open({ 'x-forwarded-proto': 'http' })).status).toBe(403);
  await using around = await startTestServer({ ...production, trustedProxies: '10.0.0.9' });
  const page = await fetch(`http://127.0.0.1:${around.port}/sign-in`, {
    headers: { 'x-forwarded-proto': 'https' },
  });
  expect(page.status).toBe(403);
  expect(await page.text()).toContain('https://vault.example');
  const platform = await fetch(`http://127.0.0.1:${around.port}/platform/wildcat.ashx`, {
    method: 'POST',
    body: '<a/>',
  });
  expect(platform.status).toBe(403);
});

test('a production vault tells browsers to come by https only, a sandbox does not', async () => {
  await using server = await startTestServer({ ...production, trustedProxies: '127.0.0.1' });
  await using sandbox = await startTestServer();
  const header = async (port: number) =>
    (await fetch(`http://127.0.0.1:${port}/sign-in`)).headers.get('strict-transport-security');
  expect(await header(server.port)).toBe('max-age=31536000; includeSubDomains');
  expect(await header(sandbox.port)).toBeNull();
});

describe('an application that must call from 203.0.113. is judged by', () => {
  const code = async (settings: Settings, forwarded: string | undefined) => {
    await using server = await startTestServer(settings);
    const registered = await givenApp(server.vault);
    const client = await openClient(server, registered);
    await server.vault.store.write(db =>
      db.applications.put({ ...registered.app, ipPrefixes: ['203.0.113.'] }),
    );
    const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    return (await client.call('GetApplicationInfo', { headers })).code;
  };

  test.each([
    ['the address that a trusted proxy reports', '203.0.113.7', 0],
    ['the same with the port that some proxies add', '203.0.113.7:50123', 0],
    ['the last address, the only one the proxy vouches for', '203.0.113.7, 198.51.100.1', 6],
    ['the one before a trusted proxy, through any number of them', '203.0.113.7, 10.0.0.9, 127.0.0.1', 0],
    ['the proxy itself when that reports nothing', undefined, 6],
  ])('%s', async (_, forwarded, expected) => {
    expect(await code({ trustedProxies: '127.0.0.1, 10.0.0.9' }, forwarded)).toBe(expected);
  });

  test('the connection alone where no proxy is named', async () => {
    expect(await code({}, '203.0.113.7')).toBe(6);
  });
});
