// The index of a record is what its items say, whatever happened to the server, the vault or the record while it was made. What it is
// compared with is an index that is made anew. Kills more often: KEEPWELL_INDEX_KILLS.
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { purgeRecord } from '../../core/audit/purge.ts';
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { catchUp } from '../../core/fhir/catch-up.ts';
import { writeOf } from '../../core/fhir/write.ts';
import { writeThings } from '../../core/things/write.ts';
import type { Vault } from '../../core/vault.ts';
import { databaseFile, keyFile } from '../../data-folder.ts';
import { fromResource } from '../../formats/fhir/index.ts';
import type { CopyAccess } from '../../storage/copy/database.ts';
import { openForCopy } from '../../storage/copy/places.ts';
import { forgetTokens } from '../../storage/fhir-tokens.ts';
import { type FhirClient, givenFhirClient } from '../../testing/fhir-client.ts';
import { postgresUrl, type TestDatabase, takeTestDatabase } from '../../testing/postgres.ts';
import { keepwell, spawnServer, tempFolder } from '../../testing/process.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

const kills = Number(process.env.KEEPWELL_INDEX_KILLS ?? 3);
const slice = 7;
/** A token is to be good by the clock of a process of its own, too, and a search waits on a busy machine. */
const longLimits = { smartTokenTtlMs: 4e12, smartGrantTtlMs: 4e12, fhirIndexWaitMs: 60_000 };

interface Place {
  readonly data: string;
  readonly database: TestDatabase | undefined;
}

const within = <T>({ data, database }: Place, access: CopyAccess, work: Work<T>) =>
  openForCopy(database ? { url: database.url } : { file: databaseFile(data) }, access).then(async opened => {
    try {
      return await work(opened.sql);
    } finally {
      await opened.close();
    }
  });
type Work<T> = (sql: Awaited<ReturnType<typeof openForCopy>>['sql']) => Promise<T> | T;

/** All that the index has of a record. */
const listTokens = (place: Place, recordId: string) =>
  within(place, 'snapshot', async sql => {
    const columns = 'token, effective_date, ordinal, part, thing_id';
    const rows = await sql.all<object>(
      `SELECT ${columns} FROM fhir_token WHERE record_id = ? ORDER BY ${columns}`,
      recordId,
    );
    return rows.map(row => Object.values(row).join(' '));
  });

/** The names of the places that a search finds, once it is answered. */
async function find(
  shellUrl: string,
  { headers }: Pick<FhirClient, 'headers'>,
  query: string,
): Promise<string[]> {
  for (;;) {
    const reply = await fetch(`${shellUrl}/fhir/r4/Location?_count=240&${query}`, { headers });
    const body = await reply.json();
    if (reply.status === 200)
      return (body.entry ?? []).map(({ resource }: { resource: { name: string } }) => resource.name).sort();
    expect(reply.status, JSON.stringify(body)).toBe(503);
    await setTimeout(20);
  }
}

/** What is there is what would be made anew. */
async function demandWhole(
  place: Place,
  { shellUrl }: { shellUrl: string },
  client: FhirClient,
): Promise<void> {
  const found = await find(shellUrl, client, 'name=place');
  const tokens = await listTokens(place, client.record.id);
  await within(place, 'write', sql => forgetTokens(sql, client.record.id));
  expect(await find(shellUrl, client, 'name=place')).toEqual(found);
  expect(tokens).toEqual(await listTokens(place, client.record.id));
  expect(tokens.length).toBeGreaterThan(found.length);
}

/** So many places, by one operation. */
async function putPlaces(
  vault: Vault,
  { person, record }: FhirClient,
  names: readonly string[],
): Promise<void> {
  const grant = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
  const writes = names.map(name =>
    writeOf(fromResource({ resourceType: 'Location', name }, { zone: 'UTC' })),
  );
  await writeThings(vault, grant, writes, { overwrite: false });
}

const named = (count: number, word = 'Place') =>
  Array.from({ length: count }, (_, i) => `${word} ${String(i).padStart(3, '0')}`);

