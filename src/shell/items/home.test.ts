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
  test('what lasts before what is over, and what is over where nothing else is there', async () => {
    const user = await givenSignedIn(server);
    await put(user, taken('Oldicillin', on(2026, 11, 20)));
    expect((await user.browser.open('/')).text).toContain('Oldicillin');
    await put(user, taken('Warfarin'), taken('Shortmycin', on(2026, 11, 23)));
    const { text } = await user.browser.open('/');
    expect(text).toContain('Warfarin');
    expect(text).not.toMatch(/Oldicillin|Shortmycin/);
    await put(user, taken('Ramipril', on(2026, 12, 24)));
    expect((await user.browser.open('/')).text).toContain('Ramipril');
  });

  test('no reading of a day that has not come yet, but the next appointment', async () => {
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
    expect(text).toContain('Dentist');
    expect(text).not.toMatch(/Eye doctor|Skin doctor/);
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
