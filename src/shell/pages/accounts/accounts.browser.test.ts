import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { somebody } from '../../testing/browser.ts';
import { CodeApp } from '../../testing/codes.ts';
import { linkTo } from '../../testing/letters.ts';
import { startProvider, type TestProvider, testClient } from '../../testing/oidc.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!hasChromium)('accounts in a browser (needs chromium)', () => {
  let server: TestServer;
  let provider: TestProvider;
  let browser: Browser;
  beforeAll(async () => {
    provider = await startProvider(() => `${server.shellUrl}/sign-in/back/example`);
    server = await startTestServer({
      identityProviders: [{ name: 'example', label: 'Example ID', issuer: provider.issuer, ...testClient }],
    });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await provider?.[Symbol.asyncDispose]();
  });

  /** A page of a browser of its own, whose device knows its person. Anything the page complains of fails the test. */
  async function openBrowser(options = {}): Promise<{
    page: Page;
    complaints: string[];
    presence(enabled: boolean): Promise<unknown>;
  }> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const complaints: string[] = [];
    page.on('console', message => complaints.push(message.text()));
    page.on('pageerror', error => complaints.push(error.message));
    const device = await context.newCDPSession(page);
    await device.send('WebAuthn.enable');
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    /** Is somebody there who touches the device when it asks? */
    const presence = (enabled: boolean) =>
      device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    return { page, complaints, presence };
  }

  async function fillSignUp(page: Page, someone = somebody()) {
    await page.goto(`${server.shellUrl}/sign-up`);
    await page.getByLabel('Your name').fill(someone.name);
    await page.getByLabel('E-mail address').fill(someone.email);
    await page.getByLabel('Date of birth').fill(someone['birth-date']);
    await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
    return someone;
  }

  async function signUpWithPassword(page: Page) {
    const someone = await fillSignUp(page);
    await page.getByLabel('Password').fill(someone.password);
    // Enter in a field does what a password was typed for.
    await page.getByLabel('Password').press('Enter');
    await page.getByRole('heading', { name: `Hello, ${someone.name}` }).waitFor();
    return someone;
  }

  async function enterPassword(page: Page, someone: { email: string; password: string }) {
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.getByLabel('E-mail address').fill(someone.email);
    await page.getByLabel('Password').fill(someone.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  /** Nothing serious for axe, light and dark, and no sideways scrolling on a phone: for pages that a form alone opens. */
  async function inspect(page: Page): Promise<void> {
    await page.setViewportSize({ width: 360, height: 740 });
    const wider = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wider).toBeLessThanOrEqual(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe);
      const found = (await page.evaluate('axe.run()')) as { violations: { id: string; impact: string }[] };
      const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id }) => id)).toEqual([]);
    }
    await page.setViewportSize({ width: 1100, height: 800 });
  }

  const hello = (page: Page) => page.getByRole('heading', { name: 'Hello, Ada Example' }).waitFor();
  const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).first().click();

  test('sign up with a passkey, sign out, sign in with it, and show with it who one is', async () => {
    const { page, complaints, presence } = await openBrowser();
    await fillSignUp(page);
    await page.getByRole('button', { name: 'Continue with a passkey' }).click();
    await page.getByRole('button', { name: 'Make a passkey' }).waitFor();
    await inspect(page);
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await hello(page);
    await signOut(page);
    await presence(false);
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
    await presence(true);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await hello(page);
    await signOut(page);
    // The browser also offers it in the field for the e-mail address; this one takes it up by itself.
    await page.goto(`${server.shellUrl}/sign-in`);
    await hello(page);
    await page.goto(`${server.shellUrl}/account`);
    expect(await page.getByText('Chrome on Linux').first().isVisible()).toBe(true);
    server.clock.pass(10 * 60_000);
    await page.getByRole('link', { name: 'Set a password' }).click();
    await inspect(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('add a passkey to an account and remove it again', async () => {
    const { page, complaints } = await openBrowser();
    await signUpWithPassword(page);
    await page.goto(`${server.shellUrl}/account`);
    await page.getByRole('link', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name').fill('My laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('The passkey “My laptop” is added.').waitFor();
    await page.getByRole('button', { name: 'Remove My laptop' }).click();
    await inspect(page);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('The passkey “My laptop” is removed.').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a device without a passkey says so, and the password is still there', async () => {
    const { page } = await openBrowser();
    const someone = await signUpWithPassword(page);
    await signOut(page);
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('That did not work.').waitFor({ timeout: 5000 });
    await enterPassword(page, someone);
    await hello(page);
    await page.context().close();
  });

  test.each([true, false])(
    'password with codes of an app, and a recovery code (script: %s)',
    async script => {
      const { page, complaints } = await openBrowser({ javaScriptEnabled: script });
      const someone = await signUpWithPassword(page);
      await page.goto(`${server.shellUrl}/account`);
      await page.getByRole('link', { name: 'Turn on: Codes from an app' }).click();
      expect(await page.getByRole('img', { name: 'QR code with the key for your app' }).isVisible()).toBe(
        true,
      );
      const app = new CodeApp({ html: await page.content() } as never);
      await page.getByLabel('The code it shows now').fill(app.at(server.clock.now()));
      await page.getByRole('button', { name: 'Turn codes on' }).click();
      await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
      if (script) await inspect(page);
      const codes = await page.locator('.recovery code').allTextContents();
      expect(codes).toHaveLength(10);
      await page.getByRole('link', { name: 'I have them' }).click();
      await signOut(page);
      await enterPassword(page, someone);
      if (script) await inspect(page);
      await page.getByLabel('Code').fill(app.at(server.clock.now() + 30_000));
      await page.getByRole('button', { name: 'Continue' }).click();
      await hello(page);
      await signOut(page);
      await enterPassword(page, someone);
      await page.getByLabel('Code').fill(codes[0]!);
      await page.getByRole('button', { name: 'Continue' }).click();
      await hello(page);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test('a forgotten password is set anew without script', async () => {
    const { page } = await openBrowser({ javaScriptEnabled: false });
    const someone = await signUpWithPassword(page);
    await signOut(page);
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await page.getByLabel('E-mail address').fill(someone.email);
    await page.getByRole('button', { name: 'Mail me the link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await page.goto(server.shellUrl + (await linkTo(server, someone.email, 'reset')));
    await page.getByLabel('New password').fill('seven quiet lamps swim');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await enterPassword(page, { ...someone, password: 'seven quiet lamps swim' });
    await hello(page);
    await page.context().close();
  });

  test('sign up and in with a provider', async () => {
    const { page, complaints } = await openBrowser();
    provider.subject = 'somebody in a browser';
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.getByRole('button', { name: 'Continue with Example ID' }).click();
    await page.getByRole('heading', { name: 'Create an account' }).waitFor();
    await page.getByLabel('Date of birth').fill('1984-05-31');
    await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.getByRole('heading', { name: 'Hello, Ada Provided' }).waitFor();
    await signOut(page);
    await page.goto(`${server.shellUrl}/sign-in`);
    await page.getByRole('button', { name: 'Continue with Example ID' }).click();
    await page.getByRole('heading', { name: 'Hello, Ada Provided' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
