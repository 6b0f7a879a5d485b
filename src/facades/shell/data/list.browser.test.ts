// The box that chooses all of a page, in a real browser.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemGrant } from '../../../core/authorization/grant.ts';
import { newThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import weight from '../../../things/weight.ts';
import { givenSignedIn } from '../testing/visitors.ts';

const executablePath = process.env.KEEPWELL_CHROMIUM || '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

describe.skipIf(!existsSync(executablePath))('in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test.each([true, false])('one box chooses all of the page; with scripts: %s', async javaScriptEnabled => {
    const ada = await givenSignedIn(server);
    const grant = systemGrant('tests', ada.record.id, ada.person.id);
    const weights = [70, 71, 72].map(kg =>
      newThing(weight, { when: { date: { y: 2026, m: 3, d: 1 } }, value: { kg } }),
    );
    await writeThings(server.vault, grant, weights, { overwrite: false });
    const context = await browser.newContext({ javaScriptEnabled });
    const cookies = [...ada.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl }));
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(new URL('/items', server.shellUrl).href);
    const all = page.getByLabel('Choose all on this page');
    if (!javaScriptEnabled) {
      expect(await all.isVisible()).toBe(false);
      await context.close();
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
    await context.close();
  });
});
