// An application stores script and has it read back, and a page of another site makes the browser of somebody who is signed
// in send that signed request. Whatever the page tries, nothing runs in the vault's own origin.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Browser as Chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { hasChromium, launchChromium } from '../../testing/chromium.ts';
import { givenLinkedApp, type Linked } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml } from '../../testing/things.ts';

/** The type that applications keep what they like in. */
const appSpecific = 'a5033c9d-08cf-4204-9bd3-cb412ce39fc0';

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  let server: TestServer;
  let app: Linked;
  let chrome: Chromium;
  let evil: Server;
  let evilUrl: string;
  /** What was said by what ran in the browser. */
  let told: string[];
  /** The page of the other site. */
  let evilPage = '';
  let victim: Visitor;
  let context: BrowserContext;

  beforeAll(async () => {
    server = await startTestServer();
    chrome = await launchChromium();
    evil = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(evilPage);
    });
    await new Promise<void>(resolve => evil.listen(0, '127.0.0.1', () => resolve()));
    evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/`;
    app = await givenLinkedApp(server);
  });
  afterAll(async () => {
    await chrome?.close();
    evil?.close();
    await server?.close();
  });
  beforeEach(async () => {
    told = [];
    victim = await givenSignedIn(server, 'Vera Victim');
    context = await chrome.newContext();
    context.on('console', message => {
      if (message.text().startsWith('told: ')) told.push(message.text());
    });
    const { hostname: domain } = new URL(server.shellUrl);
    await context.addCookies(
      [...victim.browser.cookies].map(([name, value]) => ({
        name,
        value,
        domain,
        path: '/',
        httpOnly: true,
        sameSite: 'Lax' as const,
      })),
    );
  });
  afterEach(() => context?.close());

  /** Reads the account page in the victim's name. */
  const script = () =>
    `<x:script xmlns:x="http://www.w3.org/1999/xhtml"><![CDATA[
      const tell = what => console.log('told: ' + what);
      tell('ran in ' + origin);
      fetch('/account', { credentials: 'include' }).then(r => r.text()).then(t => tell('read ' + t.includes('Vera Victim')));
    ]]></x:script>`;

  const call = (info: string, method: string, version = 1) =>
    app.client.call(method, { version, info, recordId: app.recordId, userToken: app.userToken });

  /** A signed request whose answer holds the script. */
  async function givenRequest(stored: 'settings' | 'data'): Promise<string> {
    const options = { recordId: app.recordId, userToken: app.userToken };
    if (stored === 'settings') {
      await call(`<app-settings>${script()}</app-settings>`, 'SetApplicationSettings');
      return app.client.body('GetApplicationSettings', options);
    }
    const data = `<app-specific><format-appid>a</format-appid><format-tag>t</format-tag><summary/>${script()}</app-specific>`;
    const put = await call(thingXml(appSpecific, { data }), 'PutThings', 2);
    expect(put.code).toBe(0);
    const info = `<group><filter><type-id>${appSpecific}</type-id></filter><format><section>core</section><xml/></format></group>`;
    return app.client.body('GetThings', { version: 3, info, ...options });
  }

  /** A page that posts it as it is: a form of plain text says a name, "=", a value. */
  function pageThatPosts(body: string, target = '_self'): string {
    const [name, value] = body
      .split(/=(.*)/s, 2)
      .map(part => part!.replace(/&/g, '&amp;').replace(/"/g, '&quot;'));
    return `<!DOCTYPE html><iframe name="inside"></iframe>
      <form method="post" enctype="text/plain" target="${target}" action="${server.platformUrl}"><input name="${name}" value="${value}"></form>
      <script>document.forms[0].submit()</script>`;
  }

  test.each(['settings', 'data'] as const)(
    '%s that an application stored are not run by who is made to ask for them',
    async stored => {
      const body = await givenRequest(stored);
      for (const target of ['_self', 'inside']) {
        evilPage = pageThatPosts(body, target);
        const page = await context.newPage();
        const answered = page.waitForResponse(server.platformUrl);
        await page.goto(evilUrl);
        expect((await answered).status()).toBe(403);
        // As a frame it is shown nowhere, and in its own window it is text.
        await page.waitForLoadState('networkidle');
        if (target === '_self')
          expect(await page.textContent('body')).toContain('This address is for programs');
        await page.close();
      }
      expect(told).toEqual([]);
    },
  );

  test('an answer that got to a browser all the same runs nothing there', async () => {
    const body = await givenRequest('settings');
    const answer = await app.client.post(body);
    expect(answer.xml).toContain('fetch(');
    const page = await context.newPage();
    const ours: string[] = [];
    await page.route(server.platformUrl, route => {
      // Shown rather than saved, which is all that keeps it away otherwise.
      const left = /^content-(disposition|encoding|length)$/;
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => !left.test(name)));
      ours.push(headers['content-security-policy'] ?? '');
      return route.fulfill({ status: 200, headers, body: answer.xml });
    });
    evilPage = pageThatPosts(body);
    const shown = page.waitForResponse(server.platformUrl);
    await page.goto(evilUrl);
    await shown;
    await page.waitForLoadState('networkidle');
    expect(await page.textContent('body, response')).toContain('Vera Victim');
    expect(ours).toHaveLength(1);
    expect(told).toEqual([]);
    expect((await victim.browser.open('/account')).text).toContain('Vera Victim');
  });
});
