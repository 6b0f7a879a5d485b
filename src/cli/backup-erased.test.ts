// What was removed for good comes back from no backup, however old.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyLog } from '../core/audit/verify.ts';
import { payload, putOne, upload, weightWith } from '../testing/blobs.ts';
import { givenLinkedApp, linkApp } from '../testing/given.ts';
import { postgresUrl, takeTestDatabase } from '../testing/postgres.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';
import { thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

const word = 'quokkaberry';
const noted = thingXml(typeIds.weight, {
  data: weightXml(71),
  common: `<common><note>${word}</note></common>`,
});

/** All files below a folder that have the word. */
const withWord = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(one => one.isFile())
    .map(one => join(one.parentPath, one.name))
    .filter(path => readFileSync(path).includes(word));

describe.each(['SQLite', ...(postgresUrl === undefined ? [] : ['PostgreSQL'])])('on %s', kind => {
  test('a record that was removed for good comes back from no earlier backup, as a whole or alone', async () => {
    const database = kind === 'PostgreSQL' ? await takeTestDatabase() : undefined;
    const limits = { blobChunkBytes: 1000 };
    await using server = await startTestServer({ database: database?.url, limits }, 1);
    const [gone, stays] = [await givenLinkedApp(server), await givenLinkedApp(server)];
    for (const app of [gone, stays]) {
      const { recordId, userToken } = app;
      const put = await app.client.call('PutThings', { info: noted, recordId, userToken, version: 2 });
      expect(put.code).toBe(0);
      const url = await upload(app, Buffer.from(word.repeat(100)), 1000);
      await putOne(app, weightWith(payload({ name: 'x', url })));
    }
    const key = join(tempFolder(), 'identity.txt');
    const { out } = await keepwell(['backup', 'keygen', '--out', key, '--json']);
    const target = tempFolder();
    const env = database ? { KEEPWELL_DATABASE: database.url } : {};
    const backUp = async () => {
      const args = [
        '--data',
        server.data,
        '--to',
        target,
        '--recipient',
        JSON.parse(out).recipient,
        '--json',
      ];
      const run = await keepwell(['backup', ...args], { env });
      expect(run).toMatchObject({ code: 0, err: '' });
      return String(JSON.parse(run.out).id);
    };
    const before = [await backUp(), await backUp()];
    const recordId = gone.record.id;
    await server.vault.store.write(db => db.records.purge(recordId));
    await backUp();
    for (const at of before) {
      const folder = join(tempFolder(), 'vault');
      const from = ['--from', target, '--identity', key, '--at', at];
      const whole = await keepwell(['restore', ...from, '--into', folder, '--json']);
      expect(whole).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(whole.out)).toMatchObject({ records: 2, erased: 1 });
      expect(withWord(folder)).toEqual([]);
      const blobs = readdirSync(join(folder, 'blobs'), { recursive: true }).length;
      expect(blobs).toBeGreaterThan(0);
      {
        await using restored = await startTestServer({ data: folder, database: undefined }, 1);
        const { store } = restored.vault;
        expect(await store.read(db => db.records.byId(recordId))).toBeUndefined();
        expect((await store.read(db => verifyLog(db, { at: Date.now(), recordId }))).problems).toEqual([]);
        expect(await store.read(db => db.records.byId(stays.record.id))).toBeDefined();
        const { client, userToken } = await linkApp(restored, stays, stays);
        const info = '<group><filter></filter><format><section>core</section><xml/></format></group>';
        const grant = { recordId: stays.recordId, userToken };
        const read = await client.call('GetThings', { info, ...grant, version: 3 });
        expect(read.texts('note').join()).toContain(word);
      }
      const into = database ? [database.url, '--data', server.data] : [server.data];
      const alone = await keepwell(['restore', ...from, '--record', recordId, '--into', ...into], { env });
      expect(alone.code).toBe(1);
      expect(alone.err).toContain('removed for good, and its keys with it');
    }
    await database?.release();
  });
});
