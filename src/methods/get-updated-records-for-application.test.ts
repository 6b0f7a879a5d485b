import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { revoke } from '../core/authorization/consent.ts';
import { fullRules, givenApp, givenLinkedApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';

let server: TestServer;
let first: Linked;
let second: Linked;
let written: string;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Two people; the second one's record changes a minute after all else. */
beforeEach(async () => {
  const testApp = await givenApp(server.vault);
  first = await linkApp(server, testApp, await givenPerson(server.vault));
  second = await linkApp(server, testApp, await givenPerson(server.vault));
  server.clock.pass(60_000);
  written = new Date(server.clock.now()).toISOString();
  const { recordId, userToken } = second;
  await second.client.call('PutThings', { version: 2, info: aWeight() + aWeight(), recordId, userToken });
});

const ask = (version: number, since?: string, by: Linked = first) =>
  by.client.call('GetUpdatedRecordsForApplication', {
    version,
    info: since === undefined ? '' : `<update-date>${since}</update-date>`,
  });

describe('GetUpdatedRecordsForApplication', () => {
  test('lists records changed since a time, the time itself included', async () => {
    expect((await ask(1, written)).texts('record-id')).toEqual([second.recordId]);
    expect((await ask(2, written)).texts('record-id')).toEqual([second.recordId]);
    const later = new Date(Date.parse(written) + 1).toISOString();
    expect((await ask(2, later)).texts('record-id')).toEqual([]);
    const zoned = new Date(Date.parse(written) + 3_600_000).toISOString().replace('Z', '+01:00');
    expect((await ask(2, zoned)).texts('record-id')).toEqual([second.recordId]);
  });

  test('lists all records, oldest change first, when no time is given', async () => {
    expect((await ask(1)).texts('record-id')).toEqual([first.recordId, second.recordId]);
  });

  test('version 1 has the date as an attribute; version 2 tells person and sequence number too', async () => {
    const old = (await ask(1, written)).elements('record-id')[0]!;
    expect(old.attribute('update-date')).toBe(written);
    const answer = await ask(2, written);
    expect(answer.xml).toContain('urn:com.microsoft.wc.methods.response.GetUpdatedRecordsForApplication2');
    expect(answer.texts('update-date')).toEqual([written]);
    expect(answer.texts('person-id')).toEqual([second.personId]);
    expect(answer.texts('latest-operation-sequence-number')).toEqual(['1']);
  });

  test('keeps quiet about those that it was let read only while their person is there', async () => {
    const rules = fullRules().filter(({ mode }) => mode === 'online');
    const by = await linkApp(
      server,
      await givenApp(server.vault, { rules }),
      await givenPerson(server.vault),
    );
    for (const version of [1, 2]) expect((await ask(version, undefined, by)).texts('record-id')).toEqual([]);
  });

  test('keeps quiet about records that were given up, and about those of other applications', async () => {
    const { vault } = server;
    const other = await givenLinkedApp(server);
    await vault.store.write(db =>
      revoke(db, vault, { appId: second.app.id, personId: second.person.id, recordId: second.record.id }),
    );
    expect((await ask(2)).texts('record-id')).toEqual([first.recordId]);
    expect((await ask(2, undefined, other)).texts('record-id')).toEqual([other.recordId]);
  });

  test('keeps quiet about a record its person has lost', async () => {
    await server.vault.store.write(db => db.records.removeAccess(second.person.id, second.record.id));
    expect((await ask(2)).texts('record-id')).toEqual([first.recordId]);
  });

  test('keeps quiet about the records of a person whose account is not active', async () => {
    await server.vault.store.write(db => db.people.update({ ...second.person, state: 'suspended' }));
    expect((await ask(2)).texts('record-id')).toEqual([first.recordId]);
  });

  test.skipIf(!hasReference)('answers by the published schemas (needs KEEPWELL_REFERENCE)', async () => {
    expect(problemsBy('response-getupdatedrecordsforapplication', await ask(1))).toEqual([]);
    expect(problemsBy('response-getupdatedrecordsforapplication2', await ask(2))).toEqual([]);
  });
});
