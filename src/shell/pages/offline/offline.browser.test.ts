// The copy for when there is no network, in a real browser whose network is switched off: nothing before it is chosen, there when
// it is needed, gone on signing out.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import allergy from '../../../things/allergy.ts';
import medication from '../../../things/medication.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
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

  const at = (path: string) => new URL(path, server.shellUrl).href;

  async function givenIll(): Promise<Visitor> {
    const ada = await givenSignedIn(server);
    const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
    const items = [
      makeThing(allergy, { name: { text: 'Penicillin' } }),
      makeThing(medication, { name: { text: 'Metformin' }, frequency: { display: '1-0-1' } }),
    ];
    await writeThings(server.vault, grant, items, { overwrite: false });
    return ada;
  }

  async function signIn(context: BrowserContext, visitor: Visitor) {
    await context.addCookies(
      [...visitor.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl })),
    );
  }

  async function opened(visitor: Visitor): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext();
    await signIn(context, visitor);
    return { context, page: await context.newPage() };
  }

  const kept = (page: Page) =>
    page.evaluate(async () => ({
      workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
      pages: (await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys())))
        .flat()
        .map(({ url }) => new URL(url).pathname),
    }));

  async function turnedOn(page: Page) {
    await page.goto(at('/offline'));
    await page.getByRole('button', { name: 'Keep a copy in this browser' }).click();
    await page.waitForFunction(async () => {
      const cache = await caches.open('keepwell-offline');
      const worker = await navigator.serviceWorker.getRegistration('/offline/');
      return (await cache.keys()).length >= 3 && worker?.active?.state === 'activated';
    });
  }

  test('nothing is kept and no worker is there until it is switched on', async () => {
    const { context, page } = await opened(await givenIll());
    for (const path of ['/', '/emergency', '/medicines', '/offline']) await page.goto(at(path));
    expect(await kept(page)).toEqual({ workers: [], pages: [] });
    await context.close();
  });

  test('without a network the copy is there, says from when it is, and looks as it should', async () => {
    const { context, page } = await opened(await givenIll());
    await turnedOn(page);
    await expect
      .poll(() => kept(page))
      .toEqual({
        workers: ['/offline/'],
        pages: [
          '/offline/copy',
          expect.stringMatching(/^\/assets\/mark/),
          expect.stringMatching(/^\/assets\/.*\.css$/),
        ],
      });
    await context.setOffline(true);
    for (const path of ['/offline/start', '/offline/copy']) {
      await page.goto(at(path));
      const text = await page.locator('main').textContent();
      expect(text).toMatch(/This is a copy as of 25 November 2026/);
      expect(text).toMatch(/Penicillin[\s\S]*Taken now[\s\S]*Metformin · 1-0-1/);
      expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).not.toContain('Times');
    }
    // It is in charge of nothing else.
    await expect(page.goto(at('/medicines'))).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
    await context.setOffline(false);
    await page.goto(at('/offline/start'));
    expect(new URL(page.url()).pathname).toBe('/');
    await context.close();
  });

  test('it goes when one signs out or turns it off', async () => {
    const { context, page } = await opened(await givenIll());
    await turnedOn(page);
    await page.getByRole('button', { name: 'Remove the copy' }).click();
    await page.getByText('The copy is removed from this browser.').waitFor();
    expect(await kept(page)).toEqual({ workers: [], pages: [] });
    await turnedOn(page);
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
    expect(await kept(page)).toEqual({ workers: [], pages: [] });
    await context.setOffline(true);
    await expect(page.goto(at('/offline/copy'))).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
    await context.close();
  });

  test('fetched while another tab signs out, it does not stay', async () => {
    const { context, page } = await opened(await givenIll());
    await turnedOn(page);
    const other = await context.newPage();
    await other.goto(at('/'));
    let answerLater = () => {};
    const isSignedOut = new Promise<void>(resolve => {
      answerLater = resolve;
    });
    let held = 0;
    await page.route('**/offline/copy', async route => {
      const response = await route.fetch();
      held++;
      await isSignedOut;
      await route.fulfill({ response });
    });
    server.clock.pass(6 * 60_000);
    await page.goto(at('/medicines'));
    await expect.poll(() => held).toBe(1);
    await other.getByRole('button', { name: 'Sign out' }).first().click();
    await other.getByRole('link', { name: 'Sign in' }).first().waitFor();
    const looked = page.waitForResponse(answer => new URL(answer.url()).pathname === '/sign-in');
    answerLater();
    await looked;
    await expect.poll(() => kept(page)).toEqual({ workers: expect.anything(), pages: [] });
    await context.close();
  });

  test('signed out elsewhere it goes with the next visit, and comes back with who chose it, not with another', async () => {
    const ada = await givenIll();
    const { context, page } = await opened(ada);
    await turnedOn(page);
    const { vault } = server;
    await vault.store.write(async db => {
      for (const { hash } of await db.sessions.shellsOf(ada.person.id, vault.clock.now()))
        await db.sessions.removeShell(hash);
    });
    await page.goto(at('/sign-in'));
    expect(await kept(page)).toEqual({ workers: [], pages: [] });
    await signIn(context, await givenSignedIn(server, 'Bo Example'));
    await page.goto(at('/offline'));
    await page.getByText('This browser keeps no copy.').waitFor();
    expect(await kept(page)).toEqual({ workers: [], pages: [] });
    await context.close();
  });

  test('the pages can be installed: a manifest with icons that are there', async () => {
    const { context, page } = await opened(await givenIll());
    await page.goto(at('/'));
    const session = await context.newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // Of a context that is private by itself.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    await context.close();
  });
});
