// Lists in the order that the links in their head lead to.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { changeThing, makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import allergy from '../../things/allergy.ts';
import medication from '../../things/medication.ts';
import weight from '../../things/weight.ts';
import type { Page } from '../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { itemsSortedMax: 40 } });
});
afterAll(() => server.close());

async function put({ person, record }: Visitor, ...writes: ThingWrite[]) {
  const grant = makeSystemGrant('tests', record.id, person.id);
  return writeThings(server.vault, grant, writes, { overwrite: false });
}

const weighed = (kg: number, d: number, units?: string) =>
  makeThing(weight, {
    when: { date: { y: 2026, m: 3, d } },
    value: { kg, ...(units && { display: { value: kg / 0.45359237, units } }) },
  });

const rowsOf = ({ html }: Page) =>
  [...html.matchAll(/<th scope="row">([\s\S]*?)<\/th>/g)].map(([, cell]) =>
    cell!
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
/** Where the head of a column leads to, and how it says the list is sorted. */
const head = ({ html }: Page, label: string) => {
  const cell = new RegExp(`<th scope="col"([^>]*)><a href="([^"]*)">${label}</a>`).exec(html);
  return {
    href: cell?.[2]?.replaceAll('&amp;', '&') ?? '',
    sort: /aria-sort="(\w+)"/.exec(cell?.[1] ?? '')?.[1],
  };
};
const follow = (user: Visitor, page: Page, label: string) => user.browser.open(head(page, label).href);

test('by date either way, by what they say and by kind, as the head says', async () => {
  const user = await givenSignedIn(server);
  await put(
    user,
    weighed(71, 2),
    weighed(100, 1),
    weighed(9, 3),
    makeThing(allergy, { name: { text: 'Pollen' } }),
  );
  const newest = await user.browser.open('/items');
  expect(head(newest, 'Date').sort).toBe('descending');
  const oldest = await follow(user, newest, 'Date');
  expect(head(oldest, 'Date').sort).toBe('ascending');
  expect(rowsOf(oldest)).toEqual(rowsOf(newest).reverse());
  const byWhat = await follow(user, newest, 'What it says');
  expect(rowsOf(byWhat)).toEqual(['Pollen', '9 kg', '71 kg', '100 kg']);
  expect(rowsOf(await follow(user, byWhat, 'What it says'))).toEqual(['100 kg', '71 kg', '9 kg', 'Pollen']);
  expect(rowsOf(await follow(user, newest, 'Kind'))[0]).toBe('Pollen');
  expect(rowsOf(await user.browser.open('/items?sort=constructor'))).toEqual(rowsOf(newest));
});

test('values of several units are compared as what they are', async () => {
  const user = await givenSignedIn(server);
  await put(user, weighed(10 * 0.45359237, 1, 'lb'), weighed(9, 2));
  expect(rowsOf(await user.browser.open('/items?kind=weight&sort=what'))).toEqual(['10 lb', '9 kg']);
});

test('what was changed last stands first', async () => {
  const user = await givenSignedIn(server);
  const [first] = await put(user, weighed(71, 1), weighed(72, 2));
  server.clock.pass(1000);
  const grant = makeSystemGrant('tests', user.record.id, user.person.id);
  const [kept] = await server.vault.store.read(db => db.things(grant).byIds([first!.id]));
  const change = changeThing(weight, kept!, { when: { date: { y: 2026, m: 3, d: 1 } }, value: { kg: 70 } });
  await writeThings(server.vault, grant, [change], { overwrite: false });
  const page = await user.browser.open('/items');
  expect(rowsOf(page)[0]).toBe('72 kg');
  expect(rowsOf(await follow(user, page, 'Changed'))).toEqual(['70 kg', '72 kg']);
});

test('goes on by pages, each item once, and says where there are too many to be sorted', async () => {
  const user = await givenSignedIn(server);
  await put(user, ...Array.from({ length: 40 }, (_, i) => weighed(100 - i, 1 + (i % 28))));
  const first = await user.browser.open('/items?kind=weight&sort=what');
  expect(first.text).not.toContain('There are more items than can be sorted');
  const second = await user.browser.open(first.tag(/skip=/)!.href!);
  const seen = [...rowsOf(first), ...rowsOf(second)];
  expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => `${61 + i} kg`));
  await put(user, weighed(50, 1));
  const cut = await user.browser.open('/items?kind=weight&sort=what');
  expect(cut.text).toContain('these are the newest 40 in that order');
});

test('what says when it began stands with that, and not with the day it was added', async () => {
  const user = await givenSignedIn(server);
  const since = { structured: { date: { y: 2024, m: 5 } } };
  await put(user, makeThing(medication, { name: { text: 'Metformin' }, dateStarted: since }));
  const { text } = await user.browser.open('/items?kind=medication');
  expect(text).toContain('May 2024');
  expect(text).not.toContain('added');
});
