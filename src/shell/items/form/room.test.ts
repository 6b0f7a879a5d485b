// Whatever an item holds, its form can be sent again, with more typed into it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { everyType, type Field, fieldsOf } from '../../../things/index.ts';
import { formValues } from '../../testing/form-values.ts';
import { givenItem, sendForm, storedItem, versionNamed } from '../../testing/items.ts';
import { givenSignedIn } from '../../testing/visitors.ts';
import { editHref, isAddable } from '../links.ts';
import { FormTexts, inputsMax, itemFormBytesMax } from './form-texts.ts';
import { findLeaf, getEntry } from './leaves.ts';
import { measureForm } from './room.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const day = '<date><y>2026</y><m>1</m><d>2</d></date>';
const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => one(i)).join('');
const lab = (results: string) =>
  `<lab-test-results><lab-group><group-name><text>g</text></group-name>${results}</lab-group></lab-test-results>`;
const large = {
  'an exercise of 200 laps': [
    versionNamed('Exercise', 1),
    `<aerobic-session><when>${day}</when><session><mode><text>Swim</text></mode></session>${many(200, i => `<lap-session><name>Lap ${i}</name></lap-session>`)}</aerobic-session>`,
  ],
  'a meal of 150 foods': [
    versionNamed('Meal definition'),
    `<meal-definition><name><text>Menu</text></name><dietary-items>${many(150, i => `<dietary-item><food-item><text>f${i}</text></food-item></dietary-item>`)}</dietary-items></meal-definition>`,
  ],
  '14 long notes in Chinese': [
    versionNamed('Lab results'),
    lab(many(14, i => `<results><name>t${i}</name><note>${'健康'.repeat(9000)}</note></results>`)),
  ],
  '298 results': [versionNamed('Lab results'), lab(many(298, i => `<results><name>t${i}</name></results>`))],
} as const;

test.each(Object.entries(large))('%s', async (_, [version, xml]) => {
  const ada = await givenSignedIn(server);
  const id = await givenItem(server, ada, version.id, xml);
  const page = await ada.browser.open(editHref({ id }));
  const sent = formValues(page.html, editHref({ id }));
  expect(sent.length).toBeLessThan(inputsMax - 900);
  expect(String(new URLSearchParams(sent)).length).toBeLessThan(itemFormBytesMax * 0.65);
  expect((await sendForm(ada, page, { note: '健康'.repeat(9000) })).status).toBe(303);
  const { stored } = await storedItem(server, ada, id);
  expect(stored.dataXml).toBe(xml);
  expect(stored.commonXml).toContain('健康');
});

test('no entry of any list brings more inputs than are held free for it', () => {
  const largest = (fields: readonly Field[], depth = 0): number =>
    Math.max(
      0,
      ...fields.map(field => {
        if (findLeaf(field) || depth > 5) return 0;
        const own = field.list ? measureForm([getEntry(field)], 'v', new FormTexts()).inputs : 0;
        return Math.max(own, largest(getEntry(field).fields, depth + 1));
      }),
    );
  for (const type of everyType().filter(isAddable))
    for (const version of type.versions) expect(largest(fieldsOf(type, version))).toBeLessThan(900);
});
