// Every number that can be judged, around each of its bounds, written as applications write it: the page of the item, Home, lists,
// the timeline, what is found, charts, the table of laboratory results, the summary and FHIR say the same of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { makeGoal } from '../../core/targets/targets.ts';
import { findContextKey } from '../../core/things/series.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { makeExample } from '../../facades/reference/example.ts';
import { putOne } from '../../testing/blobs.ts';
import { type AnyResource, type FhirClient, givenFhirClient } from '../../testing/fhir-client.ts';
import { fullRules, givenApp, type Linked, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml } from '../../testing/things.ts';
import basic from '../../things/basic.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import { type Graded, readStrictness } from '../../things/common/marks.ts';
import healthGoal from '../../things/health-goal.ts';
import { currentVersion, everyType, printThing, type Series, type ThingType } from '../../things/index.ts';
import labResults from '../../things/lab-results.ts';
import vitalSigns from '../../things/vital-signs.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';
import { chartHref, kindHref } from './kinds.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface Stage {
  readonly user: Visitor;
  readonly app: Linked;
  readonly fhir: FhirClient;
}

async function givenStage(birthyear = 1980): Promise<Stage> {
  const user = await givenSignedIn(server);
  const { person, record } = user;
  await write(user, makeThing(basic, { birthyear }));
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });
  return { user, app, fhir: await givenFhirClient(server, { of: { person, record } }) };
}

const write = ({ person, record }: Visitor, ...writes: Parameters<typeof writeThings>[2][number][]) =>
  writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), writes, { overwrite: false });

/** What a page says of an item: how far, and of whose line. */
function readMarks(html: string, id: string): string[] {
  const marks = html.matchAll(/<a class="mark[^"]*" href="\/items\/([0-9a-f-]+)#lines">(.*?)<\/a>/gs);
  const texts = [...marks].filter(([, of]) => of === id).map(([, , inside = '']) => inside);
  return [
    ...new Set(
      texts.map(text =>
        text
          .replace(/<span.*?<\/span>/gs, '')
          .replace(/^.*: /s, '')
          .trim(),
      ),
    ),
  ].sort();
}

function* findInterpretations(node: AnyResource): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  for (const { extension, text } of node.interpretation ?? [])
    if (extension?.[0]?.url === 'urn:keepwell:fhir:judged-by') yield text;
  for (const child of Object.values(node)) yield* findInterpretations(child);
}

const said = new Set<string>();

/** Puts it, and looks at it everywhere. @returns what all places say */
async function lookEverywhere({ user, app, fhir }: Stage, type: ThingType, value: object): Promise<string[]> {
  const version = currentVersion(type);
  const { id } = await putOne(app, thingXml(version.id, { data: printThing(version, value) }));
  const { browser } = user;
  const isCharted = type.chart.some(series => series.value(value as never) !== undefined);
  const isSummed = type.group === 'vitals' || type.name === labResults.name;
  const pages = [
    `/items/${id}`,
    '/',
    kindHref(type),
    '/timeline',
    ...(isCharted ? [`${chartHref(type)}?range=all`] : []),
    ...(type.name === labResults.name ? ['/labs'] : []),
    ...(isSummed ? ['/summary'] : []),
  ];
  const places: Record<string, string[]> = {};
  for (const page of pages) {
    const { status, html } = await browser.open(page);
    expect([page, status]).toEqual([page, 200]);
    places[page] = readMarks(html, id);
  }
  // What is no observation there has no interpretation.
  const kind = type.name === labResults.name ? 'DiagnosticReport' : 'Observation';
  const [resource] = await fhir.find(`${kind}?_id=${id}`);
  if (type.group !== 'medications') expect(resource).toBeDefined();
  if (resource) places.FHIR = [...new Set(findInterpretations(resource))].sort();
  const [first = []] = Object.values(places);
  expect(places).toEqual(Object.fromEntries(Object.keys(places).map(place => [place, first])));
  for (const one of first) said.add(one);
  return first;
}

/** A day after the other, so that what was written last is the newest, and none share a line. */
const dayOf = (place: number) => {
  const day = new Date(Date.UTC(2026, 0, 1 + place));
  return { date: { y: 2026, m: day.getUTCMonth() + 1, d: day.getUTCDate() } };
};

/** At each bound, a trifle and far to both sides of it. @param step the least that the number can differ by */
function listAround({ min, max, below, above }: Graded, step: number): number[] {
  const bounds = [min, max].filter(bound => bound !== undefined);
  const all = [
    ...bounds.flatMap(bound => [bound, bound - step, bound + step]),
    ...(below ?? []),
    ...(above ?? []),
  ];
  const wide = [min, max].flatMap(bound =>
    bound === undefined ? [] : [0.2, 0.7, 1.3, 1.8].map(by => bound * by),
  );
  const whole = [...all, ...wide].map(value => Math.round(value / step) * step);
  return [...new Set(whole.map(value => Number(value.toPrecision(6))))].filter(value => value > 0);
}

