// What a server does before it takes requests.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import type { Store } from './core/ports.ts';
import { startServer } from './main.ts';
import { openSqlite } from './storage/dialects/sqlite.ts';
import { tempFolder } from './testing/process.ts';

const log = pino({ level: 'silent' });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

test('a server listens only once it can answer, and holds nothing when it cannot start', async () => {
  const port = await freePort();
  const asked: string[] = [];
  const openStore = async (file: string): Promise<Store> => {
    const store = await openSqlite({ file });
    return {
      read: work => store.read(work),
      async write() {
        asked.push(
          await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2000) }).then(
            () => 'answered',
            error => String(error.cause?.code ?? error.name),
          ),
        );
        throw new Error('no review today');
      },
      async close() {
        asked.push('closed');
        await store.close();
      },
    };
  };
  const starting = startServer(readConfig({ data: tempFolder(), port }, {}), { log, openStore });
  await expect(starting).rejects.toThrow('no review today');
  expect(asked).toEqual(['ECONNREFUSED', 'closed']);
});
