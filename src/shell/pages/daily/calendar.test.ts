// A calendar at a secret address: what it tells and to whom, and that other programs read it as it was meant.
import ical, { type CalendarResponse, type VEvent } from 'node-ical';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readActivity } from '../../../core/audit/activity.ts';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { endAccess } from '../../../core/sharing/access.ts';
import { setSeclusion } from '../../../core/things/custody.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import appointment, { type Appointment } from '../../../things/appointment.ts';
import { currentVersion } from '../../../things/index.ts';
import medication from '../../../things/medication.ts';
import personal from '../../../things/personal.ts';
import { Browser, type Page, type Values } from '../../testing/browser.ts';
import { grantOf } from '../../testing/items.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const put = ({ person, record }: Visitor, ...writes: ThingWrite[]) =>
  writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), writes, { overwrite: false });

const at = (d: number, h?: number): Appointment['when'] => ({
  date: { y: 2026, m: 12, d },
  ...(h !== undefined && { time: { h, m: 30 } }),
});

const checkUp: Appointment = {
  when: at(3, 9),
  duration: { startDate: { structured: at(3, 9) }, endDate: { structured: at(3, 10) } },
  service: { text: 'Check-up; heart, lungs \\ and “ärztliche” Nachsorge nach der Operation im Frühjahr' },
  clinic: {
    name: { full: 'Dr Meyer' },
    organization: 'Praxis, Süd',
    contact: {
      address: [{ street: ['Seeweg 1'], city: 'Zürich', postcode: '8000', country: 'CH' }],
      phone: [],
      email: [],
    },
  },
};

/** Makes one; @returns its address. */
async function made({ browser }: Visitor, values: Values = {}): Promise<string> {
  const page = await browser.submit(await browser.open('/reminders'), '/calendar', {
    name: 'My phone',
    kinds: 'appointments',
    ...values,
  });
  return addressOn(page);
}

function addressOn(page: Page): string {
  expect(page.status).toBe(200);
  return new URL(/https?:\/\/[^<]*\/calendar\/[0-9a-f]{40}\.ics/.exec(page.text)![0]).pathname;
}

const read = (address: string, headers: Record<string, string> = {}) =>
  new Browser(server).send(address, { headers });

/** As another parser reads it. */
async function eventsAt(address: string): Promise<VEvent[]> {
  const { html, status } = await read(address);
  expect(status).toBe(200);
  const parsed: CalendarResponse = ical.sync.parseICS(html);
  return Object.values(parsed).flatMap(one => (one?.type === 'VEVENT' ? [one] : []));
}

