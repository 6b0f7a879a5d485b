// A file by the page, with progress, and the record with it as a zip, in a real browser. At full size with npm run test:long.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { unzip } from '../../../testing/unzip.ts';
import { goodPassword, Browser as HttpBrowser } from '../../testing/browser.ts';

const email = 'ada-upload@example.org';
/** Of the long run. */
const longBytes = Number(process.env.KEEPWELL_FILES_COUNT ?? 0);
const mega = 1_000_000;

function bigFile(path: string, bytes: number): string {
  const piece = randomBytes(mega);
  writeFileSync(path, piece);
  for (let at = mega; at < bytes; at += mega) writeFileSync(path, piece, { flag: 'a' });
  return path;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    server = await startTestServer();
    folder = mkdtempSync(join(tmpdir(), 'keepwell-files-'));
    await new HttpBrowser(server).signUp(undefined, { email, name: 'Ada Example' });
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function signedIn(javaScriptEnabled = true): Promise<Page> {
    const page = await browser.newPage({ javaScriptEnabled, locale: 'en-GB' });
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(goodPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${server.shellUrl}/`);
    return page;
  }

  async function uploaded(page: Page, path: string): Promise<number[]> {
    const shown: number[] = [];
    await page.goto(`${server.shellUrl}/upload`);
    await page.exposeFunction('tell', (value: number) => void shown.push(value));
    await page.evaluate(() => {
      const bar = document.querySelector('progress')!;
      new MutationObserver(
        () => void (globalThis as unknown as { tell(v: number): void }).tell(bar.value),
      ).observe(bar, { attributes: true });
    });
    await page.getByLabel('File', { exact: true }).setInputFiles(path);
    await page.getByRole('button', { name: 'Add the file' }).click();
    await page.waitForURL(/\/items\/[0-9a-f-]{36}\/document$/, { timeout: 200_000 });
    return shown;
  }

  async function exported(page: Page): Promise<string> {
    await page.goto(`${server.shellUrl}/export`);
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 100_000 }),
      page.getByRole('button', { name: 'Download as a zip file' }).click(),
    ]);
    const path = join(folder, 'record.zip');
    await download.saveAs(path);
    await page.getByText('All of it has been sent.').waitFor({ timeout: 100_000 });
    return path;
  }

  test('a file of 20 MB goes up with progress, and comes back in the export', async () => {
    const page = await signedIn();
    const complaints: string[] = [];
    page.on('console', message => complaints.push(message.text()));
    const path = bigFile(join(folder, 'scan.bin'), 20 * mega);
    const shown = await uploaded(page, path);
    expect(shown.filter(value => value > 0 && value < 100).length).toBeGreaterThan(3);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    expect(shown.at(-1)).toBe(100);
    await page.getByText('The file scan.bin was added.').waitFor();
    const files = unzip(readFileSync(await exported(page)));
    const name = [...files.keys()].find(one => one.startsWith('files/'))!;
    expect(createHash('sha256').update(files.get(name)!).digest('hex')).toBe(await hashOf(path));
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);

  test('without script a file goes up all the same, and without one the field says so', async () => {
    const page = await signedIn(false);
    await page.goto(`${server.shellUrl}/upload`);
    await page.getByRole('button', { name: 'Add the file' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Choose a file.');
    const path = bigFile(join(folder, 'a "letter".bin'), 3 * mega);
    await page.getByLabel('File', { exact: true }).setInputFiles(path);
    await page.getByRole('button', { name: 'Add the file' }).click();
    await page.waitForURL(/\/items\/[0-9a-f-]{36}\/document$/);
    await page.getByText('The file a "letter".bin was added.').waitFor();
    await page.close();
  }, 60_000);

  test('an upload that is cancelled adds nothing', async () => {
    const page = await signedIn();
    const path = bigFile(join(folder, 'never.bin'), 60 * mega);
    await page.goto(`${server.shellUrl}/upload`);
    await page.getByLabel('File', { exact: true }).setInputFiles(path);
    await page.getByRole('button', { name: 'Add the file' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Add the file' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/upload');
    await page.goto(`${server.shellUrl}/items`);
    expect(await page.content()).not.toContain('never.bin');
    await page.close();
  }, 60_000);

  /** Names beside what is told of each. */
  async function toldOf(page: Page): Promise<(string | null)[]> {
    const result = page.locator('#upload-result');
    await result.waitFor();
    expect(await result.evaluate(shown => shown === document.activeElement)).toBe(true);
    return [
      await result.locator('p').textContent(),
      ...(await result.getByRole('listitem').allTextContents()),
    ];
  }

  async function send(page: Page, paths: string[]): Promise<void> {
    await page.goto(`${server.shellUrl}/upload`);
    await page.getByLabel('File', { exact: true }).setInputFiles(paths);
    await page.getByRole('button', { name: 'Add the file' }).click();
  }

  test('of several files one that fails keeps no other back, and the page tells of each', async () => {
    const page = await signedIn();
    const empty = join(folder, 'empty.txt');
    writeFileSync(empty, '');
    const paths = [
      bigFile(join(folder, 'one.bin'), 12 * mega),
      empty,
      bigFile(join(folder, 'three.bin'), mega),
    ];
    const told: string[] = [];
    await page.exposeFunction('note', (text: string) => void told.push(text));
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        const status = document.querySelector('.progress [role=status]');
        const note = () =>
          void (globalThis as unknown as { note(t: string): void }).note(status!.textContent);
        if (status) new MutationObserver(note).observe(status, { childList: true });
      });
    });
    await send(page, paths);
    const lines = ['2 of 3 files were added.', 'empty.txt: The file is empty. Choose another.'];
    expect(await toldOf(page)).toEqual(lines);
    expect(told.some(text => text.startsWith('File 3 of 3: 9'))).toBe(true);
    const percents = told.map(text => Number(/(\d+) %/.exec(text)![1]));
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
    // Only that one is sent again.
    await page.getByRole('button', { name: 'Try those again' }).click();
    expect(await toldOf(page)).toEqual(lines);
    await page.goto(`${server.shellUrl}/items`);
    expect(await page.getByText('was added').count()).toBe(0);
    expect(await page.getByRole('link', { name: /one\.bin|three\.bin/ }).count()).toBe(2);
    expect(await page.getByRole('link', { name: /empty/ }).count()).toBe(0);
    await page.close();
  }, 60_000);

  test('files that were sent when the session had ended go up after signing in in another tab', async () => {
    const page = await signedIn();
    const context = page.context();
    const cookies = await context.cookies();
    const paths = ['early.bin', 'late.bin'].map(name => bigFile(join(folder, name), mega));
    await page.goto(`${server.shellUrl}/upload`);
    await page.getByLabel('File', { exact: true }).setInputFiles(paths);
    await context.clearCookies({ name: 'keepwell' });
    await page.getByRole('button', { name: 'Add the file' }).click();
    const [first, ...others] = await toldOf(page);
    expect(first).toBe('0 of 2 files were added.');
    for (const line of others) expect(line).toContain('Sign in in another tab');
    await context.addCookies(cookies);
    await page.getByRole('button', { name: 'Try those again' }).click();
    await page.getByText('2 of 2 files were added.').waitFor();
    expect(await page.getByRole('button', { name: 'Try those again' }).isVisible()).toBe(false);
    await page.close();
  }, 60_000);

  test('several files that are cancelled leave those that were in already', async () => {
    const page = await signedIn();
    let ended = 0;
    await page.route('**/upload/end', route => {
      ended += 1;
      return route.continue();
    });
    await page.route('**/upload/part', route => (ended === 0 ? route.continue() : undefined));
    const paths = ['in.bin', 'out.bin', 'never-begun.bin'].map(name => bigFile(join(folder, name), mega));
    await send(page, paths);
    await page.getByText('File 2 of 3').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await toldOf(page)).toEqual([
      '1 of 3 files were added.',
      'out.bin: Cancelled.',
      'never-begun.bin: Cancelled.',
    ]);
    await page.close();
  }, 60_000);

  test('an upload whose last answer gets lost is there once', async () => {
    const page = await signedIn();
    let asked = 0;
    await page.route('**/upload/end', async route => {
      asked += 1;
      if (asked > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    const path = bigFile(join(folder, 'once.bin'), mega);
    await page.goto(`${server.shellUrl}/upload`);
    await page.getByLabel('File', { exact: true }).setInputFiles(path);
    await page.getByRole('button', { name: 'Add the file' }).click();
    await page.waitForURL(/\/items\/[0-9a-f-]{36}\/document$/);
    await page.getByText('The file once.bin was added.').waitFor();
    expect(asked).toBe(2);
    await page.goto(`${server.shellUrl}/items`);
    expect(await page.getByRole('link', { name: /once\.bin/ }).count()).toBe(1);
    await page.close();
  }, 60_000);

  test('an upload whose connection is lost says so, and goes on when it is back; the same name twice is two items', async () => {
    const page = await signedIn();
    const path = bigFile(join(folder, 'twice.bin'), 30 * mega);
    for (let time = 0; time < 2; time++) {
      await page.goto(`${server.shellUrl}/upload`);
      await page.getByLabel('File', { exact: true }).setInputFiles(path);
      const begun = page.waitForResponse(answer => answer.url().endsWith('/upload/part'));
      await page.getByRole('button', { name: 'Add the file' }).click();
      await begun;
      await page.context().setOffline(true);
      await page.getByText('The connection was lost.').waitFor();
      await page.context().setOffline(false);
      await page.waitForURL(/\/items\/[0-9a-f-]{36}\/document$/);
    }
    await page.goto(`${server.shellUrl}/items`);
    expect(await page.getByRole('link', { name: /twice\.bin/ }).count()).toBe(2);
    await page.close();
  }, 60_000);

  test('an upload that is cancelled in the middle of a part ends at once', async () => {
    const page = await signedIn();
    const path = bigFile(join(folder, 'slow.bin'), 5 * mega);
    await page.goto(`${server.shellUrl}/upload`);
    await page.route('**/upload/part', () => {});
    await page.getByLabel('File', { exact: true }).setInputFiles(path);
    await page.getByRole('button', { name: 'Add the file' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Add the file' }).waitFor({ timeout: 5000 });
    expect(await page.locator('#upload-problem').isVisible()).toBe(false);
    await page.close();
  }, 60_000);

  test('an upload whose page is left holds no room in the record any more', async () => {
    const page = await signedIn();
    const { vault, clock } = server;
    const path = bigFile(join(folder, 'left.bin'), 60 * mega);
    await page.goto(`${server.shellUrl}/upload`);
    const recordId = (await page.locator('input[name=record]').first().getAttribute('value'))!;
    const held = () => vault.store.read(db => db.blobs.held(recordId, clock.now(), ''));
    await page.getByLabel('File', { exact: true }).setInputFiles(path);
    const begun = page.waitForResponse(answer => answer.url().endsWith('/upload/part'));
    await page.getByRole('button', { name: 'Add the file' }).click();
    await begun;
    expect(await held()).toBeGreaterThan(0);
    await page.goto(`${server.shellUrl}/items`);
    await expect.poll(held).toBe(0);
    await page.close();
  }, 60_000);

  test.runIf(longBytes > 0)(
    'a file of 200 MB goes up and comes back, in memory that stays flat',
    async () => {
      const page = await signedIn();
      const path = bigFile(join(folder, 'large.bin'), longBytes);
      globalThis.gc?.();
      const before = process.memoryUsage().rss;
      let highest = 0;
      const watching = setInterval(() => {
        highest = Math.max(highest, process.memoryUsage().rss - before);
      }, 20);
      await uploaded(page, path);
      const zip = await exported(page);
      clearInterval(watching);
      expect(highest).toBeLessThan(120 * mega);
      const files = unzip(readFileSync(zip));
      const names = [...files.keys()].filter(name => name.startsWith('files/'));
      const hashes = names.map(name => createHash('sha256').update(files.get(name)!).digest('hex'));
      expect(hashes).toContain(await hashOf(path));
      await page.close();
    },
    300_000,
  );
});
