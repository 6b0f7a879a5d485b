// Several workers serve one vault: what one does not do the others do, and nobody outside notices. Runs what is built in dist/.
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getFirst } from '../assume.ts';
import { readConfig } from '../config.ts';
import { openVault } from '../main.ts';
import { findRunning } from '../running.ts';
import { givenDirectPerson } from '../testing/clinic.ts';
import { Connection, keysIn } from '../testing/durability/wire.ts';
import { type Receiver, startReceiver } from '../testing/events/receiver.ts';
import { prepareStorm, type StormVault, subscriberCount } from '../testing/events/storm-vault.ts';
import { keepwell, type SpawnedServer, spawnServer, tempFolder } from '../testing/process.ts';
import { RawSmtp } from '../testing/raw-smtp.ts';
import { aWeight } from '../testing/things.ts';

const leaseMs = 2000;

/** Who holds a lease, by process id; in the store a holder is named by machine, process and a random id. */
function holdersOf(data: string, pattern: string): number[] {
  const db = new Database(join(data, 'keepwell.db'), { readonly: true });
  const rows = db
    .prepare(
      "SELECT holder FROM lease WHERE name LIKE ? AND expires_at > unixepoch('subsec') * 1000 ORDER BY holder",
    )
    .all(pattern) as { holder: string }[];
  db.close();
  return rows.map(({ holder }) => Number(holder.split(' ')[1]));
}

const workersOf = (data: string) => holdersOf(data, 'node %');
const courierOf = (data: string) => holdersOf(data, 'deliver events')[0];

async function until<T>(find: () => T | undefined | false, withinMs = 60_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error('it did not come to be in time');
    await setTimeout(20);
  }
}

const twoWorkers = (data: string, but?: number) =>
  until(() => {
    const pids = workersOf(data);
    return pids.length === 2 && !pids.includes(but ?? 0) && pids;
  });

/** A new connection each time, as that is what the parent gives to the workers in turn. */
function ask(url: string): Promise<number | string> {
  return new Promise(resolve => {
    request(url, { agent: false }, response => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', error => resolve(error.message))
      .end();
  });
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

describe('workers', () => {
  test('take mail by Direct at one port, also when one of them ends', { timeout: 60_000 }, async () => {
    const data = tempFolder();
    const vault = await openVault(readConfig({ data, port: 0, directDomain: 'direct.example' }, {}));
    const { person, address: to } = await givenDirectPerson(vault);
    await vault.store.close();
    const port = await findFreePort();
    const direct = ['--direct-domain', 'direct.example', '--direct-port', String(port)];
    await using server = await spawnServer(['--workers', '2', ...direct], data);
    const send = async () => {
      const client = RawSmtp.open(port);
      await client.read();
      const code = await client.send(to, Buffer.from('From: a@b.example\r\n\r\nx'));
      client.close();
      return code;
    };
    const pids = await twoWorkers(data);
    for (let n = 0; n < 4; n++) expect(await send()).toBe(250);
    process.kill(getFirst(pids), 'SIGKILL');
    await twoWorkers(data, getFirst(pids));
    for (let n = 0; n < 4; n++) expect(await send()).toBe(250);
    server.signal('SIGTERM');
    expect(await server.exited).toBe(0);
    const again = await openVault(readConfig({ data, port: 0, directDomain: 'direct.example' }, {}));
    // One mail without a Message-ID is the same each time.
    expect(await again.store.read(db => db.directInbox.held(person.id, false))).toMatchObject({ count: 1 });
    await again.store.close();
  });

  test('are measured together, by who asks their parent', { timeout: 60_000 }, async () => {
    const data = tempFolder();
    const port = await findFreePort();
    await using server = await spawnServer(['--workers', '2', '--metrics', String(port)], data);
    await twoWorkers(data);
    for (let i = 0; i < 10; i++) await ask(`${server.facts.shellUrl}/sign-in`);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toContain('keepwell_http_requests_total{route="/sign-in",method="GET",status="200"} 10');
    expect(text).toMatch(/^keepwell_ready 1$/m);
    // Each has the jobs that are of each, and one of them each of the others.
    expect(Number(/^keepwell_jobs_held (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(20);
    expect(await ask(`${server.facts.shellUrl}/metrics`)).toBe(404);
  });

  test('are one server to everybody else, and another comes for one that dies', {
    timeout: 60_000,
  }, async () => {
    const data = tempFolder();
    await using server = await spawnServer(['--workers', '2'], data);
    expect(findRunning(data)).toMatchObject({ pid: server.pid, url: server.facts.shellUrl });
    expect(await keepwell(['operator', 'list', '--data', data])).toMatchObject({ code: 0 });
    const second = await keepwell(['serve', '--port', '0', '--data', data]);
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('Another server has the vault') });
    const [first] = await twoWorkers(data);
    process.kill(first!, 'SIGKILL');
    await twoWorkers(data, first);
    expect(await ask(`${server.facts.shellUrl}/ready`)).toBe(200);
    server.signal('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(existsSync(join(data, 'server.json'))).toBe(false);
    expect(workersOf(data)).toEqual([]);
    const logged = (await server.err).split('\n');
    expect(logged.filter(line => line.includes('"worker ended, another is started"'))).toHaveLength(1);
  });

  test('that are told to stop lose no request while the others go on', { timeout: 180_000 }, async () => {
    const data = tempFolder();
    await using server = await spawnServer(['--workers', '2'], data);
    const [first] = await twoWorkers(data);
    const answers: (number | string)[] = [];
    let isOver = false;
    const asking = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!isOver) answers.push(await ask(`${server.facts.shellUrl}/ready`));
      }),
    );
    process.kill(first!, 'SIGTERM');
    await until(() => !workersOf(data).includes(first!));
    await twoWorkers(data, first);
    isOver = true;
    await asking;
    // A worker that stops says that it is not ready; that is an answer, too.
    expect(answers.filter(answer => answer !== 200 && answer !== 503)).toEqual([]);
    expect(answers.length).toBeGreaterThan(10);
  });

  test('which cannot start say why in one line', { timeout: 180_000 }, async () => {
    await using other = await spawnServer();
    const port = new URL(other.facts.shellUrl).port;
    const failed = await spawnServer(['--workers', '2', '--port', port]).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(failed.trim().split('\n')).toEqual([
      expect.stringContaining(`keepwell: Port ${port} on 127.0.0.1 is in use`),
    ]);
  });
});

