// Forms that are longer than is read: their sender gets the answer, and the next request is served.
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { givenSignedIn, type Visitor } from './testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
let appId: string;
beforeAll(async () => {
  server = await startTestServer();
  dev = await givenSignedIn(server, 'Dev Example');
  const form = await dev.browser.open('/develop/new');
  const made = await dev.browser.submit(form, '/develop/new', { name: 'Curves', kind: 'web' });
  appId = made.url.pathname.split('/')[2]!;
});
afterAll(() => server?.close());

interface Answered {
  readonly status: number;
  readonly connection: string | undefined;
  readonly text: string;
}

/** As a client that keeps its connections, and sends its body in two halves. */
function send(agent: Agent, path: string, size: number, isChunked: boolean): Promise<Answered> {
  const { hostname, port } = new URL(server.shellUrl);
  const cookie = [...dev.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = {
    cookie,
    'Content-Type': 'application/x-www-form-urlencoded',
    ...(isChunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': size }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method: size > 0 ? 'POST' : 'GET', agent, headers });
    sent.on('error', reject);
    sent.on('response', response => {
      let text = '';
      response.on('data', part => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode!, connection: response.headers.connection, text }),
      );
    });
    const half = 'x'.repeat(size / 2);
    if (size > 0) sent.write(half);
    // Longer than the answer takes.
    setTimeout(() => sent.end(half), 700);
  });
}

test.each([
  ['of a length that is told', '/certificates', false],
  ['in pieces', '/certificates', true],
])('a form that is too long, %s, is answered, and so is the next request', async (_, part, isChunked) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const path = `/develop/${appId}${part}`;
  for (let turn = 0; turn < 2; turn++) {
    const refused = await send(agent, path, 3_000_000, isChunked);
    expect(refused.status).toBe(413);
    expect(refused.connection).toBe('close');
    expect(refused.text).toContain('<h1>');
    expect((await send(agent, path, 0, false)).status).toBe(200);
  }
  agent.destroy();
});
