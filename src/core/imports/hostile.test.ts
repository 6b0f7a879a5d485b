// What an import may not be used for: to look at what is closed, to hold room without end, to stand still for ever, to hold
// up others; and what a file says that no item can hold.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveAccess, givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenImport, grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import allergyType from '../../things/allergy.ts';
import ccrType from '../../things/ccr.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import weightType from '../../things/weight.ts';
import { makeSystemGrant } from '../authorization/grant.ts';
import { setSeclusion } from '../things/custody.ts';
import { listThings } from '../things/list.ts';
import type { ThingWrite } from '../things/plan.ts';
import { makeThing } from '../things/typed.ts';
import { writeThings } from '../things/write.ts';
import { dropImport, findImport, listImports, startUndo, startWriting, stopWriting } from './choose.ts';
import type { Import, Unticked } from './import.ts';
import { beginDocument } from './reconcile.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Owner = Pick<Visitor, 'person' | 'record'>;

const all: Unticked = { typeIds: [], sources: [], lines: [] };
const alert = (id: string, name: string, reaction: string) =>
  `<Alert><CCRDataObjectID>${id}</CCRDataObjectID><Type><Text>Allergy</Text></Type><Description><Text>${name}</Text></Description><Reaction><Description><Text>${reaction}</Text></Description></Reaction></Alert>`;
const printCcr = (id: string, alerts: string) =>
  `<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"><CCRDocumentObjectID>${id}</CCRDocumentObjectID><Language><Text>English</Text></Language><Version>V1.0</Version><DateTime><ExactDateTime>2026-02-01T10:00:00Z</ExactDateTime></DateTime><Patient><ActorID>A1</ActorID></Patient><From><ActorLink><ActorID>A1</ActorID></ActorLink></From><Body><Alerts>${alerts}</Alerts></Body><Actors/></ContinuityOfCareRecord>`;
const table = (...rows: string[]) => ['Date,Weight (kg)', ...rows].join('\n');
const weights = [currentVersion(weightType as ThingType).id];

async function put({ record, person }: Owner, write: ThingWrite): Promise<string> {
  const grant = makeSystemGrant('tests', record.id, person.id);
  const [key] = await writeThings(server.vault, grant, [write], { overwrite: false });
  return key!.id;
}

async function write(one: Import, unticked = all): Promise<Import> {
  await startWriting(server.vault, one, unticked);
  return runUntilDone(server, one);
}

async function listAll(of: Owner) {
  const asked = { after: undefined, limit: 500, withWriters: true };
  return (await listThings(server.vault, await grantOf(server, of), asked)).things;
}

async function isKnown(of: Owner, { id }: Import): Promise<boolean> {
  const grant = await grantOf(server, of);
  const isListed = (await listImports(server.vault, grant)).some(one => one.id === id);
  const isFound = (await server.vault.store.read(db => findImport(db, grant, id))) !== undefined;
  expect(isListed).toBe(isFound);
  return isFound;
}

async function givenGuest(of: Owner, typeIds?: readonly string[]): Promise<Owner> {
  const { person } = await givenSignedIn(server, 'Bo Guest');
  await giveAccess(server, { person, record: of.record }, 'modify', typeIds);
  return { person, record: of.record };
}

test('what was read from a document is closed to whom the document is closed by now', async () => {
  const ada = await givenSignedIn(server);
  const bo = await givenGuest(ada);
  const document = await put(ada, makeThing(ccrType, printCcr('d1', alert('A1', 'Latex', 'Hives'))));
  const options = { zone: 'UTC', language: 'en', keepsRaw: false };
  const begun = await beginDocument(server.vault, await grantOf(server, bo), document, options);
  const one = await runUntilDone(server, begun!);
  expect(one.state).toBe('ready');
  expect(await isKnown(bo, one)).toBe(true);
  await giveAccess(server, bo, 'view', weights);
  expect(await isKnown(bo, one)).toBe(false);
  await giveAccess(server, bo, 'modify');
  const { versionStamp } = (await listAll(ada))[0]!;
  const secluded = { personal: true, hiddenInEmergency: false };
  await setSeclusion(server.vault, await grantOf(server, ada), { id: document, versionStamp }, secluded);
  expect(await isKnown(bo, one)).toBe(false);
});

test('of kinds that are closed to a person an import does not tell what is there', async () => {
  const ada = await givenSignedIn(server);
  const bo = await givenGuest(ada, weights);
  const file = printCcr('d2', alert('A1', 'Latex', 'Hives'));
  expect((await write(await givenImport(server, ada, file))).state).toBe('done');
  const others = [alert('A1', 'Latex', 'Cough'), alert('A9', 'Nuts', 'Cough')].map(it => printCcr('d2', it));
  for (const guess of [file, ...others]) {
    const { about } = await givenImport(server, bo, guess);
    // The document itself, and what it says.
    const refused = { counts: { refused: 1, same: 0, own: 0, new: 0 } };
    expect(about.found?.kinds).toMatchObject([refused, refused]);
  }
});

test('of two that are to take the place of the same one, the second stands beside it', async () => {
  const ada = await givenSignedIn(server);
  await put(ada, makeThing(allergyType, { name: { text: 'Penicillin' } }));
  const alerts = alert('A1', 'penicillin', 'Hives') + alert('A2', 'Penicillin', 'Itching');
  const one = await givenImport(server, ada, printCcr('d3', alerts));
  const replacing = one.about.found!.kinds.flatMap(({ pairs = [] }) => pairs.map(line => line.join('.')));
  // The other that is new is the document itself.
  expect(await write(one, { ...all, replacing })).toMatchObject({
    state: 'done',
    tally: { changed: 1, new: 2 },
  });
  const allergies = currentVersion(allergyType as ThingType).id;
  expect((await listAll(ada)).filter(({ typeId }) => typeId === allergies)).toHaveLength(2);
});

