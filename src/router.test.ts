// What holds for every path there is, whoever serves it: no answer is run by a browser, or shown within a page of others.
// A door that is added to the table of the router is tried here by itself.
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { publishedSchemas } from './facades/reference/schemas.ts';
import { listSiteFiles } from './facades/reference/site.tsx';
import { restPaths, sharedPath } from './facades/rest/endpoint.ts';
import { makeHealth } from './health.ts';
import { sealedPolicy } from './http/policy.ts';
import { type Door, listDoors } from './router.ts';
import { assetRoutes } from './shell/assets.ts';
import { routes } from './shell/routes.ts';
import { payload, putOne, readAddress, upload, weightWith } from './testing/blobs.ts';
import { givenLinkedApp, type Linked } from './testing/given.ts';
import { runnable } from './testing/runnable.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

const hostile = '<x xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></x>';
const log = pino({ level: 'silent' });

let server: TestServer;
let app: Linked;
let table: readonly Door[];
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
  const health = makeHealth({ vault: server.vault, data: server.data, log });
  table = listDoors(readConfig({ data: server.data }, {}), server.vault, log, health);
});
afterAll(() => server.close());

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** As nobody's library would: every header as it is given. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asking = request(
      { port: server.port, path, method, headers: { ...headers, ...length } },
      async response => {
        const given = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        resolve({
          status: response.statusCode!,
          headers: new Headers(given as [string, string][]),
          body: await text(response),
        });
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'];

/** Paths of a door, its own and others that it answers too. */
function pathsOf({ path }: Door): string[] {
  const below = path.endsWith('/') ? [`${path}x`, `${path}x/y.xml`] : [];
  return [path, `${path}?x=1`, ...below];
}

/** How somebody may come: a program, a browser that opens it, and the forms that a page of others can make it send. */
const ways: Record<string, Record<string, string>> = {
  program: {},
  xml: { 'content-type': 'text/xml' },
  navigation: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' },
  frame: { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' },
  'plain form': { 'content-type': 'text/plain', origin: 'https://evil.example' },
  form: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
  'file form': { 'content-type': 'multipart/form-data; boundary=x', origin: 'https://evil.example' },
};

describe('an answer', () => {
  test('is run by no browser, at any door, by any method, however it is asked for', async () => {
    const found: string[] = [];
    const seen = new Set<number>();
    const look = async (path: string, method: string, way: string) => {
      const body = method === 'GET' || method === 'HEAD' ? {} : { body: hostile };
      const answer = await ask(path, { method, headers: ways[way]!, ...body });
      seen.add(answer.status);
      found.push(...runnable(answer).map(why => `${method} ${path}, ${way}, ${answer.status}: ${why}`));
    };
    for (const door of table) {
      for (const method of methods) for (const way of Object.keys(ways)) await look(door.path, method, way);
      for (const path of pathsOf(door)) for (const method of methods) await look(path, method, 'program');
    }
    expect(found).toEqual([]);
    expect([...seen]).toEqual(expect.arrayContaining([200, 301, 403, 404, 405, 415]));
  });

  test('is sealed, but for the pages of the Shell and the reference', async () => {
    const own: string[] = [];
    for (const door of table)
      for (const path of pathsOf(door)) {
        const { headers } = await ask(path);
        if (headers.get('content-security-policy') !== sealedPolicy) own.push(path);
      }
    const pages = ['/timeline', '/timeline?x=1', '/docs/', '/docs/?x=1', '/docs/x', '/docs/x/y.xml'];
    expect(own).toEqual([...pages, '/', '/?x=1', '/x', '/x/y.xml']);
  });

  test('of the XML API is sealed whatever comes of the call', async () => {
    const bodies = [
      app.client.body('GetPersonInfo', { userToken: app.userToken }),
      app.client.body('GetPersonInfo'),
      app.client.body('NoSuchMethod'),
      hostile,
      app.client.body('GetPersonInfo').padEnd(server.vault.limits.requestBytesMax + 1),
    ];
    const codes: string[] = [];
    for (const body of bodies) {
      const answer = await ask('/platform/wildcat.ashx', { method: 'POST', headers: ways.xml!, body });
      expect(answer.headers.get('content-security-policy')).toBe(sealedPolicy);
      expect(answer.headers.get('content-disposition')).toBe('attachment');
      codes.push(/<code>(\d+)/.exec(answer.body)![1]!);
    }
    expect(codes).toEqual(['0', '9', '5', '3', '39']);
  });

  test('with the bytes of a blob is sealed, whatever they call themselves', async () => {
    const url = await upload(app, Buffer.from(hostile));
    const key = await putOne(app, weightWith(payload({ name: 'x', type: 'application/xhtml+xml', url })));
    const address = new URL(await readAddress(app, key.id, 'x'));
    for (const headers of [{}, { range: 'bytes=2-5' }, { range: 'bytes=900-' }]) {
      const answer = await ask(address.pathname + address.search, { headers });
      expect([answer.headers.get('content-security-policy'), runnable(answer)]).toEqual([sealedPolicy, []]);
    }
  });

  test('of every published file and page is run by no browser', { timeout: 60_000 }, async () => {
    const paths = [
      ...[...publishedSchemas.keys()].map(name => `/platform/xsd/${name}`),
      ...[...listSiteFiles().keys()].map(name => `/docs/${name}`),
    ];
    const found: string[] = [];
    for (const path of paths) found.push(...runnable(await ask(path)).map(why => `${path}: ${why}`));
    expect(paths.length).toBeGreaterThan(200);
    expect(found).toEqual([]);
  });

  test('of every route of the Shell is run by no browser', { timeout: 60_000 }, async () => {
    const addresses = [...assetRoutes, ...routes].map(({ address }) => address);
    const found: string[] = [];
    for (const path of new Set(addresses.map(address => address.replace(/:\w+(\{[^}]*\})?/g, 'x'))))
      for (const method of ['GET', 'POST']) {
        const answer = await ask(path, { method });
        found.push(...runnable(answer).map(why => `${method} ${path} ${answer.status}: ${why}`));
      }
    expect(found).toEqual([]);
  });

  test('to what is no request of a path is none that a browser runs', async () => {
    const heads = [
      'OPTIONS * HTTP/1.1',
      'GET http://elsewhere.example/ HTTP/1.1',
      'GET //platform//wildcat.ashx HTTP/1.1',
      'GET /PLATFORM/WILDCAT.ASHX HTTP/1.0',
    ];
    for (const head of heads) {
      const answer = await raw(`${head}\r\nHost: x\r\nConnection: close\r\n\r\n`);
      const [top = ''] = answer.split('\r\n\r\n', 1);
      const pairs = top.split('\r\n').slice(1);
      const headers = new Headers(pairs.map(line => line.split(/:\s*(.*)/s, 2) as [string, string]));
      expect([head, runnable({ headers })]).toEqual([head, []]);
    }
    // What is no HTTP has no answer to be run.
    expect(await raw('<x/>\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/);
  });
});

function raw(sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(sent));
    text(socket).then(resolve, reject);
  });
}

