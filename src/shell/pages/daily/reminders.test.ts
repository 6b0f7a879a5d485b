// Reminders by mail: when they come, how often, what they say, and how they end.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { makeLastingTenure } from '../../../core/leases/tenure.ts';
import { sendReminders } from '../../../core/reminders/remind.ts';
import { endAccess } from '../../../core/sharing/access.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import appointment, { type Appointment } from '../../../things/appointment.ts';
import height, { type Height } from '../../../things/height.ts';
import medication, { type Medication } from '../../../things/medication.ts';
import medicationFill from '../../../things/medication-fill.ts';
import personal from '../../../things/personal.ts';
import { Browser, type Values } from '../../testing/browser.ts';
import { lettersTo } from '../../testing/letters.ts';
import { giveAccess, givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';
import { noteDose } from '../medicines/doses.ts';

const hourMs = 3_600_000;

const put = (server: TestServer, { person, record }: Visitor, ...writes: ThingWrite[]) =>
  writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), writes, { overwrite: false });

const at = (d: number, h?: number): Appointment['when'] => ({
  date: { y: 2026, m: 11, d },
  ...(h !== undefined && { time: { h, m: 0 } }),
});
const visit = (when: Appointment['when']) =>
  makeThing(appointment, {
    when,
    service: { text: 'Check-up' },
    clinic: { name: { full: 'Dr Meyer' }, organization: 'Praxis Süd' },
  });

async function choose({ browser }: Visitor, values: Values = {}) {
  const page = await browser.open('/reminders');
  return browser.submit(page, '/reminders', { remind: 'appointments', lead: 'day', ...values });
}

async function remindersTo(server: TestServer, { person }: Visitor) {
  await server.background.run('send reminders');
  return (await lettersTo(server, person.email)).filter(({ subject }) => subject.startsWith('Reminder'));
}

test('a supply that would last for ever is none, to pages and to reminders', async () => {
  await using server = await startTestServer();
  const ada = await givenSignedIn(server);
  const fill = (name: string, y: number, daysSupply: number) => [
    makeThing(medication, { name: { text: name } }),
    makeThing(medicationFill, {
      name: { text: name },
      dateFilled: { structured: { date: { y, m: 12, d: 31 } } },
      daysSupply,
    }),
  ];
  await put(server, ada, ...fill('Aspirin', 2026, 2_147_483_647), ...fill('Iron', 9999, 30));
  await choose(ada, { remind: 'supplies' });
  expect(await remindersTo(server, ada)).toEqual([]);
  for (const path of ['/medicines', '/', '/reminders'])
    expect((await ada.browser.open(path)).status).toBe(200);
});

