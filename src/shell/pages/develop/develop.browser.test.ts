// In a real browser: from nothing to an application whose key was made in the browser, which opens a session with the SDK
// and finds its failing call in the trace.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, HealthVaultError, shellUrl } from '../../../client/index.ts';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import weight from '../../../things/weight.ts';
import { goodPassword, Browser as HttpBrowser } from '../../testing/browser.ts';

const email = 'dev-walk@example.org';

describe.skipIf(!hasChromium)('the configuration center in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  const sent: string[] = [];
  beforeAll(async () => {
    server = await startTestServer();
    await new HttpBrowser(server).signUp(undefined, { email });
    browser = await launchChromium();
    page = await browser.newPage({ locale: 'en-GB' });
    page.setDefaultTimeout(8000);
    page.on('request', request => void sent.push(request.postData() ?? ''));
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.fill('[name=email]', email);
    await page.fill('[name=password]', goodPassword);
    await page.press('[name=password]', 'Enter');
    await page.waitForURL(`${server.shellUrl}/`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('an app goes from nothing to a session signed with a key that never left the browser', async () => {
    await page.getByRole('link', { name: 'For developers' }).click();
    await page.getByRole('link', { name: 'Create an app' }).click();
    await page.getByLabel('Name').fill('Weight diary');
    await page.getByRole('button', { name: 'Create an app' }).click();
    await page.getByRole('link', { name: 'Online rules' }).click();
    await page.getByRole('link', { name: 'Add a rule' }).click();
    await page.getByLabel('Name').fill('weights');
    await page.getByLabel('Why').fill('To show your weights.');
    await page.getByLabel('Add', { exact: true }).check();
    await page.getByLabel('Search kinds').fill('weight goal');
    expect(await page.getByLabel('Height', { exact: true }).isVisible()).toBe(false);
    await page.getByLabel('Search kinds').fill('weight');
    await page.getByLabel('Weight', { exact: true }).check();
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByRole('link', { name: 'Certificates' }).click();
    await page.getByRole('button', { name: 'Make key and certificate' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download key and certificate' }).click({ timeout: 20_000 });
    const file = readFileSync((await (await download).path())!, 'utf8');
    const [privateKey, certificate] = file.split(/(?=-----BEGIN CERTIFICATE-----)/);
    expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    await page.locator('[data-add]').click();
    await page.waitForSelector('text=The certificate is added.');
    expect(sent.some(body => body.includes('BEGIN CERTIFICATE'))).toBe(true);
    const key = privateKey!.split('\n').slice(1, -2);
    expect(sent.some(body => body.includes('PRIVATE KEY') || key.some(line => body.includes(line)))).toBe(
      false,
    );

    const appId = new URL(page.url()).pathname.split('/')[2]!;
    await page.getByRole('link', { name: 'Tracing' }).click();
    await page.getByRole('button', { name: 'Trace for an hour' }).click();
    const app = connect({
      platformUrl: server.platformUrl,
      appId,
      // The file as it is, for both.
      credential: { privateKey: file, certificate: certificate! },
      now: () => server.clock.now(),
    });
    const failing = app.personInfo({ personId: randomUUID() });
    await expect(failing).rejects.toBeInstanceOf(HealthVaultError);
    await page.getByRole('link', { name: 'Look again' }).click();
    await page.getByRole('link', { name: 'GetPersonInfo 1' }).click();
    const text = await page.textContent('main');
    expect(text).toContain('INVALID_PERSON');
    expect(text).toContain('No such person for this application');

    // The person comes back to the app, as the sample of a web application has it, and the app reads and writes for them.
    const action = 'http://localhost:9/action';
    await page.route(`${action}**`, route => route.fulfill({ body: 'back', contentType: 'text/html' }));
    await page.goto(shellUrl(server.shellUrl, 'AUTH', { appid: appId, redirect: action }));
    expect(await page.textContent('main')).toContain('To show your weights.');
    await page.locator('[name=decision][value=allow]').click();
    await page.waitForURL(`${action}**`);
    const userToken = new URL(page.url()).searchParams.get('wctoken')!;
    const person = await app.personInfo({ userToken });
    const record = app.record(person.records[0]!.id, { userToken });
    const date = { y: 2026, m: 11, d: 25 };
    await record.put(weight, { when: { date }, value: { kg: 71.25 } });
    expect((await record.get(weight)).map(thing => thing.value.value.kg)).toEqual([71.25]);
  }, 60_000);
});
