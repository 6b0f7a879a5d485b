import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveConsent, revoke } from '../core/authorization/consent.ts';
import type { Rule } from '../core/authorization/rules.ts';
import { createRecord, relationship } from '../core/records/create.ts';
import { fullRules, givenApp, givenLinkedApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits: { personInfoRecordsMax: 3 } });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const info = (by: Linked = app, inside = '') =>
  by.client.call('GetPersonInfo', { userToken: by.userToken, info: inside });
const infoOffline = (by: Linked = app) => by.client.call('GetPersonInfo', { personId: by.personId });
const attribute = async (name: string, by: Linked = app) =>
  (await info(by)).elements('record').map(at => at.attribute(name));

/** Another record of the same person, authorised too. */
async function addRecord(by: Linked, name: string, relation: number = relationship.child) {
  server.clock.pass(1000);
  return server.vault.store.write(async db => {
    const record = await createRecord(db, server.vault, {
      personId: by.person.id,
      name,
      relationship: relation,
    });
    const { recordAlias } = await giveConsent(db, server.vault, {
      app: by.app,
      personId: by.person.id,
      recordId: record.id,
      optionalRules: [],
    });
    return { record, recordId: recordAlias };
  });
}

const forget = (by: Linked, recordId = by.record.id) =>
  server.vault.store.write(db =>
    revoke(db, server.vault, { appId: by.app.id, personId: by.person.id, recordId }),
  );

