// The pages in a real browser. KEEPWELL_DOCS_PICTURES names a folder for a picture of every page there is, at both widths, light
// and dark; axe judges each of them then.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { listNavigation } from './documents.ts';
import { listSiteFiles } from './site.tsx';

const pictures = process.env.KEEPWELL_DOCS_PICTURES;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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

  /** The pages of the navigation, and one of each kind that it has no place for; with KEEPWELL_DOCS_PICTURES every page there is. */
  const pages = pictures
    ? [...listSiteFiles().keys()].filter(path => path.endsWith('.html'))
    : [
        'index.html',
        ...listNavigation().flatMap(([, entries]) => entries.map(({ path }) => path)),
        'types/exercise.html',
        'types/lab-results.html',
        'vocabularies/wc.thing-types.1.html',
        'methods/getthings.html',
      ];

  test('every page fits a narrow screen and a wide one, says something, shows its pictures, and has room at its foot', async () => {
    const page = await browser.newPage();
    const wrong: string[] = [];
    for (const path of pages) {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`${server.shellUrl}/docs/${path}`);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        const seen = await page.evaluate(() => {
          for (const details of document.querySelectorAll('main details'))
            (details as HTMLDetailsElement).open = true;
          const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
          const foot = document.querySelector('.foot p')!.getBoundingClientRect();
          return {
            over: scrollWidth - clientWidth,
            letters: document.querySelector('main')!.textContent.trim().length,
            room: scrollHeight - scrollY - foot.bottom,
            lost: [...document.images].filter(image => image.complete && image.naturalWidth === 0).length,
          };
        });
        const at = `${path} at ${width}`;
        if (seen.over > 0) wrong.push(`${at} is ${seen.over} pixels too wide`);
        if (seen.letters < 100) wrong.push(`${at} says next to nothing`);
        if (seen.room < 16) wrong.push(`${at} has its foot at the edge`);
        if (seen.lost > 0) wrong.push(`${at} lacks a picture`);
        if (pictures) wrong.push(...(await look(page, path, width)).map(one => `${at} ${one}`));
      }
    }
    await page.close();
    expect(wrong).toEqual([]);
  }, 3_600_000);

  /** Takes a picture of it, the narrow one light and the wide one dark, and answers what axe finds on the wide one in both. */
  async function look(page: Page, path: string, width: number): Promise<string[]> {
    const found: string[] = [];
    for (const colorScheme of width < 1000 ? (['light'] as const) : (['light', 'dark'] as const)) {
      await page.emulateMedia({ colorScheme });
      if (width < 1000) continue;
      await page.evaluate(axe);
      const violations = await page.evaluate(
        async how => {
          const { axe } = globalThis as unknown as { axe: Axe };
          const { violations } = await axe.run(how);
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
        },
        // What else there is, is the same in the dark.
        colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {},
      );
      found.push(...violations.map(one => `in ${colorScheme}: ${one}`));
    }
    await page.screenshot({ path: join(pictures ?? '', `${path.replaceAll('/', '-')}-${width}.png`) });
    return found;
  }
});

interface Axe {
  run(how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
