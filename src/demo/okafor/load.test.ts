import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { suspendDemo } from '../../core/operator/operator.ts';
import { hashPassword } from '../../core/people/password.ts';
import type { StoredThing } from '../../core/things/thing.ts';
import { readVaccines } from '../../core/vaccines/read.ts';
import { readXml } from '../../schema/xml-reader.ts';
import { Browser } from '../../shell/testing/browser.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import file from '../../things/file.ts';
import { findVersion, parseThing } from '../../things/index.ts';
import { demoSignIn, loadDemo, otherDemoEmails } from '../load.ts';

const [amarasEmail, danielsEmail] = otherDemoEmails;

let server: TestServer;
let count: number;
beforeAll(async () => {
  server = await startTestServer();
  count = await loadDemo(server.vault, await hashPassword(demoSignIn.password));
});
afterAll(() => server.close());

async function recordsOf(email: string) {
  return server.vault.store.read(async db => {
    const person = (await db.people.byEmail(email))!;
    return { person, all: await db.records.ofPerson(person.id) };
  });
}

/** Everything in a record that somebody has access to, by its name. */
async function thingsOf(email: string, name: string): Promise<StoredThing[]> {
  const { person, all } = await recordsOf(email);
  const { record } = all.find(one => one.record.name === name)!;
  return server.vault.store.read(async db => {
    const reader = db.things(makeSystemGrant('tests', record.id, person.id));
    const { operations } = await reader.operations({ sequence: 0, position: 0 }, 100_000);
    return reader.byIds([...new Set(operations.map(({ thingId }) => thingId))]);
  });
}

async function signIn(email: string): Promise<Browser> {
  const browser = new Browser(server);
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { ...demoSignIn, email });
  return browser;
}

describe('the second family of the demo', () => {
  test('has two accounts and four records, shared between the two', async () => {
    const shown = async (email: string) =>
      (await recordsOf(email)).all
        .map(({ record, access }) => [record.name, access.level, access.expiresAt !== undefined])
        .sort();
    expect(await shown(amarasEmail)).toEqual([
      ['Amara Okafor', 'custodian', false],
      ['Daniel Okafor', 'view', false],
      ['Grace Nwosu', 'custodian', false],
      ['Zoe Okafor', 'custodian', false],
    ]);
    expect(await shown(danielsEmail)).toEqual([
      ['Daniel Okafor', 'custodian', false],
      ['Grace Nwosu', 'view', true],
      ['Zoe Okafor', 'custodian', false],
    ]);
  });

  test('holds only items that their types allow, three years of them, appointments alone to come', async () => {
    const { clock } = server;
    const all = (
      await Promise.all(
        ['Amara Okafor', 'Zoe Okafor', 'Grace Nwosu', 'Daniel Okafor'].map(name =>
          thingsOf(amarasEmail, name),
        ),
      )
    ).flat();
    const firstFamily = (await recordsOf(demoSignIn.email)).all.map(({ record }) =>
      thingsOf(demoSignIn.email, record.name),
    );
    expect(all.length + (await Promise.all(firstFamily)).flat().length).toBe(count);
    const now = new Date(clock.now()).toISOString().slice(0, 19);
    for (const { typeId, dataXml, effectiveDate } of all) {
      const { type, version } = findVersion(typeId)!;
      parseThing(version, readXml(dataXml).root());
      if (!type.looksAhead) expect([type.name, effectiveDate <= now]).toEqual([type.name, true]);
    }
    const days = all.map(({ effectiveDate }) => effectiveDate.slice(0, 10)).sort();
    expect(days.find(day => day > '2023-01')).toBe('2023-11-25');
    expect(days.at(-1)! > now).toBe(true);
  });

  test('has a baby of eight months, born early, with one vaccine overdue and three to come next month', async () => {
    const { person, all } = await recordsOf(amarasEmail);
    const { record } = all.find(one => one.record.name === 'Zoe Okafor')!;
    const grant = makeSystemGrant('tests', record.id, person.id);
    const { about, doses } = await server.vault.store.read(db => readVaccines(db, server.vault, grant));
    expect(about.earlyDays).toBe(33);
    const listStanding = (wanted: string, before = '2027') =>
      doses
        .filter(({ standing, day = '' }) => standing === wanted && day < before)
        .map(({ vaccine, number }) => `${vaccine.id} ${number}`);
    expect(listStanding('overdue')).toEqual(['pneumococcal 3']);
    expect(listStanding('later', '2026-12-25')).toEqual(['polio 4', 'measles 1', 'rubella 1']);
  });

  test('shows two chronic illnesses, what is taken, what is out of range and what comes', async () => {
    const browser = await signIn(amarasEmail);
    const home = (await browser.open('/')).text;
    for (const shown of [
      'Type 1 diabetes',
      'High blood pressure',
      'Sulfonamides',
      'Insulin glargine',
      'Diabetes clinic',
    ])
      expect(home).toContain(shown);
    expect((await browser.open('/labs')).text).toMatch(/Albumin in urine.*above its own range/s);
    const medicines = (await browser.open('/medicines')).text;
    expect(medicines).toContain('Earlier doses');
    expect(medicines).toMatch(/Nifedipine.*Lasts to/s);
  });

  test('keeps letters as PDF and cards in photos, as long as their items say', async () => {
    const ids = file.versions.map(({ id }) => id);
    const files = (await thingsOf(amarasEmail, 'Grace Nwosu')).filter(({ typeId }) => ids.includes(typeId));
    expect(files.map(({ dataXml }) => /<name>([^<]+)/.exec(dataXml)?.[1]).sort()).toEqual([
      'Advance directive.pdf',
      'Discharge letter.pdf',
      'Warfarin book.jpg',
    ]);
    const browser = await signIn(danielsEmail);
    expect((await browser.open(`/items/${files[0]!.id}`)).status).toBe(200);
  });

  test('is kept out of a vault that goes into production', async () => {
    await server.vault.store.write(db => suspendDemo(db, server.vault));
    for (const email of [demoSignIn.email, ...otherDemoEmails])
      expect((await recordsOf(email)).person).toMatchObject({ state: 'suspended', passwordHash: undefined });
  });
});
