// A file is read, compared, shown, written and taken back: nothing twice, nothing missing, and what people did here stays.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenImport, grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { readValue } from '../../things/data.ts';
import weight from '../../things/weight.ts';
import { changeThing as editThing, findThingAtHand } from '../things/edit.ts';
import { listThings } from '../things/list.ts';
import { removeThings } from '../things/remove.ts';
import { goOnWriting, startUndo, startWriting, stopWriting } from './choose.ts';
import type { Import, Unticked } from './import.ts';

let server: TestServer;
let ada: Visitor;
beforeAll(async () => {
  server = await startTestServer({ limits: { importSliceItems: 5 } });
});
afterAll(() => server.close());

const all: Unticked = { typeIds: [], sources: [], lines: [] };

async function write(one: Import, unticked = all): Promise<Import> {
  await startWriting(server.vault, one, unticked);
  return runUntilDone(server, one);
}

async function undo(one: Import): Promise<Import> {
  await startUndo(server.vault, one, one);
  return runUntilDone(server, one);
}

async function listAll(of: Visitor) {
  const { things } = await listThings(server.vault, await grantOf(server, of), {
    after: undefined,
    limit: 500,
    withWriters: true,
  });
  return things;
}

const kilograms = async (of: Visitor) => (await listAll(of)).map(thing => readValue(weight, thing).value.kg);

const days = (from: number, to: number) =>
  Array.from(
    { length: to - from + 1 },
    (_, i) => `2026-03-${String(from + i).padStart(2, '0')} 08:00,${60 + (from + i) / 10}`,
  );
const table = (...rows: string[]) => ['Date,Weight (kg)', ...rows].join('\n');

test('what a table tells of is asked about, shown, written, found again, and taken back', async () => {
  ada = await givenSignedIn(server);
  const before = await listAll(ada);
  const one = await givenImport(server, ada, table(...days(1, 12)));
  expect(one).toMatchObject({ state: 'ready', total: 3, about: { format: 'csv' } });
  expect(one.about.found?.kinds).toMatchObject([
    { counts: { new: 12, same: 0 }, from: '2026-03-01', to: '2026-03-12' },
  ]);
  expect(await listAll(ada)).toEqual(before);
  expect(await write(one)).toMatchObject({ state: 'done', tally: { new: 12 }, blobId: undefined });
  expect((await kilograms(ada)).sort()).toEqual(days(1, 12).map(row => Number(row.split(',')[1])));

  // A longer one of the same source: its columns are known by now.
  const longer = await givenImport(server, ada, table(...days(1, 14)));
  expect(longer.about.found?.kinds).toMatchObject([{ counts: { new: 2, same: 12 } }]);
  expect(await write(longer)).toMatchObject({ tally: { new: 2, same: 12 } });
  expect(await kilograms(ada)).toHaveLength(14);

  expect(await undo(longer)).toMatchObject({ state: 'undone', tally: { removed: 2, kept: 0 } });
  expect(await kilograms(ada)).toHaveLength(12);
  expect(await undo(one)).toMatchObject({ state: 'undone', tally: { removed: 12 } });
  expect(await listAll(ada)).toEqual(before);
  const again = await givenImport(server, ada, table(...days(1, 3)));
  expect(again.about.found?.kinds).toMatchObject([{ counts: { new: 3 } }]);
});

test('what was unticked stays out: one, a kind', async () => {
  const ada = await givenSignedIn(server);
  const rows = ['Date,Weight (kg),Pulse', '2026-03-01,60,70', '2026-03-02,61,71', '2026-03-03,62,72'];
  const one = await givenImport(server, ada, rows.join('\n'));
  const pulse = one.about.found!.kinds.find(({ lines }) => lines[0]![1] === 1)!;
  const done = await write(one, { typeIds: [pulse.typeId], sources: [], lines: ['0.2'] });
  expect(done).toMatchObject({ state: 'done', tally: { new: 2, unticked: 4 } });
  expect((await kilograms(ada)).sort()).toEqual([60, 62]);
});

test('what somebody changed since stays when an import is undone, and is told', async () => {
  const ada = await givenSignedIn(server);
  const one = await write(await givenImport(server, ada, table(...days(1, 3))));
  const [changed, removed] = await listAll(ada);
  const grant = await grantOf(server, ada);
  const item = (await server.vault.store.read(db => findThingAtHand(db.things(grant), changed!.id)))!;
  await editThing(server.vault, grant, item, { ...item, value: item.value, tags: 'mine' });
  await removeThings(server.vault, grant, [removed!]);
  expect(await undo(one)).toMatchObject({ state: 'undone', tally: { removed: 1, kept: 1 } });
  expect((await listAll(ada)).map(({ id }) => id)).toEqual([changed!.id]);
});

test('it stops, and goes on where it was', async () => {
  const ada = await givenSignedIn(server);
  const one = await givenImport(server, ada, table(...days(1, 20)));
  await startWriting(server.vault, one, all);
  await stopWriting(server.vault, one);
  const stopped = await runUntilDone(server, one);
  expect(stopped.state).toBe('stopped');
  await goOnWriting(server.vault, one);
  expect(await runUntilDone(server, one)).toMatchObject({ state: 'done', tally: { new: 20 } });
  expect(await kilograms(ada)).toHaveLength(20);
});

test('a table that looks like one of a maker, which finds nothing in it, is read as any other', async () => {
  const ada = await givenSignedIn(server);
  const rows = ['Datum;Gewicht (kg);Puls;Systolisch;Diastolisch', '01.03.2026 07:30;61,5;70;121;81'];
  const one = await givenImport(server, ada, rows.join('\n'));
  expect(one).toMatchObject({ state: 'ready', about: { format: 'csv' } });
  expect(one.about.found?.kinds).toHaveLength(2);
});

test.each([
  ['nothing', '', 'failed'],
  ['no table', 'Dear colleague,\n', 'failed'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'failed'],
])('%s is refused in words', async (_, content, state) => {
  const ada = await givenSignedIn(server);
  if (content === '') return expect(givenImport(server, ada, content)).rejects.toThrow('empty');
  expect(await givenImport(server, ada, content)).toMatchObject({ state, blobId: undefined });
  expect(await listAll(ada)).toEqual([]);
});
