import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredAuditRow } from '../core/audit/audit.ts';
import { listOperatorActions } from '../core/operator/operator.ts';
import { Browser } from '../shell/testing/browser.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

const data = tempFolder();
const password = 'harbour lantern teacup';
const run = (...args: string[]) =>
  keepwell(['account', ...args, '--data', data, '--json'], { input: password });
const create = (email: string, ...args: string[]) =>
  run('create', '--email', email, '--name', 'Ada', '--birth-date', '1980-12-10', '--country', 'GB', ...args);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ data, signUp: 'closed' });
  // The command line goes by the clock of the machine.
  server.clock.pass(Date.now() - server.clock.now());
  await create('olga@example.org', '--password-stdin');
  await create('ada@example.org', '--password-stdin');
});
afterAll(() => server.close());

async function signIn(email: string, secret = password): Promise<Browser> {
  const browser = new Browser(server);
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password: secret });
  return browser;
}
const isIn = async (browser: Browser) => (await browser.open('/account')).html.includes('"/sign-out"');
const actionOf = ({ action, personId }: StoredAuditRow) => ({ action, personId });

test('lists accounts, the newest first, and those of a beginning', async () => {
  const all = JSON.parse((await run('list')).out);
  expect(all).toMatchObject([
    { email: 'ada@example.org', state: 'active', operator: false, records: 1 },
    { email: 'olga@example.org', operator: true },
  ]);
  expect(JSON.parse((await run('list', '--beginning', 'olga')).out)).toHaveLength(1);
  expect((await keepwell(['account', 'list', '--data', data, '--beginning', 'nobody'])).out).toContain(
    'no such accounts',
  );
});

test('a person who is suspended is out at once, and in again once they are resumed', async () => {
  const browser = await signIn('ada@example.org');
  expect(await isIn(browser)).toBe(true);
  expect(JSON.parse((await run('suspend', 'ada@example.org')).out)).toMatchObject({ state: 'suspended' });
  expect(await isIn(browser)).toBe(false);
  expect(await isIn(await signIn('ada@example.org'))).toBe(false);
  expect((await run('reset', 'ada@example.org')).err).toContain('is suspended');
  expect(JSON.parse((await run('resume', 'ada@example.org')).out)).toMatchObject({ state: 'active' });
  expect(await isIn(await signIn('ada@example.org'))).toBe(true);
  expect(await run('suspend', 'olga@example.org')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Operators are not suspended'),
  });
});

describe('a reset', () => {
  test('makes a link by which another password is chosen; until then the one from before works', async () => {
    const browser = await signIn('ada@example.org');
    const { link } = JSON.parse((await run('reset', 'ada@example.org')).out);
    expect(await isIn(browser)).toBe(true);
    const other = new Browser(server);
    await other.submit(await other.open(link), '/reset', { password: 'orchard violin pepper' });
    expect(await isIn(browser)).toBe(false);
    expect(await isIn(await signIn('ada@example.org', 'orchard violin pepper'))).toBe(true);
    expect(await isIn(await signIn('ada@example.org'))).toBe(false);
  });

  test('ends password and sessions at once where that is asked, and codes that nobody can show any more', async () => {
    await create('cleo@example.org', '--password-stdin');
    const browser = await signIn('cleo@example.org');
    const cleo = await server.vault.store.read(db => db.people.byEmail('cleo@example.org'));
    const codeApp = {
      personId: cleo!.id,
      sealedSecret: server.vault.keys.seal(Buffer.from('secret')),
      createdAt: server.vault.clock.now(),
      lastStep: 0,
    };
    await server.vault.store.write(db => db.credentials.putCodeApp(codeApp));
    const { link } = JSON.parse((await run('reset', 'cleo@example.org', '--at-once', '--without-codes')).out);
    expect(await isIn(browser)).toBe(false);
    expect(await isIn(await signIn('cleo@example.org'))).toBe(false);
    const other = new Browser(server);
    await other.submit(await other.open(link), '/reset', { password: 'orchard violin pepper' });
    expect(await isIn(await signIn('cleo@example.org', 'orchard violin pepper'))).toBe(true);
  });

  test('by mail wants a vault that can send some', async () => {
    await using production = await startTestServer({ data: tempFolder(), mode: 'production' });
    expect(production.vault.mail.mailbox).toBe('none');
    const args = ['account', 'reset', 'ada@example.org', '--mail', '--data', production.data];
    expect(await keepwell(args)).toMatchObject({ code: 1 });
  });
});

test('nobody is found under an address without an account', async () => {
  for (const command of ['suspend', 'resume', 'reset'])
    expect(await run(command, 'nobody@example.org')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nobody has an account'),
    });
});

test('what is done at the command line stands among what operators did, as the command line’s', async () => {
  const actions = await server.vault.store.read(db => listOperatorActions(db, 50));
  for (const action of ['MakeAccount', 'SuspendPerson', 'ReactivatePerson', 'ResetAccount'])
    expect(actions.map(actionOf)).toContainEqual({ action, personId: undefined });
  const page = await (await signIn('olga@example.org')).open('/operator');
  expect(page.html).toContain('Made an account');
  expect(page.html).toContain('the command line');
});

test('no operator is taken from a vault that would have none', async () => {
  const operator = (...args: string[]) => keepwell(['operator', ...args, '--data', data]);
  expect(await operator('remove', 'olga@example.org')).toMatchObject({
    code: 1,
    err: expect.stringContaining('would have no operator'),
  });
  await operator('add', 'ada@example.org');
  expect(await operator('remove', 'olga@example.org')).toMatchObject({ code: 0 });
  expect(await operator('remove', 'olga@example.org')).toMatchObject({ code: 1 });
  expect((await operator('list')).out).not.toContain('olga@example.org');
});

test('passwords and links are in no log, and a password in no argument', async () => {
  const { link } = JSON.parse((await run('reset', 'ada@example.org')).out);
  expect(server.logged.join('')).not.toContain(new URL(link).pathname.split('/').at(-1));
  expect((await keepwell(['account', 'create', '--help'])).out).not.toMatch(/--password <|--password=/);
});
