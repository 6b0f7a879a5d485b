// One's own target: drawn, marked on Home, changed and put away; also where an application set it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import basic from '../../../things/basic.ts';
import bloodGlucose from '../../../things/blood-glucose.ts';
import bloodPressure from '../../../things/blood-pressure.ts';
import { makeWcCoded } from '../../../things/common/codable.ts';
import healthGoal, { type HealthGoal } from '../../../things/health-goal.ts';
import weight from '../../../things/weight.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const put = ({ person, record }: Visitor, ...writes: ThingWrite[]) =>
  writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), writes, { overwrite: false });

const day = (d: number) => ({ date: { y: 2026, m: 11, d } });
const pressure = (systolic: number, diastolic: number) =>
  makeThing(bloodPressure, { when: day(2), systolic, diastolic });

const goals = async ({ browser }: Visitor) =>
  (await browser.open(`/items?type=${healthGoal.versions[0]!.id}`)).text;

test('a target stands in the chart in place of what is usual, marks Home, changes and goes', async () => {
  const ada = await givenSignedIn(server);
  const { browser } = ada;
  await put(ada, pressure(138, 84), makeThing(basic, { birthyear: 1980 }));
  const before = await browser.open('/charts/blood-pressure?range=all');
  expect(before.text).toContain('Systolic: usual range');
  expect((await browser.open('/')).text).toMatch(
    /Systolic: a little above the usual range.*Diastolic: a little above the usual range/,
  );

  const form = await browser.open('/charts/blood-pressure/target');
  const saved = await browser.submit(form, '/charts/blood-pressure/target', {
    'max-0': '140',
    'min-1': '60',
    'max-1': '80,5',
  });
  expect(saved.text).toContain('Saved.');
  const chart = await browser.open('/charts/blood-pressure?range=all');
  expect(chart.text).toContain('Systolic: own target');
  expect(chart.text).not.toContain('usual range');
  const home = (await browser.open('/')).text;
  expect(home).not.toContain('Systolic:');
  expect(home).toContain('Diastolic: a little above the target');

  const again = await browser.open('/charts/blood-pressure/target');
  expect(again.form('/charts/blood-pressure/target')).toMatchObject({
    'min-0': '',
    'max-0': '140',
    'min-1': '60',
    'max-1': '80.5',
  });
  const less = { 'max-0': '135', 'min-1': '', 'max-1': '' };
  expect((await browser.submit(again, '/charts/blood-pressure/target', less)).text).toContain('Saved.');
  const same = await browser.open('/charts/blood-pressure/target');
  await browser.submit(same, '/charts/blood-pressure/target', {});
  const last = (await browser.open('/')).text;
  expect(last).toMatch(/Systolic: a little above the target.*Diastolic: a little above the usual range/);
  expect((await goals(ada)).match(/at most 135 mmHg/g)).toHaveLength(1);
  expect(await goals(ada)).not.toContain('60 mmHg');
});

test.each(['0x10', '0b11', '1e9', 'Infinity', '-3'])('%s is no number for one', async typed => {
  const { browser, ...ada } = await givenSignedIn(server);
  await put({ browser, ...ada }, pressure(138, 84));
  const form = await browser.open('/charts/blood-pressure/target');
  const refused = await browser.submit(form, '/charts/blood-pressure/target', { 'max-0': typed });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Enter a number for');
});

test('each circumstance has its own, in the unit in which it is measured', async () => {
  const ada = await givenSignedIn(server);
  const { browser } = ada;
  const measured = (d: number, mg: number, context: string, text: string) =>
    makeThing(bloodGlucose, {
      when: day(d),
      value: { mmolPerL: mg / 18.0156, display: { value: mg, units: 'mg/dL' } },
      glucoseMeasurementType: { text: 'Whole blood' },
      measurementContext: makeWcCoded('glucose-measurement-context', context, text),
    });
  await put(ada, measured(1, 160, 'AfterMeal', 'After meal'), measured(2, 125, 'Fasting', 'Fasting'));
  const form = await browser.open('/charts/blood-glucose/target');
  expect(form.text).toMatch(/Fasting: from mg\/dL/);
  const names = Object.keys(form.form('/charts/blood-glucose/target')).filter(name => /^m/.test(name));
  expect(names).toHaveLength(4);
  const place = form.text.indexOf('Fasting: from') < form.text.indexOf('After meal: from') ? 0 : 1;
  await browser.submit(form, '/charts/blood-glucose/target', {
    [`min-${place}`]: '80',
    [`max-${place}`]: '130',
  });
  const home = (await browser.open('/')).text;
  expect(home).not.toMatch(/Blood glucose 125 mg\/dL, Fasting [△▲]/);
  const chart = await browser.open('/charts/blood-glucose?range=all');
  expect(chart.text).toContain('Fasting: own target');
  expect(chart.text).toContain('After meal: usual range');
});

