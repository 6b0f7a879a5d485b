// Whose vault it is.
import { describe, expect, test } from 'vitest';
import { givenPerson, testKey } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { selfSigned } from '../applications/self-signed.ts';
import { createPerson } from '../people/accounts.ts';
import { closeAccount, purgeClosedAccounts, reopenAccount } from '../people/closing.ts';
import type { Person } from '../people/person.ts';
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
  await expect(removing).rejects.toMatchObject({ reason: 'accessDenied' });
  expect(await vault.store.read(db => db.operators.is(operator.id))).toBe(true);
});

const operatorIds = async ({ vault }: TestServer) =>
  (await vault.store.read(db => db.operators.all())).map(({ personId }) => personId);

const close = ({ vault }: TestServer, person: Person) =>
  vault.store.write(db => closeAccount(db, vault, person));

async function purge({ vault, clock }: TestServer): Promise<void> {
  clock.pass(vault.limits.accountGraceMs);
  await purgeClosedAccounts(vault);
}

const givenAccount = ({ vault }: TestServer, email: string) =>
  vault.store.write(db =>
    createPerson(db, vault, {
      email,
      name: 'Trial',
      passwordHash: undefined,
      birthDate: '1980-01-01',
      country: 'US',
    }),
  );

test('an account made to try the vault is known by its address in any case', async () => {
  await using server = await startTestServer();
  await givenAccount(server, 'trial@KEEPWELL.invalid');
  expect(await operatorIds(server)).toEqual([]);
  const { person } = await givenPerson(server.vault, 'Olga First');
  expect(await operatorIds(server)).toEqual([person.id]);
});

describe('when the only operator is purged', () => {
  test('the oldest of those who came meanwhile runs the vault, and nobody who comes later', async () => {
    await using server = await startTestServer();
    const { person: olga } = await givenPerson(server.vault, 'Olga First');
    await close(server, olga);
    await givenAccount(server, 'trial@keepwell.invalid');
    const { person: ada } = await givenPerson(server.vault, 'Ada Next');
    server.clock.pass(1000);
    await givenPerson(server.vault, 'Bo Later');
    expect(await operatorIds(server)).toEqual([olga.id]);
    await purge(server);
    await givenPerson(server.vault, 'Cleo Latest');
    expect(await operatorIds(server)).toEqual([ada.id]);
  });

  test('one who is closing the account too finds it theirs on coming back', async () => {
    await using server = await startTestServer();
    const { person: olga } = await givenPerson(server.vault, 'Olga First');
    await close(server, olga);
    const { person: ada } = await givenPerson(server.vault, 'Ada Next');
    server.clock.pass(1000);
    await close(server, ada);
    server.clock.pass(server.vault.limits.accountGraceMs - 1000);
    await purgeClosedAccounts(server.vault);
    expect(await operatorIds(server)).toEqual([ada.id]);
    await server.vault.store.write(db => reopenAccount(db, server.vault, ada));
    expect(await operatorIds(server)).toEqual([ada.id]);
  });

  test('which cannot be while somebody suspended still has their records in it', async () => {
    await using server = await startTestServer();
    const { person: olga } = await givenPerson(server.vault, 'Olga First');
    const { person: ada } = await givenPerson(server.vault, 'Ada Out');
    await server.vault.store.write(db => db.people.update({ ...ada, state: 'suspended' }));
    await expect(close(server, olga)).rejects.toMatchObject({ reason: 'accessDenied' });
  });

  test('an empty vault is for whoever comes first again', async () => {
    await using server = await startTestServer();
    const { person: olga } = await givenPerson(server.vault, 'Olga First');
    await close(server, olga);
    await purge(server);
    expect(await operatorIds(server)).toEqual([]);
    const { person: ada } = await givenPerson(server.vault, 'Ada Next');
    expect(await operatorIds(server)).toEqual([ada.id]);
  });
});

test('accounts made to try the vault do not keep its operator from leaving', async () => {
  await using server = await startTestServer();
  const { person: olga } = await givenPerson(server.vault, 'Olga First');
  await givenAccount(server, 'trial@keepwell.invalid');
  await close(server, olga);
  expect((await server.vault.store.read(db => db.people.byId(olga.id)))!.state).toBe('closed');
});
