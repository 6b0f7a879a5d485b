// Charts in a real browser: values under the pointer, the finger and the arrow keys, nothing that jumps, and paper.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import bloodPressure from '../../../things/blood-pressure.ts';
import { loads, observeShifts } from '../../testing/shifts.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let ada: Visitor;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await launchChromium();
    ada = await givenSignedIn(server);
    const { person, record } = ada;
    const read = (d: number) =>
      makeThing(bloodPressure, {
        when: { date: { y: 2026, m: 5, d } },
        systolic: 120 + d,
        diastolic: 80,
        pulse: 60 + d,
      });
    await writeThings(
      server.vault,
      makeSystemGrant('tests', record.id, person.id),
      Array.from({ length: 11 }, (_, i) => read(i + 1)),
      { overwrite: false },
    );
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function opened(options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    await context.addCookies(
      [...ada.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl })),
    );
    const page = await context.newPage();
    await page.goto(new URL('/charts/blood-pressure?range=all', server.shellUrl).href);
    return page;
  }

  const bubbles = (page: Page) => page.locator('.chart-bubble:visible').allInnerTexts();

  /** So far across the first drawing. */
  async function across(page: Page, part: number) {
    const { x, y, width, height } = (await page.locator('.chart-slider').first().boundingBox())!;
    return { x: x + part * width, y: y + height / 2 };
  }

  /** Looks at what moved while it is done, on as many loads as it takes to see that the page does not do so itself. */
  async function demandSteady(options: BrowserContextOptions, look: (page: Page) => Promise<void>) {
    let moved: string[] = [];
    for (let load = 0; load < loads && (load === 0 || moved.length > 0); load++) {
      const page = await opened(options);
      await look(page);
      moved = await page.evaluate(observeShifts);
      await page.context().close();
    }
    expect(moved).toEqual([]);
  }

  test('the values under the pointer are told, of all drawings at the same moment, and nothing jumps', async () => {
    await demandSteady({}, async page => {
      expect(await bubbles(page)).toEqual([]);
      const right = await across(page, 0.97);
      await page.mouse.move(right.x, right.y);
      expect(await bubbles(page)).toEqual([
        expect.stringMatching(/^11 May 2026\s+Systolic 131 mmHg, Diastolic 80 mmHg$/),
        expect.stringMatching(/^11 May 2026\s+Pulse 71 \/min$/),
      ]);
      const left = await across(page, 0.1);
      await page.mouse.move(left.x, left.y);
      expect((await bubbles(page))[0]).toContain('Systolic 121 mmHg');
      await page.mouse.move(5, 5);
      expect(await bubbles(page)).toEqual([]);
    });
  });

  test('a finger shows a value, and it stays; the drawing is as high as a hand is wide', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    await demandSteady(phone, async page => {
      const middle = await across(page, 0.55);
      await page.touchscreen.tap(middle.x, middle.y);
      expect((await bubbles(page))[0]).toMatch(/^6 May 2026\s+Systolic 126 mmHg/);
      const { height } = (await page.locator('.chart.slim').first().boundingBox())!;
      expect(height).toBeGreaterThan(230);
    });
  });

  test('arrow keys go from value to value, and a reader hears them', async () => {
    const page = await opened();
    const slider = page.getByRole('slider', { name: 'Blood pressure, mmHg' });
    await slider.focus();
    const heard = () => slider.getAttribute('aria-valuetext');
    expect(await heard()).toContain('11 May 2026');
    await page.keyboard.press('ArrowLeft');
    expect(await heard()).toBe('10 May 2026: Systolic 130 mmHg, Diastolic 80 mmHg');
    expect(await bubbles(page)).toHaveLength(2);
    await page.keyboard.press('Home');
    expect(await heard()).toContain('1 May 2026');
    await page.keyboard.press('ArrowLeft');
    expect(await heard()).toContain('1 May 2026');
    await page.keyboard.press('End');
    expect(await heard()).toContain('11 May 2026');
    await page.keyboard.press('Escape');
    expect(await bubbles(page)).toEqual([]);
    await page.context().close();
  });

  test('without script the drawings and the table are there', async () => {
    const page = await opened({ javaScriptEnabled: false });
    expect(await page.locator('svg.chart.wide').count()).toBe(2);
    expect(await page.locator('#numbers tbody tr').count()).toBe(11);
    await page.context().close();
  });

  test('a chart is printed on two sheets at most', async () => {
    const page = await opened();
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeLessThanOrEqual(2);
    await page.context().close();
  });
});
