// Walks through the data of a record in a real browser, by the labels people see: what somebody new does in a few
// minutes, and what happens when things go wrong.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { changePerson } from '../../core/people/accounts.ts';
import { hashPassword } from '../../core/people/password.ts';
import type { Person } from '../../core/people/person.ts';
import { openShellSession } from '../../core/people/sessions.ts';
import { createRecord, relationship } from '../../core/records/create.ts';
import type { HealthRecord } from '../../core/records/record.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { hasChromium, launchChromium } from '../../testing/chromium.ts';
import { givenPerson, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import weight from '../../things/weight.ts';
import { givenWebApp, redirectTo } from '../testing/apps.ts';
import { goodPassword } from '../testing/browser.ts';
import { authorizeApp } from '../testing/visitors.ts';

const day = 24 * 3_600_000;

interface Somebody {
  readonly person: Person;
  readonly record: HealthRecord;
}

describe.skipIf(!hasChromium)('people and their data in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    // The browser's forms begin with the day it is.
    server.clock.pass(Date.now() - server.clock.now());
    // Forms begin with the time of the browser's clock.
    server.clock.pass(Date.now() - server.clock.now());
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function newPage(javaScriptEnabled = true): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled, locale: 'en-GB', timezoneId: 'UTC' });
    context.setDefaultTimeout(10_000);
    return context.newPage();
  }

  /** A browser of somebody's own in which they are signed in already. */
  async function signedIn({ person }: Somebody, script = true): Promise<Page> {
    const page = await newPage(script);
    await signIn(page.context(), person);
    return page;
  }

  async function signIn(context: BrowserContext, person: Person): Promise<void> {
    const { vault } = server;
    const place = { address: '127.0.0.1', browser: 'Chromium', system: 'Linux' };
    const { token } = await vault.store.write(db => openShellSession(db, vault, person, place));
    const domain = new URL(server.shellUrl).hostname;
    await context.addCookies([{ name: 'keepwell', value: token, domain, path: '/', sameSite: 'Lax' }]);
  }

  /** Somebody who signs in by a password. */
  async function givenAccount(): Promise<Somebody> {
    const { vault } = server;
    const { person, record } = await givenPerson(vault, 'Ada Example');
    const passwordHash = await hashPassword(goodPassword);
    await vault.store.write(db => changePerson(db, person, { passwordHash }));
    return { person, record };
  }

  async function stored<Value>(type: ThingType<Value>, { person, record }: Somebody): Promise<Value[]> {
    const ids = type.versions.map(({ id }) => id);
    const grant = makeSystemGrant('tests', record.id, person.id);
    const things = await server.vault.store.read(db => db.things(grant).ofTypes(ids, 10));
    return things.map(thing => readValue(type, thing));
  }

  const link = (within: Page | Locator, name: string) => within.getByRole('link', { name, exact: true });
  const button = (page: Page, name: string) =>
    page.getByRole('main').getByRole('button', { name, exact: true });
  const at = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
  const told = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
  const seen = (page: Page) => page.getByRole('main').textContent();

  describe('somebody new', () => {
    /** A reading a week, up to a week ago. */
    async function givenYear({ person, record }: Somebody): Promise<void> {
      const readings = Array.from({ length: 52 }, (_, week) => {
        const date = new Date(server.clock.now() - (week + 1) * 7 * day);
        const when = { date: { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() } };
        return makeThing(bloodPressure, { when, systolic: 120 + (week % 10), diastolic: 78 + (week % 5) });
      });
      const grant = makeSystemGrant('tests', record.id, person.id);
      await writeThings(server.vault, grant, readings, { overwrite: false });
    }

    test('records a blood pressure, sees last year’s chart, shares a child’s record and revokes an app, in at most 25 actions', async () => {
      const ada = await givenAccount();
      const { vault } = server;
      await givenYear(ada);
      const emil = { personId: ada.person.id, name: 'Emil', relationship: relationship.child };
      const child = await vault.store.write(db => createRecord(db, vault, emil));
      const app = await linkApp(server, await givenWebApp(server, { name: 'Curves' }), ada);
      const page = await newPage();
      let actions = 0;
      const press = (what: Locator) => {
        actions += 1;
        return what.click();
      };
      const fill = (label: string, text: string) => {
        actions += 1;
        return page.getByLabel(label, { exact: true }).fill(text);
      };

      await page.goto(server.shellUrl);
      await press(link(page.getByRole('main'), 'Sign in'));
      await fill('E-mail address', ada.person.email);
      await fill('Password', goodPassword);
      await press(button(page, 'Sign in'));
      await at(page, 'Hello, Ada Example');

      await press(link(page, 'Add an item'));
      await press(link(page, 'Blood pressure').first());
      await fill('Systolic', '131');
      await fill('Diastolic', '86');
      await press(button(page, 'Save').last());
      await told(page, 'Blood pressure: added.');

      await press(link(page, 'Show as a chart'));
      await at(page, 'Blood pressure over time');
      await press(link(page, 'Year'));
      expect(await link(page, 'Year').getAttribute('aria-current')).toBe('page');
      await page.getByRole('img', { name: 'Blood pressure, mmHg' }).waitFor();
      expect(await seen(page)).toContain('53 readings from');
      expect(await seen(page)).toContain('Systolic: between 120 and 131 mmHg, last 131 mmHg.');

      await press(link(page, 'Records'));
      await press(link(page, 'Settings of the record of Emil'));
      await press(link(page, 'Share this record'));
      await fill('E-mail address of the person', 'granny@example.org');
      await press(button(page, 'Send the invitation'));
      await at(page, 'The invitation is on its way');
      const open = await vault.store.read(db => db.sharing.invitations(child.id));
      expect(open.map(({ email, level }) => [email, level])).toEqual([['granny@example.org', 'view']]);

      await press(link(page, 'Apps'));
      await press(link(page, 'Details of Curves on the record of Ada Example'));
      await press(link(page, 'End its access'));
      await press(button(page, 'End its access'));
      await told(page, 'Curves has no access to the record of Ada Example any more.');
      const { userToken } = app;
      expect((await app.client.call('GetPersonInfo', { userToken })).elements('record')).toEqual([]);
      expect(actions).toBeLessThanOrEqual(25);
      await page.context().close();
    });

    test.each([
      ['with', true],
      ['without', false],
    ])('goes from the first reading of an empty record to its chart, %s script', async (_, script) => {
      const page = await signedIn(await givenPerson(server.vault, 'Ada Example'), script);
      await page.goto(server.shellUrl);
      await link(page, 'Write down a first item').click();
      await link(page, 'Blood pressure').first().click();
      await page.getByLabel('Systolic').fill('128');
      await page.getByLabel('Diastolic').fill('82');
      await button(page, 'Save').last().click();
      await link(page, 'Show as a chart').click();
      await page.getByRole('img', { name: 'Blood pressure, mmHg' }).waitFor();
      expect(await seen(page)).toContain('Systolic: between 128 and 128 mmHg, last 128 mmHg.');
      expect(await page.getByRole('table').textContent()).toMatch(/^The numbers.*128.*82/s);
      await page.context().close();
    });
  });

  test('an app sends somebody to add an item: they sign in, and the form of its kind is there, in the record it named', async () => {
    const ada = await givenAccount();
    const { vault } = server;
    const emil = { personId: ada.person.id, name: 'Emil', relationship: relationship.child };
    const child = await vault.store.write(db => createRecord(db, vault, emil));
    const { app } = await givenWebApp(server);
    await authorizeApp(server, app, ada);
    const extrecordid = await authorizeApp(server, app, { ...ada, record: child });
    const page = await newPage();
    const asked = { appid: app.id, typeid: typeIds.weight, additem: 'true', extrecordid };
    await page.goto(server.shellUrl + redirectTo('VIEWITEMS', asked));
    await page.getByLabel('E-mail address').fill(ada.person.email);
    await page.getByLabel('Password', { exact: true }).fill(goodPassword);
    await button(page, 'Sign in').click();
    await at(page, 'Add: Weight');
    expect(await seen(page)).toContain('In the record of Emil.');
    await page.getByLabel('Weight', { exact: true }).fill('18.5');
    await button(page, 'Save').last().click();
    await told(page, 'Weight: added.');
    expect(await stored(weight, { ...ada, record: child })).toMatchObject([{ value: { kg: 18.5 } }]);
    expect(await stored(weight, ada)).toEqual([]);

    await page.goto(
      server.shellUrl + redirectTo('VIEWITEMS', { ...asked, typeid: `${typeIds.weight},${typeIds.height}` }),
    );
    await link(page, 'Height').click();
    await at(page, 'Add: Height');
    await page.context().close();
  });

  const five: [kind: string, summary: string, fill: (page: Page) => Promise<void>][] = [
    [
      'Blood pressure',
      '128/82 mmHg',
      async page => {
        await page.getByLabel('Systolic').fill('128');
        await page.getByLabel('Diastolic').fill('82');
      },
    ],
    [
      'Medication',
      'Metformin',
      async page => {
        await page.getByLabel('Medicine').fill('Metformin');
        await page.getByLabel('Strength').fill('500 mg');
      },
    ],
    ['Allergy', 'Bee stings', page => page.getByLabel('Allergic to').fill('Bee stings')],
    [
      'Appointment',
      'Check-up',
      async page => {
        await page.getByRole('group', { name: 'When' }).getByLabel('Date').fill('2027-01-15');
        await page.getByLabel('Service').fill('Check-up');
      },
    ],
    [
      'Lab results',
      'Lipid panel',
      async page => {
        await page.getByLabel(/^Name/).fill('Lipid panel');
        await page.getByLabel('Test, line 1', { exact: true }).fill('LDL');
        await page.getByLabel('Result, line 1', { exact: true }).fill('2.8');
      },
    ],
  ];

  test('a panel of six results with their ranges is typed in at most 20 actions, and two are marked', async () => {
    const page = await signedIn(await givenPerson(server.vault, 'Ada Example'));
    await page.goto(server.shellUrl);
    let actions = 0;
    const press = (what: Locator) => {
      actions += 1;
      return what.click();
    };
    const fill = (label: string, text: string) => {
      actions += 1;
      return page.getByLabel(label, { exact: true }).fill(text);
    };
    await press(link(page, 'Data'));
    await press(link(page, 'Add an item'));
    await press(link(page, 'Lab results').first());
    await press(link(page, 'Blood count'));
    const typed = [
      ['11.4', '12–15.5'],
      ['38', '36–46'],
      ['4.3', '4–5.2'],
      ['11.9', '4–10'],
      ['260', '150–400'],
      ['86', '80–96'],
    ] as const;
    for (const [line, [result, range]] of typed.entries()) {
      await fill(`Result, line ${line + 1}`, result);
      await fill(`Range, line ${line + 1}`, range);
    }
    await press(button(page, 'Save'));
    await told(page, 'Results added.');
    expect(await page.locator('.mark').count()).toBe(2);
    expect(actions).toBeLessThanOrEqual(20);
  });

  test.each(five)(
    '%s: added, changed, deleted and undone, deleted and restored, removed for good',
    async (kind, summary, fillIn) => {
      const ada = await givenPerson(server.vault, 'Ada Example');
      const page = await signedIn(ada);
      const item = page.getByRole('table').getByRole('link', { name: summary });
      /** The list of what was deleted, found by its labels from the list of everything. */
      const findDeleted = async () => {
        await link(page, 'Data').click();
        await page.getByText('Search and filter', { exact: true }).click();
        await page.getByLabel('Show', { exact: true }).selectOption('What was deleted');
        await button(page, 'Search').click();
        await item.click();
        await at(page, 'This item is deleted');
      };
      await page.goto(server.shellUrl);
      await link(page, 'Data').click();
      await link(page, 'Add an item').click();
      await link(page, kind).first().click();
      await fillIn(page);
      await button(page, 'Save').last().click();
      if (kind === 'Lab results') {
        await told(page, 'Results added.');
        await page.getByRole('table').getByRole('link', { name: '2.8' }).click();
      } else await told(page, `${kind}: added.`);
      await link(page, 'Edit').click();
      await page.getByLabel(/^Note/).last().fill('For the doctor.');
      await button(page, 'Save').last().click();
      await told(page, `${kind}: your changes are saved.`);
      await button(page, 'Undo').click();
      await told(page, 'The earlier version is current again.');
      expect(await seen(page)).not.toContain('For the doctor.');
      await button(page, 'Undo').click();
      await page.getByText('For the doctor.').first().waitFor();

      await button(page, 'Delete').click();
      await told(page, 'One item is deleted.');
      expect(await item.count()).toBe(0);
      await button(page, 'Undo').click();
      await told(page, 'One item is back.');
      await item.click();
      await button(page, 'Delete').click();
      await findDeleted();
      await button(page, 'Restore').click();
      await told(page, 'One item is back.');
      expect(await seen(page)).toContain('For the doctor.');

      await button(page, 'Delete').click();
      await findDeleted();
      await link(page, 'Remove for good').click();
      await at(page, 'Remove this for good?');
      await button(page, 'Remove for good').click();
      await told(page, 'It is gone for good.');
      expect(await item.count()).toBe(0);
      await page.context().close();
    },
  );

  const readAt = { date: { y: 2026, m: 11, d: 20 } };

  async function givenReading({ person, record }: Somebody): Promise<void> {
    const reading = makeThing(bloodPressure, { when: readAt, systolic: 128, diastolic: 82 });
    const grant = makeSystemGrant('tests', record.id, person.id);
    await writeThings(server.vault, grant, [reading], { overwrite: false });
  }

  test.each([
    ['with', true],
    ['without', false],
  ])(
    'another browser saves first: both sides are shown, and what is chosen is kept, %s script',
    async (_, script) => {
      const ada = await givenPerson(server.vault, 'Ada Example');
      const [slow, quick] = [await signedIn(ada, script), await signedIn(ada, script)];
      await givenReading(ada);
      for (const page of [slow, quick]) {
        await page.goto(server.shellUrl);
        await link(page, '128/82 mmHg').first().click();
        await link(page, 'Edit').click();
      }
      await quick.getByLabel('Systolic').fill('138');
      await quick.getByLabel('Pulse').fill('70');
      await button(quick, 'Save').last().click();
      await told(quick, 'your changes are saved');

      await slow.getByLabel('Systolic').fill('118');
      await slow.getByLabel('Diastolic').fill('76');
      await slow.getByLabel(/^Note/).fill('At rest.');
      await button(slow, 'Save').last().click();
      await at(slow, 'You changed this too, in another window');
      const side = (field: string, name: string) =>
        slow.getByRole('group', { name: field, exact: true }).getByRole('radio', { name });
      const isChosen = (field: string, name: string) => side(field, name).isChecked();
      expect(await isChosen('Systolic', 'What you typed 118')).toBe(true);
      expect(await isChosen('Diastolic', 'What you typed 76')).toBe(true);
      expect(await isChosen('Pulse', 'What is saved now 70')).toBe(true);
      expect(await isChosen('Note', 'What you typed At rest.')).toBe(true);
      // Nothing is saved by looking.
      expect(await stored(bloodPressure, ada)).toEqual([
        { when: readAt, systolic: 138, diastolic: 82, pulse: 70 },
      ]);
      await side('Systolic', 'What is saved now 138').check();
      await button(slow, 'Save').click();
      await told(slow, 'your changes are saved');
      expect(await seen(slow)).toContain('At rest.');
      expect(await stored(bloodPressure, ada)).toEqual([
        { when: readAt, systolic: 138, diastolic: 76, pulse: 70 },
      ]);
      await slow.context().close();
      await quick.context().close();
    },
  );

  test('another browser deletes first: the item is restored with what was typed', async () => {
    const ada = await givenPerson(server.vault, 'Ada Example');
    const [slow, quick] = [await signedIn(ada), await signedIn(ada)];
    await givenReading(ada);
    for (const page of [slow, quick]) {
      await page.goto(server.shellUrl);
      await link(page, '128/82 mmHg').first().click();
    }
    await link(slow, 'Edit').click();
    await slow.getByLabel('Systolic').fill('118');
    await button(quick, 'Delete').click();
    await told(quick, 'One item is deleted.');
    await button(slow, 'Save').last().click();
    await at(slow, 'You changed this too, in another window');
    expect(await stored(bloodPressure, ada)).toEqual([]);
    await button(slow, 'Restore and save').click();
    await told(slow, 'Blood pressure: your changes are saved.');
    expect(await stored(bloodPressure, ada)).toEqual([{ when: readAt, systolic: 118, diastolic: 82 }]);
    await slow.context().close();
    await quick.context().close();
  });
});
