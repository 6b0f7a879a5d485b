// Bodies that come slowly, in many pieces, or many at once.
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';

const heldMax = 400_000;

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits: { requestBytesPerAddressMax: heldMax } });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const body = (padding = 0) =>
  `${app.client.body('PutThings', {
    version: 2,
    info: aWeight(),
    recordId: app.recordId,
    userToken: app.userToken,
  })}${' '.repeat(padding)}`;

/** Sends the head of a request and some of its body, and leaves it at that. */
function begun(length: number, sent: number): Promise<Socket> {
  return new Promise(resolve => {
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(`POST /platform/wildcat.ashx HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
      socket.write('x'.repeat(sent), () => resolve(socket));
    });
  });
}

/** Asks until the answer is this code: what other connections sent is on its way. */
async function until(code: number, padding: number): Promise<void> {
  for (;;) {
    if ((await app.client.post(body(padding))).code === code) return;
    await new Promise(done => setTimeout(done, 10));
  }
}

describe('a body', () => {
  test('in several thousand pieces is one body', async () => {
    const bytes = Buffer.from(body(1500));
    const pieces = [...bytes].map(byte => `1\r\n${String.fromCharCode(byte)}\r\n`).join('');
    const answer = await new Promise<string>(resolve => {
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(
          `POST /platform/wildcat.ashx HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${pieces}0\r\n\r\n`,
        ),
      );
      let text = '';
      socket.on('data', part => {
        text += part;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toContain('<code>0</code>');
  });

  test('is refused with 75 while its sender has too much under way, unless it is small; when that is over, it is taken', async () => {
    const open = await Promise.all([begun(300_000, 200_000), begun(300_000, 150_000)]);
    await until(75, 100_000);
    expect((await app.client.post(body())).code).toBe(0);
    for (const socket of open) socket.destroy();
    await until(0, 100_000);
  });
});
