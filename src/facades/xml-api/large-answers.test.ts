// Large answers that are asked for all at once and not taken: what they need is bounded while they are made, too.
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../../testing/given.ts';
import { canTellMemory, memoryOf } from '../../testing/memory.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml } from '../../testing/things.ts';

const appSpecific = 'a5033c9d-08cf-4204-9bd3-cb412ce39fc0';
const mebibyte = 1_048_576;
const things = 4;

let server: TestServer;
let app: Linked;
const sockets: Socket[] = [];
beforeAll(async () => {
  server = await startTestServer({ limits: { answerBytesPerAppMax: 40 * mebibyte } });
  app = await givenLinkedApp(server);
  const data = `<app-specific><format-appid>a</format-appid><format-tag>t</format-tag><summary/><x>${'abcdefgh'.repeat((4 * mebibyte) / 8)}</x></app-specific>`;
  for (let i = 0; i < things; i++) {
    const info = thingXml(appSpecific, { data });
    const { code } = await app.client.call('PutThings', { version: 2, info, ...who() });
    expect(code).toBe(0);
  }
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await server.close();
});

const who = () => ({ recordId: app.recordId, userToken: app.userToken });

function question(max: number): string {
  const info = `<group max="${max}"><filter><type-id>${appSpecific}</type-id></filter><format><section>core</section><xml/></format></group>`;
  return app.client.body('GetThings', { version: 3, info, ...who() });
}

/** The beginning of an answer, of which no more is taken. */
function beginningOf(body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(
        `POST /platform/wildcat.ashx HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      ),
    );
    sockets.push(socket);
    let text = '';
    socket.on('error', reject).on('data', part => {
      text += part;
      const code = /<code>\d+/.exec(text)?.[0];
      if (code === undefined) return;
      socket.pause();
      resolve(code);
    });
  });
}

test.runIf(canTellMemory)('that nobody takes cost no more than those that there is room for', async () => {
  const before = memoryOf(process.pid).most;
  const codes = await Promise.all(Array.from({ length: 40 }, () => beginningOf(question(things))));
  expect(codes.filter(code => code === '<code>0')).toHaveLength(2);
  expect(codes.filter(code => code === '<code>75')).toHaveLength(38);
  // All made at once, they took some 700 MB.
  expect(memoryOf(process.pid).most - before).toBeLessThan(350);
  // What there is room for is answered as ever.
  expect(await beginningOf(question(1))).toBe('<code>0');
});
