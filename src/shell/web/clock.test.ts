// One clock on a page: what the vault noted is told by the browser's clock, as the times are that people type there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { getMoment } from '../../things/common/zones.ts';
import contactType from '../../things/contact.ts';
import { currentVersion } from '../../things/index.ts';
import { givenItem } from '../testing/items.ts';
import { givenSignedIn } from '../testing/visitors.ts';
import { findZone, getStartOfDay } from './clock.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const inZone = async (zone: string) => {
  const ada = await givenSignedIn(server);
  ada.browser.cookies.set('keepwell-zone', encodeURIComponent(zone));
  return ada;
};
/** It has no date of its own. */
const contact = '<person><name><full>Grace Example</full></name></person>';
const contactTypeId = currentVersion(contactType).id;

// It is noon in UTC on 25 November 2026.
describe('what the vault noted', () => {
  test.each([
    ['Asia/Tokyo', '25 November 2026 at 21:00', 'Japan Standard Time'],
    ['America/New_York', '25 November 2026 at 07:00', 'Eastern Time'],
    ['Asia/Calcutta', '25 November 2026 at 17:30', 'India Standard Time'],
    ['UTC', '25 November 2026 at 12:00', 'UTC'],
    ['Nowhere/At_All', '25 November 2026 at 12:00', 'UTC'],
  ])('is told in %s on the page of an item, which says so', async (zone, moment, name) => {
    const ada = await inZone(zone);
    const id = await givenItem(server, ada, contactTypeId, contact);
    const { text } = await ada.browser.open(`/items/${id}`);
    expect(text).toContain(moment);
    expect(text).toContain(`when it was added and changed is in ${name}`);
    const activity = await ada.browser.open('/activity');
    expect(activity.text).toContain(`Times are in ${name}.`);
    expect(activity.text).toContain(moment.slice(-5));
  });

  test('stands under the day it is there, wherever an item has no date of its own', async () => {
    const ada = await inZone('Pacific/Kiritimati');
    const id = await givenItem(server, ada, contactTypeId, contact);
    for (const path of ['/items', '/timeline', `/items/${id}`])
      expect((await ada.browser.open(path)).text, path).toContain('added 26 Nov 2026');
  });

  test('is found by the days of the reader', async () => {
    const ada = await inZone('Pacific/Kiritimati');
    await givenItem(server, ada, contactTypeId, contact);
    const found = async (day: string) =>
      (await ada.browser.open(`/activity?from=${day}&to=${day}`)).text.includes('Contact');
    expect([await found('2026-11-25'), await found('2026-11-26')]).toEqual([false, true]);
  });
});

test.each([
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
  ['2026-11-25', 'Pacific/Kiritimati', '2026-11-24T10:00:00.000Z'],
  ['2026-11-25', 'UTC', '2026-11-25T00:00:00.000Z'],
  // Its clocks skip midnight.
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, begins) => {
  expect(new Date(getStartOfDay(day, zone)).toISOString()).toBe(begins);
});

test.each([
  ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['2026-03-08T03:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
])('%s in %s, where the clocks skip it or show it twice', (wall, zone, moment) => {
  expect(new Date(getMoment(wall, zone)).toISOString()).toBe(moment);
});

test.each([undefined, '', 'x'.repeat(1000), '__proto__', 'Europe/Berlin\n'])(
  'what is no zone is the zone of the server (%#)',
  named => {
    expect(findZone(named)).toBe('UTC');
  },
);
