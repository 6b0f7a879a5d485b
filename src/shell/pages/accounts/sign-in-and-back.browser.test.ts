// What was typed outlives the session, in a real browser, with its scripts and without.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { goodPassword, Browser as HttpBrowser } from '../../testing/browser.ts';

const email = 'ada-back@example.org';

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    // The browser's forms begin with the day it is.
    server.clock.pass(Date.now() - server.clock.now());
    await new HttpBrowser(server).signUp(undefined, { email, name: 'Ada Example' });
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test.each([
    ['with', true],
    ['without', false],
  ])(
    '%s scripts: signed out in another tab, signed in again in a third, saved in the first',
    async (_, script) => {
      const context = await browser.newContext({ javaScriptEnabled: script, locale: 'en-GB' });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', message => {
        if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
      });
      const signIn = async (at = page) => {
        await at.getByLabel('E-mail address').fill(email);
        await at.getByLabel('Password').fill(goodPassword);
        await at.getByRole('button', { name: 'Sign in' }).click();
      };
      await page.goto(`${server.shellUrl}/items/new/blood-pressure`);
      await page.getByText('Sign in to go on where you were.').waitFor();
      await signIn();
      await page.waitForURL('**/items/new/blood-pressure');
      await page.getByLabel('Systolic').fill('128');
      await page.getByLabel('Diastolic').fill('82');
      await page.getByLabel('Note').fill('two\nlines');

      const other = await context.newPage();
      await other.goto(server.shellUrl);
      await other.getByRole('button', { name: 'Sign out' }).click();
      await other.waitForLoadState();

      await page.getByRole('main').getByRole('button', { name: 'Save', exact: true }).last().click();
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
      const opened = context.waitForEvent('page');
      await page.getByRole('link', { name: 'Sign in in a new tab' }).click();
      const third = await opened;
      await signIn(third);
      await third.getByRole('heading', { name: 'You are signed in' }).waitFor();
      await third.close();

      await page.getByRole('button', { name: 'I have signed in: go on' }).click();
      await page.waitForURL(/\/items\/[0-9a-f-]{36}$/);
      const seen = await page.getByRole('main').textContent();
      expect(seen).toContain('128');
      expect(seen).toMatch(/two\s+lines/);
      expect(complaints).toEqual([]);
      await context.close();
    },
    60_000,
  );
});
