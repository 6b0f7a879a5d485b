// A folder of a CT brought in, looked at, shared with the other parent and taken out again, in a real browser.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../../testing/given.ts';
import { makePhantom } from '../../../testing/phantom.ts';
import { unzip } from '../../../testing/unzip.ts';
import { hasChromium, useChromium } from '../../testing/chromium.ts';

const slices = 1000;
const hasDcmtk = spawnSync('dcmdump', ['--version']).status === 0;

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  const walks = useChromium();
  let folder: string;
  let disc: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keepwell-ct-'));
    disc = join(folder, 'CT');
    mkdirSync(join(disc, 'series'), { recursive: true });
    for (let number = 1; number <= slices; number++) {
      const about = { study: '1.2.840.99.1', number, of: slices, size: 64, birthDate: '20200131' };
      writeFileSync(join(disc, 'series', `${number}.dcm`), makePhantom({ ...about, patientName: 'Kid^Bo' }));
    }
    writeFileSync(join(disc, 'README.TXT'), 'How to look at these pictures.');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function complaintsOf(page: Page): string[] {
    const complaints: string[] = [];
    page.on('console', message => {
      // Of the page that asks whose the pictures are.
      if (!message.text().includes('status of 422')) complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    return complaints;
  }

  /** From the page of the record, as whoever looks after it. @returns the PIN that she is shown */
  async function invite(page: Page, recordId: string): Promise<string> {
    await page.goto(`${walks.server.shellUrl}/records/${recordId}`);
    await page.getByRole('link', { name: 'Share this record' }).click();
    await page.getByLabel('E-mail address of the person').fill('carl@example.org');
    await page.getByRole('radio', { name: /^Look Nothing/ }).check();
    await page.getByRole('radio', { name: 'Only what is ticked below' }).check();
    const box = page.getByRole('checkbox', { name: 'Medical image study', exact: true });
    if (!(await box.isVisible())) await page.getByText('Kinds of item').click();
    await box.check();
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByRole('heading', { name: 'The invitation is on its way' }).waitFor();
    return (await page.locator('.pin').textContent()) ?? '';
  }

  /** By the mail that came, with the PIN that he was told. */
  async function acceptInvitation(page: Page, pin: string): Promise<void> {
    await page.goto(`${walks.server.shellUrl}/mailbox`);
    await page.getByRole('rowheader').first().getByRole('link').click();
    await page.getByRole('link', { name: /\/invitations\// }).click();
    await page.getByRole('heading', { name: 'Ada Example shares a health record with you' }).waitFor();
    await page.getByLabel('PIN').fill(pin);
    await page.getByLabel('Who is Ada Example to you?').selectOption({ label: 'My child' });
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByText('You now have access to the record of Ada Example.').waitFor();
  }

  test(`${slices} slices: brought in after a break, looked at, shared, taken out, deleted and back`, async () => {
    const { server } = walks;
    const mother = await givenPerson(server.vault, 'Ada Example');
    const { page, record } = await walks.openPage({ given: mother });
    const complaints = complaintsOf(page);
    page.setDefaultTimeout(180_000);
    await page.goto(`${server.shellUrl}/pictures`);

    // It breaks off on the way, and goes on with what is missing.
    let sent = 0;
    await page.route('**/pictures/file', route => {
      sent += 1;
      return route.continue();
    });
    const from = Date.now();
    await page.getByLabel('Folder').setInputFiles(disc);
    await page.getByText(/^\d{3} of 1001 files/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('link', { name: 'See what came' }).click();
    await page.getByLabel('Folder').setInputFiles(disc);
    await page.getByRole('heading', { name: 'What is in CT' }).waitFor();
    await page.getByText('The pictures say they are of Bo Kid, born 31 Jan 2020.').waitFor();
    await page.getByText(`${slices} pictures`).waitFor();
    console.log(`${slices} files came in ${Date.now() - from} ms`);
    expect(sent).toBeLessThan(slices + 10);
    await page.getByText('1 file was not taken').click();
    await page.getByText('No DICOM file (1): CT/README.TXT').waitFor();

    // They are of somebody else by their word: that is asked.
    await page.getByRole('button', { name: 'Add the study' }).click();
    await page.getByText('Say that the pictures are of this person').first().waitFor();
    await page.getByLabel('Yes, these are pictures of Ada Example').check();
    await page.getByRole('button', { name: 'Add the study' }).click();
    await page.getByText('The study was added.').waitFor();
    await page.locator('canvas[data-shown="0"]').waitFor();
    await page.getByRole('button', { name: 'Mark as key picture' }).click();
    await page.getByText('It is a key picture now.').waitFor();
    const href = page.url().replace(/\?.*/, '');

    // The other parent is invited to look at pictures only, takes it, and scrolls; somebody else sees none of it.
    const father = await givenPerson(server.vault, 'Carl Example');
    const his = (await walks.openPage({ given: father })).page;
    expect((await his.goto(href))?.status()).toBe(404);
    await acceptInvitation(his, await invite(page, record.id));
    const complaintsOfHis = complaintsOf(his);
    await his.goto(`${server.shellUrl}/pictures`);
    await his.getByRole('link', { name: /CT of the chest/ }).click();
    await his.locator('canvas[data-shown="0"]').waitFor();
    expect(his.url().replace(/\?.*/, '')).toBe(href);
    await his.locator('canvas').hover();
    for (let turn = 0; turn < 5; turn++) await his.mouse.wheel(0, 50);
    await his.locator('canvas[data-shown="5"]').waitFor();
    await his.locator('canvas').focus();
    await his.keyboard.press('End');
    await his.locator(`canvas[data-shown="${slices - 1}"]`).waitFor();
    expect(await his.getByRole('button', { name: 'Mark as key picture' }).count()).toBe(0);
    expect(complaintsOfHis).toEqual([]);
    const stranger = (await walks.openPage()).page;
    expect((await stranger.goto(href))?.status()).toBe(404);
    await his.close();
    await stranger.close();

    await page.goto(href);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the study as a disc (zip)' }).click(),
    ]);
    const path = join(folder, 'out.zip');
    await download.saveAs(path);
    const files = unzip(readFileSync(path));
    expect([...files.keys()].filter(name => name.startsWith('DICOM/'))).toHaveLength(slices);
    const first = readFileSync(join(disc, 'series', '1.dcm'));
    expect([...files.values()].some(bytes => bytes.equals(first))).toBe(true);
    if (hasDcmtk) {
      writeFileSync(join(folder, 'DICOMDIR'), files.get('DICOMDIR')!);
      expect(spawnSync('dcmdump', [join(folder, 'DICOMDIR')], { stdio: 'ignore' }).status).toBe(0);
    }

    await page.getByRole('button', { name: 'Delete the study' }).click();
    await page.getByText('No pictures yet').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.goto(`${server.shellUrl}/pictures`);
    await page.getByRole('link', { name: /CT of the chest/ }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  }, 400_000);
});
