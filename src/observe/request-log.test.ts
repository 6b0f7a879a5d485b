// What stands in the log of requests and of tries to sign in, and the number by which a client and the log name a request.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Browser, somebody } from '../shell/testing/browser.ts';
import { givenLinkedApp } from '../testing/given.ts';
import { tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

type Line = Record<string, unknown> & { msg: string };

async function linesOf(server: TestServer, msg: string, count = 1): Promise<Line[]> {
  const find = () => server.logged.map(line => JSON.parse(line) as Line).filter(line => line.msg === msg);
  await expect.poll(() => find().length).toBeGreaterThanOrEqual(count);
  return find();
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const idOf = (headers: Headers) => headers.get('x-request-id');

describe('the line of a request', () => {
  test('of the XML API has the call, its code and the application, by the number the client has', async () => {
    await using server = await startTestServer();
    const app = await givenLinkedApp(server);
    const good = await app.client.call('GetPersonInfo', { userToken: app.userToken });
    const bad = await app.client.call('GetThings', { userToken: app.userToken });
    expect([good.headers.get('wc_responseid'), idOf(good.headers)]).toEqual([
      idOf(good.headers),
      expect.stringMatching(uuid),
    ]);
    const lines = await linesOf(server, 'request', 3);
    const known = { method: 'POST', route: '/platform/wildcat.ashx', status: 200, app: app.app.id };
    expect(lines.find(({ request }) => request === idOf(good.headers))).toMatchObject({
      ...known,
      call: 'GetPersonInfo',
      code: 0,
      ms: expect.any(Number),
      bytes: expect.any(Number),
      address: '127.0.0.1',
    });
    expect(lines.find(({ request }) => request === idOf(bad.headers))).toMatchObject({
      ...known,
      call: 'GetThings',
      code: bad.code,
    });
    expect(bad.code).toBeGreaterThan(0);
  });

  test('of a page has the pattern of its address, and none where there is no page', async () => {
    await using server = await startTestServer();
    const secret = 'ab'.repeat(32);
    for (const path of [`/finish/${secret}?of=${secret}`, `/${secret}`, `/docs/${secret}`, '/sign-in'])
      await fetch(server.shellUrl + path);
    const lines = await linesOf(server, 'request', 4);
    expect(lines.map(({ route, status }) => [route, status])).toEqual([
      ['/finish/:code', expect.any(Number)],
      ['(none)', 404],
      ['/docs/', 404],
      ['/sign-in', 200],
    ]);
    expect(server.logged.join('')).not.toContain(secret);
  });

  test('tells who went away before they had an answer', async () => {
    await using server = await startTestServer();
    const gone = new AbortController();
    const asked = fetch(server.platformUrl, {
      method: 'POST',
      body: new ReadableStream({
        start: controller => controller.enqueue(Buffer.from('<wc-request:request')),
      }),
      duplex: 'half',
      signal: gone.signal,
      headers: { 'content-type': 'text/xml' },
    } as RequestInit);
    setTimeout(() => gone.abort(), 200);
    await expect(asked).rejects.toThrow();
    expect(await linesOf(server, 'request')).toMatchObject([{ status: 499 }]);
  });

  test('is there for all, for those that failed, or for none; what only probes is told at debug', async () => {
    const told: Record<string, unknown[]> = {};
    for (const logRequests of ['all', 'failed', 'none']) {
      await using server = await startTestServer({ logRequests });
      for (const path of ['/sign-in', '/nowhere', '/health/live', '/health/ready', '/alive', '/ready'])
        await fetch(server.shellUrl + path);
      await server.close();
      const lines = server.logged.map(line => JSON.parse(line) as Line);
      told[logRequests] = lines.filter(({ msg }) => msg === 'request').map(({ route }) => route);
    }
    expect(told).toEqual({ all: ['/sign-in', '(none)'], failed: ['(none)'], none: [] });
  });
});

describe('the number of a request', () => {
  const proxied = { trustedProxies: '127.0.0.1' };
  const ask = async ({ shellUrl }: TestServer, headers: Record<string, string>) =>
    idOf((await fetch(`${shellUrl}/sign-in`, { headers })).headers);
  const sent = randomUUID();
  const plain = sent.replaceAll('-', '');

  test('is the one that a trusted proxy gave it, or the trace that it is part of', async () => {
    await using server = await startTestServer(proxied);
    expect(await ask(server, { 'x-request-id': sent })).toBe(sent);
    expect(await ask(server, { 'x-request-id': plain.toUpperCase() })).toBe(sent);
    const traceparent = `00-${plain}-00f067aa0ba902b7-01`;
    expect(await ask(server, { traceparent })).toBe(sent);
    const other = randomUUID();
    expect(await ask(server, { traceparent, 'x-request-id': other })).toBe(other);
  });

  test('is one of its own where what came is malformed, or came from just anybody', async () => {
    await using trusting = await startTestServer(proxied);
    await using open = await startTestServer();
    const malformed = [`${sent}x`, 'x'.repeat(32), '0'.repeat(32), `${sent}, ${sent}`, '', '../../etc'];
    const parents = [`00-${plain}-${'0'.repeat(16)}-01`, `ff-${plain}-00f067aa0ba902b7-01`, plain];
    for (const headers of [
      ...malformed.map(id => ({ 'x-request-id': id })),
      ...parents.map(parent => ({ traceparent: parent })),
    ]) {
      const id = await ask(trusting, headers);
      expect(id).toMatch(uuid);
      expect(id).not.toBe(sent);
    }
    expect(await ask(open, { 'x-request-id': sent })).not.toBe(sent);
  });

  test('stands on a page that tells of a fault of ours, and with the fault in the log', async () => {
    await using server = await startTestServer();
    // Nothing can be looked up any more.
    await server.vault.store.close();
    const answer = await fetch(`${server.shellUrl}/`, { headers: { cookie: 'keepwell=x' } });
    expect(answer.status).toBe(500);
    const id = idOf(answer.headers);
    expect(await answer.text()).toContain(`<code>${id}</code>`);
    expect(await linesOf(server, 'request failed')).toMatchObject([
      { request: id, err: { type: expect.any(String) } },
    ]);
  });
});

describe('a try to sign in', () => {
  const signIn = async (server: TestServer, email: string, password: string) => {
    const browser = new Browser(server);
    await browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password });
  };

  async function given(): Promise<{ server: TestServer; lines: readonly Line[] }> {
    const server = await startTestServer({ limits: { signInTriesMax: 2 } });
    const ada = somebody();
    await new Browser(server).signUp(undefined, ada);
    for (const password of ['quince', 'damson']) await signIn(server, ada.email, password);
    await signIn(server, 'medlar@example.org', 'sloe');
    await signIn(server, ada.email, ada.password);
    const failed = await linesOf(server, 'sign-in failed', 4);
    expect(server.logged.join('')).not.toMatch(/quince|damson|medlar|sloe|@/);
    return { server, lines: failed };
  }

  test('has a line without a name: the way, how it went, the address', async () => {
    const { server, lines } = await given();
    await using _ = server;
    const wrong = { way: 'password', outcome: 'wrong', address: '127.0.0.1' };
    expect(lines).toMatchObject([
      { ...wrong, person: expect.stringMatching(uuid) },
      { ...wrong, person: expect.stringMatching(uuid) },
      wrong,
      { ...wrong, outcome: 'too many tries' },
    ]);
    expect(lines[2]).not.toHaveProperty('person');
  });

  test('that went well has one too', async () => {
    await using server = await startTestServer();
    const ada = somebody();
    await new Browser(server).signUp(undefined, ada);
    await signIn(server, ada.email, ada.password);
    expect(await linesOf(server, 'sign-in')).toMatchObject([
      { way: 'password', outcome: 'signed in', person: expect.stringMatching(uuid) },
    ]);
  });

  const filter = join(import.meta.dirname, '..', '..', 'deploy', 'fail2ban', 'filter.conf');
  const hasFail2ban = spawnSync('fail2ban-regex', ['--version']).status === 0;

  test('that failed is found by the filter for fail2ban, and no other line is', async () => {
    const { server } = await given();
    await server.close();
    const pattern = /^failregex = (.*)$/m.exec(readFileSync(filter, 'utf8'))![1]!;
    const regex = new RegExp(pattern.replace('<ADDR>', '([0-9a-f.:]+)'));
    const found = server.logged.flatMap(line => regex.exec(line.trimEnd())?.[1] ?? []);
    expect(found).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1']);
  });

  test.skipIf(!hasFail2ban)(
    'that failed is found by fail2ban itself, in a file and in the journal',
    async () => {
      const { server } = await given();
      await server.close();
      const file = join(tempFolder(), 'keepwell.log');
      writeFileSync(file, server.logged.join(''));
      const look = (...more: string[]) =>
        spawnSync('fail2ban-regex', [...more, file, filter]).stdout.toString();
      expect(look()).toMatch(/, 4 matched, /);
      // The journal has the time beside the line, and the name of the service before it.
      writeFileSync(file, server.logged.map(line => `host keepwell[71]: ${line}`).join(''));
      expect(look('-d', '{NONE}')).toMatch(/, 4 matched, /);
    },
  );
});
