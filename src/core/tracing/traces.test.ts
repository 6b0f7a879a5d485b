// How long the vault keeps what was traced.
import { expect, test } from 'vitest';
import { givenLinkedApp } from '../../testing/given.ts';
import { startTestServer } from '../../testing/server.ts';
import { isTracing, startTracing, tracesOf } from './traces.ts';

test('what was traced leaves the memory when its hour is over, though nobody asks for it', async () => {
  await using server = await startTestServer();
  const { vault, clock, background } = server;
  const { app, client, person, recordId, userToken } = await givenLinkedApp(server);
  const [appId, personId] = [app.id, person.id];
  await vault.store.write(db => db.appAdmins.add({ appId, personId, addedAt: 0 }));
  await vault.store.write(db => startTracing(db, vault, personId, appId));
  await client.call('GetPersonInfo', { recordId, userToken });
  await expect.poll(() => tracesOf(vault, appId)!.traces).toHaveLength(1);

  clock.pass(vault.limits.traceForMs - 1);
  await background.run('drop traces');
  expect(isTracing(vault)).toBe(true);
  clock.pass(1);
  await background.run('drop traces');
  expect(isTracing(vault)).toBe(false);
});
