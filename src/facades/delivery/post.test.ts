import { generateKeyPairSync } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../core/applications/self-signed.ts';
import { makeLastingTenure } from '../../core/leases/tenure.ts';
import { defaultLimits } from '../../core/limits/limits.ts';
import { type PostOptions, post } from './post.ts';
import { resolveName } from './resolve.ts';

const limits = { ...defaultLimits, eventTimeoutMs: 300 };
const sandbox = { mode: 'sandbox', allowPrivateNetworks: false, limits } as const;
const open = { mode: 'production', allowPrivateNetworks: true, limits } as const;

const running: { close(): void }[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

interface Watched {
  readonly port: number;
  connections: number;
}

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<Watched> {
  const watched = { port: 0, connections: 0 };
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    watched.connections++;
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  watched.port = (server.address() as AddressInfo).port;
  running.push({
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return watched;
}

const http = (listener: RequestListener) => listening(createHttpServer(listener));

const delivery = (url: string) => ({
  url,
  headers: { Authorization: 'HVEventingSharedKey a:b:c', 'Content-Type': 'text/xml; charset=utf-8' },
  body: Buffer.from('<x/>'),
});
const local = (port: number, options: PostOptions = {}) =>
  post(sandbox, delivery(`http://127.0.0.1:${port}/events`), options);

const foundAt = (...addresses: string[]) => {
  const asked: string[] = [];
  return {
    asked,
    resolve: async (name: string) => {
      asked.push(name);
      return addresses;
    },
  };
};

describe('a name that leads into a private network', () => {
  test.each([['127.0.0.1'], ['::ffff:127.0.0.1'], ['10.0.0.1', '169.254.169.254']])(
    'is not connected to: %s',
    async (...addresses) => {
      const server = await http((_, response) => response.end());
      const { resolve } = foundAt(...addresses);
      const outcome = await post(sandbox, delivery(`https://receiver.example:${server.port}/`), { resolve });
      expect(outcome).toBe('the host lies in a private network');
      expect(server.connections).toBe(0);
    },
  );

  test('is so even when another of its addresses is public: only that one is tried', async () => {
    const server = await http((_, response) => response.end());
    const { resolve } = foundAt('127.0.0.1', '2606:4700::1111');
    const outcome = await post(sandbox, delivery(`https://receiver.example:${server.port}/`), { resolve });
    expect(outcome).toMatch(/^the connection failed|^there was no answer in time/);
    expect(server.connections).toBe(0);
  });

  test('and one that leads nowhere', async () => {
    const { resolve } = foundAt();
    expect(await post(sandbox, delivery('https://receiver.example/'), { resolve })).toBe(
      'the host has no address',
    );
  });
});

describe('over https', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = (commonName: string) =>
    selfSigned({ commonName, key: privateKey, days: 10, now: Date.now() });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const trusted = await certificate('receiver.example');

  async function tlsServer(cert: string) {
    const seen: { host: string | undefined; sni: unknown }[] = [];
    const server = await listening(
      createHttpsServer({ key, cert }, (request, response) => {
        seen.push({ host: request.headers.host, sni: (request.socket as TLSSocket).servername });
        response.end();
      }),
    );
    return { server, seen };
  }

  test('the name is looked up once, and what was found is connected to under the name', async () => {
    const { server, seen } = await tlsServer(trusted);
    const { asked, resolve } = foundAt('127.0.0.1');
    const url = `https://receiver.example:${server.port}/events`;
    expect(await post(open, delivery(url), { resolve, ca: trusted })).toBeUndefined();
    expect(asked).toEqual(['receiver.example']);
    expect(seen).toEqual([{ host: `receiver.example:${server.port}`, sni: 'receiver.example' }]);
  });

  test('a certificate of another name, or that nobody vouches for, is refused', async () => {
    const { server, seen } = await tlsServer(trusted);
    const { resolve } = foundAt('127.0.0.1');
    const other = `https://other.example:${server.port}/events`;
    expect(await post(open, delivery(other), { resolve, ca: trusted })).toMatch(
      /^the certificate is refused/,
    );
    const url = `https://receiver.example:${server.port}/events`;
    expect(await post(open, delivery(url), { resolve })).toMatch(/^the certificate is refused/);
    expect(seen).toEqual([]);
  });
});

test('what is sent has its length, its type and its signature', async () => {
  let seen: unknown;
  const server = await http((request, response) => {
    const { method, url, headers } = request;
    const { host, authorization, 'content-length': length } = headers;
    seen = { method, url, host, authorization, length };
    response.end();
  });
  expect(await local(server.port)).toBeUndefined();
  expect(seen).toEqual({
    method: 'POST',
    url: '/events',
    host: `127.0.0.1:${server.port}`,
    authorization: 'HVEventingSharedKey a:b:c',
    length: '4',
  });
});

describe('a receiver that', () => {
  test('redirects is not followed', async () => {
    const other = await http((_, response) => response.end());
    const server = await http((_, response) =>
      response.writeHead(307, { Location: `http://127.0.0.1:${other.port}/` }).end(),
    );
    expect(await local(server.port)).toBe('the answer was 307');
    expect(other.connections).toBe(0);
  });

  test('does not answer is given up after the time-out', async () => {
    const server = await http(() => {});
    expect(await local(server.port)).toBe('there was no answer in time');
  });

  test('answers without end is read no further than a little', async () => {
    let sent = 0;
    const server = await http((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        if (!response.destroyed) response.once('drain', more);
      };
      response.writeHead(200);
      more();
    });
    expect(await local(server.port)).toBeUndefined();
    expect(sent).toBeLessThan(20_000_000);
  });

  test('holds its answer open is under way until the time-out, and has taken it', async () => {
    const server = await http((_, response) => void response.writeHead(200).write('a'));
    const started = performance.now();
    expect(await local(server.port)).toBeUndefined();
    expect(performance.now() - started).toBeGreaterThan(200);
  });

  test.each([
    ['closes at once', ''],
    ['speaks no HTTP', 'hello\r\n\r\n'],
    ['sends endless headers', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
    [
      'wants another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    ],
  ])('%s has not taken it', async (_, answer) => {
    const server = await listening(createTcpServer(socket => socket.once('data', () => socket.end(answer))));
    expect(await local(server.port)).toMatch(/^the connection/);
  });

  test('is not there', async () => {
    const server = await http(() => {});
    for (const one of running.splice(0)) one.close();
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(await local(server.port)).toBe('the connection failed (ECONNREFUSED)');
  });
});

test('a try that is stopped ends at once', async () => {
  const server = await http(() => {});
  const stopping = new AbortController();
  const started = performance.now();
  setTimeout(() => stopping.abort(), 20);
  expect(await local(server.port, { tenure: makeLastingTenure(stopping.signal) })).toBeDefined();
  expect(performance.now() - started).toBeLessThan(2000);
});

test('addresses and names of this machine are known without a name server', async () => {
  expect(await resolveName('[2606:4700::1111]')).toEqual(['2606:4700::1111']);
  expect(await resolveName('8.8.8.8')).toEqual(['8.8.8.8']);
  expect(await resolveName('localhost')).toEqual(['127.0.0.1', '::1']);
});

test('a try leaves no trace on the signal that lives as long as the server', async () => {
  const { port } = await http((_, response) => response.end());
  const { signal } = new AbortController();
  /** Node keeps what depends on a signal under a symbol of its own. */
  const dependants = () =>
    Object.getOwnPropertySymbols(signal)
      .filter(symbol => /dependant/i.test(String(symbol)))
      .map(symbol => (signal as unknown as Record<symbol, { size?: number }>)[symbol]?.size ?? 0);
  for (let i = 0; i < 5; i++)
    expect(await local(port, { tenure: makeLastingTenure(signal) })).toBeUndefined();
  expect(dependants().every(size => size === 0)).toBe(true);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
