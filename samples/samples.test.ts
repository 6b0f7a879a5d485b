// The samples, started as a reader starts them, against a vault started as one starts it; a person uses a browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort, hasChromium, openBrowser, Program, signUp, startVault } from './testing.ts';

describe.skipIf(!hasChromium)('the samples (need chromium)', () => {
  let data: string;
  let vault: Program;
  let vaultUrl: string;
  let browser: Browser;
  let person: Page;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'keepwell-samples-'));
    ({ vault, vaultUrl } = await startVault(data));
    browser = await openBrowser();
    const context = await browser.newContext({ javaScriptEnabled: false });
    person = await context.newPage();
    await signUp(person, vaultUrl, 'Ada Example');
  });
  afterAll(async () => {
    await browser?.close();
    await vault?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  const sample = (name: string, ...args: string[]) => new Program('sample.js', name, '--data', data, ...args);
  const allow = () => person.getByRole('button', { name: 'Allow', exact: true }).click();
  const heading = () => person.getByRole('heading', { level: 1 }).textContent();

  test('device-app: a scale gets an application of its own, weighs, and knows its person the next time', async () => {
    const first = sample('device-app', '71.2');
    await person.goto(await first.printed(/http:\S+redirect\.aspx\S+/));
    expect(await heading()).toContain('Bathroom scale');
    await allow();
    await person.waitForURL(/\/application\/complete/);
    expect(await first.ended()).toBe(0);
    expect(first.output).toContain('Hello Ada Example. Your scale is ready.');
    expect(first.output).toContain('Weighed 71.2 kg.');
    expect(first.output).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d {2}71\.2 kg/);

    const second = sample('device-app', '70.8');
    expect(await second.ended()).toBe(0);
    expect(second.output).not.toContain('redirect.aspx');
    expect(second.output.match(/7[01]\.\d kg$/gm)).toEqual(['70.8 kg', '71.2 kg']);

    const last = sample('device-app', '--forget');
    expect(await last.ended()).toBe(0);
    const anew = sample('device-app');
    await anew.printed(/redirect\.aspx/);
    expect(anew.output).toContain('withdrawn their consent');
    await anew.stop();
  }, 60_000);

  test('smart-app: registers itself, asks for a record, and draws its blood pressures in the browser alone', async () => {
    const port = String(await findFreePort());
    const chart = sample('smart-app', '--port', port);
    const own = await chart.printed(/http:\/\/localhost:\d+\//);
    const page = await (await browser.newContext()).newPage();
    await signUp(page, vaultUrl, 'Bo Example');
    for (const systolic of ['128', '141']) {
      await page.goto(`${vaultUrl}/items/new/blood-pressure`);
      await page.getByLabel('Systolic').fill(systolic);
      await page.getByLabel('Diastolic').fill('82');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText(`${systolic}/82`).first().waitFor();
    }
    await page.goto(own);
    await page.getByRole('link', { name: 'Choose a record' }).click();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForURL(/\/chart/);
    await page.getByText('the last 2 readings').waitFor();
    expect(await page.locator('tbody tr td:nth-child(2)').allTextContents()).toEqual(['141', '128']);
    expect(await page.locator('polyline').count()).toBe(2);
    await chart.stop();

    const again = sample('smart-app', '--port', port);
    await again.printed(/http:\/\/localhost:\d+\//);
    await page.goto(own);
    await page.getByRole('link', { name: 'Choose a record' }).click();
    // The same application as before, so the page of the apps has it once.
    await page.waitForURL(/\/chart|\/consent/);
    await page.goto(`${vaultUrl}/apps`);
    expect(await page.getByText('Pressure chart').count()).toBeGreaterThan(0);
    await again.stop();
  }, 60_000);

  test.each(['device-app', 'web-app', 'smart-app'])('%s says so when there is no vault', async name => {
    const alone = new Program('sample.js', name, '--data', data, '--vault', 'http://127.0.0.1:9');
    expect(await alone.ended()).toBe(1);
    expect(alone.output).toContain('Is a vault running?');
  });

  test.each([
    ['device-app', ['--nonsense'], "Unknown option '--nonsense'"],
    ['device-app', ['--state'], "Option '--state <value>' argument missing"],
    ['device-app', ['heavy'], 'A weight is a number of kilograms, such as 71.2.'],
    ['web-app', ['--nonsense'], "Unknown option '--nonsense'"],
    ['web-app', ['surplus'], "Unexpected argument 'surplus'"],
    [
      'web-app',
      ['--key', 'not there.pem', '--certificate', 'not there.pem'],
      '--key names no file that can be read: not there.pem',
    ],
    ['smart-app', ['--nonsense'], "Unknown option '--nonsense'"],
    ['web-app', ['--port', '70000'], '--port is a number up to 65535, or 0 for a free one.'],
  ])(
    '%s answers %j with a line and its usage',
    async (name, args, line) => {
      const wrong = sample(name, ...args);
      expect(await wrong.ended()).toBe(2);
      // Before them stands what the registration printed, where this is the first run.
      const [first, usage] = wrong.output.trimEnd().split('\n').slice(-2);
      expect(first).toBe(line);
      expect(usage).toContain(`Usage: npm run sample ${name}`);
      expect(wrong.output).not.toMatch(/^ +at /m);
    },
    60_000,
  );

  describe('web-app', () => {
    let diary: Program;
    let diaryUrl: string;
    beforeAll(async () => {
      diary = sample('web-app', '--port', '0');
      diaryUrl = (await diary.printed(/http:\/\/localhost:\d+(?=\/\n)/)) as string;
    });
    afterAll(() => diary?.stop());

    const returned = async (values: Record<string, string>) => {
      await person.goto(`${diaryUrl}/action?${new URLSearchParams(values)}`);
    };

    test('sends a person to the Shell and back to the very page they wanted', async () => {
      await person.goto(`${diaryUrl}/weights?year=2026`);
      expect(await heading()).toContain('Weight diary');
      await person.getByRole('button', { name: 'Don’t allow' }).click();
      await person.waitForURL(/\/action\?.*target=AppAuthReject/);
      expect(await heading()).toBe('Not allowed');

      await person.goto(`${diaryUrl}/weights?year=2026`);
      await allow();
      await person.waitForURL(`${diaryUrl}/weights?year=2026`);
      await person.getByLabel('Weight in kilograms').fill('69.5');
      await person.getByRole('button', { name: 'Add' }).click();
      await person.waitForURL(`${diaryUrl}/weights`);
      expect(await person.getByRole('table').textContent()).toContain('69.5 kg');
    });

    test('lets the person choose records again, and comes back from there', async () => {
      await person.goto(`${diaryUrl}/weights`);
      await person.getByRole('link', { name: 'Choose another record' }).click();
      await allow();
      await person.waitForURL(`${diaryUrl}/weights`);
      expect(await heading()).toBe('Weight diary');
    });

    test.each([
      ['AppAuthReject', 'Not allowed'],
      ['AppAuthInvalidRecord', 'This did not work'],
      ['EditRecordComplete', 'Weight diary'],
      ['EditRecordCancel', 'Weight diary'],
      ['ShareRecordSuccess', 'Weight diary'],
      ['ShareRecordFailed', 'This did not work'],
      ['ReconcileComplete', 'Weight diary'],
      ['ReconcileFailure', 'This did not work'],
      ['ReconcileCanceled', 'Weight diary'],
      ['SelectedRecordChanged', 'Weight diary'],
      ['Privacy', 'Privacy'],
      ['ServiceAgreement', 'Terms of use'],
    ])('comes back with %s', async (target, title) => {
      await returned({ target });
      expect(await heading()).toBe(title);
    });

    test('tells a person who opened an account and then said no that there is one', async () => {
      await returned({ target: 'AppAuthReject', targetdetails: 'CreateAccountSuccess' });
      expect(await person.getByRole('main').textContent()).toContain('Your account was created.');
    });

    test('takes no token it did not ask for, and leads to no other site', async () => {
      const stranger = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      const actionqs = 'state=guessed&to=https%3A%2F%2Felsewhere.example%2F';
      const token = new URLSearchParams({ target: 'AppAuthSuccess', wctoken: 'AiAAAstolen', actionqs });
      await stranger.goto(`${diaryUrl}/action?${token}`);
      expect(stranger.url()).toContain(`${vaultUrl}/`);
      await returned({ target: 'EditRecordComplete', actionqs });
      expect(new URL(person.url()).origin).toBe(diaryUrl);
      await stranger.close();
    });

    test('signs out of the Shell too', async () => {
      await person.goto(`${diaryUrl}/weights`);
      await person.getByRole('link', { name: 'Sign out' }).click();
      await person.waitForURL(/\/action\?.*target=SignOut/);
      expect(await heading()).toBe('Signed out');
      await person.goto(`${diaryUrl}/weights`);
      expect(person.url()).toContain(`${vaultUrl}/`);
      await person.goto(`${diaryUrl}/privacy`);
      expect(await heading()).toBe('Privacy');
    });
  });
});