function expectSide(value: number, bounds: Graded, by: string, places: readonly string[]): void {
  const { min = -Infinity, max = Infinity, excludesMin, excludesMax } = bounds;
  const side =
    value > max || (excludesMax && value === max)
      ? 'above'
      : value < min || (excludesMin && value === min)
        ? 'below'
        : undefined;
  if (side === undefined) expect([value, places.filter(one => one.endsWith(by))]).toEqual([value, []]);
  else expect([value, places.join()]).toEqual([value, expect.stringMatching(new RegExp(`${side} ${by}`))]);
}

type Path = readonly (string | number)[];
type Tree = Readonly<Record<string, unknown>>;

function* listNumbers(node: unknown, path: Path = []): Generator<Path> {
  if (typeof node === 'number') yield path;
  if (typeof node !== 'object' || node === null) return;
  for (const [key, child] of Object.entries(node)) yield* listNumbers(child, [...path, key]);
}

function replaceAt(node: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node))
    return node.map((one, i) => (String(i) === key ? replaceAt(one, rest, value) : one));
  return { ...(node as Tree), [key]: replaceAt((node as Tree)[key], rest, value) };
}

/** Without what people saw, which is another number. */
function withoutDisplays(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutDisplays);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(
    ([key]) => key !== 'display' || typeof (node as Tree).display === 'string',
  );
  return Object.fromEntries(entries.map(([key, child]) => [key, withoutDisplays(child)]));
}

const fasting = { text: 'Fasting', code: [{ value: 'Fasting', type: 'glucose-measurement-context' }] };
const afterMeal = { text: 'After meal', code: [{ value: 'AfterMeal', type: 'glucose-measurement-context' }] };
const resting = { text: 'Resting', code: [{ value: 'Resting', type: 'heart-rate-conditions' }] };
const temperature = (more: object) => ({
  vitalSignsResults: [{ title: { text: 'Temperature' }, value: 37, unit: { text: '°C' } }],
  site: undefined,
  ...more,
});

/** What else an item says under the circumstances that its kind tells apart. */
const circumstances: Readonly<Record<string, readonly { context?: CodableValue; more: object }[]>> = {
  'Blood glucose': [fasting, afterMeal].map(context => ({
    context,
    more: { measurementContext: context, isControlTest: false, normalcy: undefined },
  })),
  'Heart rate': [{ context: resting, more: { measurementConditions: resting } }],
  'Vital signs': [
    { more: temperature({}) },
    { context: { text: 'mouth' }, more: temperature({ site: 'mouth' }) },
    { context: { text: 'armpit' }, more: temperature({ site: 'armpit' }) },
  ],
  'Blood pressure': [{ more: { systolic: 110, diastolic: 70, pulse: 70 } }],
  Cholesterol: [
    {
      more: {
        ...{ ldl: { mmolPerL: 2 }, hdl: { mmolPerL: 1.5 } },
        ...{ totalCholesterol: { mmolPerL: 4 }, triglyceride: { mmolPerL: 1 } },
      },
    },
  ],
  'Blood oxygen saturation': [{ more: { measurementFlags: undefined } }],
};

interface Line {
  readonly label: string;
  readonly type: ThingType;
  readonly of: number;
  readonly series: Series;
  readonly context: CodableValue | undefined;
  readonly example: object;
}

const lines = everyType().flatMap((type): Line[] =>
  type.chart.flatMap((series, of) =>
    (circumstances[type.name] ?? [{ context: undefined, more: {} }]).map(({ context, more }) => ({
      label: [type.name, series.label, context?.text].filter(Boolean).join(', '),
      type,
      of,
      series,
      context,
      example: {
        ...(withoutDisplays(makeExample(type, currentVersion(type), 'full')) as object),
        ...more,
      },
    })),
  ),
);

/** How an item says that number of a line: where, and how many times as large. */
function findWay({ series, example }: Line): { path: Path; factor: number } {
  const read = (value: unknown) => series.value(value as never);
  for (const path of listNumbers(example)) {
    const [one, two] = [1, 0.5].map(leaf => read(replaceAt(example, path, leaf)));
    if (one !== undefined && two !== undefined && one !== two) return { path, factor: one };
  }
  throw new Error(`nothing in ${series.label} changes it`);
}

const isWhole = ({ type, of }: Line) =>
  ['Blood pressure', 'Heart rate', 'Emotional state', 'Aerobic profile'].includes(type.name) ||
  (type.name === 'Sleep session' && of === 0);

const byUsual = lines.filter(({ series, context }) => series.reference?.(findContextKey(context)));
const byTarget = lines.filter(line => !byUsual.includes(line));

