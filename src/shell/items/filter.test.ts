// The form that narrows a list down: what stands in it stays until it is changed, and what it cannot be meant is told.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import allergy from '../../things/allergy.ts';
import condition from '../../things/condition.ts';
import weight from '../../things/weight.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function given(...writes: ThingWrite[]) {
  const { browser, person, record } = await givenSignedIn(server);
  const grant = makeSystemGrant('tests', record.id, person.id);
  await writeThings(server.vault, grant, writes, { overwrite: false });
  return browser;
}

const weighed = (kg: number) => makeThing(weight, { when: { date: { y: 2026, m: 3, d: 1 } }, value: { kg } });

test('several kinds that an application led to stay when a date is filled in', async () => {
  const browser = await given(
    weighed(71),
    makeThing(allergy, { name: { text: 'Peanuts' } } as never),
    makeThing(condition, { name: { text: 'Asthma' } } as never),
  );
  const two = await browser.open('/items?kind=weight,allergy');
  const found = await browser.submit(two, '/items/find', { from: '2020-01-01' });
  expect(found.url.search).toBe('?kind=weight,allergy&from=2020-01-01');
  expect(found.text).toMatch(/Peanuts.*71 kg/);
  expect(found.text).not.toContain('Asthma');
  const all = await browser.submit(found, '/items/find', { kind: '' });
  expect(all.text).toContain('Asthma');
});

test('what is no day is told at its field, with what was typed, and what else stands there counts', async () => {
  const browser = await given(weighed(71), makeThing(allergy, { name: { text: 'Peanuts' } } as never));
  const list = await browser.open('/items');
  const told = await browser.submit(list, '/items/find', { from: '31.12.2025', kind: 'weight' });
  expect(told.status).toBe(422);
  expect(told.text).toContain('Enter a date such as 2026-05-31.');
  expect(told.form('/items/find')).toMatchObject({ from: '31.12.2025', kind: 'weight' });
  expect(told.text).toContain('71 kg');
  expect(told.html).not.toContain('>Peanuts<');
  const mended = await browser.submit(told, '/items/find', { from: '2025-12-31' });
  expect([mended.status, mended.url.search]).toEqual([200, '?kind=weight&from=2025-12-31']);
  expect((await browser.open('/items?to=2026-02-30')).status).toBe(422);
  const timeline = await browser.open('/timeline?to=31.12.2025');
  expect(timeline.status).toBe(422);
  expect(timeline.text).toContain('Enter a date such as 2026-05-31.');
});

test('an end before the beginning is told, and what was deleted is told of where nothing was', async () => {
  const browser = await given(weighed(71));
  const list = await browser.open('/items');
  const told = await browser.submit(list, '/items/find', { from: '2026-03-02', to: '2026-03-01' });
  expect(told.status).toBe(422);
  expect(told.text).toContain('Enter the same day as From, or a later one.');
  expect(told.form('/items/find')).toMatchObject({ from: '2026-03-02', to: '2026-03-01' });
  const mended = await browser.submit(told, '/items/find', { from: '2026-03-01' });
  expect([mended.status, mended.text.includes('71 kg')]).toEqual([200, true]);
  expect((await browser.open('/items?state=deleted')).text).toContain('Nothing was deleted');
});