describe('a reminder', () => {
  // It is noon in UTC on the 25th.
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('comes once, as long before as was chosen, and says no more than when', async () => {
    await using server = await startTestServer();
    const ada = await givenSignedIn(server);
    await put(server, ada, visit(at(27, 9)));
    expect((await choose(ada)).text).toContain('Your reminders are saved.');
    expect(await remindersTo(server, ada)).toEqual([]);
    server.clock.pass(21 * hourMs - 1);
    expect(await remindersTo(server, ada)).toEqual([]);
    server.clock.pass(1);
    const [mail, ...more] = await remindersTo(server, ada);
    expect(more).toEqual([]);
    expect(mail!.text).toContain(
      'You have an appointment tomorrow, Friday 27 November, at 09:00, in the calendar of “Ada Example”.',
    );
    expect(`${mail!.subject}${mail!.text}`).not.toMatch(/Check-up|Meyer|Praxis/);
    server.clock.pass(hourMs);
    expect(await remindersTo(server, ada)).toHaveLength(1);
  });

  test('says what and where to who chose that, in the time zone of their browser', async () => {
    await using server = await startTestServer();
    const ada = await givenSignedIn(server);
    ada.browser.cookies.set('keepwell-zone', 'America/New_York');
    await choose(ada, { lead: 'hours', mail: 'all' });
    await put(server, ada, visit(at(25, 9)));
    // Seven in the morning there.
    const [mail] = await remindersTo(server, ada);
    expect(mail!.text).toMatch(/today, Wednesday 25 November, at 09:00.*\nCheck-up, Dr Meyer\nPraxis Süd\n/);
  });

  test('comes for each appointment, and anew for one that was moved, but not for what is past', async () => {
    await using server = await startTestServer();
    const ada = await givenSignedIn(server);
    await choose(ada, { lead: ['day', 'week', 'hours'] });
    const status = { text: 'Cancelled', code: [{ value: 'Can', type: 'appointment-status' }] };
    await put(server, ada, visit(at(25, 11)), makeThing(appointment, { when: at(26, 8), status }));
    expect(await remindersTo(server, ada)).toEqual([]);
    const [written] = await put(server, ada, visit(at(26, 9)), visit(at(29)));
    const [first] = await remindersTo(server, ada);
    // One mail for all that is due at once.
    expect(first!.text!.match(/You have an appointment/g)).toHaveLength(2);
    expect(first!.text).toContain('on Sunday 29 November, in the calendar');
    const { id, versionStamp } = written!;
    await put(server, ada, { ...visit(at(26, 10)), id, versionStamp });
    const texts = (await remindersTo(server, ada)).map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts.join()).toContain('tomorrow, Thursday 26 November, at 10:00');
  });

  test('of a vaccine comes on the day it is due', async () => {
    await using server = await startTestServer();
    const ada = await givenSignedIn(server);
    await put(server, ada, makeThing(personal, { birthdate: { date: { y: 2026, m: 10, d: 15 } } }));
    await choose(ada, { remind: 'vaccines', mail: 'all' });
    // What was due before is told on Home.
    expect(await remindersTo(server, ada)).toEqual([]);
    server.clock.pass(2 * 24 * hourMs);
    const [mail, ...more] = await remindersTo(server, ada);
    expect(mail!.text).toMatch(/A vaccine is due for “Ada Example”: .*, dose 1\./);
    expect(more).toEqual([]);
  });

  const often = (display: string) => ({ frequency: { display } });
  const started = { dateStarted: { structured: { date: { y: 2026, m: 11, d: 24 } } } };
  const metformin = (more: Partial<Medication> = {}) =>
    makeThing(medication, { name: { text: 'Metformin' }, ...often('1-0-1'), ...started, ...more });

  test('of a dose comes at its time, for the medicines chosen, once, and says no more than that', async () => {
    await using server = await startTestServer();
    const ada = await givenSignedIn(server);
    const [first] = await put(
      server,
      ada,
      metformin(),
      metformin({ name: { text: 'Lisinopril' } }),
      metformin({ name: { text: 'Ibuprofen' }, ...often('as needed') }),
    );
    const page = await ada.browser.open('/reminders');
    expect(page.html).toMatch(/Metformin[\s\S]*1-0-1/);
    expect(page.html).not.toContain('Ibuprofen');
    await choose(ada, { remind: [], dose: first!.id });
    // The one at eight was before it was chosen.
    expect(await remindersTo(server, ada)).toEqual([]);
    server.clock.pass(6 * hourMs - 1);
    expect(await remindersTo(server, ada)).toEqual([]);
    server.clock.pass(1);
    const [mail, ...more] = await remindersTo(server, ada);
    expect(more).toEqual([]);
    expect(mail!.text).toContain(
      'A dose of a medicine is meant for “Ada Example” today, Wednesday 25 November, at 18:00.',
    );
    expect(`${mail!.subject}${mail!.text}`).not.toMatch(/Metformin|Lisinopril/);
    server.clock.pass(hourMs);
    expect(await remindersTo(server, ada)).toHaveLength(1);
    server.clock.pass(13 * hourMs);
    expect(await remindersTo(server, ada)).toHaveLength(2);
  });

  test('of a dose names it to who chose that, and comes neither late nor where it is noted', async () => {
    await using server = await startTestServer();
    const ada = await givenSignedIn(server);
    ada.browser.cookies.set('keepwell-zone', 'America/New_York');
    const [every, seldom] = await put(
      server,
      ada,
      metformin(),
      metformin({ name: { text: 'Alendronate' }, ...often('every second day') }),
    );
    await choose(ada, { remind: [], dose: [every!.id, seldom!.id], mail: 'all' });
    server.clock.pass(hourMs);
    // Eight in the morning there, of the second day.
    const [mail] = await remindersTo(server, ada);
    expect(mail!.text).toContain('A dose is meant for “Ada Example” today');
    expect(mail!.text).toContain(': Metformin.');
    expect(mail!.text).not.toContain('Alendronate');
    const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
    for (const is of ['taken', 'skipped'] as const)
      await noteDose(server.vault, grant, { id: every!.id, day: '2026-11-25', is, intended: 2 });
    server.clock.pass(10 * hourMs);
    expect(await remindersTo(server, ada)).toHaveLength(1);
    // Both are due the next morning, of which nobody hears for too long.
    server.clock.pass(16 * hourMs);
    expect(await remindersTo(server, ada)).toHaveLength(1);
  });

  test('of a medicine that runs out comes so many days before, once for each supply', async () => {
    await using server = await startTestServer();
    const ada = await givenSignedIn(server);
    const fill = (d: number, daysSupply: number) =>
      makeThing(medicationFill, {
        name: { text: 'Metformin' },
        dateFilled: { structured: { date: { y: 2026, m: 11, d } } },
        daysSupply,
      });
    await put(server, ada, metformin(), fill(25, 10));
    await choose(ada, { remind: 'supplies', days: '3', mail: 'all' });
    expect(await remindersTo(server, ada)).toEqual([]);
    // The last day is the 4th, so it is told of on the 1st, at nine.
    server.clock.pass((5 * 24 + 21) * hourMs - 1);
    expect(await remindersTo(server, ada)).toEqual([]);
    server.clock.pass(1);
    const [mail] = await remindersTo(server, ada);
    expect(mail!.text).toContain('A medicine of “Ada Example” runs out on Friday 4 December: Metformin.');
    await put(server, ada, fill(30, 5));
    expect(await remindersTo(server, ada)).toHaveLength(1);
    await put(server, ada, fill(30, 7));
    server.clock.pass(hourMs);
    expect(await remindersTo(server, ada)).toHaveLength(1);
    server.clock.pass(48 * hourMs);
    expect(await remindersTo(server, ada)).toHaveLength(2);
  });

  test('is looked at when it is due, and where something that it tells of was written, and not else', async () => {
    await using server = await startTestServer();
    const { store, clock, limits } = server.vault;
    const ada = await givenSignedIn(server);
    await choose(ada);
    await server.background.run('send reminders');
    const claim = () => store.write(db => db.reminders.claim(clock.now(), clock.now() + 1, 10));
    expect(await claim()).toEqual([]);
    await put(server, ada, makeThing(height, { when: at(25, 9), value: { m: 1.8 } } as Height));
    expect(await claim()).toEqual([]);
    await put(server, ada, visit(at(27, 9)));
    expect(await claim()).toHaveLength(1);
    server.clock.pass(1);
    await server.background.run('send reminders');
    server.clock.pass(limits.remindersLookEveryMs - 1);
    expect(await claim()).toEqual([]);
    server.clock.pass(1);
    expect(await claim()).toHaveLength(1);
  });

  test('that was written of while it was looked at is looked at once more', async () => {
    await using server = await startTestServer();
    const { store, clock } = server.vault;
    const ada = await givenSignedIn(server);
    await choose(ada);
    const key = { personId: ada.person.id, recordId: ada.record.id };
    const now = clock.now();
    await store.write(db => db.reminders.claim(now, now + 60_000, 10));
    await put(server, ada, visit(at(27, 9)));
    await store.write(db => db.reminders.setLook(key, now + 60_000, now + 900_000));
    expect(await store.write(db => db.reminders.claim(now, now + 1, 10))).toHaveLength(1);
  });

  test('comes once though two processes look at the same moment', async () => {
    const ada = await givenSignedIn(server);
    await choose(ada);
    await put(server, ada, visit(at(26, 9)));
    const tenure = makeLastingTenure(new AbortController().signal);
    await Promise.all(Array.from({ length: 4 }, () => sendReminders(server.vault, tenure)));
    expect(await remindersTo(server, ada)).toHaveLength(1);
  });

  test('that cannot be queued is still to come', async () => {
    await using own = await startTestServer({
      smtpUrl: 'smtp://127.0.0.1:1',
      mailFrom: 'keepwell@vault.example',
      limits: { mailsWaitingMax: 0 },
    });
    const { vault } = own;
    const ada = await givenSignedIn(own);
    await vault.store.write(db => db.mail.confirmAddress(ada.person.id, vault.clock.now()));
    await choose(ada);
    await put(own, ada, visit(at(26, 9)));
    await own.background.run('send reminders');
    const waiting = async () => (await vault.store.read(db => db.mail.counts())).waiting;
    expect(await waiting()).toBe(0);
    vault.limits.mailsWaitingMax = 10;
    await own.background.run('send reminders');
    expect(await waiting()).toBe(1);
  });

  test('goes to nobody whose address may be somebody else’s', async () => {
    await using own = await startTestServer({
      smtpUrl: 'smtp://127.0.0.1:1',
      mailFrom: 'keepwell@vault.example',
    });
    const ada = await givenSignedIn(own);
    expect((await choose(ada)).text).toContain('Confirm your e-mail address first');
    await put(own, ada, visit(at(26, 9)));
    await own.background.run('send reminders');
    expect((await own.vault.store.read(db => db.mail.counts())).waiting).toBe(0);
  });

  test('is one of so many in a day', async () => {
    await using own = await startTestServer({ limits: { reminderMailsPerDayMax: 1 } });
    const ada = await givenSignedIn(own);
    await choose(ada);
    await put(own, ada, visit(at(26, 9)));
    await remindersTo(own, ada);
    await put(own, ada, visit(at(26, 10)));
    expect(await remindersTo(own, ada)).toHaveLength(1);
  });
});

