import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../testing/chromium.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { givenWebApp, redirectTo } from './testing/apps.ts';
import { somebody } from './testing/browser.ts';

/** What an application's site saw. */
interface Visit {
  readonly method: string;
  readonly values: URLSearchParams;
}

/** An application's site: its action URL takes the return and leads on to another origin, as redirectors do. */
interface Site {
  readonly server: Server;
  readonly actionUrl: string;
  readonly visits: Visit[];
}

async function openSite(homeUrl?: string): Promise<Site> {
  const visits: Visit[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, 'http://127.0.0.1');
    let body = '';
    for await (const part of request) body += part;
    if (url.pathname !== '/action') return response.writeHead(204).end();
    visits.push({
      method: request.method!,
      values: new URLSearchParams(body || url.search),
    });
    if (homeUrl) response.writeHead(302, { location: homeUrl }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>The app</h1>');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { server, visits, actionUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/action` };
}

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let home: Site;
  let site: Site;
  beforeAll(async () => {
    server = await startTestServer();
    home = await openSite();
    site = await openSite(home.actionUrl);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    site?.server.close();
    home?.server.close();
    await server?.close();
  });

  /** From the redirect of an application through a new account to consent, as a person does. */
  async function signUp(page: Page, address: string): Promise<void> {
    await page.goto(server.shellUrl + address);
    await page.getByRole('link', { name: 'Create an account' }).click();
    const someone = somebody();
    await page.getByLabel('Your name').fill(someone.name);
    await page.getByLabel('E-mail address').fill(someone.email);
    await page.getByLabel('Password').fill(someone.password);
    await page.getByLabel('Date of birth').fill(someone['birth-date']);
    await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
    await page.getByRole('button', { name: 'Create my account' }).click();
  }

  test('without script: sign up, agree, and on through the application’s own redirect', async () => {
    const { app } = await givenWebApp(server, { actionUrl: site.actionUrl });
    const page = await browser.newPage({ javaScriptEnabled: false });
    await signUp(page, redirectTo('AUTH', { appid: app.id, actionqs: 'day=1&x=2' }));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'Curves asks to use health data',
    );
    expect(await page.getByRole('radio', { name: 'Ada Example' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForURL(home.actionUrl);
    const { values } = site.visits.at(-1)!;
    expect(values.get('target')).toBe('AppAuthSuccess');
    expect(values.get('actionqs')).toBe('day=1&x=2');
    expect(values.get('wctoken')).toMatch(/^AiAAA/);
    await page.close();
  });

  test('with script, trm=post returns by itself', async () => {
    const { app } = await givenWebApp(server, { actionUrl: home.actionUrl });
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', message => complaints.push(message.text()));
    await signUp(page, redirectTo('AUTH', { appid: app.id, trm: 'post' }));
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForURL(home.actionUrl);
    const { method, values } = home.visits.at(-1)!;
    expect(method).toBe('POST');
    expect(values.get('wctoken')).toMatch(/^AiAAA/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('without script, trm=post waits for its button', async () => {
    const { app } = await givenWebApp(server, { actionUrl: home.actionUrl });
    const page = await browser.newPage({ javaScriptEnabled: false });
    await signUp(page, redirectTo('AUTH', { appid: app.id, trm: 'post' }));
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.getByRole('button', { name: 'Continue to Curves' }).click();
    await page.waitForURL(home.actionUrl);
    await page.close();
  });

  test('a mistake in a form is announced at its field, which has the focus', async () => {
    const page = await browser.newPage({ javaScriptEnabled: true });
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.getByLabel('E-mail address').fill('ada@example.org');
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await page.title()).toMatch(/^Please check: /);
    const field = page.getByLabel('Password');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.evaluate(element => element === document.activeElement)).toBe(true);
    expect(await page.getByRole('alert').textContent()).toContain('Enter your password.');
    await page.close();
  });
});
