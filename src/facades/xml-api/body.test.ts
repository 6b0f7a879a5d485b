// Bodies that come slowly, in many pieces, or many at once.
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked, TestClient } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';

const heldMax = 200_000;

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

/** Until so many bytes are held. */
const held = (bytes: number) =>
  expect
    .poll(() => heldMax - server.vault.memory.underWay.requestBytes.roomFor('127.0.0.1'))
    .toBeGreaterThanOrEqual(bytes);

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

  test('of nobody known is held only in its beginning, however long it is', async () => {
    const open = await Promise.all([begun(300_000, 290_000), begun(10_000_000, 4_000_000)]);
    await until(0, 100);
    for (const socket of open) socket.destroy();
  });

  test('is refused with 75 while its sender has too much under way, small ones too; when that is over, it is taken', async () => {
    const open = await Promise.all([1, 2, 3].map(() => begun(60_000, 59_000)));
    await held(177_000);
    await until(75, 30_000);
    for (const socket of open) socket.destroy();
    await until(0, 30_000);
  });

  test('counts as what it was inflated to until the answer is out', async () => {
    const packed = (padding: number) =>
      app.client.post(gzipSync(body(padding)), { 'content-encoding': 'gzip' });
    expect((await packed(100_000)).code).toBe(0);
    expect((await packed(190_000)).code).toBe(75);
    expect((await packed(100_000)).code).toBe(0);
  });

  test('without a session may be no longer than the beginning', async () => {
    const anonymous = new TestClient(server, app.app.id);
    const call = (padding: number) =>
      anonymous.post(`${anonymous.body('GetServiceDefinition', { version: 2 })}${' '.repeat(padding)}`);
    expect((await call(1000)).code).toBe(0);
    expect((await call(100_000)).code).toBe(39);
    // By whatever it was packed into.
    const bomb = gzipSync(
      `${anonymous.body('GetServiceDefinition', { version: 2 })}${' '.repeat(5_000_000)}`,
    );
    expect((await anonymous.post(bomb, { 'content-encoding': 'gzip' })).code).toBe(39);
  });

  test('of somebody who did not sign it is not read on, whatever is in it', async () => {
    const info = '<a/>'.repeat(240_000);
    const stranger = new TestClient(server, app.app.id);
    stranger.useSession('no such token', Buffer.alloc(32).toString('base64'));
    const forged = (tag: string) =>
      stranger.body('PutThings', { version: 2, infoXml: `<info>${info}${tag}` });
    // Nothing of what is wrong with it is found.
    expect((await stranger.post(forged('</no>'))).code).toBe((await stranger.post(forged('</info>'))).code);
  });

  test('whose header does not end soon says so', async () => {
    const late = app.client.body('GetPersonInfo').replace('<header>', `${' '.repeat(70_000)}<header>`);
    const { code, message } = await app.client.post(late);
    expect([code, message]).toEqual([3, expect.stringContaining('must end within the first 65536 bytes')]);
    const many = app.client.body('GetPersonInfo').replace('<header>', `${'<a/>'.repeat(600)}<header>`);
    expect((await app.client.post(many)).code).toBe(3);
  });
});