describe('GetPersonInfo', () => {
  test('gives the person and the record by the ids of the application', async () => {
    const answer = await info();
    expect(answer.texts('person-id')).toEqual([app.personId]);
    expect(answer.texts('name')).toEqual(['Ada Test']);
    expect(answer.texts('selected-record-id')).toEqual([app.recordId]);
    expect(answer.texts('more-records')).toEqual(['false']);
    expect(answer.texts('record')).toEqual(['Ada Test']);
    expect(await attribute('id')).toEqual([app.recordId]);
    expect(answer.xml).not.toContain(app.person.id);
    expect(answer.xml).not.toContain(app.record.id);
  });

  test('tells culture and country, in the order of the schema', async () => {
    const names = (await info()).xml.match(
      /<(person-id|name|selected-record-id|more-records|record|preferred-\w+|location)\b/g,
    );
    expect(names?.map(name => name.slice(1))).toEqual([
      'person-id',
      'name',
      'selected-record-id',
      'more-records',
      'record',
      'preferred-culture',
      'preferred-uiculture',
      'location',
    ]);
    expect((await info()).xml).toContain(
      '<preferred-culture><language>en</language><country>US</country></preferred-culture>',
    );
    expect((await info()).xml).toContain('<location><country>US</country></location>');
  });

  test('every date of a record ends in Z', async () => {
    const [record] = (await info()).elements('record');
    for (const name of ['date-created', 'date-updated', 'record-app-auth-created-date', 'auth-expires']) {
      expect(record!.attribute(name)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    }
  });

  test('tells how person and record are related, and what the person is there', async () => {
    const by = await givenLinkedApp(server);
    await addRecord(by, 'Bo Test');
    expect(await attribute('rel-type', by)).toEqual(['1', '5']);
    expect(await attribute('rel-name', by)).toEqual(['Self', 'Child']);
    expect(await attribute('record-custodian', by)).toEqual(['true', 'true']);
    expect(await attribute('state', by)).toEqual(['Active', 'Active']);
  });

  test('the sequence number grows with what is written, by one a request, and the update date moves; no size tells of what is hidden', async () => {
    const by = await givenLinkedApp(server);
    expect(await attribute('size-bytes', by)).toEqual([undefined]);
    expect(await attribute('latest-operation-sequence-number', by)).toEqual(['0']);
    const [before] = await attribute('date-updated', by);
    server.clock.pass(60_000);
    await by.client.call('PutThings', {
      version: 2,
      info: aWeight() + aWeight(),
      recordId: by.recordId,
      userToken: by.userToken,
    });
    expect(await attribute('latest-operation-sequence-number', by)).toEqual(['1']);
    expect(Date.parse((await attribute('date-updated', by))[0]!) - Date.parse(before!)).toBe(60_000);
  });

  test('one record has one app-specific id for all people, and a record id for each', async () => {
    const testApp = await givenApp(server.vault);
    const owner = await linkApp(server, testApp, await givenPerson(server.vault));
    const other = await givenPerson(server.vault, 'Cy Test');
    await share(owner, other.person.id, { level: 'view' });
    const sharer = await linkApp(server, testApp, { person: other.person, record: owner.record });
    expect(await attribute('app-specific-record-id', owner)).toEqual(
      await attribute('app-specific-record-id', sharer),
    );
    expect(await attribute('id', owner)).not.toEqual(await attribute('id', sharer));
    expect(await attribute('record-custodian', sharer)).toEqual(['false']);
  });

  test('a share that ended takes the record away', async () => {
    const testApp = await givenApp(server.vault);
    const owner = await givenLinkedApp(server);
    const other = await givenPerson(server.vault, 'Cy Test');
    await share(owner, other.person.id, { level: 'modify', expiresAt: server.clock.now() + 60_000 });
    const sharer = await linkApp(server, testApp, { person: other.person, record: owner.record });
    const expires = new Date(server.clock.now() + 60_000).toISOString();
    expect(await attribute('auth-expires', sharer)).toEqual([expires]);
    server.clock.pass(61_000);
    expect((await info(sharer)).code).toBe(11);
  });

  test('a person with more records than one answer tells of is told so; the selected one comes first', async () => {
    const by = await givenLinkedApp(server);
    const added = [await addRecord(by, 'One'), await addRecord(by, 'Two'), await addRecord(by, 'Three')];
    const chosen = added[2]!;
    await server.vault.store.write(db =>
      db.settings.put(by.app.id, by.person.id, { xml: '', selectedRecordId: chosen.record.id }),
    );
    const answer = await info(by);
    expect(answer.texts('more-records')).toEqual(['true']);
    expect(answer.texts('record')).toEqual(['Three', 'Ada Test', 'One']);
    expect(answer.texts('selected-record-id')).toEqual([chosen.recordId]);
  });

  test('when the selected record is given up, another one takes its place', async () => {
    const by = await givenLinkedApp(server);
    const added = await addRecord(by, 'One');
    await server.vault.store.write(db =>
      db.settings.put(by.app.id, by.person.id, { xml: '', selectedRecordId: by.record.id }),
    );
    await forget(by);
    expect((await info(by)).texts('selected-record-id')).toEqual([added.recordId]);
  });

  test('with every record given up the answer is 11', async () => {
    const by = await givenLinkedApp(server);
    await forget(by);
    expect((await info(by)).code).toBe(11);
    expect((await infoOffline(by)).code).toBe(11);
  });

  test('offline, it answers for records with offline access only', async () => {
    expect((await infoOffline()).texts('record')).toEqual(['Ada Test']);
    const onlineOnly = await givenLinkedApp(server, {
      rules: fullRules().filter(rule => rule.mode === 'online'),
    });
    expect((await info(onlineOnly)).code).toBe(0);
    expect((await infoOffline(onlineOnly)).code).toBe(11);
  });

  test('tells what the application may do with each type, when asked', async () => {
    const rule: Rule = { ...fullRules([typeIds.weight])[0]!, permissions: ['Delete', 'Read'] };
    const by = await givenLinkedApp(server, { rules: [rule] });
    const answer = await info(by, '<effective-record-permissions>true</effective-record-permissions>');
    expect(answer.xml).toContain(
      `<effective-record-permission><record-id>${by.recordId}</record-id><thing-type-permission>` +
        `<thing-type-id>${typeIds.weight}</thing-type-id><online-access-permissions><permission>Read</permission>` +
        '<permission>Delete</permission></online-access-permissions></thing-type-permission></effective-record-permission>',
    );
    expect((await info(by)).xml).not.toContain('effective-record-permission');
  });

  test('asks for the person again when a required rule has grown', async () => {
    const by = await givenLinkedApp(server, { rules: fullRules([typeIds.weight]) });
    expect(await attribute('app-record-auth-action', by)).toEqual(['NoActionRequired']);
    const grown = { ...by.app, rules: fullRules([typeIds.weight, typeIds.height]) };
    await server.vault.store.write(db => db.applications.put(grown));
    expect(await attribute('app-record-auth-action', by)).toEqual(['ReauthorizationRequired']);
    const put = { version: 2, info: aWeight(), recordId: by.recordId };
    expect((await by.client.call('PutThings', { ...put, personId: by.personId })).code).toBe(0);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    const answer = await info(
      app,
      '<group-membership>true</group-membership><effective-record-permissions>1</effective-record-permissions>',
    );
    expect(problemsBy('response-getpersoninfo', answer)).toEqual([]);
  });
});

describe('GetAuthorizedRecords', () => {
  const ask = (by: Linked, ...ids: string[]) =>
    by.client.call('GetAuthorizedRecords', {
      userToken: by.userToken,
      info: ids.map(id => `<id>${id}</id>`).join(''),
    });

  test('gives the records named, by upper case ids too, and leaves out what is not authorised', async () => {
    const by = await givenLinkedApp(server);
    const child = await addRecord(by, 'Bo Test');
    const answer = await ask(by, child.recordId.toUpperCase(), app.recordId, by.record.id);
    expect(answer.texts('record')).toEqual(['Bo Test']);
    await forget(by, child.record.id);
    expect((await ask(by, child.recordId)).texts('record')).toEqual([]);
  });

  test('needs an id', async () => {
    expect((await ask(app)).code).toBe(3);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    expect(problemsBy('response-getauthorizedrecords', await ask(app, app.recordId))).toEqual([]);
  });
});

function share(owner: Linked, personId: string, how: { level: 'view' | 'modify'; expiresAt?: number }) {
  return server.vault.store.write(db =>
    db.records.putAccess({
      personId,
      recordId: owner.record.id,
      relationship: relationship.other,
      typeIds: undefined,
      createdAt: server.clock.now(),
      expiresAt: undefined,
      ...how,
    }),
  );
}
