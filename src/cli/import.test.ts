// `keepwell import`, beside a server and without one.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCorpus, listFiles } from '../formats/clinical/testing/corpus.ts';
import { givenSignedIn, type Visitor } from '../shell/testing/visitors.ts';
import { isOnPostgres, type TestDatabase, takeTestDatabase } from '../testing/postgres.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

const data = tempFolder();
const file = join(tempFolder(), 'scale.csv');
let owner: Visitor;
let database: TestDatabase | undefined;
const settings = () => ({ data, database: database?.url });
const command = (args: readonly string[]) =>
  keepwell(args, { env: database ? { KEEPWELL_DATABASE: database.url } : {} });

beforeAll(async () => {
  database = isOnPostgres ? await takeTestDatabase() : undefined;
  await using server = await startTestServer(settings());
  owner = await givenSignedIn(server);
  writeFileSync(file, 'Date,Weight\n2026-03-01,61\n2026-03-02,62\n');
});
afterAll(() => database?.release());

const run = (...args: string[]) =>
  command(['import', file, '--data', data, '--record', owner.record.id, ...args]);

test('says what is in a file, and adds it when it is told to', async () => {
  const asked = await run();
  expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('2  Weight  (61, 62)  weight.kg') });
  const shown = await run('--guess');
  expect(shown).toMatchObject({
    code: 0,
    out: expect.stringContaining('Weight: 2 new, 0 changed, 0 there already'),
  });
  expect(shown.out).toContain('Nothing was added.');
  const added = await run('--yes', '--json');
  expect(JSON.parse(added.out)).toMatchObject({ state: 'done', tally: { new: 2 } });
  expect((await run('--yes')).out).toContain('Weight: 0 new, 0 changed, 2 there already');
});

test('has the server that runs on the vault do the work', async () => {
  await using _server = await startTestServer(settings());
  writeFileSync(file, 'Date,Weight\n2026-03-01,61\n2026-03-03,63\n');
  const { code, out } = await run('--yes', '--json');
  expect([code, JSON.parse(out)]).toMatchObject([0, { state: 'done', tally: { new: 1, same: 1 } }]);
});

test('refuses what is not there, or not theirs', async () => {
  expect(await run('--person', 'nobody@example.org')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no access'),
  });
  const other = ['import', file, '--data', data, '--record', '00000000-0000-0000-0000-000000000000'];
  expect((await command(other)).code).toBe(1);
  expect((await command(['import', '/nowhere', '--data', data, '--record', owner.record.id])).code).toBe(2);
  writeFileSync(file, 'Date,Pulse\n2026-03-01,61\n');
  expect(await run('--guess', '--column', '2=nonsense')).toMatchObject({ code: 2 });
  writeFileSync(file, Buffer.from([0, 1, 2, 0]));
  expect(await run()).toMatchObject({
    code: 1,
    err: expect.stringContaining('does not know this kind of file'),
  });
});

const runWith = (...args: string[]) =>
  command(['import', '--data', data, '--record', owner.record.id, '--json', ...args]);

/** As a hospital exports a person: a file of lines for each kind, which name each other. A link leads out of it. */
function givenFolder(): string {
  const folder = join(tempFolder(), 'export');
  mkdirSync(join(folder, 'medicines'), { recursive: true });
  const lines = (...resources: object[]) => resources.map(one => `${JSON.stringify(one)}\n`).join('');
  const medicine = { resourceType: 'Medication', id: 'm1', code: { text: 'Lisinopril 10 mg' } };
  writeFileSync(join(folder, 'medicines', 'Medication.ndjson'), lines(medicine));
  const ask = {
    ...{
      resourceType: 'MedicationRequest',
      id: 'r1',
      status: 'active',
      intent: 'order',
      authoredOn: '2026-02-01',
    },
    ...{ subject: { reference: 'Patient/p' }, medicationReference: { reference: 'Medication/m1' } },
  };
  writeFileSync(join(folder, 'MedicationRequest.ndjson'), lines(ask));
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: aCondition }] };
  writeFileSync(join(folder, 'conditions.json'), JSON.stringify(bundle));
  const elsewhere = tempFolder();
  const another = { ...aCondition, id: 'c2', code: { text: 'Elsewhere' } };
  writeFileSync(join(elsewhere, 'another.ndjson'), lines(another));
  symlinkSync(join(elsewhere, 'another.ndjson'), join(folder, 'another.ndjson'));
  symlinkSync(elsewhere, join(folder, 'elsewhere'));
  return folder;
}

