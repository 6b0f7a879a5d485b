// A form that adds an item adds it once, however often it is sent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeThings } from '../../../core/things/remove.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { grantOf, sendForm, storedItem } from '../../testing/items.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

async function weights(ada: Visitor): Promise<string[]> {
  const grant = await grantOf(server, ada);
  const things = await server.vault.store.read(db => db.things(grant).ofTypes([typeIds.weight], 10));
  return things.map(({ id }) => id).sort();
}

test('the same sent twice at once, and again, leads to the one item', async () => {
  const ada = await givenSignedIn(server);
  const page = await ada.browser.open('/items/new/weight');
  const send = () => sendForm(ada, page, { 'v.value.value': '70', note: 'x', tags: 'y' });
  const answers = [...(await Promise.all([send(), send()])), await send()];
  const [id] = await weights(ada);
  expect(answers.map(({ status, location }) => [status, location])).toEqual(
    answers.map(() => [303, `${server.shellUrl}/items/${id}`]),
  );
  expect(await weights(ada)).toHaveLength(1);
});

test('a form that was mended after an error keeps its own name', async () => {
  const ada = await givenSignedIn(server);
  const page = await ada.browser.open('/items/new/weight');
  const wrong = await sendForm(ada, page, { 'v.value.value': 'x' });
  await sendForm(ada, wrong, { 'v.value.value': '70' }, '/items/new/weight');
  await sendForm(ada, wrong, { 'v.value.value': '70' }, '/items/new/weight');
  expect(await weights(ada)).toHaveLength(1);
});

test('who goes back and types something else adds another, and so does who deleted the first', async () => {
  const ada = await givenSignedIn(server);
  const page = await ada.browser.open('/items/new/weight');
  const first = await sendForm(ada, page, { 'v.value.value': '70' });
  await sendForm(ada, page, { 'v.value.value': '71' });
  expect(await weights(ada)).toHaveLength(2);
  const id = first.location!.split('/').at(-1)!;
  const { versionStamp } = (await storedItem(server, ada, id)).stored;
  await removeThings(server.vault, await grantOf(server, ada), [{ id, versionStamp }]);
  const again = await sendForm(ada, page, { 'v.value.value': '70' });
  expect(again.location).not.toContain(id);
  expect(await weights(ada)).toHaveLength(2);
});

test('two forms add two items that say the same', async () => {
  const ada = await givenSignedIn(server);
  for (let i = 0; i < 2; i++)
    await sendForm(ada, await ada.browser.open('/items/new/weight'), { 'v.value.value': '70' });
  expect(await weights(ada)).toHaveLength(2);
});
