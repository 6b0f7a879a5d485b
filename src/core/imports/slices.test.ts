// What a preview says of a file is what comes of it, wherever its slices end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenImport, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { startWriting } from './choose.ts';
import type { Import, Unticked } from './import.ts';

const all: Unticked = { typeIds: [], sources: [], lines: [] };

/** Each with a slice of its own, and all in one. */
const servers: TestServer[] = [];
beforeAll(async () => {
  for (const importSliceItems of [1, 50])
    servers.push(await startTestServer({ limits: { importSliceItems } }));
});
afterAll(async () => {
  for (const server of servers) await server.close();
});

async function write(server: TestServer, one: Import, unticked = all): Promise<Import> {
  await startWriting(server.vault, one, unticked);
  return runUntilDone(server, one);
}

const counts = ({ about }: Import) => about.found?.kinds.map(({ counts }) => counts);

const meal = (_id: string, carbs: number) => ({
  _id,
  eventType: 'Meal',
  created_at: '2026-03-01T08:00:00Z',
  carbs,
});
const weight = (kg: number) => `2026-03-01 08:00,${kg}`;

async function inBoth(
  content: string,
  name: string,
  check: (server: TestServer, ada: Visitor, one: Import) => Promise<void>,
): Promise<void> {
  for (const server of servers) {
    const ada = await givenSignedIn(server);
    await check(server, ada, await givenImport(server, ada, content, { name }));
  }
}

test('two that a source tells apart by their ids are two, though they say the same', async () => {
  const file = JSON.stringify([meal('m1', 20), meal('m2', 20), meal('m3', 20)]);
  await inBoth(file, 'a.json', async (server, ada, one) => {
    expect(counts(one)).toMatchObject([{ new: 3, same: 0 }]);
    expect(await write(server, one)).toMatchObject({ tally: { new: 3, same: 0 } });
    const again = await givenImport(server, ada, file, { name: 'a.json' });
    expect(counts(again)).toMatchObject([{ new: 0, same: 3 }]);
  });
});

test('two that a source calls by one name are two where they say different things', async () => {
  const file = JSON.stringify([meal('m1', 20), meal('m1', 30)]);
  await inBoth(file, 'a.json', async (server, ada, one) => {
    expect(counts(one)).toMatchObject([{ new: 2 }]);
    expect(await write(server, one)).toMatchObject({ tally: { new: 2, changed: 0 } });
    const changed = await givenImport(server, ada, JSON.stringify([meal('m1', 40), meal('m1', 50)]), {
      name: 'a.json',
    });
    expect(counts(changed)).toMatchObject([{ changed: 2 }]);
    expect(await write(server, changed)).toMatchObject({ tally: { new: 0, changed: 2 } });
  });
});

test('what a file without ids says twice is one, and none where its person wants it not', async () => {
  const file = ['Date,Weight (kg)', weight(60), weight(61), weight(60), weight(60)].join('\n');
  await inBoth(file, 'values.csv', async (server, _, one) => {
    expect(counts(one)).toMatchObject([{ new: 2, same: 2 }]);
    const lines = [one.about.found!.kinds[0]!.lines[0]!.join('.')];
    expect(await write(server, one, { ...all, lines })).toMatchObject({
      tally: { new: 1, same: 2, unticked: 1 },
    });
  });
});
