// Several servers over one PostgreSQL database, each with a data folder of its own; needs KEEPWELL_TEST_POSTGRES. Runs what is
// built in dist/.
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyFile } from '../data-folder.ts';
import { openPostgres } from '../storage/dialects/postgres/store.ts';
import { Connection, keysIn } from '../testing/durability/wire.ts';
import { type Receiver, startReceiver } from '../testing/events/receiver.ts';
import { prepareStorm, type StormVault, subscriberCount } from '../testing/events/storm-vault.ts';
import { postgresUrl, type TestDatabase, takeTestDatabase } from '../testing/postgres.ts';
import { type SpawnedServer, spawnServer, tempFolder } from '../testing/process.ts';
import { aWeight } from '../testing/things.ts';

const leaseMs = 2000;

describe.skipIf(postgresUrl === undefined)('two nodes over one database', { timeout: 240_000 }, () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let vault: StormVault;
  let folders: string[];
  let nodes: SpawnedServer[];
  beforeEach(async () => {
    database = await takeTestDatabase();
    receiver = await startReceiver();
    folders = [tempFolder(), tempFolder()];
    nodes = [];
    for (const folder of folders)
      writeFileSync(
        join(folder, 'keepwell.json'),
        JSON.stringify({ database: database.url, limits: { leaseMs } }),
        { mode: 0o600 },
      );
    const ports = Array.from({ length: subscriberCount }, () => receiver.port);
    vault = await prepareStorm(folders[0]!, 2, ports);
  });
  afterEach(async () => {
    for (const node of nodes) await node[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
    await database.release();
  });

  async function start(folder: string): Promise<SpawnedServer> {
    const node = await spawnServer([], folder);
    nodes.push(node);
    return node;
  }

  async function startBoth(): Promise<SpawnedServer[]> {
    copyFileSync(keyFile(folders[0]!), keyFile(folders[1]!));
    return [await start(folders[0]!), await start(folders[1]!)];
  }

  /** The node that delivers events, once there is one. */
  async function courier(but?: SpawnedServer): Promise<SpawnedServer> {
    const store = await openPostgres({ url: database.url });
    try {
      for (;;) {
        const held = await store.read(db => db.leases.held());
        const holder = held.find(({ name }) => name === 'deliver events')?.holder;
        const node = nodes.find(({ pid }) => holder?.split(' ')[1] === String(pid));
        if (node && node !== but) return node;
        await setTimeout(20);
      }
    } finally {
      await store.close();
    }
  }

  /** Puts a weight into the second record by way of a node; its id, once that is acknowledged. */
  async function put(node: SpawnedServer): Promise<string | undefined> {
    const connection = new Connection(node.facts.platformUrl, vault.records[1]!.identity);
    const answer = await connection.call('PutThings', 2, aWeight(70));
    connection.close();
    return answer?.code === 0 ? keysIn(answer.xml)[0]!.id : undefined;
  }

  async function putMany(node: SpawnedServer, count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) {
      const id = await put(node);
      if (id) ids.push(id);
    }
    return ids;
  }

  /** What the first subscriber, who is told of everything, was told of that record, in the order it came. */
  function told(): string[] {
    const { subscriptionId } = vault.subscribers[0]!;
    return receiver.posts.flatMap(({ notices }) =>
      notices.filter(notice => notice.subscriptionId === subscriptionId).flatMap(({ thingIds }) => thingIds),
    );
  }

  async function untilTold(ids: readonly string[]): Promise<void> {
    while (!ids.every(id => told().includes(id))) await setTimeout(20);
  }

  test('a node without the key of the vault, or with another, does not start and makes none', async () => {
    await start(folders[0]!);
    const other = folders[1]!;
    await expect(start(other)).rejects.toThrow(`${keyFile(other)} is not there. Copy it from another node`);
    expect(existsSync(keyFile(other))).toBe(false);
    writeFileSync(keyFile(other), Buffer.alloc(32).toString('base64'), { mode: 0o600 });
    await expect(start(other)).rejects.toThrow('is not the key this vault was sealed with');
  });

  test('what any of them wrote is told once and in order, by the one that tells', async () => {
    const [one, two] = await startBoth();
    const written: string[] = [];
    for (let i = 0; i < 5; i++) written.push(...(await putMany(one!, 1)), ...(await putMany(two!, 1)));
    await untilTold(written);
    expect(told()).toEqual(written);
  });

  test('one that stops gives its work back at once; one that dies loses it within the time of a lease', async () => {
    await startBoth();
    const first = await courier();
    const other = nodes.find(node => node !== first)!;
    first.signal('SIGTERM');
    expect(await first.exited).toBe(0);
    const before = await putMany(other, 3);
    expect(await courier()).toBe(other);
    await untilTold(before);
    const third = await start(first.data);
    const after = await putMany(third, 3);
    await untilTold(after);
    other.signal('SIGKILL');
    const killedAt = performance.now();
    const last = await putMany(third, 3);
    expect(await courier(other)).toBe(third);
    await untilTold(last);
    expect(performance.now() - killedAt).toBeLessThan(leaseMs * 1.25 + 10_000);
    expect([...new Set(told())]).toEqual([...before, ...after, ...last]);
  });
});