test('there are kinds that are judged by what is usual, and all others by a target', () => {
  expect(byUsual.length).toBeGreaterThan(12);
  expect(byTarget.length).toBeGreaterThan(8);
});

/** An item whose number of that line is this. */
function makeItem(line: Line, value: number, place: number): object {
  const { path, factor } = findWay(line);
  const leaf = Number((value / factor).toPrecision(12));
  const item = replaceAt(line.example, path, leaf) as Tree;
  const { effectiveDate } = currentVersion(line.type);
  const example = (effectiveDate === undefined ? {} : item[effectiveDate]) as Tree;
  const when = dayOf(place);
  const likeIt = 'structured' in example ? { structured: when } : 'y' in example ? when.date : when;
  return { ...item, ...(effectiveDate && { [effectiveDate]: likeIt }) };
}

test.each(byUsual)('$label: by what is usual, all places say the same', async line => {
  const stage = await givenStage();
  const bounds = line.series.reference!(findContextKey(line.context))!;
  const values = listAround(bounds, isWhole(line) ? 1 : 0.1).filter(
    value => line.type.name !== 'Blood oxygen saturation' || value <= 100,
  );
  for (const [place, value] of values.entries()) {
    const found = await lookEverywhere(stage, line.type, makeItem(line, value, place));
    expectSide(line.series.value(makeItem(line, value, place) as never)!, bounds, 'the usual range', found);
  }
});

test.each(byTarget)('$label: by a target, all places say the same', async line => {
  const stage = await givenStage();
  const bounds = isWhole(line) ? { min: 2, max: 4 } : { min: 60, max: 80 };
  const typed = { of: line.of, context: undefined, unit: line.series.unit, ...bounds };
  await write(stage.user, makeThing(healthGoal, makeGoal(line.type, typed)));
  const largest = line.type.name === 'Emotional state' ? 5 : Infinity;
  const values = listAround(
    bounds,
    isWhole(line) || line.type.name === 'Daily dietary intake' ? 1 : 0.5,
  ).filter(value => value <= largest);
  for (const [place, value] of values.entries()) {
    const found = await lookEverywhere(stage, line.type, makeItem(line, value, place));
    expectSide(value, bounds, 'the target', found);
  }
});

test('a child is judged by no range of adults, and by those for everybody', async () => {
  const stage = await givenStage(2020);
  for (const [place, line] of byUsual.entries()) {
    const bounds = line.series.reference!(findContextKey(line.context))!;
    const value =
      bounds.max === undefined
        ? bounds.min! / 2
        : line.type.name === 'Blood oxygen saturation'
          ? 88
          : bounds.max * 1.5;
    const found = await lookEverywhere(
      stage,
      line.type,
      makeItem(line, isWhole(line) ? Math.round(value) : value, place),
    );
    const others = line.type.chart.filter(({ reference }) => reference && !reference(undefined)?.ofAdults);
    if (bounds.ofAdults && others.length === 0) expect([line.label, found]).toEqual([line.label, []]);
    if (!bounds.ofAdults) expect([line.label, found.length]).toEqual([line.label, 1]);
  }
});

