import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPerson } from '../testing/given.ts';
import { keepwell } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const run = (...args: string[]) => keepwell(['operator', ...args, '--data', server.data]);

test('whoever came first is an operator, and the command line names others', async () => {
  const first = await givenPerson(server.vault, 'First');
  const second = await givenPerson(server.vault, 'Second');
  const listed = async () =>
    JSON.parse((await run('list', '--json')).out).map(({ email }: { email: string }) => email);
  expect(await listed()).toEqual([first.person.email]);
  expect((await run('add', second.person.email)).out).toBe(`${second.person.email} is an operator.\n`);
  expect((await listed()).sort()).toEqual([first.person.email, second.person.email].sort());
  const isOne = () => server.vault.store.read(db => db.operators.is(second.person.id));
  expect(await isOne()).toBe(true);
});

test('an address without an account is told', async () => {
  const { code, err } = await run('add', 'nobody@example.org');
  expect(code).toBe(1);
  expect(err).toContain('Nobody has an account with the e-mail address nobody@example.org.');
});
