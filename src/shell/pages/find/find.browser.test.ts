// The box of every page in a real browser: by its key, as one types, and away again.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasChromium, useChromium } from '../../testing/chromium.ts';

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  const walks = useChromium();

  async function opened(script: boolean): Promise<Page> {
    const { page } = await walks.openPage({ script });
    await page.goto(new URL('/account', walks.server.shellUrl).href);
    return page;
  }

  test('the key leads to the box, what is found is shown while one types, Escape closes it', async () => {
    const page = await opened(true);
    await page.keyboard.press('/');
    await page.keyboard.type('fever');
    const found = page.locator('.found-at-once');
    await found.getByText('Body temperature').first().waitFor();
    expect(page.url()).toContain('/account');
    await page.keyboard.press('Escape');
    expect(await found.isHidden()).toBe(true);
    await page.getByRole('searchbox', { name: 'Find anything' }).fill('weight');
    await found.getByRole('link', { name: 'Add: Weight', exact: true }).click();
    await page.waitForURL('**/items/new/weight');
    // Where somebody types, it is a character.
    await page.locator('main input[type=text], main input[type=number]').first().click();
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.closest('.finder'))).toBeNull();
    await page.context().close();
  });

  test('without script it is a page', async () => {
    const page = await opened(false);
    await page.getByRole('searchbox', { name: 'Find anything' }).fill('pill');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: 'Add: Medication', exact: true }).waitFor();
    await page.context().close();
  });
});
