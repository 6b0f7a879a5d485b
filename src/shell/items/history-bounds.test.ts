// The history of an item compares as much as the server can hold, however large the versions are.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callFor, putOne } from '../../testing/blobs.ts';
import { givenApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

/** An item with versions of 71, 72 … kg, each padded to a size; answers the numbers of the versions that are shown. */
async function shownOf({ versions, bytes }: { versions: number; bytes: number }) {
  const user = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault), user);
  const padded = (kg: number) => ({ data: weightXml(kg).replace('<value>', `${' '.repeat(bytes)}<value>`) });
  let key = await putOne(app, thingXml(typeIds.weight, padded(71)));
  for (let version = 2; version <= versions; version++) {
    const info = thingXml(typeIds.weight, padded(70 + version), key);
    const answer = await callFor(app, 'PutThings', { version: 2, info });
    key = { id: key.id, stamp: answer.elements('thing-id')[0]!.attribute('version-stamp')! };
  }
  const page = await user.browser.open(`/items/${key.id}/history`);
  expect(page.status).toBe(200);
  return {
    shown: [...page.html.matchAll(/<h2>Version (\d+)/g)].map(([, number]) => Number(number)),
    notice: /class="notice">([^<]*)</.exec(page.html)?.[1]?.trim(),
    called: [...page.text.matchAll(/The first version|Too large to be compared/g)].map(([words]) => words),
  };
}

test('the newest versions are shown, as many as are not too large together, and it says that there are more', async () => {
  const { shown, notice, called } = await shownOf({ versions: 8, bytes: 4 * 1024 * 1024 });
  expect(shown.slice(0, 2)).toEqual([8, 7]);
  expect(shown.length).toBeLessThan(6);
  expect(notice).toBe(`The newest ${shown.length} versions are shown.`);
  // The one before the oldest that is shown was not read, which does not make that the first.
  expect(called).toEqual(['Too large to be compared']);
});

test('small ones are shown all', async () => {
  const { shown, notice, called } = await shownOf({ versions: 8, bytes: 10 });
  expect(shown).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  expect(notice).toBeUndefined();
  expect(called).toEqual(['The first version']);
});
