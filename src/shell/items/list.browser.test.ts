// Lists in a real browser: the box that chooses all of a page, the words of a kind, print, and the clock.
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { hasChromium, launchChromium } from '../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import medication from '../../things/medication.ts';
import weight from '../../things/weight.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

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

  const putItems = ({ person, record }: Visitor, ...writes: ThingWrite[]) =>
    writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), writes, { overwrite: false });
  const weighed = (kg: number) =>
    makeThing(weight, { when: { date: { y: 2026, m: 3, d: 1 } }, value: { kg } });

  async function opened(visitor: Visitor, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    await context.addCookies(
      [...visitor.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl })),
    );
    const page = await context.newPage();
    await page.goto(new URL('/items', server.shellUrl).href);
    return page;
  }

  test.each([700, 768, 1024, 1280])('no kind is broken inside a word, %s wide', async width => {
    const ada = await givenSignedIn(server);
    const name =
      'Amoxicillin and clavulanate potassium, extended release, 1000 mg and 62.5 mg, twice daily '.repeat(2);
    await putItems(ada, makeThing(medication, { name: { text: name } }));
    const page = await opened(ada, { viewport: { width, height: 900 } });
    const lines = await page
      .locator('td[data-label=Kind]')
      .first()
      .evaluate(cell => {
        const range = document.createRange();
        range.selectNodeContents(cell.firstChild!);
        return range.getClientRects().length;
      });
    expect(lines).toBe(1);
    await page.context().close();
  });

  test('a search that is closed is not printed, and no boxes to tick', async () => {
    const ada = await givenSignedIn(server);
    await putItems(ada, weighed(70));
    const page = await opened(ada);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('Words').isVisible()).toBe(false);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByText('70 kg').isVisible()).toBe(true);
    await page.context().close();
  });

  test('the vault tells its times by the clock of the browser', async () => {
    const ada = await givenSignedIn(server);
    await putItems(ada, weighed(70));
    const page = await opened(ada, { timezoneId: 'Asia/Tokyo', locale: 'en-GB' });
    await page.getByRole('link', { name: '70 kg' }).click();
    await page.getByText('25 November 2026 at 21:00').waitFor();
    await page.context().close();
  });

  test.each([true, false])('one box chooses all of the page; with scripts: %s', async javaScriptEnabled => {
    const ada = await givenSignedIn(server);
    await putItems(ada, ...[70, 71, 72].map(weighed));
    const page = await opened(ada, { javaScriptEnabled });
    await page.getByRole('link', { name: 'Choose some of these …' }).click();
    const all = page.getByLabel('Choose all on this page');
    if (!javaScriptEnabled) {
      expect(await all.isVisible()).toBe(false);
      await page.context().close();
      return;
    }
    await page.getByLabel(/^Choose 71 kg/).check();
    expect(await all.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
    await all.check();
    await page.getByLabel(/^Choose 70 kg/).uncheck();
    expect(await all.isChecked()).toBe(false);
    await all.check();
    await page.getByRole('button', { name: 'Delete the chosen' }).click();
    await page.getByText('3 items are deleted.').waitFor();
    await page.context().close();
  });
});
