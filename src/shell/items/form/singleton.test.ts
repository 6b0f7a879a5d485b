// Adding what a record has at most one of leads to the one that is there, but only who may see it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putOne } from '../../../testing/blobs.ts';
import { givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const path = '/items/new/basic-demographic-information';

async function givenOwner(): Promise<Visitor & { readonly id: string }> {
  const owner = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault), owner);
  const { id } = await putOne(app, thingXml(typeIds.basic, { data: '<basic><gender>f</gender></basic>' }));
  return { ...owner, id };
}

async function asGuest(owner: Visitor, level: 'view' | 'modify' | 'custodian', only?: string[]) {
  const { browser, person } = await givenSignedIn(server, 'Bo Guest');
  await giveAccess(server, { person, record: owner.record }, level, only);
  return browser.send(`${path}?record=${owner.record.id}`);
}

async function makePersonal({ browser, id }: Visitor & { readonly id: string }): Promise<void> {
  await browser.submit(await browser.open(`/items/${id}`), `/items/${id}/who`, { personal: 'yes' });
}

test('whoever may change it is led to the one item', async () => {
  const owner = await givenOwner();
  expect((await asGuest(owner, 'modify')).location).toContain(owner.id);
});

test('whoever may not see the personal one gets an empty form, as if there were none', async () => {
  const owner = await givenOwner();
  await makePersonal(owner);
  const page = await asGuest(owner, 'modify');
  expect([page.status, page.location]).toEqual([200, undefined]);
  expect(page.html).not.toContain(owner.id);
  expect((await asGuest(owner, 'custodian')).location).toContain(owner.id);
});

test.each([
  ['only look', 'view' as const, undefined],
  ['see other kinds only', 'modify' as const, [typeIds.weight]],
])('who may %s is refused the same, whether there is one or not', async (_, level, only) => {
  const [owner, none] = [await givenOwner(), await givenSignedIn(server)];
  for (const of of [owner, none]) {
    const page = await asGuest(of, level, only);
    expect([page.status, page.location]).toEqual([403, undefined]);
  }
});
