// What the home page prefers among the items of a kind, and how it lists applications.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { createRecord, relationship } from '../../core/records/create.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { fullRules, givenApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import appointment from '../../things/appointment.ts';
import bloodGlucose from '../../things/blood-glucose.ts';
import labResults from '../../things/lab-results.ts';
import medication from '../../things/medication.ts';
import weight from '../../things/weight.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function put({ person, record }: Visitor, ...writes: ThingWrite[]): Promise<void> {
  for (const write of writes) {
    server.clock.pass(1000);
    await writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), [write], {
      overwrite: false,
    });
  }
}

const on = (y: number, m: number, d: number) => ({ date: { y, m, d } });
const taken = (name: string, until?: ReturnType<typeof on>) =>
  makeThing(medication, { name: { text: name }, ...(until && { dateDiscontinued: { structured: until } }) });

describe('of each kind the home page shows', () => {
  test('all that hold, and of what is over that it is in the list', async () => {
    const user = await givenSignedIn(server);
    await put(user, taken('Oldicillin', on(2026, 11, 20)));
    const before = await user.browser.open('/');
    expect(before.text).not.toContain('Oldicillin');
    expect(before.text).toContain('Medication None now; the list has what is over.');
    await put(
      user,
      taken('Warfarin'),
      taken('Shortmycin', on(2026, 11, 23)),
      taken('Ramipril', on(2026, 12, 24)),
    );
    const { text } = await user.browser.open('/');
    expect(text).toContain('Warfarin');
    expect(text).toContain('Ramipril');
    expect(text).not.toMatch(/Oldicillin|Shortmycin/);
  });

  test('as many as there is room for, and how many more there are', async () => {
    const user = await givenSignedIn(server);
    await put(user, ...Array.from({ length: 9 }, (_, i) => taken(`Medicine ${i}`)));
    const { text } = await user.browser.open('/');
    expect(text.match(/Medicine \d/g)).toHaveLength(6);
    expect(text).toContain('and 3 more');
  });

  test('what was called high or low, or is outside the range it came with, and trends of what can be compared', async () => {
    const user = await givenSignedIn(server);
    const measured = (value: number) => ({
      measurement: { display: `${value} g/dL`, structured: [{ value, units: { text: 'g/dL' } }] },
      ranges: [
        {
          type: { text: 'Normal' },
          text: { text: '12 - 15.5' },
          value: { minimumRange: 12, maximumRange: 15.5 },
        },
      ],
    });
    await put(
      user,
      makeThing(labResults, {
        labGroup: [
          { groupName: { text: 'Blood count' }, results: [{ name: 'Haemoglobin', value: measured(11.4) }] },
        ],
      }),
    );
    const glucose = (mmolPerL: number, d: number, context: string) =>
      makeThing(bloodGlucose, {
        when: on(2026, 11, d),
        value: { mmolPerL },
        glucoseMeasurementType: { text: 'whole blood' },
        measurementContext: { text: context },
      });
    await put(user, glucose(8.4, 3, 'after dinner'), glucose(6.1, 4, 'fasting'));
    const one = await user.browser.open('/');
    expect(one.text).toContain('▽ Haemoglobin: a little below its own range');
    expect(one.html).not.toContain('class="trend"');
    await put(user, glucose(5.9, 2, 'fasting'));
    expect((await user.browser.open('/')).html.match(/class="trend"/g)).toHaveLength(1);
  });

  test('no reading of a day that has not come yet, but the appointments that come', async () => {
    const user = await givenSignedIn(server);
    const weighed = (kg: number, y: number) =>
      makeThing(weight, { when: on(y, 1, 1), value: { kg, display: { value: kg, units: 'kg' } } });
    await put(user, weighed(71, 2026), weighed(82, 2062));
    const met = (text: string, when: ReturnType<typeof on>) =>
      makeThing(appointment, { when, service: { text } } as never);
    await put(user, met('Eye doctor', on(2026, 2, 3)));
    expect((await user.browser.open('/')).text).toContain('Eye doctor');
    await put(user, met('Dentist', on(2026, 11, 26)), met('Skin doctor', on(2027, 9, 3)));
    const { text } = await user.browser.open('/');
    expect(text).toContain('71 kg');
    expect(text).not.toContain('82 kg');
    expect(text).toMatch(/Dentist.*Skin doctor/);
    expect(text).not.toContain('Eye doctor');
  });
});

test('the home page names each application once, with links to what it may do on each record', async () => {
  const user = await givenSignedIn(server);
  const app = await givenApp(server.vault, { rules: fullRules(), name: 'Curves' });
  await linkApp(server, app, user);
  const child = await server.vault.store.write(db =>
    createRecord(db, server.vault, {
      personId: user.person.id,
      name: 'Emil Example',
      relationship: relationship.child,
    }),
  );
  await linkApp(server, app, { person: user.person, record: child });
  const { html, text } = await user.browser.open('/');
  expect(text.match(/Curves/g)).toHaveLength(1);
  expect(text).toContain('Works with the records of Ada Example , Emil Example');
  for (const { id } of [user.record, child]) expect(html).toContain(`/apps/${app.app.id}/${id}"`);
});

test('the page of the family tells what holds of each, and a name leads to their health', async () => {
  const user = await givenSignedIn(server);
  await put(user, ...Array.from({ length: 5 }, (_, i) => taken(`Medicine ${i}`)));
  const { text, html } = await user.browser.open('/records');
  expect(text).toMatch(/Medication: (Medicine \d; ){3}and 2 more/);
  expect(html).toContain(`href="/records/${user.record.id}/health"`);
  const health = await user.browser.open(`/records/${user.record.id}/health`);
  expect(health.text.match(/Medicine \d/g)).toHaveLength(5);
  const stranger = await givenSignedIn(server);
  expect((await stranger.browser.open(`/records/${user.record.id}/health`)).status).toBe(404);
});
