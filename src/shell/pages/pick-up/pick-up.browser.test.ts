import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { givenApp, openClient } from '../../../testing/given.ts';
import { closedWith, packageInfo, weightThing } from '../../../testing/packages.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { somebody } from '../../testing/browser.ts';

/** Where pictures of the pages go, to be looked at. */
const pictures = process.env.KEEPWELL_PICTURES;

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let code: string;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await launchChromium();
    const lab = await givenApp(server.vault, {
      name: 'Lakeside Lab',
      description: 'Blood tests, and what they mean.',
      methodGroups: ['basic', 'connect-package'],
      connectMessage: 'Thank you for your visit.\nCall us when something is unclear.',
    });
    const client = await openClient(server, lab);
    const data = await closedWith('Rex', weightThing(70) + weightThing(71));
    const info = packageInfo(2, {
      data,
      friendlyName: 'Ada Example',
      question: 'What was your first pet called?',
    });
    code = (await client.call('CreateConnectPackage', { version: 2, info })).texts('identity-code')[0]!;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function picture(page: Page, name: string): Promise<void> {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }

  test('without script: code, account, a wrong answer and the right one, record, the last word', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 900, height: 700 } });
    await page.goto(`${server.shellUrl}/redirect.aspx?target=PICKUP`);
    await picture(page, 'code');
    await page.getByLabel('Code').fill('JKYZ');
    await page.getByRole('button', { name: 'Continue' }).click();
    await picture(page, 'wrong-code');
    await page.getByLabel('Code').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('link', { name: 'Create an account' }).click();
    const someone = somebody();
    await page.getByLabel('Your name').fill(someone.name);
    await page.getByLabel('E-mail address').fill(someone.email);
    await page.getByLabel('Password').fill(someone.password);
    await page.getByLabel('Date of birth').fill(someone['birth-date']);
    await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
    await page.getByRole('button', { name: 'Create my account' }).click();
    await picture(page, 'question');
    await page.getByLabel('What was your first pet called?').fill('Fido');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('You have 2 more tries.');
    await picture(page, 'wrong-answer');
    await page.getByLabel('What was your first pet called?').fill('REX');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Data from Lakeside Lab');
    expect(await page.getByRole('listitem').filter({ hasText: 'Weight' }).textContent()).toBe('Weight (2)');
    expect(await page.getByRole('radio', { name: 'Ada Example' }).isChecked()).toBe(true);
    await picture(page, 'record');
    await page.setViewportSize({ width: 360, height: 700 });
    await picture(page, 'record-narrow');
    await page.getByRole('button', { name: 'Put into the record' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The data are in the record');
    expect(await page.getByText('Call us when something is unclear.').isVisible()).toBe(true);
    await picture(page, 'done-narrow');
    await page.goto(`${server.shellUrl}/redirect.aspx?target=PICKUP&targetqs=packageid%3D${code}`);
    await picture(page, 'gone-narrow');
    expect(await page.getByRole('alert').textContent()).toContain('no such code');
    await page.close();
  });

  test('in German, where the browser asks for it', async () => {
    const page = await browser.newPage({ locale: 'de-CH', colorScheme: 'dark' });
    await page.goto(`${server.shellUrl}/redirect.aspx?target=PICKUP`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Gesundheitsdaten abholen');
    await picture(page, 'code-german-dark');
    await page.close();
  });
});
