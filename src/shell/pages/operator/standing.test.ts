// The state of the vault, as its operator sees it: what it runs on, and who failed to sign in.
import { expect, test } from 'vitest';
import { hourMs } from '../../../core/limits/durations.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, goodPassword, somebody } from '../../testing/browser.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

async function failToSignIn(server: TestServer, times: number): Promise<void> {
  const browser = new Browser(server);
  for (let i = 0; i < times; i++)
    await browser.submit(await browser.open('/sign-in'), '/sign-in', {
      email: somebody().email,
      password: goodPassword,
    });
  await server.background.run('write failed sign-ins');
}

const openState = async (browser: Browser) => (await browser.open('/operator/health')).text;

test('the page tells the room on the disk, the database, the master key, the versions', async () => {
  await using server = await startTestServer();
  const { browser } = await givenSignedIn(server, 'Olga First');
  const text = await openState(browser);
  expect(text).toMatch(/Free on the disk [\d.,]+ \w+ of [\d.,]+ \w+/);
  expect(text).toMatch(/Database (SQLite|PostgreSQL) \d+\.\d+/);
  expect(text).toMatch(/Size of the database [\d.,]+ \w+/);
  expect(text).toContain('Master key keepwell.key, in the data folder');
  expect(text).toContain(`Keepwell ${server.vault.version} Node ${process.versions.node}`);
  expect(text).toContain('Nobody failed to sign in');
});

test('who failed to sign in is counted by hour and address, for seven days, without a name', async () => {
  const limits = { shellSessionIdleMs: 400 * hourMs, shellSessionTtlMs: 400 * hourMs };
  await using server = await startTestServer({ limits });
  const { browser } = await givenSignedIn(server, 'Olga First');
  await failToSignIn(server, 2);
  await failToSignIn(server, 1);
  server.clock.pass(30 * hourMs);
  await failToSignIn(server, 1);
  const text = await openState(browser);
  expect(text).toMatch(/In the last 24 hours 1 .*In seven days 4 .*Most in one hour 3, from/);
  expect(text).toMatch(/127\.0\.0\.1 password wrong once .*127\.0\.0\.1 password wrong 3 times/);
  expect(text).not.toContain('@example.org');
  server.clock.pass(8 * 24 * hourMs);
  await server.background.run('sweep failed sign-ins');
  expect(await openState(browser)).toContain('Nobody failed to sign in');
  expect(await server.vault.store.read(db => db.operators.latestFailedSignIns(1))).toEqual([]);
});

test('only so many addresses of an hour are told apart', async () => {
  await using server = await startTestServer({
    limits: { failedSignInAddressesMax: 3 },
    trustedProxies: '127.0.0.1',
  });
  const { vault } = server;
  const failFrom = async (from: number, to: number) => {
    for (let i = from; i < to; i++)
      vault.memory.signIns.tell({
        way: 'password',
        outcome: 'wrong',
        address: `10.0.0.${i}`,
        personId: undefined,
      });
    await server.background.run('write failed sign-ins');
  };
  await failFrom(0, 2);
  await failFrom(2, 9);
  await failFrom(9, 20);
  const rows = await vault.store.read(db => db.operators.latestFailedSignIns(100));
  expect(rows.length).toBeLessThanOrEqual(4);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(20);
  expect(rows.find(({ address }) => address === '')?.count).toBeGreaterThan(10);
});