describe('a door for programs', () => {
  const forPrograms = (takesAnyType = true) =>
    table.filter(door => door.forPrograms && (takesAnyType || !door.takesAnyType)).map(({ path }) => path);
  // What has a page beside it is told from it by its version.
  const statuses = async (given: Record<string, string>, method = 'POST') => {
    const headers = { 'x-msh-apiversion': '1.0-rc', ...given };
    const paths = forPrograms(given['content-type'] === undefined);
    const asked = paths.map(path => ask(path, { method, headers, body: hostile }));
    return [...new Set((await Promise.all(asked)).map(({ status }) => status))];
  };

  test('refuses what a browser would show', async () => {
    expect(forPrograms()).toEqual(['/platform/wildcat.ashx', '/streaming/wildcatblob.ashx', ...restPaths]);
    for (const dest of ['document', 'iframe', 'frame', 'fencedframe', 'object', 'embed'])
      for (const method of ['GET', 'POST', 'PUT'])
        expect(await statuses({ 'sec-fetch-dest': dest }, method)).toEqual([403]);
    expect(await statuses({ 'sec-fetch-mode': 'navigate' })).toEqual([403]);
  });

  test('takes the address of no page, but for what only programs say', async () => {
    const doors = table.slice(0, -1);
    const taken = routes.filter(({ address }) =>
      doors.some(({ path }) => address === path || (path.endsWith('/') && address.startsWith(path))),
    );
    expect(new Set(taken.map(({ address }) => address))).toEqual(new Set([sharedPath]));
    expect((await ask(sharedPath, { headers: ways.navigation! })).headers.get('location')).toMatch(/sign-in/);
    for (const sign of [{ authorization: 'MSH-V1 app-token=x' }, { 'x-msh-apiversion': '2.0-preview' }])
      expect((await ask(sharedPath, { headers: sign })).status).toBe(401);
  });

  test('refuses forms, whatever is told beside their type', async () => {
    for (const type of ['text/plain', 'Text/Plain; charset=utf-8', ' multipart/form-data; boundary=x'])
      expect([type, ...(await statuses({ 'content-type': type }))]).toEqual([type, 415]);
    const encoded = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const sign of [
      { origin: 'null' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-mode': 'cors' },
    ])
      expect(await statuses({ ...encoded, ...sign })).toEqual([415]);
  });

  test('says so in plain text, before the body has come', async () => {
    const answer = await raw(
      'POST /platform/wildcat.ashx HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000000\r\n' +
        'Content-Type: text/plain\r\n\r\n<',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 415 /);
    expect(answer).toContain('Content-Type: text/plain; charset=utf-8');
    expect(answer).toContain('This address takes no forms.');
  });

  test('takes what clients send: any other type, none, and the one that iOS sends by itself', async () => {
    const body = app.client.body('GetPersonInfo', { userToken: app.userToken });
    for (const type of ['text/xml', 'application/json', 'application/x-www-form-urlencoded', undefined]) {
      const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
      const answer = await ask('/platform/wildcat.ashx', { method: 'POST', headers, body });
      expect(answer.body).toContain('<code>0</code>');
    }
  });
});

test('a published schema opens in a browser, sealed', async () => {
  const [name] = [...publishedSchemas.keys()];
  const answer = await ask(`/platform/xsd/${name}`, { headers: ways.navigation! });
  expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([200, sealedPolicy]);
});

test('a vault behind a proxy that was not asked through it says so under the same policy', async () => {
  await using behind = await startTestServer({
    mode: 'production',
    publicUrl: 'https://vault.example',
    trustedProxies: '127.0.0.9',
  });
  const answer = await fetch(`http://127.0.0.1:${behind.port}/`);
  expect([answer.status, runnable(answer), answer.headers.get('content-security-policy')]).toEqual([
    403,
    [],
    sealedPolicy,
  ]);
});
