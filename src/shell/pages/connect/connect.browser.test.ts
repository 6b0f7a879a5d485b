import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { type Clinic, givenClinic, invite } from '../../../testing/connecting.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { rule } from '../../testing/apps.ts';
import { somebody } from '../../testing/browser.ts';

describe.skipIf(!hasChromium)('connecting a record in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let clinic: Clinic;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await launchChromium();
    clinic = await givenClinic(server, {
      name: 'Lakeside Clinic',
      description: 'Sends you what we find, and reads what you measure at home.',
      connectMessage: 'Thank you for connecting.\nYour results will be in your record within two days.',
      rules: [rule(), rule({ name: 'offline', mode: 'offline', permissions: ['Read', 'Create', 'Update'] })],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Nothing sticks out sideways on a phone. */
  async function fitsPhone(page: Page): Promise<void> {
    const before = page.viewportSize()!;
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.setViewportSize(before);
  }

  async function signUp(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Create an account' }).click();
    const someone = somebody();
    await page.getByLabel('Your name').fill(someone.name);
    await page.getByLabel('E-mail address').fill(someone.email);
    await page.getByLabel('Password').fill(someone.password);
    await page.getByLabel('Date of birth').fill(someone['birth-date']);
    await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
    await page.getByRole('button', { name: 'Create my account' }).click();
  }

  test('without script: code, sign up, question, record and consent, to the clinic’s own words', async () => {
    const code = await invite(clinic.client, { 'friendly-name': 'Ada Example' });
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${server.shellUrl}/redirect.aspx?target=CONNECT`);
    await fitsPhone(page);
    await page.getByLabel('Code').fill('JKYZ-QNMN-VHRX-ZGNR-GZNH');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('There is no such code here.');
    expect(await page.getByLabel('Code').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Code').fill(code.replaceAll('-', '').toLowerCase());
    await page.getByRole('button', { name: 'Continue' }).click();
    await signUp(page);
    await page.getByLabel('Which street did you grow up in?').fill('Hill Road');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('You have 2 more tries.');
    await fitsPhone(page);
    await page.getByLabel('Which street did you grow up in?').fill('mill road');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Lakeside Clinic asks to use health data' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Ada Example' }).isChecked()).toBe(true);
    await fitsPhone(page);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You are connected');
    expect(await page.getByRole('main').textContent()).toContain('within two days');
    await fitsPhone(page);
    await page.reload();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You are connected');
    const listed = await clinic.client.call('GetAuthorizedConnectRequests');
    expect(listed.texts('external-id')).toEqual(['patient 1']);
    await page.close();
  });

  test('three wrong answers end it, in plain words', async () => {
    const code = await invite(clinic.client, { 'external-id': 'patient 2' });
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', message => {
      if (!message.text().includes('422')) complaints.push(message.text());
    });
    await page.goto(`${server.shellUrl}/redirect.aspx?target=CONNECT&targetqs=packageid%3d${code}`);
    await signUp(page);
    for (const then of ['You have 2 more tries.', 'You have one more try.', 'This code no longer works']) {
      await page.getByLabel('Which street did you grow up in?').fill('Hill Road');
      await page.keyboard.press('Enter');
      await page.getByText(then).first().waitFor();
    }
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This code no longer works');
    expect(await page.getByRole('main').textContent()).toContain('Ask Lakeside Clinic for a new one.');
    expect(complaints).toEqual([]);
    await page.close();
  });
});
