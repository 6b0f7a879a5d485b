// What the doors answer while the database cannot be reached, and that they answer again when it can.
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { makeWriteToken } from '../core/blobs/tokens.ts';
import { type Store, StoreUnavailable } from '../core/store.ts';
import { startServer } from '../main.ts';
import { openSqlite } from '../storage/dialects/sqlite.ts';
import type { KeyRing } from '../storage/sealing/key-ring.ts';
import { testClock } from '../testing/clock.ts';
import { TestClient } from '../testing/given.ts';

test('without its database a vault answers 503, with when to come again, and then as ever', async () => {
  let isAway = false;
  const openStore = async (file: string, ring: KeyRing): Promise<Store> => {
    const store = await openSqlite({ file, ring });
    const demand = () => {
      if (isAway) throw new StoreUnavailable('Its host is away.');
    };
    return {
      async read(work) {
        demand();
        return store.read(work);
      },
      async write(work, scope) {
        demand();
        return store.write(work, scope);
      },
      overwriteRemoved: () => store.overwriteRemoved(),
      close: () => store.close(),
    };
  };
  const data = mkdtempSync(join(tmpdir(), 'keepwell-away-'));
  const clock = testClock();
  const log = pino({ level: 'silent' });
  await using server = await startServer(readConfig({ data, port: 0 }, {}), { log, openStore, clock });
  const address = `http://127.0.0.1:${server.port}`;
  const client = new TestClient({ ...server, clock, data, logged: [] }, randomUUID());
  client.useSession('token', 'c2VjcmV0');
  const call = () =>
    fetch(`${address}/platform/wildcat.ashx`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: client.body('GetPersonInfo'),
    });
  const { token } = makeWriteToken(server.vault.ids);
  const doors = async () => [
    await fetch(`${address}/sign-in`, { headers: { cookie: 'keepwell=x; __Host-keepwell=x' } }),
    await fetch(`${address}/streaming/wildcatblob.ashx?blob-ref-token=${token}`, {
      method: 'PUT',
      body: Buffer.from('x'),
    }),
  ];
  expect((await doors()).map(({ status }) => status).includes(503)).toBe(false);
  isAway = true;
  const answers = [...(await doors()), await call()];
  expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
    answers.map(() => [503, '5']),
  );
  expect(await answers[0]?.text()).toContain('cannot reach its database');
  isAway = false;
  expect((await doors()).map(({ status }) => status).includes(503)).toBe(false);
});
