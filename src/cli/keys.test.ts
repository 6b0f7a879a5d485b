// The keys of a vault that is served are changed: nobody notices, and what was sealed before is so no more.
import { randomUUID } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { databaseFile, keyFile, newKeyFile } from '../data-folder.ts';
import { startServer } from '../main.ts';
import { openForCopy } from '../storage/copy/places.ts';
import { openKeys } from '../storage/keys.ts';
import { resealToEnd, rotateRecords } from '../storage/sealing/change-keys.ts';
import { waitForFollowers } from '../storage/sealing/followers.ts';
import { makeMaster } from '../storage/sealing/master.ts';
import { tellChange } from '../storage/sealing/record-keys.ts';
import { readGeneration } from '../storage/sealing/thing-texts.ts';
import { drawKey } from '../storage/sealing/xaes.ts';
import { openSeals } from '../storage/seals.ts';
import {
  beginUpload,
  getBlobs,
  payload,
  putOne,
  readAddress,
  sendChunk,
  upload,
  weightWith,
} from '../testing/blobs.ts';
import { givenLinkedApp, type Linked, TestClient } from '../testing/given.ts';
import { postgresUrl, type TestDatabase, takeTestDatabase } from '../testing/postgres.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { readAll } from '../testing/read-all.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

const word = 'quokkaberry';
const kinds = ['SQLite', ...(postgresUrl === undefined ? [] : ['PostgreSQL'])];

async function given(kind: string): Promise<{ data: string; database: TestDatabase | undefined }> {
  const database = kind === 'PostgreSQL' ? await takeTestDatabase() : undefined;
  return { data: tempFolder(), database };
}

const run = async (data: string, database: TestDatabase | undefined, ...args: string[]) => {
  const env = database ? { KEEPWELL_DATABASE: database.url } : {};
  const { code, out, err } = await keepwell([...args, '--data', data, '--json'], { env });
  expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
  return JSON.parse(out);
};

async function put(app: Linked, client = app.client): Promise<void> {
  const info = thingXml(typeIds.weight, {
    data: weightXml(71),
    common: `<common><note>${word}</note><client-thing-id>${word}-id</client-thing-id></common>`,
  });
  const { recordId, userToken } = app;
  const answer = await client.call('PutThings', { info, recordId, userToken, version: 2 });
  if (answer.code !== 0) throw new Error(`PutThings was refused with ${answer.code}`);
}

async function readNotes(app: Linked, client = app.client, group = '<filter></filter>'): Promise<string[]> {
  const info = `<group>${group}<format><section>core</section><xml/></format></group>`;
  const { recordId, userToken } = app;
  const answer = await client.call('GetThings', { info, recordId, userToken, version: 3 });
  if (answer.code !== 0) throw new Error(`GetThings was refused with ${answer.code}`);
  return answer.texts('note');
}

/** The database and its log, free pages and all. */
const readFiles = (data: string) =>
  readdirSync(data)
    .filter(name => name.startsWith('keepwell.db'))
    .map(name => readFileSync(join(data, name), 'latin1'))
    .join();

const again = (app: Linked, server: TestServer) => {
  const client = new TestClient(server, app.app.id);
  client.token = app.client.token;
  client.secret = app.client.secret;
  return client;
};

/** Writes and reads until it is told to end; what is refused is an error. */
function load(app: Linked): () => Promise<number> {
  let isOver = false;
  const working = (async () => {
    let calls = 0;
    while (!isOver) {
      await put(app);
      await readNotes(app);
      calls += 2;
    }
    return calls;
  })();
  working.catch(() => {});
  return () => {
    isOver = true;
    return working;
  };
}

