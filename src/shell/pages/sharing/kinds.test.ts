// Which kinds an access is for: a box for each group, and first what the record has.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { everyType } from '../../../things/index.ts';
import weight from '../../../things/weight.ts';
import type { Page, Values } from '../../testing/browser.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const idsOf = (group: string) =>
  everyType()
    .filter(type => type.group === group)
    .flatMap(({ versions }) => versions.map(({ id }) => id));

async function given(): Promise<{ ada: Visitor; bo: Visitor; page: Page }> {
  const ada = await givenSignedIn(server);
  const bo = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
  const page = await ada.browser.open(`/records/${ada.record.id}/sharing/${bo.person.id}`);
  return { ada, bo, page };
}

const change = ({ browser }: Visitor, page: Page, values: Values) =>
  browser.submit(page, '/records/sharing/change', { reach: 'some', ...values });

test('the box of a group gives all of its kinds, beside those ticked by themselves', async () => {
  const { ada, bo, page } = await given();
  await change(ada, page, { group: ['labs', 'nonsense'], type: typeIds.weight });
  const access = await server.vault.store.read(db => db.records.access(bo.person.id, ada.record.id));
  const wanted = [...idsOf('labs'), typeIds.weight];
  expect(idsOf('labs').length).toBeGreaterThan(2);
  expect(new Set(access!.typeIds)).toEqual(new Set(wanted));
  // What it chose can be taken back one by one, so the box itself is not ticked any more.
  const again = await ada.browser.open(page.url.pathname);
  const form = again.form('/records/sharing/change');
  expect(form.group).toBeUndefined();
  expect(form.type).toHaveLength(everyType().filter(({ group }) => group === 'labs').length + 1);
});

test('a form that comes back with a mistake has the kinds of the group ticked', async () => {
  const { ada, page } = await given();
  const refused = await change(ada, page, { group: 'labs', end: '2001-01-01' });
  expect(refused.status).toBe(422);
  const labs = everyType().filter(({ group }) => group === 'labs');
  expect(refused.form('/records/sharing/change').type).toHaveLength(labs.length);
});

test('kinds that the record has come first, the others are folded up', async () => {
  const { ada, page } = await given();
  const before = page.html;
  expect(before.indexOf('id="group-vitals"')).toBeLessThan(before.indexOf('id="group-fitness"'));
  const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
  const weighed = makeThing(weight, { when: { date: { y: 2026, m: 3, d: 1 } }, value: { kg: 70 } });
  await writeThings(server.vault, grant, [weighed], { overwrite: false });
  const exercise = everyType().find(({ name }) => name === 'Exercise')!;
  const { html } = await ada.browser.open(page.url.pathname);
  const vitals = html.slice(
    html.indexOf('id="group-vitals"'),
    html.indexOf('</fieldset>', html.indexOf('id="group-vitals"')),
  );
  const fold = vitals.indexOf('<details>');
  expect(vitals.indexOf(`id="type-${typeIds.weight}"`)).toBeLessThan(fold);
  expect(vitals.indexOf(`id="type-${typeIds.height}"`)).toBeGreaterThan(fold);
  expect(html.indexOf('id="group-vitals"')).toBeLessThan(
    html.indexOf(`id="type-${exercise.versions.at(-1)!.id}"`),
  );
  const sharing = await ada.browser.open(`/records/${ada.record.id}/sharing`);
  expect(sharing.text).toContain('Everything under “Measurements”');
});
