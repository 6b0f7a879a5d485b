// The table of routes as a whole: every row can be reached, and whoever may not come is sent away by what the row says.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { routes } from './routes.ts';
import { Browser } from './testing/browser.ts';
import { givenSignedIn } from './testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const example = (address: string) =>
  address.replace(/:id\{[^}]*\}/, randomUUID()).replace(/:\w+/g, () => randomUUID());

const patternOf = (address: string) =>
  new RegExp(`^${address.replace(/:\w+\{([^}]*)\}/g, '($1)').replace(/:\w+/g, '[^/]+')}$`);

test('no row is hidden by one above it', () => {
  const hidden = routes.filter((row, at) =>
    routes
      .slice(0, at)
      .some(
        above =>
          above.method === row.method &&
          (above.address === row.address || patternOf(above.address).test(example(row.address))),
      ),
  );
  expect(hidden.map(({ method, address }) => `${method} ${address}`)).toEqual([]);
});

test('whoever is not signed in gets no page that is for somebody', async () => {
  const stranger = new Browser(server);
  const got: string[] = [];
  for (const { method, address, who } of routes) {
    if (who === 'anybody') continue;
    const body = method === 'POST' ? new URLSearchParams() : null;
    const { status, location } = await stranger.send(example(address), { method, body });
    const isSentAway = who.startsWith('operator') ? status === 404 : location?.includes('/sign-in');
    if (!isSentAway) got.push(`${method} ${address}: ${status} ${location}`);
  }
  expect(got).toEqual([]);
});

test('whoever runs no vault is told of no page for those who do', async () => {
  // The first person of a vault runs it.
  await givenSignedIn(server);
  const { browser } = await givenSignedIn(server);
  for (const { method, address } of routes.filter(({ who }) => who.startsWith('operator'))) {
    const body = method === 'POST' ? new URLSearchParams() : null;
    expect([address, (await browser.send(example(address), { method, body })).status]).toEqual([
      address,
      404,
    ]);
  }
});
