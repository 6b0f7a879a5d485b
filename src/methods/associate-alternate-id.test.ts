import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRecord } from '../core/records/create.ts';
import { givenApp, givenLinkedApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

// AssociateAlternateId, GetAlternateIds, DisassociateAlternateId and GetPersonAndRecordForAlternateId are told together:
// what one does is seen by another.

let server: TestServer;
let linked: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits: { alternateIdsPerRecordMax: 3, personInfoRecordsMax: 2 } });
});
beforeEach(async () => {
  linked = await givenLinkedApp(server);
});
afterAll(() => server.close());

const info = (id: string) => `<alternate-id>${id}</alternate-id>`;
const ofRecord = ({ personId, recordId }: Linked) => ({ personId, recordId });

const associate = (id: string, by = linked) =>
  by.client.call('AssociateAlternateId', { info: info(id), ...ofRecord(by) });
const disassociate = (id: string, by = linked, of: { personId?: string; recordId?: string } = ofRecord(by)) =>
  by.client.call('DisassociateAlternateId', { info: info(id), ...of });
const ids = async (by = linked) =>
  (await by.client.call('GetAlternateIds', ofRecord(by))).texts('alternate-id');
const find = (id: string, by = linked) =>
  by.client.call('GetPersonAndRecordForAlternateId', { info: info(id) });

/** Another person's authorisation of the same application. */
const linkAnother = async () => linkApp(server, linked, await givenPerson(server.vault));

test('an id leads from the application alone to person and record', async () => {
  expect((await associate('patient 7')).xml).toBe('<response><status><code>0</code></status></response>');
  const found = await find('patient 7');
  expect(found.texts('person-id')).toEqual([linked.personId]);
  expect(found.texts('selected-record-id')).toEqual([linked.recordId]);
  expect(found.elements('record').map(at => at.attribute('id'))).toEqual([linked.recordId]);
  if (hasReference) expect(problemsBy('response-getpersonandrecordforalternateid', found)).toEqual([]);
});

test('online too', async () => {
  const { userToken, recordId } = linked;
  const call = (method: string, more = {}) => linked.client.call(method, { userToken, recordId, ...more });
  expect((await call('AssociateAlternateId', { info: info('x') })).code).toBe(0);
  expect((await call('GetAlternateIds')).texts('alternate-id')).toEqual(['x']);
  expect((await call('DisassociateAlternateId', { info: info('x') })).code).toBe(0);
});

test('a record may have several, up to a limit: one more answers 141', async () => {
  for (const id of ['b', 'a', 'c']) expect((await associate(id)).code).toBe(0);
  expect((await associate('d')).code).toBe(141);
  const listed = await linked.client.call('GetAlternateIds', ofRecord(linked));
  expect(listed.texts('alternate-id').sort()).toEqual(['a', 'b', 'c']);
  if (hasReference) expect(problemsBy('response-getalternateids', listed)).toEqual([]);
});

test('a record without any has an empty list', async () => {
  const listed = await linked.client.call('GetAlternateIds', ofRecord(linked));
  expect(listed.elements('alternate-ids')).toHaveLength(1);
  if (hasReference) expect(problemsBy('response-getalternateids', listed)).toEqual([]);
});

test('an id serves once in an application, on the same record too: 139; another application may use it', async () => {
  const another = await linkAnother();
  expect((await associate('a')).code).toBe(0);
  expect((await associate('a')).code).toBe(139);
  expect((await associate('a', another)).code).toBe(139);
  expect((await associate('A', another)).code).toBe(0);
  expect((await find('A')).texts('person-id')).toEqual([another.personId]);
  expect((await associate('a', await givenLinkedApp(server))).code).toBe(0);
});

test('it has up to 255 characters, kept as they are', async () => {
  const long = ` ${'😀'.repeat(252)} ü`;
  expect([...long]).toHaveLength(255);
  expect((await associate(long)).code).toBe(0);
  expect(await ids()).toEqual([long]);
  expect((await find(long)).code).toBe(0);
  expect((await associate(`${long}!`)).code).toBe(3);
});