describe.each(['SQLite', ...(postgresUrl === undefined ? [] : ['PostgreSQL'])])(
  'on %s',
  { timeout: 240_000 },
  kind => {
    const given = async ({ nodes = 1, isPlain = false }: { nodes?: 1 | 2; isPlain?: boolean } = {}) => {
      const database = kind === 'PostgreSQL' ? await takeTestDatabase() : undefined;
      const place = { data: tempFolder(), database };
      const limits = { fhirIndexSlice: slice, ...longLimits };
      const server = await startTestServer({ ...settingsOf(place), limits }, nodes, isPlain);
      const close = async () => {
        await server.close();
        await database?.release();
      };
      return { server, place, client: await givenFhirClient(server), [Symbol.asyncDispose]: close };
    };
    const settingsOf = ({ data, database }: Place) => ({ data, database: database?.url });
    const run = async ({ data, database }: Place, ...args: string[]) => {
      const env = database ? { KEEPWELL_DATABASE: database.url } : {};
      const { code, err } = await keepwell([...args, '--data', data], { env });
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    };

    test('an operation of more items than are gone through at once is found whole', async () => {
      await using one = await given();
      const { server, client, place } = one;
      await putPlaces(server.vault, client, named(5 * slice + 1));
      expect(await find(server.shellUrl, client, 'name=place')).toEqual(named(5 * slice + 1));
      await demandWhole(place, server, client);
    });

    test('a condition is looked for in all of a record that was never searched', async () => {
      await using one = await given();
      const { server, client } = one;
      for (const i of Array(4).keys()) await putPlaces(server.vault, client, named(6 * slice, `Place ${i}`));
      await putPlaces(server.vault, client, ['Last']);
      const last = { resourceType: 'Location', name: 'Last' };
      const reply = await client.send('POST', 'Location', last, { 'if-none-exist': 'name:exact=Last' });
      expect(reply.status).toBe(200);
    });

    test('one of other mappings is made anew, and one of newer mappings is left to newer nodes', async () => {
      await using one = await given();
      const { server, client, place } = one;
      const { store } = server.vault;
      const recordId = client.record.id;
      await putPlaces(server.vault, client, named(20));
      await find(server.shellUrl, client, 'name=place');
      const tokens = await listTokens(place, recordId);
      const setState = async (mapping: string) => {
        await store.write(db => db.resourceIndex.setState(recordId, { mapping, sequence: 999, position: 0 }));
        await within(place, 'write', sql => sql.run('DELETE FROM fhir_token WHERE record_id = ?', recordId));
      };
      await setState('1');
      expect(await find(server.shellUrl, client, 'name=place')).toEqual(named(20));
      expect(await listTokens(place, recordId)).toEqual(tokens);
      await setState('1000000');
      expect((await client.get('Location?name=place')).status).toBe(503);
      expect(await listTokens(place, recordId)).toEqual([]);
    });

    test('two nodes that go through one record at once, while it is written, come to one', async () => {
      await using one = await given({ nodes: 2 });
      const { server, client, place } = one;
      const { second } = server as TestServer & { second: Vault };
      const vaults = [server.vault, second];
      await putPlaces(server.vault, client, named(10 * slice, 'First place'));
      for (let round = 0; round < 3; round++) {
        const written = Promise.all(
          [0, 1, 2].map(i => putPlaces(vaults[i % 2]!, client, named(3 * slice, `Place ${round} ${i}`))),
        );
        for (let i = 0; i < 5; i++) await Promise.all(vaults.map(vault => catchUp(vault, client.record.id)));
        await written;
      }
      const [change] = await client.find('Location?name=first&_count=1');
      expect((await client.send('PUT', `Location/${change.id}`, { ...change, name: 'Place 9' })).status).toBe(
        200,
      );
      const [gone] = await client.find('Location?name=first&_count=1');
      expect((await client.send('DELETE', `Location/${gone.id}`)).status).toBe(204);
      await demandWhole(place, server, client);
      expect(await find(server.shellUrl, client, 'name=first')).toHaveLength(10 * slice - 2);
      expect(await find(server.shellUrl, client, 'name:exact=Place 9')).toEqual(['Place 9']);
    });

    test('a record that is deleted meanwhile leaves nothing, and nobody waits for it', async () => {
      await using one = await given();
      const { server, client, place } = one;
      const { vault } = server;
      const { id } = client.record;
      await putPlaces(vault, client, named(40 * slice));
      const done = catchUp(vault, id).catch(() => undefined);
      await new Promise(setImmediate);
      await vault.store.write(db => purgeRecord(db, vault.clock.now(), id));
      await done;
      await expect.poll(() => vault.memory.fills.size).toBe(0);
      expect(await listTokens(place, id)).toEqual([]);
      const left = await within(place, 'snapshot', sql =>
        sql.all('SELECT * FROM fhir_index WHERE record_id = ?', id),
      );
      expect(left).toEqual([]);
    });

    test(`a server that is killed while it goes through a record goes on with it (${kills} times)`, async () => {
      await using one = await given();
      const { client, place } = one;
      await putPlaces(one.server.vault, client, named(100));
      for (const i of Array(4).keys()) await putPlaces(one.server.vault, client, named(100, `Other ${i}`));
      await one.server.close();
      const limits = { fhirIndexSlice: slice, fhirIndexWaitMs: 1 };
      const settings = JSON.stringify({ limits, database: place.database?.url });
      writeFileSync(join(place.data, 'keepwell.json'), settings, { mode: 0o600 });
      for (let kill = 0; kill < kills; kill++) {
        const server = await spawnServer([], place.data);
        const url = `${server.facts.shellUrl}/fhir/r4/Location`;
        await fetch(url, { headers: client.headers });
        await setTimeout(randomInt(150));
        server.signal('SIGKILL');
        await server.exited;
      }
      await using server = await startTestServer({ ...settingsOf(place), limits: longLimits }, 1);
      expect(await find(server.shellUrl, client, 'name=place')).toEqual(named(100));
      await demandWhole(place, server, client);
    });

    test('a vault that comes back from a backup finds what it had then', async () => {
      await using one = await given();
      const { server, client, place } = one;
      const target = tempFolder();
      const to = ['--to', target, '--recipient', await makeRecipient()];
      await putPlaces(server.vault, client, named(20));
      await find(server.shellUrl, client, 'name=place');
      // Not in the index when it is backed up.
      await putPlaces(server.vault, client, named(20, 'Other place'));
      await run(place, 'backup', ...to);
      await putPlaces(server.vault, client, named(20, 'Later place'));
      await find(server.shellUrl, client, 'name=place');
      const back = { data: join(tempFolder(), 'vault'), database: undefined };
      const { code, err } = await keepwell([
        'restore',
        '--from',
        target,
        '--identity',
        keyFile(place.data),
        '--into',
        back.data,
      ]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      await using restored = await startTestServer({ ...settingsOf(back), limits: longLimits }, 1);
      const again = await givenFhirClient(restored, { of: client });
      expect(await find(restored.shellUrl, again, 'name=place')).toEqual([
        ...named(20, 'Other place'),
        ...named(20),
      ]);
      await demandWhole(back, restored, again);
    });

    test('a vault that is given keys, and others in their place, finds what it found', async () => {
      await using one = await given({ isPlain: true });
      const { server, client, place } = one;
      await putPlaces(server.vault, client, named(20));
      await find(server.shellUrl, client, 'name=place');
      const plain = await listTokens(place, client.record.id);
      for (const command of [['encrypt'], ['keys', 'rotate', '--records'], ['keys', 'rotate', '--master']]) {
        await run(place, ...command);
        // It is one of its own name, and all of the names before.
        await putPlaces(server.vault, client, [`Place by ${command.join(' ')}`]);
        expect(await find(server.shellUrl, client, 'name=place by')).toContain(
          `Place by ${command.join(' ')}`,
        );
        expect(await find(server.shellUrl, client, 'name=place 0')).toEqual(named(20));
        await demandWhole(place, server, client);
      }
      const sealed = await listTokens(place, client.record.id);
      expect(sealed.filter(row => plain.includes(row))).toEqual([]);
    });
  },
);

async function makeRecipient(): Promise<string> {
  const { out } = await keepwell(['backup', 'keygen', '--out', join(tempFolder(), 'identity.txt'), '--json']);
  return JSON.parse(out).recipient;
}
