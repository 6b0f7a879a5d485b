import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Store } from './core/store.ts';
import { makeHealth } from './health.ts';
import { behindProxy } from './testing/process.ts';
import { startTestServer } from './testing/server.ts';

/** What `/ready` and `/alive` say. */
async function ask(port: number, path: string): Promise<[number, string]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return [response.status, await response.text()];
}

test('a server that reads and writes is ready, and says no more than that', async () => {
  await using server = await startTestServer();
  expect(await ask(server.port, '/ready')).toEqual([200, 'ready\n']);
  expect(await ask(server.port, '/alive')).toEqual([200, 'alive\n']);
});

test('a proxy may ask it of a server that answers nothing else past the proxy', async () => {
  const [, mode, , publicUrl, , trustedProxies] = behindProxy;
  await using server = await startTestServer({
    mode: mode!,
    publicUrl: publicUrl!,
    trustedProxies: trustedProxies!.replace('127.0.0.1', '10.1.2.3'),
  });
  expect((await ask(server.port, '/'))[0]).toBe(403);
  expect(await ask(server.port, '/ready')).toEqual([200, 'ready\n']);
});

test('one whose disk is full is not ready, though alive; its log says why', async () => {
  await using server = await startTestServer({ limits: { diskBytesFreeMin: Number.MAX_SAFE_INTEGER } });
  expect(await ask(server.port, '/ready')).toEqual([503, 'not ready\n']);
  expect(await ask(server.port, '/ready')).toEqual([503, 'not ready\n']);
  expect(await ask(server.port, '/alive')).toEqual([200, 'alive\n']);
  const told = server.logged.filter(line => line.includes('"not ready"'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('the disk of the data folder is full');
});

test('the store is looked at no more than once a second, and what it lacks is told in words', async () => {
  await using server = await startTestServer();
  const logged: string[] = [];
  let looks = 0;
  let isAway = true;
  const store: Store = {
    overwriteRemoved: async () => true,
    read(work) {
      looks++;
      return server.vault.store.read(work);
    },
    write: (work, scope) =>
      isAway ? Promise.reject(new Error('away')) : server.vault.store.write(work, scope),
    close: async () => {},
  };
  const log = pino({ base: null }, { write: (line: string) => void logged.push(line) });
  const health = makeHealth({ vault: { ...server.vault, store }, data: server.data, log });
  const asked = await Promise.all(Array.from({ length: 100 }, () => health.isReady()));
  expect(asked).toEqual(asked.map(() => false));
  expect(looks).toBe(1);
  isAway = false;
  await setTimeout(1010);
  expect(await health.isReady()).toBe(true);
  expect(logged.map(line => JSON.parse(line))).toMatchObject([
    { msg: 'not ready', troubles: ['the store cannot be written: away'] },
    { msg: 'ready again' },
  ]);
  health.leave();
  expect(await health.isReady()).toBe(false);
});

test('a server that stops says so first, and goes on serving meanwhile', async () => {
  await using server = await startTestServer({ limits: { drainNoticeMs: 600 } });
  expect((await ask(server.port, '/ready'))[0]).toBe(200);
  const closed = server.close();
  const page = await fetch(`http://127.0.0.1:${server.port}/sign-in`);
  expect(page.status).toBe(200);
  expect(page.headers.get('connection')).toBe('close');
  await page.text();
  expect(await ask(server.port, '/ready')).toEqual([503, 'not ready\n']);
  await closed;
  await expect(fetch(`http://127.0.0.1:${server.port}/alive`)).rejects.toThrow();
});
