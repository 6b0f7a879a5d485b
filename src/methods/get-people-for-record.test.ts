// GetPeopleForRecord: who shares a record, told to applications of its custodians.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessLevel } from '../core/records/record.ts';
import { invite } from '../core/sharing/invite.ts';
import { fullRules, givenApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const ask = (app: Linked) =>
  app.client.call('GetPeopleForRecord', { recordId: app.recordId, userToken: app.userToken });

async function share(
  recordId: string,
  name: string,
  level: AccessLevel,
  given: { typeIds?: readonly string[]; expiresAt?: number } = {},
) {
  const { person } = await givenPerson(server.vault, name);
  await server.vault.store.write(db =>
    db.records.putAccess({
      personId: person.id,
      recordId,
      level,
      relationship: 3,
      typeIds: given.typeIds,
      createdAt: server.clock.now(),
      expiresAt: given.expiresAt,
    }),
  );
  return person;
}

test('everybody with access is told, and who was invited, in the form of the published schema', async () => {
  const { vault } = server;
  const owner = await givenPerson(vault, 'Owner');
  // They are told in the order they came.
  server.clock.pass(1);
  const weights = ['3d34d87e-7fc1-4153-800f-f56592cb0d17'];
  await share(owner.record.id, 'Reader', 'view', { typeIds: weights, expiresAt: server.clock.now() + 1000 });
  await share(owner.record.id, 'Gone', 'view', { expiresAt: server.clock.now() });
  await vault.store.write(db =>
    invite(
      db,
      vault,
      owner.person.id,
      {
        recordId: owner.record.id,
        email: 'guest@example.org',
        level: 'modify',
        typeIds: undefined,
        accessEndsAt: undefined,
      },
      { letter: () => ({ subject: 's', text: 't' }), locale: 'en' },
    ),
  );
  const answer = await ask(await linkApp(server, await givenApp(vault), owner));
  expect(answer.message).toBeUndefined();
  expect(answer.elements('active-person-authorization')).toHaveLength(2);
  expect(answer.texts('name')).toEqual(['Owner', 'Reader']);
  expect(answer.texts('record-custodian')).toEqual(['true', 'false', 'false']);
  const all = ['Read', 'Create', 'Update', 'Delete'];
  expect(answer.texts('permission').sort()).toEqual([...all, 'Read', ...all].sort());
  expect(answer.texts('type-id')).toEqual(weights);
  expect(answer.texts('email-address')).toEqual(['guest@example.org']);
  expect(answer.texts('authorized-record-state')).toEqual(['ActivationPending']);
  expect(answer.texts('grantor-name')).toEqual(['Owner']);
  // Nobody can be told by an id that is none of the application's.
  expect(answer.xml).not.toContain(owner.person.id);
  if (hasReference) expect(problemsBy('response-getpeopleforrecord', answer)).toEqual([]);
});

test('an application that another than a custodian authorised is refused', async () => {
  const { vault } = server;
  const owner = await givenPerson(vault, 'Owner');
  const person = await share(owner.record.id, 'Writer', 'modify');
  const app = await linkApp(server, await givenApp(vault), { person, record: owner.record });
  expect((await ask(app)).code).toBe(11);
});

test('while the person is away, only an application is told that they let work then', async () => {
  const { vault } = server;
  const owner = await givenPerson(vault);
  const online = await givenApp(vault, { rules: fullRules().filter(({ mode }) => mode === 'online') });
  const codes = async (app: Linked) => {
    const { recordId, personId } = app;
    const away = await app.client.call('GetPeopleForRecord', { recordId, personId });
    return [(await ask(app)).code, away.code];
  };
  expect(await codes(await linkApp(server, online, owner))).toEqual([0, 11]);
  expect(await codes(await linkApp(server, await givenApp(vault), owner))).toEqual([0, 0]);
});
