import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { listNavigation } from './documents.ts';

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('the search leads from any page to what was looked for', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', message => complaints.push(message.text()));
    await page.goto(`${server.shellUrl}/docs/guides/wire.html`);
    const links = page.locator('#hits a:visible');
    await page.keyboard.press('/');
    await page.keyboard.type('peak-fl');
    await page.locator('#hits a').first().waitFor();
    expect((await links.allTextContents())[0]).toBe('Peak flow');
    // By the id of a version too, and by words of a guide.
    await page.getByRole('searchbox').fill('5c5f1223');
    expect((await links.allTextContents())[0]).toBe('Medication');
    await page.getByRole('searchbox').fill('qqzzx');
    expect(await page.getByRole('status').textContent()).toBe('Nothing is called so.');
    await page.getByRole('searchbox').fill('version stamps');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/guides\/version-stamps/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Version stamps');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('code is copied by its button', async () => {
    const context = await browser.newContext();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await page.goto(`${server.shellUrl}/docs/guides/version-stamps.html`);
    const code = page.locator('.code').first();
    await code.getByRole('button', { name: 'Copy' }).click();
    await code.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await code.locator('pre').textContent());
    await context.close();
  });

  test('cells and foot have room', async () => {
    const page = await browser.newPage();
    for (const path of ['types/weight', 'methods/getthings', 'vocabularies/wc.thing-types.1']) {
      await page.goto(`${server.shellUrl}/docs/${path}.html`);
      const rooms = await page.evaluate(() => {
        const left = (selector: string) => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector(selector)!);
          return range.getBoundingClientRect().left;
        };
        const border = document.querySelector('.facts')!.getBoundingClientRect().left;
        return { cell: left('.facts dt') - border, foot: left('.foot p') - left('main h1') };
      });
      expect(rooms.cell, path).toBeGreaterThan(10);
      expect(rooms.foot, path).toBe(0);
    }
    await page.close();
  });

  test('without script everything is there and nothing is offered that would not work', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${server.shellUrl}/docs/`);
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
    await page.getByRole('main').getByRole('link', { name: 'Types, vocabularies, methods' }).click();
    await page.getByRole('link', { name: 'Weight', exact: true }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Weight');
    await page.close();
  });

  const everyPage = listNavigation().flatMap(([, entries]) => entries.map(({ path }) => path));
  test.each([
    'index.html',
    ...everyPage,
    'types/exercise.html',
    'types/lab-results.html',
    'vocabularies/wc.thing-types.1.html',
    'methods/getthings.html',
  ])('%s fits a narrow screen', async path => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await page.goto(`${server.shellUrl}/docs/${path}`);
    const tooWide = await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(tooWide).toBe(0);
    await page.close();
  });
});
