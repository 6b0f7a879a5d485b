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
import { giveAccess } from '../../testing/visitors.ts';

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

    // The other parent looks at it; somebody else does not.
    const father = await givenPerson(server.vault, 'Carl Example');
    await giveAccess(server, { person: father.person, record }, 'view');
    const his = (await walks.openPage({ given: father })).page;
    await his.goto(href);
    await his.locator('canvas[data-shown="0"]').waitFor();
    expect(await his.getByRole('button', { name: 'Mark as key picture' }).count()).toBe(0);
    const stranger = (await walks.openPage()).page;
    expect((await stranger.goto(href))?.status()).toBe(404);
    await his.close();
    await stranger.close();

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
