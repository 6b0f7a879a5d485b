// Adding and changing items in a real browser, by visible labels alone: five types that have little in common.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import { openShellSession } from '../../../core/people/sessions.ts';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { givenPerson } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import allergyType from '../../../things/allergy.ts';
import appointmentType from '../../../things/appointment.ts';
import bloodPressureType from '../../../things/blood-pressure.ts';
import { readValue } from '../../../things/data.ts';
import type { ThingType } from '../../../things/index.ts';
import labResultsType from '../../../things/lab-results.ts';
import medicationType from '../../../things/medication.ts';

describe.skipIf(!hasChromium)('items in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    // The browser's forms begin with the day it is.
    server.clock.pass(Date.now() - server.clock.now());
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function visitor({ script = true } = {}) {
    const { vault } = server;
    const { person, record } = await givenPerson(vault, 'Ada Example');
    const place = { address: '127.0.0.1', browser: 'Chrome', system: 'Linux' };
    const { token } = await vault.store.write(db => openShellSession(db, vault, person, place));
    const context = await browser.newContext({ javaScriptEnabled: script, locale: 'en-GB' });
    const domain = new URL(server.shellUrl).hostname;
    await context.addCookies([{ name: 'keepwell', value: token, domain, path: '/', sameSite: 'Lax' }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', message => {
      if (/Content Security Policy|Error/i.test(message.text())) complaints.push(message.text());
    });
    /** The one item of a type that the record has. */
    async function saved<Value>(type: ThingType<Value>): Promise<Value> {
      const now = vault.clock.now();
      const found = await vault.store.read(async db => {
        const grant = await makePersonGrant(db, person.id, record.id, now);
        return db.things(grant).ofTypes(
          type.versions.map(({ id }) => id),
          2,
        );
      });
      expect(found).toHaveLength(1);
      return readValue(type, found[0]!);
    }
    return { page, saved, complaints };
  }

  async function add(page: Page, name: string): Promise<void> {
    await page.goto(`${server.shellUrl}/items/add`);
    await page.getByRole('link', { name, exact: true }).first().click();
  }

  async function save(page: Page): Promise<void> {
    await page.getByRole('main').getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.getByRole('status').waitFor();
  }

  async function openMore(page: Page): Promise<void> {
    await page.getByRole('main').getByText('More', { exact: true }).click();
  }

  async function edit(page: Page): Promise<void> {
    await page.goto(`${page.url().replace(/[?#].*$/, '')}/edit`);
  }

  test.each([true, false])('blood pressure, script: %s', async script => {
    const { page, saved, complaints } = await visitor({ script });
    await add(page, 'Blood pressure');
    await page.getByLabel('Systolic').fill('128');
    await page.getByLabel('Diastolic').fill('82');
    await page.getByLabel('Time').fill('07:30');
    await save(page);
    const value = await saved(bloodPressureType);
    expect(value).toMatchObject({ systolic: 128, diastolic: 82 });
    expect(value.when.time).toEqual({ h: 7, m: 30 });
    await edit(page);
    await page.getByLabel('Pulse').fill('64');
    await openMore(page);
    await page.getByLabel('Irregular heartbeat').selectOption('No');
    await save(page);
    expect(await saved(bloodPressureType)).toEqual({ ...value, pulse: 64, irregularHeartbeat: false });
    expect(complaints).toEqual([]);
  });

  test.each([true, false])('a doubt is asked at its field, and saved as it is, script: %s', async script => {
    const { page, saved, complaints } = await visitor({ script });
    await add(page, 'Blood pressure');
    await page.getByLabel('Systolic').fill('80');
    await page.getByLabel('Diastolic').fill('120');
    await page.getByRole('main').getByRole('button', { name: 'Save', exact: true }).last().click();
    const question = '“Diastolic” is usually below “Systolic”. Is that right?';
    await page.getByRole('alert').getByRole('link', { name: question }).waitFor();
    const field = page.getByLabel('Diastolic');
    await expect.poll(() => field.evaluate(input => document.activeElement === input)).toBe(true);
    expect(await field.getAttribute('aria-describedby')).toContain('v.diastolic-doubt');
    await page.getByRole('main').getByRole('button', { name: 'Save as it is' }).last().click();
    await page.getByRole('status').waitFor();
    expect(await saved(bloodPressureType)).toMatchObject({ systolic: 80, diastolic: 120 });
    expect(complaints).toEqual([]);
  });

  test.each([true, false])('Enter saves nothing that is half filled in, script: %s', async script => {
    const { page, saved } = await visitor({ script });
    await add(page, 'Allergy');
    const address = page.url();
    await page.getByLabel('Allergic to').fill('peni');
    await page.getByLabel('Allergic to').press('Enter');
    expect(page.url()).toBe(address);
    await page.getByLabel('Allergic to').fill('Penicillin');
    await save(page);
    expect((await saved(allergyType)).name.text).toBe('Penicillin');
  });

  test.each(['Exercise', 'Weight'])('%s happened now, by the clock of the device', async kind => {
    const { page } = await visitor();
    await add(page, kind);
    const two = (number: number) => String(number).padStart(2, '0');
    const now = new Date();
    const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    expect(await page.getByLabel('Date').first().inputValue()).toBe(today);
    expect(await page.getByLabel('Time').first().inputValue()).toMatch(/^\d\d:\d\d$/);
  });

  test('words of a date are shown as they are understood, and saved at once', async () => {
    const { page, saved, complaints } = await visitor();
    await add(page, 'Blood pressure');
    await page.getByLabel('Systolic').fill('128');
    await page.getByLabel('Diastolic').fill('82');
    const when = page.getByRole('group', { name: 'When' });
    const understood = when.getByRole('status');
    await when.getByLabel('In words').fill('yesterdy 8 pm');
    await expect.poll(() => understood.textContent()).toContain('this is not understood as a date');
    await when.getByLabel('In words').fill('24 December 2025, 8 pm');
    await expect.poll(() => understood.textContent()).toBe('Understood as 24 December 2025, 20:00.');
    expect(await when.getByLabel('Date').inputValue()).toBe('2025-12-24');
    await save(page);
    expect((await saved(bloodPressureType)).when).toEqual({
      date: { y: 2025, m: 12, d: 24 },
      time: { h: 20, m: 0 },
    });
    await edit(page);
    await when.getByLabel('In words').fill('2 days ago');
    await expect.poll(() => understood.textContent()).toContain('Understood as');
    await when.getByLabel('Date').fill('2025-12-23');
    expect(await when.getByLabel('In words').inputValue()).toBe('');
    await save(page);
    expect((await saved(bloodPressureType)).when.date.d).toBe(23);
    expect(complaints).toEqual([]);
  });

  test('without script words of a date are asked about before they are saved', async () => {
    const { page, saved } = await visitor({ script: false });
    await add(page, 'Blood pressure');
    await page.getByLabel('Systolic').fill('128');
    await page.getByLabel('Diastolic').fill('82');
    await page.getByLabel('In words').fill('soonish');
    await page.getByRole('main').getByRole('button', { name: 'Save', exact: true }).last().click();
    expect(await page.getByRole('alert').textContent()).toContain('When: this is not understood as a date.');
    await page.getByLabel('In words').fill('24 December 2025, 8 pm');
    await page.getByRole('main').getByRole('button', { name: 'Save', exact: true }).last().click();
    expect(await page.getByRole('alert').textContent()).toContain(
      'When: “24 December 2025, 8 pm” is understood as 24 December 2025, 20:00. Is that right?',
    );
    expect(await page.getByLabel('Time').first().inputValue()).toBe('20:00');
    await page.getByRole('main').getByRole('button', { name: 'Save as it is' }).last().click();
    await page.getByRole('status').waitFor();
    expect((await saved(bloodPressureType)).when.time).toEqual({ h: 20, m: 0 });
  });

  test('medication: words and their codes, amounts, a date as far as it is known', async () => {
    const { page, saved } = await visitor();
    await add(page, 'Medication');
    await page.getByLabel('Medicine').fill('Metformin');
    await page.getByLabel('Strength').fill('500 mg');
    await openMore(page);
    await page.getByLabel('How it is taken').fill('By mouth');
    await page.getByRole('group', { name: 'Taken since' }).getByLabel('In words').fill('March 2019');
    await save(page);
    const value = await saved(medicationType);
    expect(value.name).toEqual({ text: 'Metformin' });
    expect(value.strength).toMatchObject({
      display: '500 mg',
      structured: [{ value: 500, units: { text: 'mg' } }],
    });
    expect(value.route?.code?.[0]).toMatchObject({ type: 'medication-routes' });
    expect(value.dateStarted).toEqual({ structured: { date: { y: 2019, m: 3 } } });
    await edit(page);
    await page.getByRole('group', { name: 'Taken until' }).getByLabel('In words').fill('last summer');
    await save(page);
    expect(await saved(medicationType)).toEqual({
      ...value,
      dateDiscontinued: { descriptive: 'last summer' },
    });
  });

  test('allergy: somebody who treats it, with an address', async () => {
    const { page, saved } = await visitor();
    await add(page, 'Allergy');
    await page.getByLabel('Allergic to').fill('Bee stings');
    await openMore(page);
    await page.getByText('Treated by').click();
    await page.getByLabel('Full name').fill('Dr Grace Meyer');
    await page.getByLabel('Note').fill('Carries an injector.');
    await save(page);
    const value = await saved(allergyType);
    expect(value).toEqual({
      name: { text: 'Bee stings' },
      treatmentProvider: { name: { full: 'Dr Grace Meyer' } },
    });
    await edit(page);
    expect(await page.getByLabel('Note').inputValue()).toBe('Carries an injector.');
    await page.getByText('Contact', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Add: Phone' }).click();
    await page.getByLabel('Number', { exact: true }).fill('+49 30 1234');
    await save(page);
    expect((await saved(allergyType)).treatmentProvider?.contact).toEqual({
      phone: [{ number: '+49 30 1234' }],
    });
  });

  test('appointment: what is wrong is said at its field, and what was typed stays', async () => {
    const { page, saved } = await visitor();
    await add(page, 'Appointment');
    await page.getByLabel('Service').fill('Check-up');
    await page.getByRole('main').getByRole('button', { name: 'Save', exact: true }).last().click();
    expect(await page.getByRole('alert').textContent()).toContain('When: this is needed.');
    expect(await page.getByLabel('Service').inputValue()).toBe('Check-up');
    const when = page.getByRole('group', { name: 'When' });
    const words = when.getByLabel('In words');
    expect(await words.evaluate(element => element === document.activeElement)).toBe(true);
    const date = when.getByLabel('Date');
    await date.fill('2027-01-15');
    await save(page);
    const value = await saved(appointmentType);
    expect(value).toEqual({ when: { date: { y: 2027, m: 1, d: 15 } }, service: { text: 'Check-up' } });
    await edit(page);
    await openMore(page);
    await page.getByLabel('Status').fill('Pending');
    await save(page);
    expect((await saved(appointmentType)).status?.text).toBe('Pending');
  });

  test('lab results: groups and tests are added and removed without script', async () => {
    const { page, saved } = await visitor({ script: false });
    await add(page, 'Lab results');
    await page.getByRole('link', { name: 'The form with all fields' }).click();
    await page.getByLabel('Name', { exact: true }).first().fill('Lipid panel');
    await page.getByRole('button', { name: 'Add: Test' }).click();
    await page.getByRole('group', { name: 'Test 1' }).getByLabel('Name').fill('LDL');
    await page.getByRole('button', { name: 'Add: Test' }).click();
    await page.getByRole('group', { name: 'Test 2' }).getByLabel('Name').fill('Wrong one');
    await page.getByRole('button', { name: 'Remove: Test 2' }).click();
    await page.getByRole('group', { name: 'Test 1' }).locator('summary').filter({ hasText: 'Value' }).click();
    await page.getByRole('group', { name: 'Test 1' }).getByLabel('Result').fill('140 mg/dL');
    await save(page);
    const value = await saved(labResultsType);
    expect(value.labGroup).toMatchObject([
      {
        groupName: { text: 'Lipid panel' },
        results: [{ name: 'LDL', value: { measurement: { display: '140 mg/dL' } } }],
      },
    ]);
    expect(value.labGroup[0]?.results).toHaveLength(1);
    await edit(page);
    await page.getByRole('group', { name: 'Test 1' }).getByLabel('Result').fill('121 mg/dL');
    await save(page);
    expect((await saved(labResultsType)).labGroup[0]?.results?.[0]?.value?.measurement).toMatchObject({
      display: '121 mg/dL',
      structured: [{ value: 121 }],
    });
  });

  test('words of a vocabulary come as one types', async () => {
    const { page, complaints } = await visitor();
    await page.goto(`${server.shellUrl}/items/new/basic-demographic-information`);
    const field = page.getByLabel('Country');
    const answer = page.waitForResponse(/items\/terms/);
    await field.pressSequentially('ger');
    expect(((await (await answer).json()) as { terms: string[] }).terms.length).toBeGreaterThan(0);
    await page.locator('datalist option').first().waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
  });
});