const aCondition = {
  ...{ resourceType: 'Condition', id: 'c1', code: { text: 'Hay fever' }, onsetDateTime: '2020-05-01' },
  subject: { reference: 'Patient/p' },
};

test('brings a folder in as one import, whose files name each other, goes on with it by its id and takes it back', async () => {
  const looked = JSON.parse((await runWith(givenFolder())).out);
  expect(looked).toMatchObject({ state: 'ready' });
  const added = JSON.parse((await runWith('--resume', looked.id, '--yes')).out);
  expect(added).toMatchObject({ id: looked.id, state: 'done', tally: { new: 2 } });
  const undone = JSON.parse((await runWith('--undo', looked.id)).out);
  expect(undone).toMatchObject({ id: looked.id, state: 'undone', tally: { removed: 2 } });
  const again = await runWith('--undo', looked.id);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('Nothing of this import') });
});

test('of a folder, what cannot be read is refused by name and line, and the rest is taken', async () => {
  const folder = givenFolder();
  writeFileSync(
    join(folder, 'broken.ndjson'),
    `${JSON.stringify({ ...aCondition, id: 'c9' })}\n{"resourceType":\n`,
  );
  const shown = await command(['import', folder, '--data', data, '--record', owner.record.id, '--yes']);
  expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('Refused of 4 files: 1') });
  expect(shown.out).toContain('  broken.ndjson:2  The file ends in the middle.');
  const again = JSON.parse((await runWith(folder)).out);
  expect(again).toMatchObject({ state: 'ready', refused: [{ file: 'broken.ndjson:2', why: 'cut-off' }] });
});

test('names what is changed, and leaves out what is only similar unless it is to stand beside', async () => {
  const document = join(tempFolder(), 'problems.json');
  const bundle = (server: string, status: string, date: string) =>
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          fullUrl: `https://${server}/Condition/c1`,
          resource: {
            ...{ resourceType: 'Condition', id: 'c1', onsetDateTime: date },
            clinicalStatus: {
              coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: status }],
            },
            code: { text: 'Asthma' },
          },
        },
      ],
    });
  const bring = (...args: string[]) =>
    command(['import', document, '--data', data, '--record', owner.record.id, '--yes', ...args]);
  writeFileSync(document, bundle('a.example', 'active', '2010-01-01'));
  await bring();
  writeFileSync(document, bundle('a.example', 'resolved', '2010-01-01'));
  const changed = await bring();
  expect(changed.out).toContain('Condition: 0 new, 1 changed');
  expect(changed.out).toMatch(/Condition: “Asthma[^”]*” became “Asthma[^”]*”/);
  writeFileSync(document, bundle('b.example', 'active', '2011-02-02'));
  const similar = await bring();
  expect(similar.out).toContain('1 like something that is there');
  expect(similar.out).toMatch(/“Asthma[^”]*” is there; “Asthma[^”]*” in the file is like it/);
  expect(similar.out).toContain('0 items added, 0 items changed');
  const beside = JSON.parse((await bring('--beside', '--json')).out);
  expect(beside).toMatchObject({ state: 'done', tally: { new: 1, changed: 0, similar: 0 } });
});

test('wants one thing to bring in, go on with or take back', async () => {
  expect((await runWith()).code).toBe(2);
  expect((await runWith(file, '--undo', owner.record.id)).code).toBe(2);
  expect((await runWith(tempFolder())).code).toBe(2);
  expect(await runWith('--resume', owner.record.id)).toMatchObject({
    code: 1,
    err: expect.stringContaining('no such import'),
  });
});

const synthea = findCorpus('KEEPWELL_CORPUS_SYNTHEA');

test.skipIf(synthea === undefined)('a bundle of Synthea is brought in and taken back', async () => {
  const [one = ''] = listFiles(synthea ?? '', /^synthea_.*\.json$/);
  const added = JSON.parse((await runWith(one, '--yes')).out);
  expect(added.state).toBe('done');
  expect(added.tally.new).toBeGreaterThan(20);
  const undone = JSON.parse((await runWith('--undo', added.id)).out);
  expect(undone).toMatchObject({ state: 'undone', tally: { removed: added.tally.new } });
});
