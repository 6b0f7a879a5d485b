// `keepwell import`, beside a server and without one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../shell/testing/visitors.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

const data = tempFolder();
const file = join(tempFolder(), 'scale.csv');
let owner: Visitor;

beforeAll(async () => {
  await using server = await startTestServer({ data });
  owner = await givenSignedIn(server);
  writeFileSync(file, 'Date,Weight\n2026-03-01,61\n2026-03-02,62\n');
});

const run = (...args: string[]) =>
  keepwell(['import', file, '--data', data, '--record', owner.record.id, ...args]);

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
  await using _server = await startTestServer({ data });
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
  expect((await keepwell(other)).code).toBe(1);
  expect((await keepwell(['import', '/nowhere', '--data', data, '--record', owner.record.id])).code).toBe(2);
  writeFileSync(file, 'Date,Pulse\n2026-03-01,61\n');
  expect(await run('--guess', '--column', '2=nonsense')).toMatchObject({ code: 2 });
  writeFileSync(file, Buffer.from([0, 1, 2, 0]));
  expect(await run()).toMatchObject({
    code: 1,
    err: expect.stringContaining('does not know this kind of file'),
  });
});
