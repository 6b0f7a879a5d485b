// The dates that lists, the home page, the timeline and the page of an item tell: the item's own, or that there is none.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import allergy from '../../things/allergy.ts';
import type { ApproxDateTime } from '../../things/common/dates.ts';
import condition from '../../things/condition.ts';
import medication from '../../things/medication.ts';
import weight from '../../things/weight.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function given(write: ThingWrite) {
  const { browser, person, record } = await givenSignedIn(server);
  const grant = makeSystemGrant('tests', record.id, person.id);
  const [{ id } = { id: '' }] = await writeThings(server.vault, grant, [write], { overwrite: false });
  const open = async (path: string) => (await browser.open(path)).text.replace(/\s+/g, ' ');
  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
  return { id, open, browser, added: `added ${today.format(server.clock.now())}` };
}

const observed = (firstObserved?: ApproxDateTime) =>
  makeThing(allergy, { name: { text: 'Penicillin' }, ...(firstObserved && { firstObserved }) } as never);
const structured = (y: number, m?: number, d?: number) => ({ structured: { date: { y, m, d } } });

describe('what has no date of its own says when it was added', () => {
  test.each([
    [
      'a kind that has none',
      makeThing(condition, { name: { text: 'Asthma' }, onsetDate: structured(2023) } as never),
      // Since when it holds says more.
      'Asthma, since 2023 Condition 2023',
    ],
    ['one that was left out', observed()],
    ['one that is words', observed({ descriptive: 'as a child' })],
  ])('%s', async (_, write, inList?: string) => {
    const { id, open, added } = await given(write);
    expect(await open('/items')).toContain(inList ?? added);
    for (const path of ['/timeline', `/items/${id}`]) expect(await open(path), path).toContain(added);
    // Of what holds, the first page says since when, and nothing where that is not known.
    expect(await open('/')).not.toContain(added);
    expect(await open('/timeline')).not.toMatch(/\d\d:\d\d/);
  });

  test.each([
    [
      'a kind that always has one',
      makeThing(weight, { when: { date: { y: 2025, m: 3, d: 9 } }, value: { kg: 70 } }),
    ],
    ['one that is known roughly', observed(structured(2019))],
  ])('%s does not', async (_, write) => {
    const { id, open, added } = await given(write);
    for (const path of ['/', '/items', '/timeline', `/items/${id}`])
      expect(await open(path), path).not.toContain(added);
  });
});

test.each([
  ['the year', structured(2019), '2019', '1 January 2019'],
  ['the month', { structured: { date: { y: 2019, m: 3 } } }, 'March 2019', '1 March 2019'],
])('a date of which only %s is known is told no further', async (_, date, told, untold) => {
  const { id, open } = await given(observed(date));
  for (const path of ['/', '/items', '/timeline', `/items/${id}`]) {
    const text = await open(path);
    expect(text, path).toContain(told);
    expect(text, path).not.toContain(untold);
  }
});

test('the timeline puts what is known roughly under the month or the year, apart from the first day of it', async () => {
  const { browser, person, record } = await givenSignedIn(server);
  const grant = makeSystemGrant('tests', record.id, person.id);
  const things = [structured(1999), structured(1999, 5), structured(1999, 1, 1)];
  await writeThings(server.vault, grant, things.map(observed), { overwrite: false });
  const { html } = await browser.open('/timeline');
  const headings = [...html.matchAll(/<h2><time datetime="([^"]*)">([^<]*)</g)].map(([, ...told]) => told);
  expect(headings.slice(0, 1)).toEqual([['1999-05', 'May 1999']]);
  expect(headings.slice(1).sort()).toEqual([
    ['1999', '1999'],
    ['1999-01-01', '1 January 1999'],
  ]);
});

describe('the end of an item', () => {
  const taken = (from: ApproxDateTime, until: ApproxDateTime) =>
    makeThing(medication, { name: { text: 'Aspirin' }, dateStarted: from, dateDiscontinued: until } as never);

  test.each([
    ['the year', structured(2026), '2026'],
    ['the month', structured(2026, 11), 'November 2026'],
    ['the day', structured(2026, 11, 5), '5 November 2026'],
  ])('is told no further than %s', async (_, until, told) => {
    const { id, browser } = await given(taken(structured(2026, 10), until));
    const { html } = await browser.open(`/items/${id}`);
    expect(html).toContain(`<dt>Valid until</dt><dd>${told}</dd>`);
  });

  test('is not told again where it would come before the start', async () => {
    const { id, open } = await given(taken(structured(2026, 10), structured(2026, 9)));
    expect(await open(`/items/${id}`)).not.toContain('Valid until');
  });

  test('is told in the history as far as it is known', async () => {
    const { id, browser } = await given(taken(structured(2026, 10), structured(2026, 11)));
    const form = await browser.open(`/items/${id}/edit`);
    await browser.submit(form, `/items/${id}/edit`, {
      'v.date-discontinued.date': '',
      'v.date-discontinued.said': '2026',
    });
    expect((await browser.open(`/items/${id}/history`)).text).toContain('Valid until November 2026 2026');
  });
});

test('a search finds the year, the month and the day that a summary tells', async () => {
  const onset = { structured: { date: { y: 2023, m: 8, d: 14 } } };
  const { browser } = await given(
    makeThing(condition, { name: { text: 'Asthma' }, onsetDate: onset } as never),
  );
  for (const words of ['2023', 'aug 2023', '14 Aug']) {
    const found = await browser.submit(await browser.open('/items'), '/items/find', { words });
    expect(found.text, words).toContain('since 14 Aug 2023');
  }
});

test('whose clock it is stands once on each page with times', async () => {
  const when = { date: { y: 2025, m: 3, d: 9 }, time: { h: 8, m: 30 } };
  const { id, open } = await given(makeThing(weight, { when, value: { kg: 70 } }));
  for (const path of ['/items', '/timeline', '/charts/weight?range=all'])
    expect((await open(path)).match(/Times are as they were written down/g), path).toHaveLength(1);
  expect((await open(`/items/${id}`)).match(/UTC/g)).toHaveLength(1);
  expect((await open(`/items/${id}/history`)).match(/UTC/g)).toHaveLength(1);
});

test('what people come for stands before the fields of an item', async () => {
  const { id, browser } = await given(
    makeThing(weight, { when: { date: { y: 2025, m: 3, d: 9 } }, value: { kg: 70 } }),
  );
  const { html } = await browser.open(`/items/${id}`);
  const fields = html.indexOf('<dl');
  for (const link of ['>Edit</a>', '>Show as a chart</a>']) {
    expect(html).toContain(link);
    expect(html.indexOf(link)).toBeLessThan(fields);
  }
});
