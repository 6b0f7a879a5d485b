// What people may do by their own hand with what they deleted.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveAccess, givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import weight from '../../things/weight.ts';
import { makeSystemGrant } from '../authorization/grant.ts';
import { makeThing } from './typed.ts';
import { writeThings } from './write.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** An item of Ada's that Bo deletes while he looks after her record, which he then does no more. */
async function givenFormerCustodian(isPersonal: boolean): Promise<{ ada: Visitor; bo: Visitor; id: string }> {
  const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
  const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
  const item = makeThing(weight, { when: { date: { y: 2026, m: 3, d: 1 } }, value: { kg: 71 } });
  const [{ id } = { id: '' }] = await writeThings(server.vault, grant, [item], { overwrite: false });
  await giveAccess(server, { person: bo.person, record: ada.record }, 'custodian');
  const path = `/items/${id}`;
  if (isPersonal) await bo.browser.submit(await bo.browser.open(path), `${path}/who`, { personal: 'yes' });
  await bo.browser.submit(await bo.browser.open(path), '/items/chosen', { do: 'delete' });
  await giveAccess(server, { person: bo.person, record: ada.record }, 'modify');
  return { ada, bo, id };
}

const restore = async ({ browser }: Visitor, id: string) => {
  const { form } = (await browser.open('/upload')).form('/upload') as { form: string };
  return browser.post('/items/restore', { form, things: id });
};

test('who looked after a record once can take back what they deleted, but nothing personal', async () => {
  const shared = await givenFormerCustodian(false);
  expect((await restore(shared.bo, shared.id)).text).toContain('71 kg');
  const personal = await givenFormerCustodian(true);
  expect((await restore(personal.bo, personal.id)).text).toContain('nothing was done');
  expect((await personal.bo.browser.open(`/items/${personal.id}`)).status).toBe(404);
  const { browser } = personal.ada;
  expect((await browser.open(`/items/${personal.id}`)).text).toContain('This item is deleted');
  expect((await restore(personal.ada, personal.id)).text).toContain('71 kg');
});
