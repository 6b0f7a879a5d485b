// What goes over the wire, byte by byte: fetch unpacks by itself.
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stylesheet, stylesheetPath } from '../../http/stylesheet.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function ask(path: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(server.shellUrl);
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, answer =>
      buffer(answer).then(body => resolve({ headers: answer.headers, body }), reject),
    );
    sent.on('error', reject);
    sent.end();
  });
}

describe('a page', () => {
  test('is packed for a browser that takes it, and the same for one that does not', async () => {
    const { browser } = await givenSignedIn(server);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const plain = await ask('/items/add', { cookie });
    const packed = await ask('/items/add', { cookie, 'accept-encoding': 'gzip, br' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers.vary).toContain('Accept-Encoding');
    const withoutTokens = (html: string) => html.replace(/value="[\w-]{40,}"/g, '');
    expect(withoutTokens(gunzipSync(packed.body).toString())).toBe(withoutTokens(plain.body.toString()));
    expect(packed.body.length).toBeLessThan(plain.body.length / 3);
    expect(packed.headers['cache-control']).toBe('no-store');
  });

  test.each(['gzip;q=0', 'identity', '', 'x-gzip2'])('is sent as it is where “%s” is taken', async coding => {
    const { headers, body } = await ask('/sign-in', { 'accept-encoding': coding });
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toContain('<!DOCTYPE html>');
  });

  test('has other tokens each time, so that packing tells nothing of them', async () => {
    const { browser } = await givenSignedIn(server);
    const token = async () => (await browser.open('/items/new/weight')).form('/items/new/weight').form;
    expect(await token()).not.toBe(await token());
  });
});

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
])('the stylesheet comes as %s', async (coding, unpack) => {
  const { headers, body } = await ask(stylesheetPath, { 'accept-encoding': coding });
  expect(headers['content-encoding']).toBe(coding);
  expect(unpack(body).toString()).toBe(stylesheet);
  expect(body.length).toBeLessThan(12_000);
});