describe('what comes with a range or a flag', () => {
  const flag = (value: string) => ({ text: value, code: [{ value, type: 'lab-result-flag' }] });
  const report = (place: number, test: object) => ({
    when: { structured: dayOf(place) },
    labGroup: [{ groupName: { text: 'Group' }, results: [test] }],
  });
  const measured = (value: number, unit: string) => ({
    display: `${value} ${unit}`,
    structured: [{ value, units: { text: unit } }],
  });

  test.each([
    ['< 5', { max: 5 }],
    ['<= 5', { max: 5 }],
    ['> 60', { min: 60 }],
    ['>= 60', { min: 60 }],
    ['12 - 15.5', { min: 12, max: 15.5 }],
    ['0 - 40', { min: 0, max: 40 }],
  ] as [string, Graded][])('a result of a laboratory with the range %s', async (words, bounds) => {
    const stage = await givenStage();
    const ranges = [
      {
        type: { text: 'Normal' },
        text: { text: words },
        value: { minimumRange: bounds.min, maximumRange: bounds.max },
      },
    ];
    for (const [place, value] of listAround(bounds, 0.1).entries()) {
      const one = { name: 'Zonulin', value: { measurement: measured(value, 'ng/mL'), ranges } };
      const found = await lookEverywhere(stage, labResults as never, report(place, one));
      expectSide(value, { ...bounds, ...readStrictness(words, bounds) }, 'its own range', found);
    }
  });

  test('a result that was flagged, and what is usual and a target for one that came with nothing', async () => {
    const stage = await givenStage();
    const look = (place: number, name: string, value: object) =>
      lookEverywhere(stage, labResults as never, report(place, { name, value }));
    let place = 0;
    for (const [letter, words] of [
      ['H', ['reported as high']],
      ['L', ['reported as low']],
      ['HH', ['reported as very high']],
      ['LL', ['reported as very low']],
      ['A', ['reported as abnormal']],
      ['AA', ['reported as critical']],
      ['N', []],
    ] as const)
      expect(
        await look(place++, 'Zonulin', { measurement: measured(5, 'ng/mL'), flag: [flag(letter)] }),
      ).toEqual(words);
    expect(await look(place++, 'HbA1c', { measurement: measured(53, 'mmol/mol') })).toEqual([
      'above the usual range',
    ]);
    expect(await look(place++, 'HbA1c', { measurement: measured(7, '%') })).toEqual([
      'above the usual range',
    ]);
    expect(await look(place++, 'HbA1c', { measurement: measured(5.6, '%') })).toEqual([]);
    expect(await look(place++, 'LDL', { measurement: measured(130, 'mg/dL') })).toEqual([
      'above the usual range',
    ]);
    // In a unit that nobody knows.
    expect(await look(place++, 'HbA1c', { measurement: measured(53, 'furlongs') })).toEqual([]);
    const hba1c = everyType().find(({ name }) => name === 'HbA1C')!;
    const typed = { of: 0, context: undefined, unit: 'mmol/mol', min: undefined, max: 53 };
    await write(stage.user, makeThing(healthGoal, makeGoal(hba1c, typed)));
    expect(await look(place++, 'HbA1c', { measurement: measured(53, 'mmol/mol') })).toEqual([]);
    expect(await look(place++, 'HbA1c', { measurement: measured(60, 'mmol/mol') })).toEqual([
      'above the target',
    ]);
    // The range of the laboratory comes before the target.
    const own = [{ type: { text: 'Normal' }, text: { text: '< 48' }, value: { maximumRange: 48 } }];
    expect(await look(place++, 'HbA1c', { measurement: measured(50, 'mmol/mol'), ranges: own })).toEqual([
      'a little above its own range',
    ]);
  });

  test('vital signs with ranges of their own, of several kinds, and in units that nobody knows', async () => {
    const stage = await givenStage();
    const look = (place: number, ...results: object[]) =>
      lookEverywhere(stage, vitalSigns as never, { when: dayOf(place), vitalSignsResults: results });
    const sign = (code: string, text: string, value: number, more: object = {}) => ({
      title: { text, code: [{ value: code, family: 'wc', type: 'vital-statistics', version: '1' }] },
      value,
      ...more,
    });
    const celsius = { unit: { text: '°C' } };
    const mmHg = { unit: { text: 'mmHg' } };
    expect(await look(0, sign('Res', 'Respiratory rate', 25, { referenceMaximum: 20 }))).toEqual([
      'above its own range',
    ]);
    expect(await look(1, sign('Tmp', 'Temperature', 39.2, celsius))).toEqual(['above the usual range']);
    expect(await look(2, sign('Tmp', 'Temperature', 102.5, { unit: { text: '°F' } }))).toEqual([
      'above the usual range',
    ]);
    expect(await look(3, sign('Tmp', 'Temperature', 39.2))).toEqual([]);
    expect(await look(4, sign('Tmp', 'Temperature', 312, { unit: { text: 'K' } }))).toEqual([]);
    expect(
      await look(5, sign('BPS', 'Blood Pressure - Systolic', 150, mmHg), sign('BPD', 'Diastolic', 85, mmHg)),
    ).toEqual(['a little above the usual range', 'above the usual range']);
    expect(await look(6, sign('BPS', 'Blood Pressure - Systolic', 150))).toEqual([]);
  });
});

test('what FHIR says of a value is no flag of the item when it comes back', async () => {
  const stage = await givenStage();
  const { app, fhir } = stage;
  const version = currentVersion(vitalSigns as never);
  const signs = {
    when: dayOf(0),
    vitalSignsResults: [{ title: { text: 'Temperature' }, value: 39.2, unit: { text: '°C' } }],
  };
  const { id } = await putOne(app, thingXml(version.id, { data: printThing(version, signs) }));
  const { body } = await fhir.get(`Observation/${id}`);
  expect([...findInterpretations(body)]).toEqual(['above the usual range']);
  const sent = { ...body, valueQuantity: { ...body.valueQuantity, value: 37 } };
  const put = await fhir.send('PUT', `Observation/${id}`, sent);
  expect([put.status, put.body.interpretation]).toEqual([200, undefined]);
  const { html } = await stage.user.browser.open(`/items/${id}`);
  expect([readMarks(html, id), html.includes('above the usual range')]).toEqual([[], false]);
});

test('every degree was seen, by every line', () => {
  for (const how of ['far below', 'below', 'a little below', 'a little above', 'above', 'far above'])
    for (const whose of ['its own range', 'the usual range', 'the target'])
      expect(said).toContain(`${how} ${whose}`);
});