test('where a source tells of two by the name of one, the second is another', async () => {
  const ada = await givenSignedIn(server);
  const entry = (carbs: number) => ({
    _id: 'm1',
    eventType: 'Meal',
    created_at: '2026-03-01T08:00:00Z',
    carbs,
  });
  const file = (...entries: object[]) => JSON.stringify(entries);
  await write(await givenImport(server, ada, file(entry(20)), { name: 'a.json' }));
  const done = await write(await givenImport(server, ada, file(entry(30), entry(40)), { name: 'a.json' }));
  expect(done).toMatchObject({ state: 'done', tally: { changed: 1, new: 1 } });
});

test('what neither XML nor a form can hold is left out of notes, and of who says so', async () => {
  const ada = await givenSignedIn(server);
  // Behind the beginning, by which it is told that a file is text.
  const rows = Array.from({ length: 3000 }, () => `x,60,Scale,${'-'.repeat(100)}`);
  const odd = '2026-03-01,60,Sca\0le  of\vmine\uffff,no\x01te';
  const file = ['Date,Weight (kg),Source,Note', ...rows, odd].join('\n');
  const roles = { 'column.0': 'when', 'column.1': 'weight.kg', 'column.2': 'source', 'column.3': 'note' };
  const one = await givenImport(server, ada, file, { answer: { ...roles, dates: 'ymd' } });
  expect(one.about.found?.sources).toEqual([{ name: 'Scale of mine', count: 1 }]);
  expect((await write(one)).tally.new).toBe(1);
  const [thing] = await listAll(ada);
  expect(thing!.commonXml).toBe('<common><source>Scale of mine</source><note>note</note></common>');
});

test('a person may have few imports that are not written to their end; those put away are not listed', async () => {
  const ada = await givenSignedIn(server);
  const { importsPerPersonMax } = server.vault.limits;
  const held: Import[] = [];
  let made = 0;
  while (held.length < importsPerPersonMax) {
    made += 1;
    const one = await givenImport(server, ada, table(`2026-03-${String(made).padStart(2, '0')},60`));
    await startWriting(server.vault, one, all);
    await stopWriting(server.vault, one);
    // The job may have been done with it before it was stopped.
    const { state } = (await server.vault.store.read(db => db.imports.byId(one)))!;
    if (state === 'stopped') held.push(one);
  }
  await expect(givenImport(server, ada, table('2026-04-01,60'))).rejects.toThrow();
  await startUndo(server.vault, held[0]!, held[0]!);
  await runUntilDone(server, held[0]!);
  const one = await givenImport(server, ada, table('2026-04-01,60'));
  await dropImport(server.vault, one);
  expect(await listImports(server.vault, await grantOf(server, ada))).toHaveLength(made);
});

test('a file whose process ended before it was gone goes with the next work on its import', async () => {
  const ada = await givenSignedIn(server);
  const one = await givenImport(server, ada, table('2026-03-01,60'));
  const { vault } = server;
  await vault.store.write(db => db.imports.update({ ...one, state: 'writing' }), one);
  expect(await runUntilDone(server, one)).toMatchObject({ state: 'done', blobId: undefined });
  expect((await vault.store.read(db => db.blobs.unattached(`imports ${ada.person.id}`))).count).toBe(0);
});

test('what is closed to a person by now stays when they undo, and is told', async () => {
  const ada = await givenSignedIn(server);
  const bo = await givenGuest(ada);
  const done = await write(await givenImport(server, bo, printCcr('d4', alert('A1', 'Latex', 'Hives'))));
  const before = await listAll(ada);
  await giveAccess(server, bo, 'modify', weights);
  await startUndo(server.vault, done, done);
  const kept = before.length;
  expect(await runUntilDone(server, done)).toMatchObject({ state: 'undone', tally: { removed: 0, kept } });
  expect(await listAll(ada)).toEqual(before);
});

test('an import is compared with so much at one go as does not hold up others', async () => {
  const ada = await givenSignedIn(server);
  // Each takes an eighth of it, a little less.
  const note = 'wombat '.repeat(74_000);
  const values = Array.from({ length: 12 }, (_, i) => 60 + i);
  const when = { date: { y: 2026, m: 3, d: 1 } };
  for (const kg of values)
    await put(ada, makeThing(weightType, { when, value: { kg, display: { value: kg, units: 'kg' } } }, note));
  const one = await givenImport(server, ada, table(...values.map(kg => `2026-03-01,${kg}`)));
  expect(one.about.found?.kinds).toMatchObject([{ counts: { same: 8, new: 4 } }]);
});

test('files of one person are worked on one by one, so that others come to their turn', async () => {
  const [ada, eve] = [await givenSignedIn(server), await givenSignedIn(server, 'Eve Other')];
  const { vault } = server;
  const keys: Import[] = [];
  for (const [of, day] of [
    [ada, 1],
    [ada, 2],
    [ada, 3],
    [eve, 1],
  ] as const)
    keys.push(await givenImport(server, of, table(`2026-03-0${day},60`)));
  for (const [i, one] of keys.entries())
    await vault.store.write(db => db.imports.update({ ...one, state: 'waiting', dueAt: i }), one);
  const due = await vault.store.read(db => db.imports.due(vault.clock.now(), 2));
  expect(due.map(({ id }) => id)).toEqual([keys[0]!.id, keys[3]!.id]);
});
