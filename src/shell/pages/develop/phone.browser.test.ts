// In a real browser: how much of a phone the tabs of an application take, that all can be reached there, and what is broken
// within a table.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOwnApplication } from '../../../core/applications/configure.ts';
import { selfSigned } from '../../../core/applications/self-signed.ts';
import { startTracing, traceCall } from '../../../core/healthvault/tracing/traces.ts';
import { listContractNames } from '../../../methods/names.ts';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { testKey } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

describe.skipIf(!hasChromium)('the pages of an application (need chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let dev: Visitor;
  let base: string;
  beforeAll(async () => {
    server = await startTestServer();
    dev = await givenSignedIn(server, 'Dev Example');
    const { vault } = server;
    const app = await vault.store.write(db =>
      createOwnApplication(db, vault, dev.person.id, { name: 'Curves', kind: 'web' }),
    );
    base = `${server.shellUrl}/develop/${app.id}`;
    await startTracing(vault, dev.person.id, app.id);
    traceCall(vault, {
      app,
      claimedAppId: undefined,
      method: 'CreateAuthenticatedSessionToken',
      version: 2,
      request: '<request/>',
      reply: '<response><status><code>65</code></status></response>',
      tookMs: 1116.9,
      names: listContractNames(),
    });
    browser = await launchChromium();
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
    await context.addCookies(
      [...dev.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl })),
    );
    page = await context.newPage();
    page.setDefaultTimeout(8000);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const phone = { width: 390, height: 844 };
  const tabs = () => page.getByRole('navigation', { name: 'Parts of the configuration' });

  test('have their tabs in one row on a phone, the one at hand in sight, and the last reached by keys', async () => {
    await page.setViewportSize(phone);
    for (const tab of ['', '/certificates', '/live']) {
      await page.goto(`${base}${tab}`);
      expect((await tabs().boundingBox())!.height).toBeLessThan(80);
      const { x, width } = (await tabs().locator('[aria-current]').boundingBox())!;
      expect([tab, x >= 0 && x + width <= phone.width]).toEqual([tab, true]);
    }
    await page.goto(base);
    const last = tabs().getByRole('link').last();
    await last.focus();
    const { x, width } = (await last.boundingBox())!;
    expect(x + width).toBeLessThanOrEqual(phone.width);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${base}/live`);
  });

  test('name what a link does once in a card on a phone', async () => {
    const { vault, clock } = server;
    const key = testKey.privateKey;
    const pem = await selfSigned({ commonName: 'Curves', key, days: 90, now: clock.now() });
    const form = await dev.browser.open(`${base}/certificates`);
    const body = new FormData();
    body.set('form', form.form(form.url.pathname).form as string);
    body.set('pem', pem);
    const { origin } = new URL(vault.instance.shellUrl);
    await dev.browser.open(`${base}/certificates`, { method: 'POST', body, headers: { origin } });
    await page.setViewportSize(phone);
    await page.goto(`${base}/certificates`);
    const labels = await page
      .locator('td')
      .evaluateAll(cells => cells.map(td => getComputedStyle(td, '::before').content));
    expect(labels).toEqual(['"Subject: "', '"Added: "', '"Ends: "', 'none']);
  });

  test('break neither the time of a call nor how long it took', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${base}/tracing`);
    const row = page.getByRole('row', { name: /CreateAuthenticatedSessionToken/ });
    const lines = await row.locator('td').evaluateAll(cells =>
      cells.slice(-2).map(td => {
        const range = document.createRange();
        range.selectNodeContents(td);
        return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
      }),
    );
    expect(lines).toEqual([1, 1]);
  });
});
