// What a server does before it takes requests.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import type { Store } from './core/store.ts';
import { openVault, startServer } from './main.ts';
import { openSqlite } from './storage/dialects/sqlite.ts';
import type { KeyRing } from './storage/sealing/key-ring.ts';
import { tempFolder } from './testing/process.ts';

const log = pino({ level: 'silent' });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

test('nobody is answered before the vault is reviewed, and a server that cannot start holds nothing', async () => {
  const port = await freePort();
  const asked: Promise<string>[] = [];
  let isClosed = false;
  const openStore = async (file: string, ring: KeyRing): Promise<Store> => {
    const store = await openSqlite({ file, ring });
    return {
      read: work => store.read(work),
      overwriteRemoved: () => store.overwriteRemoved(),
      async write() {
        asked.push(
          fetch(`http://127.0.0.1:${port}/`).then(
            () => 'answered',
            () => 'dropped',
          ),
        );
        // Long enough for an answer, if there were one.
        await Promise.race([asked[0], delay(200)]);
        throw new Error('no review today');
      },
      async close() {
        isClosed = true;
        await store.close();
      },
    };
  };
  const config = readConfig({ data: tempFolder(), port }, {});
  // A vault that is there already writes nothing before the review.
  await (await openVault(config)).store.close();
  const starting = startServer(config, { log, openStore });
  await expect(starting).rejects.toThrow('no review today');
  expect([await Promise.all(asked), isClosed]).toEqual([['dropped'], true]);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});
