// From when on the vault traces, and how long it keeps what was traced.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { givenSignedIn } from '../../../shell/testing/visitors.ts';
import { givenLinkedApp } from '../../../testing/given.ts';
import { startTestServer } from '../../../testing/server.ts';
import { findTraces, isTracing, startTracing } from './traces.ts';

test('what was traced is gone when its hour is over, though nobody asks for it', async () => {
  await using server = await startTestServer();
  const { vault, clock, background } = server;
  const { app, client, person, recordId, userToken } = await givenLinkedApp(server);
  const [appId, personId] = [app.id, person.id];
  await vault.store.write(db => db.appAdmins.add({ appId, personId, addedAt: 0 }));
  await startTracing(vault, personId, appId);
  await client.call('GetPersonInfo', { recordId, userToken });
  await expect.poll(async () => (await findTraces(vault, appId))!.traces).toHaveLength(1);

  clock.pass(vault.limits.traceForMs - 1);
  await background.run('drop traces');
  await background.run('share traces');
  expect(isTracing(vault)).toBe(true);
  clock.pass(1);
  await background.run('drop traces');
  await background.run('share traces');
  expect(isTracing(vault)).toBe(false);
  expect(await vault.store.read(db => db.tracing.traces(appId))).toEqual([]);
});

test('nothing is traced where the trail could not be written that it is', async () => {
  await using server = await startTestServer();
  const { browser } = await givenSignedIn(server);
  const post = async (path: string, values: Record<string, string>) =>
    browser.submit(await browser.open(path), path, values);
  const made = await post('/develop/new', { name: 'Curves', kind: 'web' });
  const appId = made.url.pathname.split('/')[2]!;
  const start = () => post(`/develop/${appId}/tracing`, { tracing: 'start' });

  // What is written then breaks a rule that is looked at when all of it is committed.
  const file = new Database(join(server.data, 'keepwell.db'));
  file.exec(`CREATE TABLE whole (id INTEGER PRIMARY KEY);
    CREATE TABLE part (of_whole INTEGER REFERENCES whole (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER fails AFTER INSERT ON audit WHEN NEW.action = 'StartTracing'
      BEGIN INSERT INTO part VALUES (1); END`);
  expect((await start()).status).toBeGreaterThanOrEqual(500);
  expect(isTracing(server.vault)).toBe(false);
  file.exec('DROP TRIGGER fails');
  file.close();
  expect((await start()).status).toBe(200);
  expect(await findTraces(server.vault, appId)).toBeDefined();
});
