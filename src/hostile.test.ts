// Whatever clients of one address do, in any mix, the server stays within its memory, and somebody at another address has
// their page. A process of its own is attacked, as it is served.
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { canTellMemory, memoryOf } from './testing/memory.ts';
import { type SpawnedServer, spawnServer } from './testing/process.ts';

const isLong = process.env.KEEPWELL_HOSTILE_COUNT !== undefined;
/** How much of everything is sent; a quick run sends less of it. */
const scale = isLong ? 1 : 0.25;
const many = (count: number) => Math.ceil(count * scale);

interface Target {
  readonly port: number;
  /** All that was opened, for closing it. */
  readonly sockets: Set<Socket>;
}

const platform = 'POST /platform/wildcat.ashx HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n';

/** A connection that sends and reads nothing unless it is told to; it may be refused. */
function open({ port, sockets }: Target, sent: string | Buffer, reads = true): Promise<Socket> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(sent, () => resolve(socket)));
    sockets.add(socket);
    socket.on('error', () => resolve(socket));
    socket.on('close', () => {
      sockets.delete(socket);
      resolve(socket);
    });
    if (reads) socket.resume();
    else socket.pause();
  });
}

const inParallel = (count: number, each: (i: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, i) => each(i)));

/** One whole request; answers with its status, or 0 where it was refused. */
function ask({ port }: Target, path: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  return new Promise(resolve => {
    const asking = request(
      {
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-length': body.length },
      },
      response =>
        response
          .resume()
          .on('end', () => resolve(response.statusCode!))
          .on('error', () => resolve(0)),
    );
    asking.on('error', () => resolve(0)).end(body);
  });
}

const gzipped = { 'content-type': 'text/xml', 'content-encoding': 'gzip' };
const envelope = (info: string) =>
  '<r:request xmlns:r="urn:com.microsoft.wc.request"><auth><hmac-data algName="HMACSHA256">AAAA</hmac-data></auth>' +
  '<header><method>PutThings</method><method-version>2</method-version><auth-session><auth-token>none</auth-token></auth-session>' +
  `<msg-time>2026-01-01T00:00:00Z</msg-time><msg-ttl>1800</msg-ttl><version>1</version></header><info>${info}</info></r:request>`;

const attacks: Record<string, (target: Target) => Promise<unknown>> = {
  'bodies that are small as gzip and large without': target => {
    const bomb = gzipSync(Buffer.alloc(10_400_000, ' '));
    return inParallel(many(400), () => ask(target, '/platform/wildcat.ashx', gzipped, bomb));
  },
  'requests of very many elements, signed by nobody': target => {
    const packed = gzipSync(envelope('<a/>'.repeat(240_000)));
    return inParallel(many(200), () => ask(target, '/platform/wildcat.ashx', gzipped, packed));
  },
  'bodies that never end': target =>
    inParallel(many(4000), () =>
      open(target, `${platform}Content-Length: 9000000\r\n\r\n${'x'.repeat(60_000)}`),
    ),
  'heads that never end': target =>
    inParallel(many(1000), () => open(target, `${platform}${'X: y\r\n'.repeat(2000)}`)),
  'many requests in one go': target =>
    inParallel(many(300), () => open(target, 'GET /nope HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2000), false)),
  'answers that nobody reads': target =>
    inParallel(many(1000), () =>
      open(target, 'GET /docs/statuses.html HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(5), false),
    ),
  'forms to sign in and up, one after the other': target =>
    inParallel(many(400), i =>
      ask(
        target,
        i % 2 ? '/sign-in' : '/sign-up',
        { 'content-type': 'application/x-www-form-urlencoded' },
        Buffer.from(
          `email=a${i}@example.org&password=${'tin kettle over moss '.repeat(8)}&name=${'x y '.repeat(10_000)}`,
        ),
      ),
    ),
  'large files to where files are taken': target =>
    inParallel(many(60), i =>
      ask(
        target,
        ['/records/photo', '/upload', '/items/save'][i % 3]!,
        { 'content-type': 'multipart/form-data; boundary=x' },
        Buffer.concat([
          Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'),
          Buffer.alloc(2_000_000),
        ]),
      ),
    ),
};

/** Somebody at another address who opens a page again and again: how long each took, in a thread that nothing disturbs. */
function visitor(port: number): { stop(): Promise<number[]> } {
  const worker = new Worker(
    `const { get } = require('node:http');
     const { parentPort, workerData: port } = require('node:worker_threads');
     const took = [];
     let isOver = false;
     parentPort.once('message', () => { isOver = true; });
     (async () => {
       while (!isOver) {
         const began = performance.now();
         const status = await new Promise(resolve =>
           get({ port, host: '127.0.0.1', localAddress: '127.0.0.2', path: '/sign-in', agent: false }, response =>
             response.resume().on('end', () => resolve(response.statusCode))).on('error', () => resolve(0)));
         took.push(status === 200 ? performance.now() - began : Infinity);
         await new Promise(done => setTimeout(done, 50));
       }
       parentPort.postMessage(took);
     })();`,
    { eval: true, workerData: port },
  );
  return {
    stop: () =>
      new Promise(resolve => {
        worker.once('message', took => {
          void worker.terminate();
          resolve(took);
        });
        worker.postMessage('stop');
      }),
  };
}

test.runIf(canTellMemory)('a mix of all attacks from one address', { timeout: 300_000 }, async () => {
  await using server: SpawnedServer = await spawnServer();
  const target: Target = { port: Number(new URL(server.facts.shellUrl).port), sockets: new Set() };
  const somebody = visitor(target.port);
  await new Promise(done => setTimeout(done, 500));
  await Promise.all(Object.values(attacks).map(attack => attack(target)));
  const pages = (await somebody.stop()).toSorted((a, b) => a - b);
  const memory = memoryOf(server.pid);
  for (const socket of target.sockets) socket.destroy();
  const at = (share: number) => Math.round(pages[Math.floor((pages.length - 1) * share)]!);
  const figures = { ...memory, pages: pages.length, median: at(0.5), most: at(1) };
  expect(memory.most, JSON.stringify(figures)).toBeLessThan(400);
  // Others on this machine may hold up a page or two, a server that is held hostage holds up all.
  expect(at(0.5), JSON.stringify(figures)).toBeLessThan(500);
});
