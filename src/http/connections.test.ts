// What one address or application may have under way, and what others have meanwhile.
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { selfSigned } from '../core/applications/self-signed.ts';
import { defaultLimits } from '../core/limits/limits.ts';
import { givenLinkedApp, type Linked, TestClient, testKey } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml } from '../testing/things.ts';
import { boundConnections, breakOffSlowReaders, letComeAtPace } from './connections.ts';

let server: TestServer;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
});

function open(sent = '', localAddress = '127.0.0.1'): Promise<Socket> {
  return new Promise(resolve => {
    const socket = connect({ port: server.port, host: '127.0.0.1', localAddress }, () => {
      socket.write(sent, () => resolve(socket));
    });
    socket.on('error', () => {});
    sockets.push(socket);
  });
}

const ended = (socket: Socket) => new Promise<void>(resolve => socket.once('close', () => resolve()));
const get = 'GET /assets/mark.svg HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
const halfOpen = 'POST /platform/wildcat.ashx HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n<';

/** Asks again until it is so: what other connections sent is on its way. */
async function until<T>(ask: () => Promise<T>, isSo: (value: T) => boolean): Promise<void> {
  while (!isSo(await ask())) await new Promise(done => setTimeout(done, 10));
}

describe('an address', () => {
  test('has so many connections and no more, and others have theirs', async () => {
    server = await startTestServer({ limits: { connectionsPerAddressMax: 3 } });
    const first = await open();
    await open();
    await open();
    await ended(await open());
    expect(await text(await open(get, '127.0.0.2'))).toMatch(/^HTTP\/1\.1 200 /);
    first.destroy();
    await until(
      async () => text(await open(get)).catch(() => ''),
      answer => answer.startsWith('HTTP/1.1 200 '),
    );
  });

  test.each(['http', 'https'])(
    'takes no place from others over %s: full, the oldest that asks nothing makes room',
    async over => {
      const answer: RequestListener = ({ url }, response) => {
        if (url !== '/slow') response.end('here');
      };
      const local = await listen(over === 'https', answer);
      const limits = { ...defaultLimits, connectionsMax: 3 };
      boundConnections(local, { limits, trustedProxies: [] });
      const { port } = local.address() as AddressInfo;
      const begin = async (sent = '') => {
        const socket = await connectTo(port, over === 'https');
        socket.on('error', () => {});
        sockets.push(socket);
        if (sent) socket.write(sent);
        return socket;
      };
      const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
      const answered = async (socket: Socket) => {
        let heard = '';
        for await (const piece of socket.iterator({ destroyOnReturn: false })) {
          heard += piece;
          if (heard.includes('here')) return true;
        }
        return false;
      };
      try {
        const busy = await begin(ask('/slow'));
        const idle = await begin(ask('/'));
        expect(await answered(idle)).toBe(true);
        const silent = await begin('GET / HTTP/1.1\r\nX-Slow: ');
        const gone = ended(silent);
        const next = await begin();
        await gone;
        next.write(ask('/'));
        expect(await answered(next)).toBe(true);
        // All that is left has asked something: what waits for its next request goes before what waits for an answer.
        const idleGone = ended(idle);
        const last = await begin(ask('/slow'));
        await idleGone;
        const nextGone = ended(next);
        await begin(ask('/slow'));
        await nextGone;
        expect([busy.destroyed, last.destroyed]).toEqual([false, false]);
        const refused = connect(port, '127.0.0.1').on('error', () => {});
        await ended(refused);
        expect([busy.destroyed, last.destroyed]).toEqual([false, false]);
      } finally {
        local.close();
      }
    },
  );

  test('has so many requests under way and no more, and others have theirs', async () => {
    server = await startTestServer({ limits: { requestsPerAddressMax: 2 } });
    const first = await open(halfOpen);
    await open(halfOpen);
    const answerFrom = async (address: string) => text(await open(get, address));
    await until(
      () => answerFrom('127.0.0.1'),
      answer => answer.startsWith('HTTP/1.1 429 '),
    );
    expect(await answerFrom('127.0.0.2')).toMatch(/^HTTP\/1\.1 200 /);
    first.destroy();
    await until(
      () => answerFrom('127.0.0.1'),
      answer => answer.startsWith('HTTP/1.1 200 '),
    );
  });

  test('behind a proxy is the one that the proxy names', async () => {
    server = await startTestServer({
      trustedProxies: '127.0.0.1',
      limits: { requestsPerAddressMax: 1, connectionsPerAddressMax: 2 },
    });
    const from = (address: string, request: string) =>
      open(request.replace('Host: x', `Host: x\r\nX-Forwarded-For: ${address}`));
    await from('192.0.2.1', halfOpen);
    await from('192.0.2.2', halfOpen);
    await from('192.0.2.3', halfOpen);
    await until(
      async () => text(await from('192.0.2.1', get)),
      answer => answer.startsWith('HTTP/1.1 429 '),
    );
    expect(await text(await from('192.0.2.4', get))).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('ends with a connection that sends thousands of requests and takes no answer', async () => {
    server = await startTestServer();
    const answer = await text(await open('GET /nope HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(1000)));
    expect(answer.split('HTTP/1.1 ').length).toBeLessThan(100);
  });

  test('is not hidden behind so many headers that what the proxy says is left out', async () => {
    server = await startTestServer({ trustedProxies: '127.0.0.1' });
    const many = 'X-Of-No-Use: 1\r\n'.repeat(100);
    const request = get.replace('Host: x', `Host: x\r\n${many}X-Forwarded-For: 192.0.2.1`);
    expect(await text(await open(request))).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('gets no work without a session once such work has taken its time, and goes on with one', async () => {
    server = await startTestServer({ limits: { anonymousWorkMs: 1 } });
    const app = await givenLinkedApp(server);
    const anonymous = new TestClient(server, app.app.id);
    const call = async () => (await anonymous.call('GetServiceDefinition', { version: 2 })).code;
    await until(call, code => code === 75);
    expect((await app.client.call('GetPersonInfo', { userToken: app.userToken })).code).toBe(0);
    server.clock.pass(60_000);
    expect(await call()).toBe(0);
  });
});

test('a connection is open to the next request for longer than proxies keep theirs, a minute', async () => {
  server = await startTestServer();
  const { headers } = await fetch(server.shellUrl);
  const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
});

describe('an application', () => {
  const appSpecific = 'a5033c9d-08cf-4204-9bd3-cb412ce39fc0';

  /** An application with a record of two large things. */
  async function givenLargeRecord(): Promise<Linked> {
    const app = await givenLinkedApp(server);
    const data = `<app-specific><format-appid>a</format-appid><format-tag>t</format-tag><summary>${'x'.repeat(100_000)}</summary></app-specific>`;
    const info = thingXml(appSpecific, { data });
    for (let things = 0; things < 2; things++) {
      const put = await app.client.call('PutThings', {
        version: 2,
        info,
        recordId: app.recordId,
        userToken: app.userToken,
      });
      expect(put.code).toBe(0);
    }
    return app;
  }

  const ask = ({ recordId, userToken }: Linked, max = 10) => ({
    version: 3,
    info: `<group max="${max}"><filter><type-id>${appSpecific}</type-id></filter><format><section>core</section><xml/></format></group>`,
    recordId,
    userToken,
    headers: { 'accept-encoding': 'identity' },
  });

  test('is given no more than it may hold, small answers still, and all of it in pieces', async () => {
    server = await startTestServer({ limits: { answerBytesPerAppMax: 150_000 } });
    const app = await givenLargeRecord();
    const { code, message } = await app.client.call('GetThings', ask(app));
    expect([code, message]).toEqual([75, expect.stringContaining('under way')]);
    expect((await app.client.call('GetPersonInfo', { userToken: app.userToken })).code).toBe(0);
    // What is taken is not held.
    for (let i = 0; i < 3; i++) {
      const one = await app.client.call('GetThings', { ...ask(app, 1) });
      expect([one.code, one.xml.length > 100_000]).toEqual([0, true]);
    }
  });
});

async function listen(isTls: boolean, answer: RequestListener): Promise<Server> {
  const key = testKey.privateKey;
  const cert = await selfSigned({ commonName: 'localhost', key, days: 1, now: Date.now() });
  const local = isTls
    ? createHttpsServer({ key: key.export({ type: 'pkcs8', format: 'pem' }), cert }, answer)
    : createServer(answer);
  await new Promise<void>(resolve => local.listen(0, '127.0.0.1', () => resolve()));
  return local;
}

function connectTo(port: number, isTls: boolean): Promise<Socket> {
  return new Promise(resolve => {
    const socket: Socket = isTls
      ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => resolve(socket))
      : connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => {});
    sockets.push(socket);
  });
}

test.each(['http', 'https'])(
  'over %s an answer that is taken too slowly is broken off, one that is taken is not',
  async over => {
    const underWay = new Set<ServerResponse>();
    const large = Buffer.alloc(100_000_000);
    const answer: RequestListener = (_, response) => {
      underWay.add(response);
      response.once('close', () => underWay.delete(response));
      response.end(large);
    };
    const isTls = over === 'https';
    const local = await listen(isTls, answer);
    // Looks come when the test says so, not when a busy machine has them.
    const lookMs = 1000;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const readers = breakOffSlowReaders(underWay, 1, lookMs);
    const ask = async (): Promise<Socket> => {
      const { port } = local.address() as AddressInfo;
      const socket = await connectTo(port, isTls);
      socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      return socket;
    };
    try {
      // More of it than a system holds comes between two looks.
      let [taken, looks] = [0, 0];
      for await (const piece of await ask()) {
        taken += (piece as Buffer).length;
        if (taken < (looks + 1) * 16_000_000) continue;
        looks++;
        vi.advanceTimersByTime(lookMs);
      }
      expect(taken).toBeGreaterThan(large.length);
      expect(looks).toBe(6);
      const slow = await ask();
      slow.pause();
      await vi.waitUntil(() => underWay.size === 1, { timeout: 10_000 });
      vi.advanceTimersByTime(3 * lookMs);
      expect([...underWay].map(({ socket }) => socket?.destroyed)).toEqual([false]);
      vi.advanceTimersByTime(lookMs);
      expect([...underWay].map(({ socket }) => socket?.destroyed)).toEqual([true]);
    } finally {
      readers.stop();
      vi.useRealTimers();
      local.close();
    }
  },
);

test.each(['http', 'https'])(
  'over %s a request that does not come in two minutes is broken off, one that comes at its pace is not',
  async over => {
    server = await startTestServer();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    let taken = 0;
    const answer: RequestListener = (request, response) => {
      if (request.url === '/file') letComeAtPace(request, 1000);
      request.on('data', ({ length }: Buffer) => (taken += length));
      request.on('end', () => response.end('all of it'));
    };
    const local = await listen(over === 'https', answer);
    boundConnections(local, { limits: server.vault.limits, trustedProxies: [] });
    const { port } = local.address() as AddressInfo;
    const begin = async (path: string) => {
      const socket = await connectTo(port, over === 'https');
      taken = 0;
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nConnection: close\r\n\r\n`,
      );
      await send(socket, 1);
      return socket;
    };
    const send = async (socket: Socket, bytes: number) => {
      const so = taken + bytes;
      socket.write(Buffer.alloc(bytes));
      await vi.waitUntil(() => taken === so);
    };
    const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000 + 5000);
    try {
      const slow = await begin('/words');
      await send(slow, 500_000);
      vi.advanceTimersByTime(115_000);
      await send(slow, 1);
      const ending = text(slow);
      minutes(1);
      expect(await ending).toMatch(/^HTTP\/1\.1 408 /);
      const file = await begin('/file');
      for (let round = 0; round < 4; round++) {
        await send(file, 200_000);
        minutes(2);
      }
      await send(file, 199_999);
      expect(await text(file)).toMatch(/all of it$/);
      const stalled = await begin('/file');
      await send(stalled, 200_000);
      minutes(2);
      await send(stalled, 1000);
      const broken = text(stalled);
      minutes(2);
      expect(await broken).toMatch(/^HTTP\/1\.1 408 /);
    } finally {
      vi.useRealTimers();
      local.close();
    }
  },
);
