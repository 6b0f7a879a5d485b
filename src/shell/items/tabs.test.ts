// What is done on a page that was opened before another record came to hand in a second tab.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { removeThings } from '../../core/things/remove.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import weight from '../../things/weight.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const grantOf = ({ person, record }: Visitor) => makeSystemGrant('tests', record.id, person.id);

async function givenWeight(of: Visitor, kg: number) {
  const write = makeThing(weight, { when: { date: { y: 2026, m: 3, d: 1 } }, value: { kg } });
  const [written] = await writeThings(server.vault, grantOf(of), [write], { overwrite: false });
  return written!.id;
}

async function stored(of: Visitor, id: string) {
  const [thing] = await server.vault.store.read(db => db.things(grantOf(of)).byIds([id]));
  return thing;
}

/** Somebody with two records, and what another tab does. */
async function givenTwoRecords() {
  const ada = await givenSignedIn(server);
  const child = await givenSignedIn(server, 'Kim Example');
  await giveAccess(server, { person: ada.person, record: child.record }, 'custodian');
  const switched = () => ada.browser.open(`/records/${child.record.id}/items`);
  return { ada, child, switched };
}

test('items are deleted, come back and go for good, those that the page showed', async () => {
  const { ada, switched } = await givenTwoRecords();
  const id = await givenWeight(ada, 71);
  const list = await ada.browser.open(`/records/${ada.record.id}/items?choose=yes`);
  await switched();
  const { versionStamp } = (await stored(ada, id))!;
  const thing = `${id} ${versionStamp}`;
  const deleted = await ada.browser.submit(list, '/items/chosen', { thing, do: 'delete' });
  expect(deleted.text).toContain('One item is deleted.');
  expect(deleted.html).toContain('Record: Ada Example');
  await switched();
  const undone = await ada.browser.submit(deleted, '/items/restore');
  expect(undone.text).toMatch(/One item is back.*71 kg/);
  await removeThings(server.vault, grantOf(ada), [(await stored(ada, id))!]);
  const item = await ada.browser.open(`/items/${id}`);
  const question = await ada.browser.open(`/items/${id}/purge`);
  await switched();
  await ada.browser.submit(item, '/items/restore');
  expect((await stored(ada, id))!.state).toBe('Active');
  await removeThings(server.vault, grantOf(ada), [(await stored(ada, id))!]);
  await switched();
  await ada.browser.submit(question, '/items/purge');
  expect(await stored(ada, id)).toBeUndefined();
  // Once more, from a page that shows what is not there any more.
  const again = await ada.browser.submit(question, '/items/purge');
  expect([again.status, again.text]).toEqual([200, expect.stringContaining('nothing was done')]);
});

test('who may see an item is kept, and a search stays in its record', async () => {
  const { ada, child, switched } = await givenTwoRecords();
  const id = await givenWeight(ada, 72);
  await givenWeight(child, 22);
  const list = await ada.browser.open(`/records/${ada.record.id}/items`);
  const item = await ada.browser.open(`/items/${id}`);
  await switched();
  const saved = await ada.browser.submit(item, `/items/${id}/who`, { personal: 'yes' });
  expect(saved.text).toContain('Saved.');
  expect((await stored(ada, id))!.flags).toBe(1);
  await switched();
  const found = await ada.browser.submit(list, '/items/find', { words: 'kg' });
  expect(found.text).toContain('72 kg');
  expect(found.text).not.toContain('22 kg');
});

test('nothing is done in a record that the person does not reach', async () => {
  const [ada, eve] = [await givenSignedIn(server), await givenSignedIn(server, 'Eve Else')];
  const id = await givenWeight(ada, 73);
  await givenWeight(eve, 80);
  const { versionStamp } = (await stored(ada, id))!;
  const list = await eve.browser.open('/items?choose=yes');
  const tried = await eve.browser.submit(list, '/items/chosen', {
    record: ada.record.id,
    thing: `${id} ${versionStamp}`,
    do: 'delete',
  });
  expect(tried.status).toBe(404);
  expect((await stored(ada, id))!.state).toBe('Active');
});

test('addresses with words of a search and places in a list say nothing in other hands', async () => {
  const { ada, child } = await givenTwoRecords();
  const eve = await givenSignedIn(server, 'Eve Else');
  await givenWeight(eve, 80);
  await givenWeight(child, 22);
  await givenWeight(ada, 71);
  const list = await ada.browser.open(`/records/${ada.record.id}/items`);
  const found = await ada.browser.submit(list, '/items/find', { words: 'secret plan' });
  expect(found.html).toContain('secret plan');
  const theirs = await eve.browser.open(found.url.pathname + found.url.search);
  expect(theirs.html).not.toContain('secret plan');
  expect(theirs.text).toContain('80 kg');
  await ada.browser.open(`/records/${child.record.id}/items`);
  const ofChild = await ada.browser.open(found.url.pathname + found.url.search);
  expect(ofChild.html).not.toContain('secret plan');
  expect(ofChild.text).toContain('22 kg');
});

test('that there is something personal shows neither in the list nor in the hints', async () => {
  const ada = await givenSignedIn(server);
  const bo = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
  const look = async () => {
    const list = await bo.browser.open(`/records/${ada.record.id}/items`);
    const home = await bo.browser.open('/');
    // The bar at the foot is the same in every record.
    const above = home.html.replace(/<nav class="bottom-bar"[\s\S]*?<\/nav>/, '');
    return [list.html.includes('class="filter"'), above.includes('href="/emergency"')];
  };
  expect(await look()).toEqual([false, false]);
  const id = await givenWeight(ada, 71);
  expect(await look()).toEqual([true, true]);
  const item = await ada.browser.open(`/items/${id}`);
  await ada.browser.submit(item, `/items/${id}/who`, { personal: 'yes' });
  expect(await look()).toEqual([false, false]);
  expect((await ada.browser.open('/items')).html).toContain('class="filter"');
});
