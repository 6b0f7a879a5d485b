// In a real browser: from nothing in the developers' pages to the diary, a sample that runs as the application made there.
import { execFile, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort, hasChromium, openBrowser, Program, signUp, startVault } from './testing.ts';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasChromium)('the configuration center and a sample (need chromium)', () => {
  let folder: string;
  let vault: Program;
  let vaultUrl: string;
  let browser: Browser;
  let developer: Page;
  let person: Page;
  let diary: Program | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keepwell-center-'));
    ({ vault, vaultUrl } = await startVault(join(folder, 'data')));
    browser = await openBrowser();
    developer = await browser.newPage({ locale: 'en-GB' });
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
    person = await context.newPage();
    for (const page of [developer, person]) page.setDefaultTimeout(8000);
    await signUp(developer, vaultUrl, 'Grace Example');
    await signUp(person, vaultUrl, 'Ada Example');
  });
  afterAll(async () => {
    await browser?.close();
    await diary?.stop();
    await vault?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('an app made there signs a person in, writes for them, and finds its failing call with a remedy', async () => {
    const port = await findFreePort();
    const diaryUrl = `http://localhost:${port}`;
    const appId = await createApp(`${diaryUrl}/action`);
    const keys = await makeCertificate();
    await runCopied();
    await tab('Tracing');
    await developer.getByRole('button', { name: 'Trace for an hour' }).click();

    const elsewhere = join(folder, 'elsewhere');
    const options = ['--data', elsewhere, '--vault', vaultUrl, '--port', String(port)];
    diary = new Program('sample.js', 'web-app', ...options, '--app-id', appId, ...keys);
    await diary.printed(/The weight diary is at/);
    // It registers nothing and knows only what it is given.
    expect(existsSync(elsewhere)).toBe(false);

    await person.goto(`${diaryUrl}/weights`);
    expect(await heading(person)).toContain('Moor diary');
    expect(await person.textContent('main')).toContain('To list your weights.');
    await person.getByRole('button', { name: 'Allow', exact: true }).click();
    await person.waitForURL(`${diaryUrl}/weights`);
    await weigh('69.5');
    await person.waitForURL(`${diaryUrl}/weights`);
    expect(await person.getByRole('table').textContent()).toContain('69.5 kg');
    expect(await person.textContent('main')).toContain('You are Ada Example');

    // The person ends its access while a page of the diary is still open.
    const shell = await person.context().newPage();
    await shell.goto(`${vaultUrl}/apps`);
    await shell.getByRole('link', { name: 'Details of Moor diary' }).click();
    await shell.getByRole('link', { name: 'End its access' }).click();
    await shell.getByRole('button', { name: 'End its access' }).click();
    await weigh('70.1');

    // Traces are kept when the answer has gone.
    const writes = developer.getByRole('link', { name: 'PutThings' });
    const looked = async () => {
      await developer.getByRole('link', { name: 'Look again' }).click();
      return writes.count();
    };
    await expect.poll(looked, { timeout: 8000 }).toBe(2);
    await writes.first().click();
    const trace = (await developer.textContent('main'))!;
    expect(trace).toContain('11 ACCESS_DENIED');
    expect(trace).toMatch(/In this call\s*The record is no longer authorised for this application\./);
    expect(trace).toContain('70.1');
  }, 90_000);

  /** Leaves the developer at the application's page. */
  async function createApp(actionUrl: string): Promise<string> {
    await developer.goto(vaultUrl);
    await developer.getByRole('link', { name: 'For developers' }).click();
    await developer.getByRole('link', { name: 'Create an app' }).click();
    await developer.getByLabel('Name').fill('Moor diary');
    await developer.getByRole('button', { name: 'Create an app' }).click();
    await tab('Information');
    await developer.getByLabel('Action URL').fill(actionUrl);
    await developer.getByRole('button', { name: 'Save' }).click();
    await developer.waitForSelector('text=Saved.');
    await tab('Online rules');
    await developer.getByRole('link', { name: 'Add a rule' }).click();
    await developer.getByLabel('Name').fill('weights');
    await developer.getByLabel('Why').fill('To list your weights.');
    await developer.getByLabel('Add', { exact: true }).check();
    await developer.getByLabel('Weight', { exact: true }).check();
    await developer.getByRole('button', { name: 'Save the rule' }).click();
    return new URL(developer.url()).pathname.split('/')[2]!;
  }

  /** @returns the options by which the sample finds its key and certificate */
  async function makeCertificate(): Promise<string[]> {
    await tab('Certificates');
    await developer.getByRole('button', { name: 'Make key and certificate' }).click();
    const download = developer.waitForEvent('download');
    await developer.getByRole('link', { name: 'Download key and certificate' }).click({ timeout: 20_000 });
    const keys = join(folder, 'keys');
    mkdirSync(keys);
    const key = join(keys, (await download).suggestedFilename());
    await (await download).saveAs(key);
    expect(readFileSync(key, 'utf8')).toContain('BEGIN PRIVATE KEY');
    await developer.locator('[data-add]').click();
    await developer.waitForSelector('text=The certificate is added.');
    return ['--key', key, '--certificate', key];
  }

  /** What stands on the first page, as it is pasted where the key lies. The step that asks for it is done then. */
  async function runCopied(): Promise<void> {
    await tab('Overview');
    const step = developer.locator('.path li', { hasText: 'The first call' });
    expect(await step.textContent()).toContain('open');
    const cwd = join(folder, 'keys');
    const library = join(cwd, 'node_modules/@keepwell/client');
    mkdirSync(library, { recursive: true });
    writeFileSync(join(library, 'package.json'), '{"type":"module","exports":"./dist/client/index.js"}');
    symlinkSync(resolve(import.meta.dirname, '../dist'), join(library, 'dist'));
    writeFileSync(join(cwd, 'first-call.mjs'), (await developer.textContent('#settings-sdk'))!);
    const said = await run(process.execPath, ['first-call.mjs'], { cwd });
    expect(said.stdout).toContain('The vault answers.');
    if (hasCurl) {
      const { stdout } = await run('sh', ['-c', (await developer.textContent('#settings-curl'))!]);
      expect(stdout).toContain('<code>0</code>');
    }
    await developer.reload();
    expect(await step.textContent()).toContain('done');
  }

  async function tab(name: string): Promise<void> {
    await developer.getByRole('link', { name, exact: true }).click();
  }

  async function weigh(kg: string): Promise<void> {
    await person.getByLabel('Weight in kilograms').fill(kg);
    await person.getByRole('button', { name: 'Add' }).click();
  }

  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
});