describe('what workers send', { timeout: 300_000 }, () => {
  let data: string;
  let receiver: Receiver;
  let server: SpawnedServer;
  let vault: StormVault;
  beforeEach(async () => {
    data = tempFolder();
    receiver = await startReceiver();
    vault = await prepareStorm(
      data,
      2,
      Array.from({ length: subscriberCount }, () => receiver.port),
    );
    writeFileSync(join(data, 'keepwell.json'), JSON.stringify({ limits: { leaseMs } }));
    server = await spawnServer(['--workers', '2'], data);
    await twoWorkers(data);
    await until(() => courierOf(data));
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
  });

  /** Puts a weight into the second record; its id, once that is acknowledged. */
  async function put(): Promise<string | undefined> {
    const connection = new Connection(server.facts.platformUrl, vault.records[1]!.identity);
    const answer = await connection.call('PutThings', 2, aWeight(70));
    connection.close();
    return answer?.code === 0 ? keysIn(answer.xml)[0]!.id : undefined;
  }

  /** What the first subscriber, who is told of everything, was told of that record, in the order it came. */
  function told(): string[] {
    const { subscriptionId } = vault.subscribers[0]!;
    return receiver.posts.flatMap(({ notices }) =>
      notices.filter(notice => notice.subscriptionId === subscriptionId).flatMap(({ thingIds }) => thingIds),
    );
  }

  /** Writes until it is told to stop; those that were acknowledged, in order. */
  function write(): { stop(): Promise<string[]>; written: string[] } {
    const written: string[] = [];
    let isOver = false;
    const writing = (async () => {
      while (!isOver) {
        const id = await put();
        if (id) written.push(id);
        await setTimeout(10);
      }
    })();
    return {
      written,
      async stop() {
        isOver = true;
        await writing;
        return written;
      },
    };
  }

  test('comes once and in order while one that does not send is killed again and again', async () => {
    const writer = write();
    const courier = courierOf(data)!;
    for (let kill = 0; kill < 2; kill++) {
      const other = (await twoWorkers(data)).find(pid => pid !== courier)!;
      process.kill(other, 'SIGKILL');
      await twoWorkers(data, other);
    }
    const written = await writer.stop();
    expect(written.length).toBeGreaterThan(10);
    await until(() => written.every(id => told().includes(id)));
    // What was written while its worker was killed may have been written without an answer.
    expect(told().filter(id => written.includes(id))).toEqual(written);
    expect(new Set(told()).size).toBe(told().length);
    expect(courierOf(data)).toBe(courier);
  });

  test('goes on within the time of a lease when the one that sends is killed', async () => {
    const writer = write();
    const courier = courierOf(data)!;
    await until(() => told().length > 3);
    process.kill(courier, 'SIGKILL');
    const killedAt = performance.now();
    const before = told().length;
    await until(() => courierOf(data) !== undefined && courierOf(data) !== courier);
    await until(() => told().length > before + 3);
    expect(performance.now() - killedAt).toBeLessThan(leaseMs * 1.25 + 5000);
    const written = await writer.stop();
    await until(() => written.every(id => told().includes(id)));
    // What was under way may come again: nobody knew whether it had been taken. Nothing comes before what was before it.
    const first = [...new Set(told())].filter(id => written.includes(id));
    expect(first).toEqual(written);
  });
});
