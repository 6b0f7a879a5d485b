// What charts leave out, where their axes begin, and how their numbers are written.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import bloodGlucose from '../../things/blood-glucose.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import hba1c from '../../things/hba1c.ts';
import height from '../../things/height.ts';
import peakFlow from '../../things/peak-flow.ts';
import weight from '../../things/weight.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('a reading that is dated in words is not drawn at the moment it was typed in, and is told of', async () => {
  const { browser, person, record } = await givenSignedIn(server);
  const measured = (when: object, litersPerSecond: number) =>
    makeThing(peakFlow, { when, pef: { litersPerSecond } } as never);
  await writeThings(
    server.vault,
    makeSystemGrant('tests', record.id, person.id),
    [
      measured({ descriptive: 'when I was ten' }, 3.25),
      measured({ structured: { date: { y: 2026, m: 5, d: 4 } } }, 7.5),
    ],
    { overwrite: false },
  );
  const { text } = await browser.open('/charts/peak-flow?range=all');
  expect(text).toContain('One reading has no date in numbers and is not drawn');
  expect(text).toMatch(/4 May 2026 7\.5/);
  expect(text).not.toContain('3.25');
});

const put = ({ person, record }: Visitor, ...writes: ThingWrite[]) =>
  writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), writes, { overwrite: false });

const on = (y: number, m: number, d: number) => ({ date: { y, m, d } });

test('a range ends today; what is dated later is told of, and drawn with everything', async () => {
  const user = await givenSignedIn(server);
  const weighed = (when: ReturnType<typeof on>, kg: number) => makeThing(weight, { when, value: { kg } });
  await put(user, weighed(on(2026, 11, 20), 71), weighed(on(2062, 1, 1), 82));
  const year = await user.browser.open('/charts/weight');
  expect(year.text).toContain('One reading, of 20 November 2026.');
  expect(year.text).toContain('One reading has a date in the future and is not drawn.');
  expect(year.text).not.toContain('2062');
  const all = await user.browser.open('/charts/weight?range=all');
  expect(all.text).toContain('to 1 January 2062.');
  expect(all.text).not.toContain('in the future');
});

const glucose = (d: number, value: { mmolPerL: number; display?: { value: number; units: string } }) =>
  makeThing(bloodGlucose, { when: on(2026, 11, d), value, glucoseMeasurementType: { text: 'Whole blood' } });

test.each<[kind: string, ThingWrite[], drawn: RegExp, base: RegExp]>([
  [
    'height',
    [
      makeThing(height, { when: on(2026, 11, 1), value: { m: 0.9 } }),
      makeThing(height, {
        when: on(2026, 11, 2),
        value: { m: 0.925, display: { value: 92.5, units: 'cm' } },
      }),
    ],
    /Height \(cm\).* 92\.5 .* 90\.0 /,
    /\(m\)/,
  ],
  [
    'blood-glucose',
    [glucose(1, { mmolPerL: 6.66 }), glucose(2, { mmolPerL: 5.55, display: { value: 100, units: 'mg/dL' } })],
    /\(mg\/dL\).* 100 .* 120 /,
    /mmol/,
  ],
  [
    'hba1c',
    [
      makeThing(hba1c, { when: on(2026, 11, 1), value: { mmolPerMol: 53 } }),
      makeThing(hba1c, {
        when: on(2026, 11, 2),
        value: { mmolPerMol: 48, display: { value: 6.5, units: '%' } },
      }),
    ],
    /HbA1c \(%\).* 6\.5 .* 7\.0 /,
    /mmol/,
  ],
])('a chart of %s is in the unit that was typed last', async (kind, writes, drawn, base) => {
  const user = await givenSignedIn(server);
  await put(user, ...writes);
  const { text } = await user.browser.open(`/charts/${kind}`);
  expect(text).toMatch(drawn);
  expect(text).not.toMatch(base);
});

test('a unit that cannot be converted leaves a chart in the unit of its kind', async () => {
  const user = await givenSignedIn(server);
  const weighed = (d: number, value: { kg: number; display?: object }) =>
    makeThing(weight, { when: on(2026, 11, d), value } as never);
  await put(
    user,
    weighed(1, { kg: 70 }),
    weighed(2, { kg: 71, display: { value: 11.2, units: 'stones ago' } }),
  );
  expect((await user.browser.open('/charts/weight')).text).toMatch(/Weight \(kg\).*71.*70/);
});

const marksOf = (html: string) =>
  [...html.matchAll(/text-anchor="end">([-−\d.]+)</g)].map(([, mark]) => Number(mark));

test('an axis has no marks below zero where no number is', async () => {
  const user = await givenSignedIn(server);
  const read = (d: number, systolic: number, diastolic: number) =>
    makeThing(bloodPressure, { when: on(2026, 11, d), systolic, diastolic });
  await put(user, read(1, 128, 82), read(2, 1200, 80));
  expect(marksOf((await user.browser.open('/charts/blood-pressure')).html)).toEqual([0, 500, 1000, 1500]);
});

test('the numbers of a column have the same decimals', async () => {
  const user = await givenSignedIn(server);
  const weighed = (d: number, kg: number) => makeThing(weight, { when: on(2026, 11, d), value: { kg } });
  await put(user, weighed(1, 72), weighed(2, 71.5));
  expect((await user.browser.open('/charts/weight')).text).toMatch(/71\.5 1 November 2026 72\.0/);
});

test('values measured under other circumstances are never averaged: each has a line of its own', async () => {
  const user = await givenSignedIn(server);
  const at = (d: number, mmolPerL: number, text?: string) =>
    makeThing(bloodGlucose, {
      when: on(2026, 10, d),
      value: { mmolPerL },
      glucoseMeasurementType: { text: 'Whole blood' },
      ...(text && { measurementContext: { text } }),
    });
  const days = Array.from({ length: 28 }, (_, i) => i + 1);
  for (const d of days)
    await put(user, ...[0, 1, 2].flatMap(() => [at(d, 6, 'Fasting'), at(d, 9, 'After dinner')]), at(d, 7));
  const { text } = await user.browser.open('/charts/blood-glucose');
  expect(text).toContain('Blood glucose, Fasting');
  expect(text).toContain('Blood glucose, After dinner');
  // The averages of weeks: 6, 9 and 7, and nothing in between.
  expect(text).not.toContain('7.5');
  expect(text).not.toContain('7.43');
});

test('where the last year has nothing, everything is drawn at once', async () => {
  const user = await givenSignedIn(server);
  await put(user, makeThing(height, { when: on(2024, 5, 4), value: { m: 1.68 } }));
  const { text, html } = await user.browser.open('/charts/height');
  expect(text).toContain('4 May 2024');
  expect(html).toContain('range=all" aria-current="page"');
});
