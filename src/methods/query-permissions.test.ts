import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveConsent, revoke } from '../core/authorization/consent.ts';
import type { Rule } from '../core/authorization/rules.ts';
import { createRecord, relationship } from '../core/records/create.ts';
import {
  type CallOptions,
  givenApp,
  givenLinkedApp,
  givenPerson,
  type Linked,
  linkApp,
} from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';

const rule = (mode: Rule['mode'], typeId: string, ...permissions: Rule['permissions']): Rule => ({
  name: `${mode} ${typeId.slice(0, 4)}`,
  mode,
  permissions,
  reason: 'testing',
  targets: [{ typeIds: [typeId] }],
  exceptions: [],
  optional: undefined,
});
const rules = [
  rule('online', typeIds.weight, 'Delete', 'Create', 'Update', 'Read'),
  rule('offline', typeIds.weight, 'Read'),
  rule('offline', typeIds.medication1, 'Read'),
];

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server, { rules });
});
afterAll(() => server.close());

const ask = (ids: readonly string[], options: CallOptions = {}, by: Linked = app) =>
  by.client.call('QueryPermissions', {
    info: ids.map(id => `<thing-type-id>${id}</thing-type-id>`).join(''),
    userToken: by.userToken,
    recordId: by.recordId,
    ...options,
  });
const list = (...permissions: string[]) => permissions.map(p => `<permission>${p}</permission>`).join('');

describe('QueryPermissions', () => {
  test('lists each right by its name, online and offline apart, in every mode', async () => {
    const expected =
      `<thing-type-permission><thing-type-id>${typeIds.weight}</thing-type-id><online-access-permissions>` +
      `${list('Read', 'Update', 'Create', 'Delete')}</online-access-permissions><offline-access-permissions>` +
      `${list('Read')}</offline-access-permissions></thing-type-permission><other-settings/>`;
    expect((await ask([typeIds.weight])).xml).toContain(expected);
    const offline = await app.client.call('QueryPermissions', {
      info: `<thing-type-id>${typeIds.weight.toUpperCase()}</thing-type-id>`,
      personId: app.personId,
      recordId: app.recordId,
    });
    expect(offline.xml).toContain(expected);
  });

  test('leaves out a type without rights; versions of a type share theirs', async () => {
    const answer = await ask([typeIds.height, typeIds.medication2, '00000000-0000-0000-0000-000000000000']);
    expect(answer.texts('thing-type-id')).toEqual([typeIds.medication2]);
    expect(answer.elements('online-access-permissions')).toEqual([]);
  });

  test('leaves out a right that exceptions leave no date for', async () => {
    const ranged = (
      typeId: string,
      from: string,
      to: string,
      ...held: { from?: string; to?: string }[]
    ): Rule => ({
      ...rule('online', typeId, 'Read'),
      targets: [{ typeIds: [typeId], from, to }],
      exceptions: held.map(dates => ({ typeIds: [typeId], ...dates })),
    });
    const [first, middle, last] = [
      '2020-01-01T00:00:00',
      '2021-01-01T00:00:00',
      '2022-01-01T00:00:00',
    ] as const;
    const by = await givenLinkedApp(server, {
      rules: [
        ranged(typeIds.weight, first, last, { from: middle }, { to: middle }),
        ranged(typeIds.height, first, last, { from: middle }),
        ranged(typeIds.condition, first, last, { to: first }, { from: last }),
        ranged(typeIds.bloodPressure, first, first, { to: first }),
      ],
    });
    const asked = [typeIds.weight, typeIds.height, typeIds.condition, typeIds.bloodPressure];
    expect((await ask(asked, {}, by)).texts('thing-type-id')).toEqual([typeIds.height, typeIds.condition]);
  });

  test('a person who may only look gives no more than that', async () => {
    const testApp = await givenApp(server.vault, { rules });
    const owner = await givenLinkedApp(server);
    const viewer = await givenPerson(server.vault);
    const access = {
      typeIds: undefined,
      createdAt: 0,
      expiresAt: undefined,
      relationship: relationship.other,
    };
    await server.vault.store.write(db =>
      db.records.putAccess({
        personId: viewer.person.id,
        recordId: owner.record.id,
        level: 'view',
        ...access,
      }),
    );
    const by = await linkApp(server, testApp, { person: viewer.person, record: owner.record });
    expect((await ask([typeIds.weight], {}, by)).texts('permission')).toEqual(['Read', 'Read']);
  });

  test('without a record id the sole authorised record is meant; with none or two the answer is 10', async () => {
    const info = `<thing-type-id>${typeIds.weight}</thing-type-id>`;
    const by = await givenLinkedApp(server, { rules });
    const implied = () => by.client.call('QueryPermissions', { info, userToken: by.userToken });
    expect((await implied()).texts('thing-type-id')).toEqual([typeIds.weight]);
    await server.vault.store.write(async db => {
      const ids = { personId: by.person.id, name: 'Bo', relationship: relationship.child };
      const record = await createRecord(db, server.vault, ids);
      await giveConsent(db, server.vault, {
        app: by.app,
        personId: by.person.id,
        recordId: record.id,
        optionalRules: [],
      });
    });
    expect((await implied()).code).toBe(10);
    await server.vault.store.write(async db => {
      for (const { recordId } of await db.authorizations.ofPerson(by.app.id, by.person.id)) {
        await revoke(db, server.vault, { appId: by.app.id, personId: by.person.id, recordId });
      }
    });
    expect((await implied()).code).toBe(10);
  });

  test('needs a type', async () => {
    expect((await ask([])).code).toBe(3);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    expect(problemsBy('response-querypermissions', await ask([typeIds.weight, typeIds.medication2]))).toEqual(
      [],
    );
  });
});

describe('RemoveApplicationRecordAuthorization', () => {
  const remove = (by: Linked, options: CallOptions = { recordId: by.recordId }) =>
    by.client.call('RemoveApplicationRecordAuthorization', { personId: by.personId, ...options });

  test('gives up the record, at once and in every mode, with nothing in the answer but its status', async () => {
    const by = await givenLinkedApp(server, { rules });
    expect((await remove(by)).xml).toBe('<response><status><code>0</code></status></response>');
    expect((await ask([typeIds.weight], {}, by)).code).toBe(11);
    expect((await by.client.call('GetPersonInfo', { userToken: by.userToken })).code).toBe(11);
    expect((await remove(by)).code).toBe(11);
  });

  test('may leave out the record id when there is one record', async () => {
    const by = await givenLinkedApp(server, { rules });
    expect((await remove(by, {})).code).toBe(0);
    expect((await remove(by, {})).code).toBe(10);
  });

  test('keeps the ids for another time', async () => {
    const by = await givenLinkedApp(server, { rules });
    await remove(by);
    const again = await linkApp(server, by, by);
    expect([again.personId, again.recordId]).toEqual([by.personId, by.recordId]);
  });

  test('does not touch what others authorised', async () => {
    const one = await givenLinkedApp(server, { rules });
    const other = await linkApp(server, one, await givenPerson(server.vault));
    await remove(one);
    expect((await ask([typeIds.weight], {}, other)).code).toBe(0);
    expect((await remove(one, { recordId: other.recordId })).code).toBe(10);
  });
});
