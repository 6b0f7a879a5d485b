// In a real browser without script, on a phone: a plan and a task made, done and taken back, by keys alone.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

describe.skipIf(!hasChromium)('plans in a browser (need chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    server = await startTestServer();
    const ada = await givenSignedIn(server);
    browser = await launchChromium();
    const context = await browser.newContext({
      locale: 'en-GB',
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    await context.addCookies(
      [...ada.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl })),
    );
    page = await context.newPage();
    page.setDefaultTimeout(8000);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const press = async (role: 'link' | 'button', name: string) => {
    await page.getByRole(role, { name, exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForLoadState();
  };

  test('are made, ticked off and taken back by keys', async () => {
    await page.goto(`${server.shellUrl}/plans`);
    await press('link', 'Make a plan');
    await page.getByLabel('Name of the plan').fill('Sleep better');
    await press('button', 'Make a plan');
    await page.getByLabel('What is to be done').fill('Lights out at eleven, and no telephone in the bedroom');
    await press('button', 'Add a task');
    await page.waitForURL(`${server.shellUrl}/plans`);
    const done = 'Lights out at eleven, and no telephone in the bedroom: done';
    await press('button', done);
    await page.waitForSelector('text=noted as done');
    expect(await page.getByRole('button', { name: done }).count()).toBe(0);
    expect(await page.getByRole('table').getByRole('img', { name: 'done', exact: true }).count()).toBe(1);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    await press('button', 'Undo');
    await page.waitForSelector(`[aria-label="${done}"]`);
  }, 60_000);
});