test('what an application set counts while it holds, whatever unit it is in', async () => {
  const ada = await givenSignedIn(server);
  const goal = (more: Partial<HealthGoal>, maximum: number, units: string) =>
    makeThing(healthGoal, {
      name: makeWcCoded('goal-type', 'weight', 'Weight target'),
      targetRange: {
        name: { text: 'What I want' },
        maximum: { display: `${maximum} ${units}`, structured: [{ value: maximum, units: { text: units } }] },
      },
      ...more,
    });
  const over = { structured: { date: { y: 2026, m: 1, d: 1 } } };
  await put(
    ada,
    makeThing(weight, { when: day(2), value: { kg: 75 } }),
    goal({ endDate: over }, 60, 'kg'),
    goal({ startDate: { structured: { date: { y: 2031, m: 1, d: 1 } } } }, 60, 'kg'),
    goal({ recurrence: { interval: { text: 'Week' }, timesInInterval: 2 } }, 60, 'kg'),
    goal({ name: { text: 'Steps' } }, 60, 'kg'),
    goal({}, 200, 'furlongs'),
  );
  expect((await ada.browser.open('/charts/weight?range=all')).text).not.toContain('own target');
  await put(ada, goal({}, 160, 'lb'));
  expect((await ada.browser.open('/charts/weight?range=all')).text).toContain('own target');
  expect((await ada.browser.open('/')).text).toMatch(/75 kg △ a little above the target/);
  const form = await ada.browser.open('/charts/weight/target');
  expect(Number(form.form('/charts/weight/target')['max-0'])).toBeCloseTo(72.575, 2);
});

test.each([
  [-1.7e308, 1.7e308],
  [0, Number.MAX_VALUE],
  [Number.MIN_VALUE, 2 * Number.MIN_VALUE],
])('a target that an application set from %d to %d leaves the chart standing', async (least, most) => {
  const ada = await givenSignedIn(server);
  const kilograms = (value: number) => ({ display: 'x', structured: [{ value, units: { text: 'kg' } }] });
  await put(
    ada,
    makeThing(weight, { when: day(2), value: { kg: 75 } }),
    makeThing(healthGoal, {
      name: makeWcCoded('goal-type', 'weight', 'Weight target'),
      targetRange: { name: { text: 'Target' }, minimum: kilograms(least), maximum: kilograms(most) },
    }),
  );
  for (const page of ['/charts/weight?range=all', '/charts/weight/picture.svg?range=all', '/']) {
    const { status, html } = await ada.browser.open(page);
    expect([page, status]).toEqual([page, 200]);
    expect(html).not.toMatch(/NaN|Infinity/);
  }
});

test('goals that say more than anybody reads are left out, and the rest stands', async () => {
  const ada = await givenSignedIn(server);
  const goal = (d: number, description: string) =>
    makeThing(healthGoal, {
      name: makeWcCoded('goal-type', 'weight', 'Weight target'),
      description,
      startDate: { structured: { date: { y: 2026, m: 1, d } } },
      targetRange: {
        name: { text: 'Target' },
        maximum: { display: '60 kg', structured: [{ value: 60, units: { text: 'kg' } }] },
      },
    });
  await put(ada, makeThing(weight, { when: day(2), value: { kg: 75 } }), goal(1, 'x'.repeat(300_000)));
  expect((await ada.browser.open('/charts/weight?range=all')).text).not.toContain('own target');
  await put(ada, goal(2, 'short'));
  expect((await ada.browser.open('/charts/weight?range=all')).text).toContain('own target');
});

test.each([
  [{ 'min-0': 'ten' }, 'Enter a number'],
  [{ 'min-0': '1,000' }, 'Enter a number'],
  [{ 'min-0': '-3' }, 'Enter a number'],
  [{ 'min-0': '1e999' }, 'Enter a number'],
  [{ 'min-0': '120', 'max-0': '110' }, 'must be larger'],
])('asks again for %o', async (wrong, said) => {
  const ada = await givenSignedIn(server);
  const form = await ada.browser.open('/charts/blood-pressure/target');
  const asked = await ada.browser.submit(form, '/charts/blood-pressure/target', wrong);
  expect(asked.status).toBe(422);
  expect(asked.text).toContain(said);
  expect(asked.form('/charts/blood-pressure/target')).toMatchObject(wrong);
});

test('whoever may only look sees the target and is not asked for one', async () => {
  const ada = await givenSignedIn(server);
  const bo = await givenSignedIn(server, 'Bo Example');
  await put(ada, pressure(138, 84));
  const form = await ada.browser.open('/charts/blood-pressure/target');
  await ada.browser.submit(form, '/charts/blood-pressure/target', { 'max-0': '140' });
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
  await bo.browser.open(`/records/${ada.record.id}/health`);
  const chart = await bo.browser.open('/charts/blood-pressure?range=all');
  expect(chart.text).toContain('own target');
  expect(chart.html).not.toContain('/charts/blood-pressure/target');
  expect((await bo.browser.open('/charts/blood-pressure/target')).status).toBe(403);
  expect((await bo.browser.open('/charts/bmi/target')).status).toBe(404);
});
