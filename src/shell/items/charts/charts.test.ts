// What charts leave out, where their axes begin, and how their numbers are written.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { readXml } from '../../../schema/xml-reader.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import basic from '../../../things/basic.ts';
import bloodGlucose from '../../../things/blood-glucose.ts';
import bloodPressure from '../../../things/blood-pressure.ts';
import hba1c from '../../../things/hba1c.ts';
import height from '../../../things/height.ts';
import medication from '../../../things/medication.ts';
import peakFlow from '../../../things/peak-flow.ts';
import weight from '../../../things/weight.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

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

/** Along the side of the first drawing. */
const marksOf = (html: string) =>
  [...(html.split('</svg>')[0] ?? '').matchAll(/text-anchor="end">([-−\d.]+)</g)].map(([, mark]) =>
    Number(mark),
  );

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
  expect(text).toContain('Fasting (mmol/L)');
  expect(text).toContain('After dinner (mmol/L)');
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

test('the shortest time with something to compare is drawn at first; with two dates, what lies between them', async () => {
  const user = await givenSignedIn(server);
  const weighed = (d: number, kg: number) => makeThing(weight, { when: on(2026, 5, d), value: { kg } });
  await put(user, ...[1, 8, 15, 22].map(d => weighed(d, 60 + d)));
  const today = new Date(server.clock.now()).toISOString().slice(0, 10);
  expect(today > '2026-05-22' && today < '2027-05-01').toBe(true);
  expect((await user.browser.open('/charts/weight')).html).toMatch(
    /range=(half-year|year)" aria-current="page"/,
  );
  // Dates that stand the wrong way round are meant the other way.
  const between = await user.browser.open('/charts/weight?from=2026-05-20&to=2026-05-03');
  expect(between.text).toContain('2 readings from 8 May 2026 to 15 May 2026');
  expect(between.html).not.toContain('aria-current="page">Year');
});

test('the pulse is drawn beside the pressure, each within what is usual in adults', async () => {
  const user = await givenSignedIn(server);
  const read = (d: number) =>
    makeThing(bloodPressure, { when: on(2026, 11, d), systolic: 128, diastolic: 82, pulse: 64 });
  await put(user, read(1), read(2));
  // How old somebody is has to be known.
  const unknown = await user.browser.open('/charts/blood-pressure');
  expect(unknown.html).not.toContain('class="zone usual');
  expect(unknown.text).toContain('the date of birth is not known here');
  expect(unknown.text).not.toContain('above the usual range');
  await put(user, makeThing(basic, { birthyear: 1980 }));
  const { text, html } = await user.browser.open('/charts/blood-pressure');
  expect(text).toContain('Systolic: usual range for an adult');
  expect(text).not.toContain('the date of birth is not known here');
  expect(text).toMatch(/Pulse \(\/min\)/);
  expect(html.match(/class="zone usual/g)).toHaveLength(6);
  // Children have other pressures.
  const child = await givenSignedIn(server);
  await put(child, read(1), read(2), makeThing(basic, { birthyear: 2020 }));
  expect((await child.browser.open('/charts/blood-pressure')).text).not.toContain('usual range');
});

test('what happened meanwhile stands beside the curve: a dose that was doubled is one event', async () => {
  const user = await givenSignedIn(server);
  const weighed = (m: number, kg: number) => makeThing(weight, { when: on(2026, m, 1), value: { kg } });
  const strength = (display: string) => ({ name: { text: 'Lisinopril' }, strength: { display } });
  const about = (y: number, m: number, d: number) => ({ structured: on(y, m, d) });
  await put(
    user,
    weighed(1, 70),
    weighed(11, 71),
    makeThing(medication, {
      ...strength('10 mg'),
      dateStarted: about(2025, 3, 1),
      dateDiscontinued: about(2026, 6, 7),
    }),
    makeThing(medication, { ...strength('20 mg'), dateStarted: about(2026, 6, 8) }),
    makeThing(medication, { ...strength('1 mg'), dateStarted: { structured: { date: { y: 2026 } } } }),
  );
  const { text, html } = await user.browser.open('/charts/weight?range=all');
  expect(text).toMatch(/What happened meanwhile Lisinopril: 10 mg, now 20 mg 8 Jun 2026 The numbers/);
  expect(html.match(/class="chart-event"/g)).toHaveLength(2);
});

test('another kind is drawn beside it, over the same days', async () => {
  const user = await givenSignedIn(server);
  const weighed = (m: number, kg: number) => makeThing(weight, { when: on(2026, m, 1), value: { kg } });
  await put(
    user,
    weighed(1, 70),
    weighed(11, 71),
    makeThing(height, { when: on(2026, 6, 1), value: { m: 1.7 } }),
  );
  const { text, html } = await user.browser.open('/charts/weight?range=all&with=height');
  expect(text).toContain('Height: between 1.7 and 1.7 m');
  expect(html).toContain('<option value="height" selected="">');
  // In the middle of the time, not of its own.
  expect(html).toMatch(/data-points="0\.\d+\|[\d.]+\|1 June 2026/);
});

test('a page has one screen of numbers, and leads to the others', async () => {
  const user = await givenSignedIn(server);
  await put(
    user,
    ...Array.from({ length: 20 }, (_, i) =>
      makeThing(weight, { when: on(2026, 5, i + 1), value: { kg: 60 + i } }),
    ),
  );
  const first = await user.browser.open('/charts/weight?range=all');
  expect(first.text).toContain('20 May 2026 79');
  expect(first.text).not.toContain('8 May 2026 67');
  const second = await user.browser.open(first.tag(/page=2#numbers/)!.href!);
  expect(second.text).toContain('8 May 2026 67');
  expect(second.text).toContain('2 of 2');
});

test('a chart is taken along as a table with all readings, and as a picture that needs nothing else', async () => {
  const user = await givenSignedIn(server);
  const taken = (d: number, mmolPerL: number, text?: string) =>
    makeThing(bloodGlucose, {
      when: on(2026, 5, d),
      value: { mmolPerL },
      glucoseMeasurementType: { text: 'Whole blood' },
      ...(text && { measurementContext: { text } }),
    });
  await put(user, taken(1, 5.5, 'Fasting'), taken(2, 8.25, '=1+1'));
  const page = await user.browser.open('/charts/blood-glucose?range=all');
  const table = await user.browser.send(page.tag(/numbers\.csv/)!.href!);
  expect(table.headers.get('content-disposition')).toMatch(/^attachment; filename="blood-glucose-.*\.csv"$/);
  expect(table.html.replace('\ufeff', '')).toBe(
    "Date,'=1+1 (mmol/L),Fasting (mmol/L)\r\n2026-05-01 00:00,,5.5\r\n2026-05-02 00:00,8.25,\r\n",
  );
  const picture = await user.browser.send(page.tag(/picture\.svg/)!.href!);
  expect(picture.headers.get('content-type')).toBe('image/svg+xml');
  expect(picture.headers.get('content-security-policy')).toContain('sandbox');
  const svg = picture.html;
  expect(readXml(svg).root().name).toBe('svg');
  expect(svg).toContain('Blood glucose, mmol/L');
  expect(svg).not.toMatch(/href=|<script/);
});