test('a missing or blank one answers 142', async () => {
  const { client } = linked;
  for (const sent of ['', info(''), info(' \t ')]) {
    expect((await client.call('AssociateAlternateId', { info: sent, ...ofRecord(linked) })).code).toBe(142);
    expect((await client.call('DisassociateAlternateId', { info: sent })).code).toBe(142);
    expect((await client.call('GetPersonAndRecordForAlternateId', { info: sent })).code).toBe(142);
  }
});

test('what is disassociated is not found any more: 140', async () => {
  await associate('a');
  await associate('b');
  expect((await disassociate('a')).code).toBe(0);
  expect(await ids()).toEqual(['b']);
  expect((await find('a')).code).toBe(140);
  expect((await disassociate('a')).code).toBe(140);
  expect((await find('B')).code).toBe(140);
  expect((await associate('a')).code).toBe(0);
});

test('by the application alone, whichever record it is of; by a record, that one’s only', async () => {
  const another = await linkAnother();
  await associate('mine');
  await associate('theirs', another);
  expect((await disassociate('theirs')).code).toBe(140);
  expect((await disassociate('theirs', linked, {})).code).toBe(0);
  expect((await find('theirs')).code).toBe(140);
  expect(await ids()).toEqual(['mine']);
});

test('with a record-id the person is needed: 9; the record must be theirs: 10', async () => {
  const another = await linkAnother();
  await associate('a');
  expect((await disassociate('a', linked, { recordId: linked.recordId })).code).toBe(9);
  const mixed = { personId: linked.personId, recordId: another.recordId };
  expect((await disassociate('a', linked, mixed)).code).toBe(10);
  expect(await ids()).toEqual(['a']);
});

test('an id ends with the authorisation, and does not come back with a new one', async () => {
  const another = await linkAnother();
  await associate('a');
  await linked.client.call('RemoveApplicationRecordAuthorization', ofRecord(linked));
  expect((await find('a')).code).toBe(140);
  expect((await associate('a', another)).code).toBe(0);
  await linkApp(server, linked, linked);
  expect(await ids()).toEqual([]);
  expect((await find('a')).texts('person-id')).toEqual([another.personId]);
});

test('where the person lost the record an id is not found, and free for another', async () => {
  const another = await linkAnother();
  await associate('a');
  const { person, record } = linked;
  await server.vault.store.write(db => db.records.removeAccess(person.id, record.id));
  expect((await find('a')).code).toBe(140);
  expect((await associate('a', another)).code).toBe(0);
  expect((await find('a')).texts('person-id')).toEqual([another.personId]);
});

test('of a person with many records just the one meant is told', async () => {
  const { vault } = server;
  const { person } = linked;
  const more: Linked[] = [];
  for (const name of ['Bo', 'Cy', 'Di']) {
    const record = await vault.store.write(db =>
      createRecord(db, vault, { personId: person.id, name, relationship: 14 }),
    );
    more.push(await linkApp(server, linked, { person, record }));
  }
  for (const [i, each] of more.entries()) await associate(`child ${i}`, each);
  for (const [i, each] of more.entries()) {
    const found = await find(`child ${i}`);
    expect(found.elements('record').map(at => at.attribute('id'))).toEqual([each.recordId]);
    expect(found.texts('more-records')).not.toContain('true');
  }
});

test('without an authorisation of the record nothing is associated', async () => {
  const other = await givenApp(server.vault);
  const stranger = await linkApp(server, other, await givenPerson(server.vault));
  const call = (header: object) =>
    stranger.client.call('AssociateAlternateId', { info: info('x'), ...header });
  expect((await call({ personId: stranger.personId })).code).toBe(10);
  expect((await call({ personId: stranger.personId, recordId: linked.recordId })).code).toBe(10);
  expect((await call({})).code).toBe(9);
});
