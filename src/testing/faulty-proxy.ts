// A proxy before a server that does to requests and answers what networks, proxies and servers do on a bad day. Some of what it
// does to a request happens only after its sender has given up.
import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Random } from './fuzz/random.ts';

export const faults = {
  /** The connection ends before the request got anywhere. */
  drop: ({ request }: Passing) => request.destroy(),
  /** It is done, and the connection ends before the answer. */
  dropAnswer: async (of: Passing) => {
    await forward(of);
    of.request.destroy();
  },
  /** Half of it gets there. */
  halfRequest: async (of: Passing) => {
    await forward(of, of.body.subarray(0, of.body.length / 2)).catch(() => {});
    of.request.destroy();
  },
  /** It is passed on when its sender has given up. */
  stall: async (of: Passing) => {
    await setTimeout(of.stallMs + of.random.below(of.stallMs));
    await forward(of);
    of.request.destroy();
  },
  /** It is done, and its answer comes when nobody waits any more. */
  stallAnswer: async (of: Passing) => {
    const { status, headers, body } = await forward(of);
    await setTimeout(of.stallMs * 1.5);
    of.response.writeHead(status, headers).end(body);
  },
  fail: ({ response, random }: Passing) =>
    void response.writeHead(random.chance(0.5) ? 500 : 503).end('down'),
  failAfter: async (of: Passing) => {
    await forward(of);
    of.response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html>Bad gateway</html>');
  },
  tooMany: ({ response }: Passing) => void response.writeHead(429, { 'Retry-After': '0' }).end(),
  /** The answer is cut, and the connection with it. */
  halfAnswer: async (of: Passing) => {
    const { status, headers, body } = await forward(of);
    of.response.writeHead(status, { ...headers, 'content-length': String(body.length) });
    of.response.write(body.subarray(0, body.length / 2), () => of.response.destroy());
  },
  /** The answer is cut, and its length says that it is all. */
  shortAnswer: async (of: Passing) => {
    const { status, headers, body } = await forward(of);
    of.response.writeHead(status, headers).end(body.subarray(0, body.length / 2));
  },
  /** It comes in small pieces, in time. */
  slow: async (of: Passing) => {
    const { status, headers, body } = await forward(of);
    of.response.writeHead(status, headers);
    const piece = Math.ceil(body.length / 5);
    for (let at = 0; at < body.length; at += piece) {
      of.response.write(body.subarray(at, at + piece));
      await setTimeout(of.stallMs / 20);
    }
    of.response.end();
  },
  /** The session is over, says the platform, to who has one. */
  endSession: async (of: Passing) => {
    const over =
      '<response><status><code>65</code><error><message>over</message></error></status></response>';
    const { headers, body } = of.body.includes('<auth-token>')
      ? { headers: { 'content-type': 'text/xml' }, body: over }
      : await forward(of);
    of.response.writeHead(200, headers).end(body);
  },
};

export type FaultName = keyof typeof faults;

interface Passing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly to: number;
  readonly stallMs: number;
  readonly random: Random;
}

export interface FaultyProxy extends AsyncDisposable {
  readonly port: number;
  readonly counts: Readonly<Record<FaultName | 'none', number>>;
  /** Passes all on from here on; resolves when nothing is under way any more. */
  settle(): Promise<void>;
}

/** @param stallMs longer than its clients wait @param rate of the requests that meet a fault */
export async function startFaultyProxy(how: {
  to: number;
  stallMs: number;
  rate: number;
  random: Random;
}): Promise<FaultyProxy> {
  const names = Object.keys(faults) as FaultName[];
  const counts = Object.fromEntries([...names, 'none'].map(name => [name, 0])) as Record<
    FaultName | 'none',
    number
  >;
  const underWay = new Set<Promise<unknown>>();
  let { rate } = how;
  const server: Server = createServer((request, response) => {
    response.on('error', () => {});
    const work = pass(request, response).catch(() => request.destroy());
    underWay.add(work);
    void work.then(() => underWay.delete(work));
  });
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const name = how.random.chance(rate) ? names[how.random.below(names.length)]! : 'none';
    counts[name]++;
    const of = { request, response, body, to: how.to, stallMs: how.stallMs, random: how.random };
    if (name !== 'none') return void (await faults[name](of));
    const answer = await forward(of);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const settle = async () => {
    rate = 0;
    while (underWay.size > 0) await Promise.all(underWay);
  };
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    settle,
    async [Symbol.asyncDispose]() {
      await settle();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

/** Without how the answer was sent: it is sent anew. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const { 'content-type': type = '', date = '', wc_responseid: id } = headers;
  return { 'content-type': type, date, ...(typeof id === 'string' && { wc_responseid: id }) };
}

interface Forwarded {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** @param part of the body, after which the connection is cut */
function forward({ request, body, to }: Passing, part?: Buffer): Promise<Forwarded> {
  return new Promise((resolve, reject) => {
    const { method, url: path } = request;
    const headers = {
      ...request.headers,
      'content-length': String(body.length),
      'accept-encoding': 'identity',
    };
    const asking = ask({ host: '127.0.0.1', port: to, method, path, headers }, answer => {
      answer.toArray().then(
        pieces =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: headersOf(answer),
            body: Buffer.concat(pieces),
          }),
        reject,
      );
    });
    asking.on('error', reject);
    if (part) asking.write(part, () => asking.destroy());
    else asking.end(body);
  });
}
