// The way of an application on its first page: what is done, by what is there, and the one thing that is next.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteFirstCall } from '../../../core/applications/first-call.ts';
import { selfSigned } from '../../../core/applications/self-signed.ts';
import { testKey } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import type { Page } from '../../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  dev = await givenSignedIn(server, 'Dev Example');
});
afterAll(() => server?.close());

async function createApp(kind: string): Promise<string> {
  const form = await dev.browser.open('/develop/new');
  const page = await dev.browser.submit(form, '/develop/new', { name: 'Curves', kind });
  return page.url.pathname;
}

/** What is done, and what is next. */
function steps({ html }: Page): { done: number; next: string | undefined; href: string | undefined } {
  const path = /<section class="path">([\s\S]*?)<\/section>/.exec(html)![1]!;
  const next = /<li class="step-next"[^>]*><strong>([^<]*)<\/strong>([\s\S]*?)<\/li>/.exec(path);
  return {
    done: path.match(/class="step-done"/g)!.length,
    next: next?.[1],
    href: /href="([^"]*)"/.exec(next?.[2] ?? '')?.[1],
  };
}

async function upload(base: string, name: string): Promise<Page> {
  const { clock } = server;
  const pem = await selfSigned({ commonName: 'Curves', key: testKey.privateKey, days: 90, now: clock.now() });
  const page = await dev.browser.open(`${base}/certificates`);
  const body = new FormData();
  body.set('form', page.form(page.url.pathname).form as string);
  body.set('file', new File([pem], name));
  const { origin } = new URL(server.shellUrl);
  return dev.browser.open(`${base}/certificates`, { method: 'POST', body, headers: { origin } });
}

describe('the first page of an app', () => {
  test('leads from being made to being ready, one thing after the other', async () => {
    const base = await createApp('web');
    const appId = base.split('/')[2]!;
    const look = async () => steps(await dev.browser.open(base));
    expect(await look()).toEqual({ done: 1, next: 'A key', href: `${base}/certificates` });
    expect((await upload(base, 'my app.crt')).text).toContain('my app.crt');
    expect(await look()).toEqual({ done: 2, next: 'Where people come back to', href: `${base}/information` });
    const information = await dev.browser.open(`${base}/information`);
    await dev.browser.submit(information, `${base}/information`, { actionUrl: 'https://app.example/back' });
    expect(await look()).toEqual({ done: 3, next: 'What it may do', href: `${base}/online` });
    await dev.browser.submit(
      await dev.browser.open(`${base}/online/new?type=${typeIds.weight}`),
      `${base}/online`,
      {
        name: 'weights',
        reason: 'To show them.',
      },
    );
    expect(await look()).toEqual({ done: 4, next: 'Somebody to try it with', href: `${base}/trial` });
    await dev.browser.submit(await dev.browser.open(`${base}/trial`), `${base}/trial`);
    expect(await look()).toEqual({ done: 5, next: 'The first call', href: `${base}#settings` });
    await noteFirstCall(server.vault, appId);
    expect(await look()).toEqual({ done: 6, next: 'Ready to go live', href: `${base}/live` });
  });

  test('names the files of a key as they came, in what is to be copied', async () => {
    const base = await createApp('web');
    await upload(base, 'my own.crt');
    const { html } = await dev.browser.open(base);
    const command = /id="key-net-commands">([^<]*)</.exec(html)![1]!.replaceAll('&#39;', "'");
    expect(command).toContain(`-inkey 'my own.key' -in 'my own.crt'`);
    expect(html).not.toContain('id="key-net-browser"');
    const sdk = /id="settings-sdk">([^<]*)</.exec(html)![1]!.replaceAll('&#39;', "'");
    expect(sdk).toContain("readFileSync('my own.crt', 'utf8')");
  });

  test.each(["it's mine.crt", 'x$(id).crt', 'x;id.crt'])(
    'names the usual files where one came as %j',
    async name => {
      const base = await createApp('web');
      await upload(base, name);
      const { html } = await dev.browser.open(base);
      const id = base.split('/')[2];
      const command = /id="key-net-commands">([^<]*)</.exec(html)![1]!;
      expect(command).toContain(`-inkey ${id}.key -in ${id}.crt `);
    },
  );

  test('asks an app on devices for neither key nor address', async () => {
    const base = await createApp('soda-master');
    expect(steps(await dev.browser.open(base))).toEqual({
      done: 1,
      next: 'What it may do',
      href: `${base}/offline`,
    });
  });
});