describe('reminders end', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('by the link of the mail, which asks first and nobody to sign in', async () => {
    const ada = await givenSignedIn(server);
    await choose(ada);
    await put(server, ada, visit(at(26, 9)));
    const [mail] = await remindersTo(server, ada);
    const link = /\/reminders\/off\?of=\S+/.exec(mail!.text!)![0];
    const stranger = new Browser(server);
    const page = await stranger.open(link);
    expect(page.text).not.toContain('Ada');
    await ada.browser.open('/reminders');
    await put(server, ada, visit(at(26, 10)));
    expect(await remindersTo(server, ada)).toHaveLength(2);
    expect((await stranger.submit(page, '/reminders/off')).text).toContain('The reminders are turned off.');
    await put(server, ada, visit(at(26, 11)));
    expect(await remindersTo(server, ada)).toHaveLength(2);
    expect((await ada.browser.open('/reminders')).text).toContain('You are not reminded of anything');
    expect((await stranger.open('/reminders/off?of=abc')).status).toBe(404);
  });

  test('with the share of the record, and do not come back with another', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    await bo.browser.open(`/records/${ada.record.id}/items`);
    await choose(bo);
    await put(server, ada, visit(at(26, 9)));
    expect(await remindersTo(server, bo)).toHaveLength(1);
    const access = { personId: bo.person.id, recordId: ada.record.id };
    await server.vault.store.write(db => endAccess(db, server.vault, ada.person.id, access));
    await put(server, ada, visit(at(26, 10)));
    expect(await remindersTo(server, bo)).toHaveLength(1);
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    expect(await remindersTo(server, bo)).toHaveLength(1);
  });

  test('by choosing nothing, and tell only what the person may read', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view', [personal.versions[0]!.id]);
    await bo.browser.open(`/records/${ada.record.id}/items`);
    await choose(bo);
    await put(server, ada, visit(at(26, 9)));
    expect(await remindersTo(server, bo)).toEqual([]);
    await choose(ada);
    await signInAs(ada.browser, ada.person);
    expect((await choose(ada, { remind: [] })).text).toContain('The reminders are turned off.');
    expect(await remindersTo(server, ada)).toEqual([]);
  });
});
