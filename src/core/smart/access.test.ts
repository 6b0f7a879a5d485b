// What a bearer token is good for, and what ends it.
import { expect, test } from 'vitest';
import { givenBackendToken, givenSmartApp, givenSmartToken } from '../../testing/given-smart.ts';
import { startTestServer } from '../../testing/server.ts';
import { giveConsent, revoke } from '../authorization/consent.ts';
import { findAppGrant } from '../authorization/grants.ts';
import { findSmartAccess } from './access.ts';
import { dropGrant } from './kept.ts';

test('a token says who calls for whom, of which record, and how far', async () => {
  await using server = await startTestServer();
  const { vault, clock } = server;
  const { token, app, person, record } = await givenSmartToken(server, { scopes: 'patient/Observation.rs' });
  const access = await findSmartAccess(vault, token);
  expect(access).toMatchObject({
    app: { id: app.id },
    personId: person.id,
    avenue: 'Online',
    recordId: record.id,
  });
  expect(access?.scopes.resources.map(({ text }) => text)).toEqual(['patient/Observation.rs']);
  const grant = await vault.store.read(db =>
    findAppGrant(db, app, { id: person.id, avenue: 'Online' }, record.id, clock.now()),
  );
  expect(grant?.holdsAny).toBe(true);
  for (const none of ['', 'x', `${token}x`, 'x'.repeat(10_000)])
    expect(await findSmartAccess(vault, none)).toBeUndefined();
});

test('with offline_access it works for a person who is away, by what is granted offline', async () => {
  await using server = await startTestServer();
  const { token } = await givenSmartToken(server, { scopes: 'patient/*.rs offline_access', isAway: true });
  expect(await findSmartAccess(server.vault, token)).toMatchObject({ avenue: 'Offline' });
});

test('a backend service has no person, and no token of it stands for one', async () => {
  await using server = await startTestServer();
  const app = await givenSmartApp(server);
  const token = await givenBackendToken(server, { app, scopes: 'system/*.rs' });
  expect(await findSmartAccess(server.vault, token)).toMatchObject({
    app: { id: app.id },
    personId: undefined,
    recordId: undefined,
    avenue: 'Offline',
  });
});

test('it ends with its time', async () => {
  await using server = await startTestServer();
  const { token } = await givenSmartToken(server, { scopes: 'patient/*.rs' });
  server.clock.pass(server.vault.limits.smartTokenTtlMs + 1);
  expect(await findSmartAccess(server.vault, token)).toBeUndefined();
  await server.vault.store.write(db => db.smart.sweep(server.clock.now()));
});

test('it ends with the application, with the person and with the authorisation, which brings no token back', async () => {
  await using server = await startTestServer();
  const { vault } = server;
  const given = await givenSmartToken(server, { scopes: 'patient/*.rs' });
  const { token, app, person, record } = given;
  await vault.store.write(db => db.applications.put({ ...app, state: 'disabled' }));
  expect(await findSmartAccess(vault, token)).toBeUndefined();
  await vault.store.write(db => db.applications.put(app));
  await vault.store.write(db => db.people.update({ ...person, state: 'suspended' }));
  expect(await findSmartAccess(vault, token)).toBeUndefined();
  await vault.store.write(db => db.people.update(person));
  expect(await findSmartAccess(vault, token)).toBeDefined();
  const of = { appId: app.id, personId: person.id, recordId: record.id };
  await vault.store.write(db => revoke(db, vault, of));
  expect(await findSmartAccess(vault, token)).toBeUndefined();
  await vault.store.write(db => giveConsent(db, vault, { ...of, app, optionalRules: [] }));
  expect(await findSmartAccess(vault, token)).toBeUndefined();
});

test('a grant that is revoked takes all its tokens along', async () => {
  await using server = await startTestServer();
  const { token } = await givenSmartToken(server, { scopes: 'patient/*.rs' });
  await dropGrant(server.vault, 'another');
  expect(await findSmartAccess(server.vault, token)).toBeDefined();
});
