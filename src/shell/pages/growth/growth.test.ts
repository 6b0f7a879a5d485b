// How a child grows, on its page, on Home, in items and in charts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import basic from '../../../things/basic.ts';
import birth from '../../../things/birth.ts';
import bodyDimension from '../../../things/body-dimension.ts';
import height from '../../../things/height.ts';
import personal from '../../../things/personal.ts';
import vitalSigns from '../../../things/vital-signs.ts';
import weight from '../../../things/weight.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const on = (y: number, m: number, d: number) => ({ date: { y, m, d } });
const put = ({ person, record }: Visitor, ...writes: ThingWrite[]) =>
  writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), writes, { overwrite: false });
const bornOn = (y: number, m: number, d: number) => [
  makeThing(basic, { gender: 'f' }),
  makeThing(personal, { birthdate: on(y, m, d) }),
];
const weighed = (kg: number, when: ReturnType<typeof on>) =>
  makeThing(weight, { when, value: { kg, display: { value: kg, units: 'kg' } } });

test('a child’s values stand among those of others: on its page, on Home, in the item and in the table', async () => {
  const user = await givenSignedIn(server);
  const [, , id] = await put(
    user,
    ...bornOn(2024, 5, 1),
    weighed(11.5, on(2026, 5, 2)),
    makeThing(height, { when: on(2026, 5, 2), value: { m: 0.857, display: { value: 85.7, units: 'cm' } } }),
    makeThing(bodyDimension, {
      when: { structured: on(2026, 5, 2) },
      measurementName: { text: 'Head circumference' },
      value: { m: 0.45, display: { value: 45, units: 'cm' } },
    }),
  );
  const page = await user.browser.open('/growth');
  expect(page.text).toContain(
    'Born on 1 May 2024. Compared with other children by the standards of the World',
  );
  // From 731 days on children are measured standing: the medians of girls then are 11.48 kg and 85.7 cm.
  expect(page.text).toMatch(/Weight 11\.5 kg 5[01](st|th) percentile/);
  expect(page.text).toContain('Height 85.7 cm 50th percentile');
  expect(page.text).toMatch(/Body mass index \(BMI\) 15\.7 kg\/m² 50th percentile/);
  expect(page.text).toMatch(/Head circumference 45 cm [56]th percentile/);
  expect((await user.browser.open('/')).text).toMatch(/11\.5 kg 5[01](st|th) percentile/);
  expect((await user.browser.open(`/items/${id!.id}`)).text).toMatch(/Among children of this age: 5[01]/);
  const chart = await user.browser.open('/charts/height');
  expect(chart.text).toContain('3rd to 97th percentile');
  expect(chart.text).toMatch(/2 May 2026 85\.7 50th percentile/);
  expect(chart.html).toContain('class="zone percentile');
});

test('curves are as smooth as they are published, however coarsely a child is measured', async () => {
  const user = await givenSignedIn(server);
  const measured = (y: number, cm: number) =>
    makeThing(height, { when: on(y, 5, 2), value: { m: cm / 100, display: { value: cm, units: 'cm' } } });
  // From six years to eight: at five the WHO has a small step between its two tables.
  await put(user, ...bornOn(2018, 5, 1), measured(2024, 115), measured(2026, 127));
  const { html } = await user.browser.open('/charts/height?range=all');
  const [, middle = ''] = /class="zone percentile[^>]*><path class="zone-edge" d="([^"]*)"/.exec(html) ?? [];
  const heights = [...middle.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
  // It rises from corner to corner, and stands nowhere.
  expect(heights.length).toBeGreaterThan(40);
  expect(heights.filter((y, i) => i > 0 && y >= heights[i - 1]!)).toEqual([]);
});

test('a child that came early is compared by the day it was due', async () => {
  const user = await givenSignedIn(server);
  await put(user, ...bornOn(2026, 5, 1), weighed(5, on(2026, 8, 1)));
  const percentile = async () =>
    Number(/Weight 5 kg (\d+)/.exec((await user.browser.open('/growth')).text)?.[1]);
  const plain = await percentile();
  expect((await user.browser.open('/growth')).html).toContain('href="/items/new/birth"');
  await put(user, makeThing(birth, { weeks: 33, days: 2 }));
  expect((await user.browser.open('/growth')).text).toContain('Born after 33 weeks');
  expect(await percentile()).toBeGreaterThan(plain + 20);
});

test('without a date of birth nothing is compared, and it is said what is missing; nor is who has grown up', async () => {
  const user = await givenSignedIn(server);
  await put(user, weighed(60, on(2026, 5, 1)));
  const page = await user.browser.open('/growth');
  expect(page.text).toContain('it takes the date of birth');
  expect(page.html).toContain(`/records/${user.record.id}/edit`);
  expect(page.text).not.toContain('percentile');
  await put(user, ...bornOn(1990, 5, 1));
  expect((await user.browser.open('/growth')).text).toContain('has grown up');
  expect((await user.browser.open('/charts/weight')).text).not.toContain('percentile');
  expect((await user.browser.open('/')).html).not.toContain('href="/growth"');
});

test('temperatures are told apart by where they were taken, in the unit they were taken in', async () => {
  const user = await givenSignedIn(server);
  const taken = (d: number, value: number, unit: string, site: string) =>
    makeThing(vitalSigns, {
      when: on(2026, 5, d),
      site,
      vitalSignsResults: [{ title: { text: 'Temperature' }, value, unit: { text: unit } }],
    });
  await put(user, taken(1, 38.4, '°C', 'unter der Achsel'), taken(2, 39.1, '°C', 'Left ear'));
  const celsius = await user.browser.open('/charts/temperature?range=all');
  expect(celsius.text).toContain('In the ear (°C)');
  expect(celsius.text).toContain('In the armpit (°C)');
  expect(celsius.text).toContain('39.1');
  await put(user, taken(3, 100.4, '°F', 'Left ear'));
  const fahrenheit = await user.browser.open('/charts/temperature?range=all');
  expect(fahrenheit.text).toContain('In the ear (°F)');
  expect(fahrenheit.text).toMatch(/3 May 2026 100\.4/);
  expect(fahrenheit.text).toMatch(/2 May 2026 102\.4/);
});
