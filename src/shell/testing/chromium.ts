// What walks in a real browser share: one server and one Chromium for a file, and pages of people who are signed in.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openShellSession } from '../../core/people/sessions.ts';
import { hasChromium, launchChromium } from '../../testing/chromium.ts';
import { givenPerson } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

export { hasChromium };

type Given = Pick<Awaited<ReturnType<typeof givenPerson>>, 'person' | 'record'>;

export interface Visit {
  readonly script?: boolean;
  readonly width?: number;
  /** Whose; somebody new where it is left out. */
  readonly given?: Given;
}

export interface Walks {
  readonly server: TestServer;
  /** A page of somebody who is signed in, in a browser of their own. */
  openPage(visit?: Visit): Promise<Given & { readonly page: Page }>;
}

/** Both are there while the tests of a file run. */
export function useChromium(): Walks {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    // The forms of a browser begin with the day it is.
    server.clock.pass(Date.now() - server.clock.now());
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    get server() {
      return server;
    },
    async openPage({ script = true, width = 1280, given } = {}) {
      const { vault, shellUrl } = server;
      const somebody = given ?? (await givenPerson(vault, 'Ada Example'));
      const place = { address: '127.0.0.1', browser: 'Chrome', system: 'Linux' };
      const { token } = await vault.store.write(db => openShellSession(db, vault, somebody.person, place));
      const context = await browser.newContext({
        ...{ javaScriptEnabled: script, locale: 'en-GB', timezoneId: 'UTC' },
        viewport: { width, height: 850 },
      });
      context.setDefaultTimeout(10_000);
      const domain = new URL(shellUrl).hostname;
      await context.addCookies([
        { name: 'keepwell', value: token, domain, path: '/', sameSite: 'Lax' as const },
      ]);
      return { ...somebody, page: await context.newPage() };
    },
  };
}
