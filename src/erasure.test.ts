// What was removed for good is nowhere: a word of its own in every text of every type, in files, tags, settings and names,
// looked for in the bytes of all files that the vault leaves, before and after a record and an account are removed.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeSystemGrant } from './core/authorization/grant.ts';
import { closeAccount } from './core/people/closing.ts';
import { putRecordInBin } from './core/records/bin.ts';
import { makeThing } from './core/things/typed.ts';
import { writeThings } from './core/things/write.ts';
import { givenSignedIn, type Visitor } from './shell/testing/visitors.ts';
import { fillValue } from './testing/arbitrary.ts';
import { payload, putOne, upload, weightWith } from './testing/blobs.ts';
import { fullRules, givenApp, linkApp } from './testing/given.ts';
import { printPdf } from './testing/pdf.ts';
import { postgresUrl, takeTestDatabase } from './testing/postgres.ts';
import { tempFolder } from './testing/process.ts';
import { readAll } from './testing/read-all.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { thingXml, weightXml } from './testing/things.ts';
import { typeIds } from './testing/type-ids.ts';
import { findWordsBelow } from './testing/words-in-files.ts';
import fileType from './things/file.ts';
import { currentVersion, everyType, type ThingType } from './things/index.ts';

const words: string[] = [];
function nextWord(): string {
  const word = `zorilla${randomBytes(8).toString('hex')}`;
  words.push(word);
  return word;
}
const dayMs = 86_400_000;

async function fillRecord(server: TestServer, ada: Visitor): Promise<string> {
  const { person, record } = ada;
  const grant = makeSystemGrant('tests', record.id, person.id);
  for (const type of everyType()) {
    const value = fillValue(currentVersion(type).schema, nextWord);
    await writeThings(server.vault, grant, [makeThing(type, value as never)], { overwrite: false });
  }
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), ada);
  const { recordId, userToken } = app;
  const call = async (method: string, info: string, version: number) =>
    expect([method, (await app.client.call(method, { info, recordId, userToken, version })).code]).toEqual([
      method,
      0,
    ]);
  const parts = `<note>${nextWord()}</note><tags>${nextWord()}</tags><client-thing-id>${nextWord()}</client-thing-id>`;
  await call(
    'PutThings',
    thingXml(typeIds.weight, { data: weightXml(71), common: `<common>${parts}</common>` }),
    2,
  );
  const settings = nextWord();
  await call('SetApplicationSettings', `<app-settings><given>${settings}</given></app-settings>`, 1);
  const bytes = Buffer.from(Array.from({ length: 500 }, nextWord).join(' '));
  await putOne(app, weightWith(payload({ name: nextWord(), url: await upload(app, bytes) })));
  const paper = await printPdf(nextWord());
  const file = `<file><name>${nextWord()}</name><size>${paper.length}</size><content-type><text>application/pdf</text></content-type></file>`;
  const blob = payload({ name: '', type: 'application/pdf', url: await upload(app, paper) });
  await putOne(
    app,
    thingXml(currentVersion(fileType as ThingType).id, { data: file }).replace('</thing>', `${blob}</thing>`),
  );
  return settings;
}

/** The wrapped keys of a record, as they lie in the database. */
function wrappedKeys(data: string, recordId: string): string[] {
  const db = new Database(join(data, 'keepwell.db'), { readonly: true });
  const rows = db.prepare('SELECT * FROM record_key WHERE record_id = ?').all(recordId) as Record<
    string,
    unknown
  >[];
  db.close();
  return rows.flatMap(row =>
    Object.values(row).flatMap(value =>
      Buffer.isBuffer(value) && value.length >= 32 ? [value.toString('latin1')] : [],
    ),
  );
}

afterEach(() => vi.unstubAllEnvs());

describe.each(['encrypted', 'not encrypted'])('of a vault that is %s', how => {
  const isPlain = how === 'not encrypted';

  test('what a record and an account held is in no file once they are removed for good', async () => {
    words.length = 0;
    const data = tempFolder();
    const temporary = tempFolder();
    vi.stubEnv('TMPDIR', temporary);
    await using server = await startTestServer({ data, database: undefined }, 1, isPlain);
    const { vault, background, clock } = server;
    await givenSignedIn(server, 'Olga First');
    const name = nextWord();
    const ada = await givenSignedIn(server, name);
    const ofAccount = [name, await fillRecord(server, ada)];
    await background.run('read documents');
    const inRecord = words.filter(word => !ofAccount.includes(word));
    const keys = wrappedKeys(data, ada.record.id);
    if (isPlain) expect(new Set(findWordsBelow(data, inRecord)).size).toBeGreaterThan(0.9 * inRecord.length);
    else {
      expect(findWordsBelow(data, inRecord)).toEqual([]);
      expect(keys.length).toBeGreaterThan(0);
      expect(findWordsBelow(data, keys).length).toBeGreaterThan(0);
    }
    const removeWhatIsOver = async () => {
      clock.pass(31 * dayMs);
      for (const job of [
        'empty the bin',
        'delete closed accounts',
        'sweep blobs',
        'sweep mail',
        'sweep sessions',
        'overwrite what was removed',
      ])
        await background.run(job);
    };

    await vault.store.write(db => putRecordInBin(db, vault, ada.person.id, ada.record.id));
    await removeWhatIsOver();
    expect(findWordsBelow(data, [...inRecord, ...keys])).toEqual([]);

    expect(findWordsBelow(data, ofAccount)).toContain(name);
    await vault.store.write(db => closeAccount(db, vault, ada.person));
    await removeWhatIsOver();
    expect(findWordsBelow(data, ofAccount)).toEqual([]);

    expect(findWordsBelow(temporary, words)).toEqual([]);
    const logged = server.logged.join('\n');
    expect(words.filter(word => logged.includes(word))).toEqual([]);
  }, 120_000);
});

describe.skipIf(postgresUrl === undefined)('in PostgreSQL', () => {
  test('no row has what a record held once it is removed for good', async () => {
    words.length = 0;
    const database = await takeTestDatabase();
    await using server = await startTestServer({ database: database.url }, 1, true);
    const ada = await givenSignedIn(server);
    const settings = await fillRecord(server, ada);
    expect(await readAll(server.data, database)).toContain(words[0]);
    await server.vault.store.write(db => putRecordInBin(db, server.vault, ada.person.id, ada.record.id));
    server.clock.pass(31 * dayMs);
    for (const job of ['empty the bin', 'sweep blobs']) await server.background.run(job);
    const kept = await readAll(server.data, database);
    expect(words.filter(word => kept.includes(word))).toEqual([settings]);
    expect(findWordsBelow(server.data, words)).toEqual([]);
    await server.close();
    await database.release();
  });
});