describe('a calendar', () => {
  test('tells all where that was chosen, folded and escaped, and times by the clock on the wall', async () => {
    const ada = await givenSignedIn(server);
    await put(ada, makeThing(appointment, checkUp), makeThing(appointment, { when: at(5) }));
    const address = await made(ada, { says: 'all' });
    const page = await read(address);
    expect(page.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(page.html).toContain('DTSTART:20261203T093000\r\n');
    expect(page.html).toContain('DTEND:20261203T103000\r\n');
    expect(page.html).toContain('DTSTART;VALUE=DATE:20261205\r\n');
    expect(page.html).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
    expect(page.html.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of page.html.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const [first, second] = await eventsAt(address);
    expect(first).toMatchObject({
      summary: `${checkUp.service!.text}, Dr Meyer`,
      location: 'Praxis, Süd, Seeweg 1, 8000, Zürich',
      datetype: 'date-time',
    });
    expect(second).toMatchObject({ summary: 'Appointment', datetype: 'date' });
  });

  test.each([
    ['busy', 'Busy'],
    ['kind', 'Appointment'],
  ])('that says %s tells no more than that', async (says, summary) => {
    const ada = await givenSignedIn(server);
    await put(ada, makeThing(appointment, checkUp));
    const address = await made(ada, { says });
    expect(await eventsAt(address)).toMatchObject([{ summary }]);
    expect((await read(address)).html).not.toMatch(/Meyer|Check|heart|LOCATION|DESCRIPTION|Ada/);
    expect((await read(address)).html).not.toContain(ada.record.id);
  });

  test('has what was chosen: vaccines that are due, and doses of medicines that are taken', async () => {
    const ada = await givenSignedIn(server);
    await put(
      ada,
      makeThing(appointment, checkUp),
      makeThing(personal, { birthdate: { date: { y: 2026, m: 10, d: 1 } } }),
      makeThing(medication, { name: { text: 'Metformin' }, frequency: { display: '1-0-1' } }),
      makeThing(medication, { name: { text: 'Ibuprofen' }, frequency: { display: 'as needed' } }),
    );
    const vaccines = await eventsAt(await made(ada, { says: 'all', kinds: 'vaccines' }));
    expect(vaccines.map(({ summary }) => summary)).toContain('Hepatitis B, dose 1: due');
    expect(vaccines.every(({ datetype }) => datetype === 'date')).toBe(true);
    const doses = await eventsAt(await made(ada, { says: 'all', kinds: 'doses' }));
    expect(doses.map(({ summary, rrule, start }) => [summary, start.getHours(), rrule?.toString()])).toEqual([
      ['Metformin', 8, expect.stringContaining('FREQ=DAILY')],
      ['Metformin', 18, expect.stringContaining('FREQ=DAILY')],
    ]);
  });

  test('has whole days to the last that there are', async () => {
    const ada = await givenSignedIn(server);
    const last = { date: { y: 9999, m: 12, d: 31 } };
    const when = { date: { y: 9999, m: 12, d: 29 } };
    const duration = { startDate: { structured: when }, endDate: { structured: last } };
    await put(ada, makeThing(appointment, { when, duration }), makeThing(appointment, { when: last }));
    const { html } = await read(await made(ada));
    expect(html.match(/DT(START|END).*/g)).toEqual([
      'DTSTART;VALUE=DATE:99991229',
      'DTEND;VALUE=DATE:99991231',
      'DTSTART;VALUE=DATE:99991231',
    ]);
  });

  test('leaves out what was called off or deleted, and keeps the id of the rest', async () => {
    const ada = await givenSignedIn(server);
    const status = { text: 'Cancelled', code: [{ value: 'Can', type: 'appointment-status' }] };
    await put(ada, makeThing(appointment, checkUp));
    const address = await made(ada);
    const [before] = await eventsAt(address);
    await put(
      ada,
      makeThing(appointment, { when: at(4, 8), status }),
      makeThing(appointment, { when: at(1, 8) }),
    );
    const after = await eventsAt(address);
    expect(after).toHaveLength(2);
    expect(after[1]!.uid).toBe(before!.uid);
    // Another address of the same calendar cannot be told to be of the same person.
    expect((await eventsAt(await made(ada))).map(({ uid }) => uid)).not.toContain(before!.uid);
  });

  test('that has not changed is not sent again', async () => {
    const ada = await givenSignedIn(server);
    await put(ada, makeThing(appointment, checkUp));
    const address = await made(ada);
    const first = await read(address);
    server.clock.pass(3_600_000);
    const second = await read(address, { 'if-none-match': first.headers.get('etag')! });
    expect([second.status, second.html]).toEqual([304, '']);
    await put(ada, makeThing(appointment, { when: at(9, 8) }));
    expect((await read(address, { 'if-none-match': first.headers.get('etag')! })).status).toBe(200);
  });
});

describe('the address of a calendar', () => {
  test('is kept as a hash, shown once, and opens nothing once it is renewed or ended', async () => {
    const ada = await givenSignedIn(server);
    const first = await made(ada);
    const page = await ada.browser.open('/reminders');
    expect(page.text).toContain('My phone');
    expect(page.html).not.toContain(first);
    const id = /name="address" value="([^"]+)"/.exec(page.html)![1]!;
    const second = addressOn(await ada.browser.submit(page, '/calendar/renew', { address: id }));
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    await ada.browser.submit(await ada.browser.open('/reminders'), '/calendar/end', { address: id });
    expect((await read(second)).status).toBe(404);
    expect((await read(`/calendar/${'ab'.repeat(20)}.ics`)).status).toBe(404);
  });

  test('reads with the rights of who made it, and ends with their access', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenSignedIn(server, 'Bo Example');
    await put(
      ada,
      makeThing(appointment, checkUp),
      makeThing(medication, { name: { text: 'Metformin' }, frequency: { display: '1-0-1' } }),
    );
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view', [
      appointment.versions[0]!.id,
    ]);
    await bo.browser.open(`/records/${ada.record.id}/items`);
    const address = await made(bo, { kinds: ['appointments', 'doses'] });
    expect(await eventsAt(address)).toHaveLength(1);
    // Who looks after the record sees it and may end it, but does not get another address for it.
    const page = await ada.browser.open('/reminders');
    expect(page.text).toContain('By Bo Example');
    expect(page.html).not.toContain('action="/calendar/renew"');
    await server.vault.store.write(db =>
      endAccess(db, server.vault, ada.person.id, { personId: bo.person.id, recordId: ada.record.id }),
    );
    expect((await read(address)).status).toBe(404);
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    expect((await read(address)).status).toBe(404);
  });

  test('has nothing that is personal, for a program is an app', async () => {
    const ada = await givenSignedIn(server);
    await put(
      ada,
      makeThing(appointment, checkUp),
      makeThing(medication, { name: { text: 'Metformin' }, frequency: { display: '1-0-1' } }),
    );
    const address = await made(ada, { kinds: ['appointments', 'doses'], says: 'all' });
    expect(await eventsAt(address)).toHaveLength(3);
    const grant = await grantOf(server, ada);
    const typeIds = [appointment, medication].map(type => currentVersion(type).id);
    for (const key of await server.vault.store.read(db => db.things(grant).ofTypes(typeIds, 10)))
      await setSeclusion(server.vault, grant, key, { personal: true, hiddenInEmergency: false });
    expect(await eventsAt(address)).toEqual([]);
  });

  test('is not found by others, is no page to be indexed, and the log says in which hours it was read', async () => {
    const ada = await givenSignedIn(server);
    await put(ada, makeThing(appointment, checkUp));
    const address = await made(ada);
    const { headers } = await read(address);
    await read(address);
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    const { text } = await ada.browser.open('/activity');
    expect(text.match(/read at its secret address Whoever has the calendar’s address/g)).toHaveLength(1);
    const { rows } = await server.vault.store.read(async db =>
      readActivity(db, await grantOf(server, ada), { kind: 'looked', seesLooks: true, limit: 10 }),
    );
    const entry = rows.find(({ action }) => action === 'ReadCalendar');
    expect(entry).toMatchObject({ personId: undefined, details: { rightsOf: ada.person.id } });
    const bo = await givenSignedIn(server, 'Bo Example');
    expect((await bo.browser.open('/reminders')).text).not.toContain('My phone');
  });

  test('that somebody made who looks on is in what they see of the log', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenSignedIn(server, 'Bo Example');
    await put(ada, makeThing(appointment, checkUp));
    await read(await made(ada));
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    await bo.browser.open(`/records/${ada.record.id}/items`);
    const seen = async () =>
      (await bo.browser.open('/activity')).text.match(/A calendar was read at its secret address/g)?.length;
    expect(await seen()).toBeUndefined();
    await read(await made(bo));
    expect(await seen()).toBe(1);
  });

  test('is read so often in an hour, and there are so many of a record', async () => {
    await using strict = await startTestServer({
      limits: { calendarReadsPerHourMax: 2, secretAddressesPerRecordMax: 1 },
    });
    const ada = await givenSignedIn(strict);
    const address = await made(ada);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await new Browser(strict).send(address)).status);
    expect(statuses).toEqual([200, 200, 429]);
    const again = await ada.browser.submit(await ada.browser.open('/reminders'), '/calendar', {
      name: 'Another',
      kinds: 'appointments',
    });
    expect([again.status, again.text.includes('as many calendars')]).toEqual([422, true]);
  });

  test('of more than there is room for, has those that come next', async () => {
    await using small = await startTestServer({ limits: { calendarEntriesMax: 2 } });
    const ada = await givenSignedIn(small);
    const visits = [20, 4, 12].map(d =>
      makeThing(appointment, { ...checkUp, when: at(d, 9), service: { text: `Visit ${d}` } }),
    );
    const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
    await writeThings(small.vault, grant, visits, { overwrite: false });
    const feed = await fetch(new URL(await made(ada, { says: 'all' }), small.shellUrl));
    expect((await feed.text()).match(/Visit \d+/g)).toEqual(['Visit 4', 'Visit 12']);
  });

  test('needs a name and something to tell', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.submit(await ada.browser.open('/reminders'), '/calendar', {
      name: '',
      kinds: [],
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Choose what is in it.');
  });
});
