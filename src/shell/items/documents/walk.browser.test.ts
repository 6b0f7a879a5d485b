// From Home to a letter in the record by the camera of a phone, actions counted, with script and without.
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

const actionsMax = 4;

describe.skipIf(!hasChromium)('on a phone (needs chromium)', () => {
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

  test.each([true, false])('a photographed letter is in the record (script: %s)', async javaScriptEnabled => {
    const user = await givenSignedIn(server);
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const context = await browser.newContext({ ...phone, javaScriptEnabled, locale: 'en-GB' });
    await context.addCookies(
      [...user.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl })),
    );
    const page = await context.newPage();
    await page.goto(server.shellUrl);
    let actions = 0;
    const act = async (doing: Promise<unknown>) => {
      actions++;
      await doing;
    };
    await act(page.getByRole('link', { name: 'Add a document' }).tap());
    const camera = page.getByLabel('Take a photo');
    expect(await camera.getAttribute('capture')).toBe('environment');
    const photo = sharp({ create: { width: 600, height: 800, channels: 3, background: '#eee' } });
    await act(
      camera.setInputFiles({
        name: 'image.jpg',
        mimeType: 'image/jpeg',
        buffer: await photo.jpeg().toBuffer(),
      }),
    );
    if (!javaScriptEnabled) await act(page.getByRole('button', { name: 'Add the photo' }).tap());
    await page.getByRole('heading', { name: 'What is this document?' }).waitFor();
    await act(page.getByRole('button', { name: 'Save' }).tap());
    await page.waitForURL(/\/items\/[0-9a-f-]{36}$/);
    expect(actions).toBeLessThanOrEqual(actionsMax);
    await page.goto(new URL('/documents', server.shellUrl).href);
    const shown = page.locator('.paper img');
    await shown.waitFor();
    expect(await page.locator('.paper').textContent()).toContain('image.jpg');
    await context.close();
  });
});
