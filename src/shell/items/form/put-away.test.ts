// What only programs can fill is not asked of people, and stays where a program has filled it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Page } from '../../testing/browser.ts';
import { givenItem, sendForm, storedItem, versionNamed } from '../../testing/items.ts';
import { givenSignedIn } from '../../testing/visitors.ts';
import { editHref } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const putAway = ({ html }: Page) =>
  [
    ...html.matchAll(/<details class="part"( open="")?><summary>For programs<\/summary>(.*?)<\/details>/gs),
  ].map(([, open, inside]) => ({ isOpen: open !== undefined, inside: inside! }));

test.each([
  ['exercise', { add: 'v.segment' }, 'v.segment.n1.activity', /v\.detail|\.detail/],
  ['care-plan', { add: 'v.tasks.task' }, 'v.tasks.task.n1.recurrence.repeated.interval', /type-info|ical/],
  ['health-goal', {}, 'v.name', /type-info/],
])('a new %s does not ask for it', async (slug, typed, shown, hidden) => {
  const visitor = await givenSignedIn(server);
  const page = await visitor.browser.open(`/items/new/${slug}`);
  const drawn = await sendForm(visitor, page, typed);
  for (const { html } of [page, drawn]) expect(html.match(hidden)).toBeNull();
  expect(drawn.html.includes(`id="${shown}"`)).toBe(true);
  expect(putAway(drawn)).toEqual([]);
});

test('of what one may fill in, it is not told to choose', async () => {
  const visitor = await givenSignedIn(server);
  const page = await visitor.browser.open('/items/new/care-plan');
  const drawn = await sendForm(visitor, page, { add: 'v.tasks.task' });
  expect(drawn.text).not.toContain('Fill in one of these.');
});

test('what a program has filled is at the end, closed, and stays', async () => {
  const visitor = await givenSignedIn(server);
  const { id: typeId } = versionNamed('Exercise');
  const detail =
    '<detail><name><value>Laps</value><type>x</type></name><value><value>4</value><units><text>laps</text></units></value></detail>';
  const xml = `<exercise><when><structured><date><y>2026</y></date></structured></when><activity><text>Swim</text></activity>${detail}</exercise>`;
  const id = await givenItem(server, visitor, typeId, xml);
  const page = await visitor.browser.open(editHref({ id }));
  const [away, ...more] = putAway(page);
  expect([away!.isOpen, more]).toEqual([false, []]);
  expect(away!.inside).toContain('name="v.detail.0.name.value"');
  const wrong = await sendForm(visitor, page, { 'v.detail.0.value.value': 'four' });
  expect([wrong.status, putAway(wrong)[0]!.isOpen]).toEqual([422, true]);
  expect((await sendForm(visitor, page, { 'v.title': 'Pool' })).status).toBe(303);
  expect((await storedItem(server, visitor, id)).stored.dataXml).toContain(detail);
});

test('the size of a file is not asked for, and told as people read it', async () => {
  const visitor = await givenSignedIn(server);
  const xml =
    '<file><name>scan.png</name><size>111574</size><content-type><text>image/png</text></content-type></file>';
  const id = await givenItem(server, visitor, versionNamed('File').id, xml);
  expect((await visitor.browser.open(`/items/${id}`)).text).toContain('Size 112 kB');
  const page = await visitor.browser.open(editHref({ id }));
  const [away] = putAway(page);
  expect(away).toMatchObject({ isOpen: false, inside: expect.stringContaining('name="v.size"') });
  expect((await sendForm(visitor, page, { 'v.name': 'knee.png' })).status).toBe(303);
  expect((await storedItem(server, visitor, id)).stored.dataXml).toBe(xml.replace('scan', 'knee'));
});

test.each([
  ['en', 'Add: Group inside this one'],
  ['es', 'Añadir: Grupo dentro de este'],
  ['de', 'Hinzufügen: Gruppe innerhalb dieser'],
])('a lab result opens with one test, and its buttons are told apart (%s)', async (language, button) => {
  const visitor = await givenSignedIn(server);
  visitor.browser.cookies.set('keepwell-language', language);
  const page = await visitor.browser.open('/items/new/lab-results');
  expect(page.html).toContain('name="v.lab-group.n1.results.n1.name"');
  const buttons = [
    ...page.html.matchAll(/<button[^>]*name="add" value="v\.lab-group[^"]*(?<!contact\.\w+)"[^>]*>([^<]*)</g),
  ].map(([, text]) => text!.trim());
  expect(buttons).toContain(button);
  expect([buttons.length, new Set(buttons).size]).toEqual([5, 5]);
  // A test that nothing is said of is not kept.
  const answer = await sendForm(visitor, page, { 'v.lab-group.n1.group-name': 'Blood' });
  const id = /[^/]+$/.exec(answer.location!)![0];
  expect((await storedItem(server, visitor, id)).value).toEqual({
    labGroup: [{ groupName: { text: 'Blood' } }],
  });
});
