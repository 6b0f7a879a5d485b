import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

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

  test('the search narrows the first page as one types, and leads to what was looked for', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', message => complaints.push(message.text()));
    await page.goto(`${server.shellUrl}/docs`);
    const links = page.locator('.entries a:visible');
    const all = await links.count();
    await page.getByRole('searchbox').fill('peak-fl');
    expect(await links.allTextContents()).toEqual(['Peak flow']);
    expect(await page.getByRole('status').textContent()).toBe('1 entry');
    // By the id of a version too.
    await page.getByRole('searchbox').fill('5c5f1223');
    expect(await links.allTextContents()).toEqual(['Medication']);
    await page.getByRole('searchbox').fill('');
    expect(await links.count()).toBe(all);
    await page.getByRole('searchbox').fill('peak-fl');
    await links.first().click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Peak flow');
    expect(complaints).toEqual([]);
    await page.close();
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
        return { cell: left('.facts dt') - border, foot: left('.bottom p') - left('main h1') };
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
    await page.getByRole('link', { name: 'Weight', exact: true }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Weight');
    await page.close();
  });

  test.each([
    'index',
    'parts',
    'statuses',
    'types/exercise',
    'types/lab-results',
    'vocabularies/wc.thing-types.1',
    'methods/getthings',
  ])('%s fits a narrow screen', async path => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await page.goto(`${server.shellUrl}/docs/${path}.html`);
    const tooWide = await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(tooWide).toBe(0);
    await page.close();
  });
});
