// Whose vault it is.
import { expect, test } from 'vitest';
import { givenPerson, testKey } from '../../testing/given.ts';
import { startTestServer } from '../../testing/server.ts';
import { selfSigned } from '../applications/self-signed.ts';
import { createSandbox } from '../sandbox.ts';
import { removeOperator } from './operator.ts';

test('accounts made to try the vault are nobody’s; the first person who comes after them runs it', async () => {
  await using server = await startTestServer();
  const { vault } = server;
  const certificatePem = await selfSigned({
    commonName: 'WildcatApp-trial',
    key: testKey.privateKey,
    days: 365,
    now: vault.clock.now(),
  });
  await createSandbox(vault, { certificatePem });
  expect(await vault.store.read(db => db.operators.all())).toEqual([]);
  const { person } = await givenPerson(vault, 'Olga First');
  await givenPerson(vault, 'Ada Second');
  expect((await vault.store.read(db => db.operators.all())).map(({ personId }) => personId)).toEqual([
    person.id,
  ]);
});

test('nobody but an operator takes it from one', async () => {
  await using server = await startTestServer();
  const { vault } = server;
  const { person: operator } = await givenPerson(vault, 'Olga First');
  const { person: other } = await givenPerson(vault, 'Ada Second');
  const removing = vault.store.write(db => removeOperator(db, vault, other.id, operator.id));
  await expect(removing).rejects.toMatchObject({ status: 'ACCESS_DENIED' });
  expect(await vault.store.read(db => db.operators.is(operator.id))).toBe(true);
});