describe.each(kinds)('on %s', kind => {
  test('a vault from before is encrypted: nothing of it can be read, and all of it is as it was', async () => {
    const { data, database } = await given(kind);
    const settings = { data, database: database?.url, limits: { blobChunkBytes: 1000 } };
    let app: Linked;
    let id: string;
    const file = Buffer.from(word.repeat(300));
    {
      await using server = await startTestServer(settings, 1, true);
      app = await givenLinkedApp(server);
      await put(app);
      const url = await upload(app, file, 1000);
      id = (await putOne(app, weightWith(payload({ name: word, url })))).id;
      expect(await readAll(data, database)).toContain(word);
      expect((await run(data, database, 'keys', 'status')).plainVersions).toBe(2);
    }
    const blobs = () =>
      readdirSync(join(data, 'blobs'), { recursive: true, withFileTypes: true })
        .filter(one => one.isFile())
        .map(one => readFileSync(join(one.parentPath, one.name), 'latin1'))
        .join();
    expect(blobs()).toContain(word);
    if (!database) expect(readFiles(data)).toContain(word);
    const { after, isWrittenAnew } = await run(data, database, 'encrypt');
    expect(isWrittenAnew).toBe(!database);
    if (!database) expect(readFiles(data)).not.toContain(word);
    expect(after).toMatchObject({ plainRecords: 0, plainVersions: 0, plainFiles: 0 });
    expect(await readAll(data, database)).not.toContain(word);
    expect(blobs()).not.toContain(word);
    expect(await run(data, database, 'encrypt')).toMatchObject({ rows: 0, files: 0 });
    await using server = await startTestServer(settings, 1);
    const client = again(app, server);
    expect(await readNotes(app, client)).toContain(word);
    const byClientId = `<client-thing-id>${word}-id</client-thing-id>`;
    expect(await readNotes(app, client, byClientId)).toEqual([word]);
    const read = await fetch(await readAddress({ ...app, client }, id, word));
    expect(Buffer.from(await read.arrayBuffer()).equals(file)).toBe(true);
    await server.close();
    await database?.release();
  });

  test('an upload that is under way while its vault is encrypted goes on', async () => {
    const { data, database } = await given(kind);
    await using server = await startTestServer(
      { data, database: database?.url, limits: { blobChunkBytes: 1000 } },
      1,
      true,
    );
    const app = await givenLinkedApp(server);
    const file = Buffer.from(word.repeat(300));
    const url = await beginUpload(app);
    expect((await sendChunk(url, file.subarray(0, 1000), { from: 0 })).status).toBe(200);
    await run(data, database, 'encrypt');
    for (let from = 1000; from < file.length; from += 1000) {
      const chunk = file.subarray(from, from + 1000);
      const sent = await sendChunk(url, chunk, { from, complete: from + chunk.length === file.length });
      expect(sent.status).toBe(200);
    }
    const { id } = await putOne(app, weightWith(payload({ name: 'late', url })));
    const read = await fetch(await readAddress(app, id, 'late'));
    expect(Buffer.from(await read.arrayBuffer()).equals(file)).toBe(true);
    // The next `encrypt` seals it.
    expect((await run(data, database, 'keys', 'status')).plainFiles).toBe(1);
    await server.close();
    await database?.release();
  });

  test('texts that begin as sealed ones do are sealed like all others, and read as they were', async () => {
    const { data, database } = await given(kind);
    const settings = { data, database: database?.url };
    const inForm = Buffer.concat([Buffer.from('kws1'), Buffer.from([0, 0, 0, 1]), Buffer.alloc(60)]);
    const texts = [
      'kws1.',
      'kws1.1.AAAA',
      `kws1.1.${'A'.repeat(80)}`,
      `kws1.${inForm.toString('base64url')}`,
    ];
    texts.push('kws0.', ...texts.map(text => `kws0.${text}`), 'kws2.1.AAAA', 'kws');
    const askOf = (text: string, i: number) => ({
      ...{ id: randomUUID(), codeHash: Buffer.from(`hash ${i}`), friendlyName: text, question: text },
      ...{ externalId: `ask ${i}`, createdAt: 1, wrongAnswers: 0, connected: undefined },
    });
    const readTexts = async (server: TestServer, by: Linked) => ({
      names: (await getBlobs(by, id)).texts('name').sort(),
      asked: await server.vault.store.read(async db => {
        const found = [];
        for (const i of texts.keys()) {
          const [one] = await db.connect.byExternalId(by.app.id, `ask ${i}`);
          found.push(one?.friendlyName, one?.question);
        }
        return found;
      }),
    });
    const all = { names: [...texts].sort(), asked: texts.flatMap(text => [text, text]) };
    let app: Linked;
    let id: string;
    {
      await using server = await startTestServer(settings, 1, true);
      app = await givenLinkedApp(server);
      const blobs = texts.map(name => ({ name, data: 'AAAA' }));
      id = (await putOne(app, weightWith(payload(...blobs)))).id;
      await server.vault.store.write(async db => {
        const of = { appId: app.app.id, keptAnswer: server.vault.keys.seal(Buffer.from('an answer')) };
        for (const [i, text] of texts.entries()) await db.connect.insert({ ...askOf(text, i), ...of });
      });
      expect(await readTexts(server, app)).toEqual(all);
    }
    await run(data, database, 'encrypt');
    const kept = await readAll(data, database);
    expect(texts.filter(text => text.length > 5 && kept.includes(text))).toEqual([]);
    {
      await using server = await startTestServer(settings, 1);
      const by = { ...app, client: again(app, server) };
      expect(await readTexts(server, by)).toEqual(all);
      id = (
        await putOne(
          by,
          weightWith(payload(...texts.map(name => ({ name, type: 'kws1.1.A', data: 'AAAA' })))),
        )
      ).id;
      expect((await readTexts(server, by)).names).toEqual(all.names);
    }
    await database?.release();
  });

  test('keys are changed while the vault is served, and no request is refused', async () => {
    const { data, database } = await given(kind);
    const settings = { data, database: database?.url };
    let app: Linked;
    {
      await using server = await startTestServer(settings, 1);
      app = await givenLinkedApp(server);
      await put(app);
      const end = load(app);
      const before = await run(data, database, 'keys', 'status');
      copyFileSync(keyFile(data), join(data, 'old.key'));
      expect((await run(data, database, 'keys', 'rotate', '--master')).masterId).not.toBe(before.masterId);
      const { rows } = await run(data, database, 'keys', 'rotate', '--records');
      expect(rows).toBeGreaterThan(1);
      const one = await run(data, database, 'keys', 'rotate', '--record', app.record.id);
      expect(one).toMatchObject({ current: 2, behind: 0, plainVersions: 0 });
      const env = database ? { KEEPWELL_DATABASE: database.url } : {};
      const none = await keepwell(['keys', 'rotate', '--record', 'nobody', '--data', data], { env });
      expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no keys of a record nobody') });
      expect(await end()).toBeGreaterThan(2);
      const byClientId = `<client-thing-id>${word}-id</client-thing-id>`;
      expect((await readNotes(app, app.client, byClientId)).length).toBeGreaterThan(0);
    }
    await using server = await startTestServer(settings, 1);
    expect((await readNotes(app, again(app, server)))[0]).toBe(word);
    await server.close();
    await database?.release();
  });

  test('a process that cannot take the keys is not ready, and who changes them is told', async () => {
    const { data, database } = await given(kind);
    await using server = await startTestServer({ data, database: database?.url }, 1);
    const copy = await openForCopy(database ? { url: database.url } : { file: databaseFile(data) }, 'write');
    const isReady = async () => (await fetch(`http://127.0.0.1:${server.port}/ready`)).status;
    expect(await isReady()).toBe(200);
    const other = makeMaster(drawKey());
    const wrapped = await other.wrap(drawKey(), 2);
    await copy.transact(async () => {
      const seals = openSeals(copy.sql);
      await seals.putVaultKeys([{ id: 2, masterId: other.id, wrapped, madeAt: 1, isReady: false }]);
      await tellChange(copy.sql);
    });
    await expect(waitForFollowers(server.vault.store, 4000)).rejects.toThrow(
      '1 processes that serve the vault',
    );
    expect(await isReady()).toBe(503);
    const told = server.logged.filter(line => line.includes('cannot take the new ones'));
    expect(told).toHaveLength(1);
    await copy.transact(async () => {
      await copy.sql.run('DELETE FROM vault_key WHERE id = 2');
      await tellChange(copy.sql);
    });
    await waitForFollowers(server.vault.store);
    await expect.poll(isReady, { timeout: 5000 }).toBe(200);
    await copy.close();
    await server.close();
    await database?.release();
  });

  test('a write that begins after keys were changed or removed is sealed with those there are', async () => {
    const { data, database } = await given(kind);
    await using server = await startTestServer({ data, database: database?.url }, 1);
    const app = await givenLinkedApp(server);
    await put(app);
    const copy = await openForCopy(database ? { url: database.url } : { file: databaseFile(data) }, 'write');
    const sealedBy = async () => {
      const rows = await copy.sql.all<{ sealed: Buffer }>(
        'SELECT sealed FROM thing ORDER BY created_at DESC',
      );
      return readGeneration(rows[0]!.sealed);
    };
    const seen: number[] = [];
    const look = async () => {
      server.clock.pass(1000);
      await put(app);
      seen.push(await sealedBy());
    };
    const ring = openKeys(keyFile(data));
    const recordId = app.record.id;
    const work = { database: copy, ring, recordId, now: 1, watcher: {}, pause: look, pauseForReaders: look };
    await resealToEnd(work);
    await rotateRecords(work);
    await rotateRecords(work);
    await copy.transact(async () => {
      await copy.sql.run('DELETE FROM record_key WHERE record_id = ? AND generation = 3', recordId);
      await tellChange(copy.sql);
    });
    await look();
    expect(seen).toEqual([2, 3, 2]);
    await copy.close();
    await server.close();
    await database?.release();
  });

  test('the master key is changed twice while one server goes on, and no request is refused', async () => {
    const { data, database } = await given(kind);
    await using server = await startTestServer({ data, database: database?.url }, 1);
    const app = await givenLinkedApp(server);
    const other = await givenLinkedApp(server);
    for (const one of [app, other]) await put(one);
    const end = load(app);
    for (let i = 0; i < 2; i++) await run(data, database, 'keys', 'rotate', '--master');
    expect(await end()).toBeGreaterThan(2);
    expect(await readNotes(other)).toEqual([word]);
    await server.close();
    await database?.release();
  });

  test('of two commands that change the master key at once, one ends well, and the vault has its key', async () => {
    const { data, database } = await given(kind);
    const settings = { data, database: database?.url };
    let app: Linked;
    {
      await using server = await startTestServer(settings, 1);
      app = await givenLinkedApp(server);
      await put(app);
      const env = database ? { KEEPWELL_DATABASE: database.url } : {};
      const rotate = () => keepwell(['keys', 'rotate', '--master', '--data', data], { env });
      const first = rotate();
      // They wait for processes that serve meanwhile.
      await setTimeout(700);
      const both = await Promise.all([first, rotate()]);
      expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
    }
    await using server = await startTestServer(settings, 1);
    expect(await readNotes(app, again(app, server))).toEqual([word]);
    await server.close();
    await database?.release();
  });
});

test('a rotation that was broken off before its key took the place of the other is ended by the next start', async () => {
  const { data } = await given('SQLite');
  await (await startTestServer({ data }, 1)).close();
  copyFileSync(keyFile(data), join(data, 'old.key'));
  await run(data, undefined, 'keys', 'rotate', '--master');
  copyFileSync(keyFile(data), newKeyFile(data));
  copyFileSync(join(data, 'old.key'), keyFile(data));
  const config = readConfig({ data, port: 0, logLevel: 'silent' }, {});
  await (await startServer(config)).close();
  copyFileSync(join(data, 'old.key'), keyFile(data));
  await expect(startServer(config)).rejects.toThrow('is not the key this vault was sealed with');
});
