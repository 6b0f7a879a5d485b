import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convertHtmlToText } from '../../../core/records/html-text.ts';
import { payload, putOne } from '../../../testing/blobs.ts';
import { startCpuClock } from '../../../testing/cpu.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { aWeight, thingXml, when } from '../../../testing/things.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

const messageType = '72dc49e1-1486-4634-b651-ef560ed051e5';

let server: TestServer;
let ada: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  ada = await givenSignedIn(server);
});
afterAll(() => server.close());

interface Mail {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly day?: string;
}

async function put({ subject = 'Your results', text, html, day = '2026-11-02' }: Mail) {
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), ada);
  const data =
    `<message>${when(day)}<headers><name>Subject</name><value>${subject}</value></headers>` +
    '<headers><name>From</name><value>Dr. Gray &lt;gray@example.org&gt;</value></headers><size>100</size>' +
    (html === undefined ? '' : '<html-blob-name>body.html</html-blob-name>') +
    (text === undefined ? '' : '<text-blob-name>body.txt</text-blob-name>') +
    '<attachments><name>scan.pdf</name><blob-name>a1</blob-name><inline-display>false</inline-display></attachments></message>';
  const blobs = [
    ...(html === undefined ? [] : [{ name: 'body.html', type: 'text/html', data: Buffer.from(html) }]),
    ...(text === undefined
      ? []
      : [{ name: 'body.txt', type: 'text/plain; charset=iso-8859-1', data: Buffer.from(text, 'latin1') }]),
    { name: 'a1', type: 'application/pdf', data: Buffer.from('%PDF') },
  ];
  return putOne(app, thingXml(messageType, { data }).replace('</thing>', `${payload(...blobs)}</thing>`));
}

describe('messages', () => {
  test('are listed, newest first, and read as text with their attachments', async () => {
    await put({ subject: 'Older', text: 'hello', day: '2026-01-02' });
    const { id } = await put({ text: 'Grüße,\nbitte kommen Sie.' });
    const list = await ada.browser.open('/messages');
    expect(list.text).toMatch(/Your results Dr\. Gray <gray@example\.org> 2 November 2026 Older/);
    const page = await ada.browser.open(`/messages/${id}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('Grüße,\nbitte kommen Sie.');
    expect(page.html).toContain(`<a href="/items/${id}">scan.pdf</a>`);
  });

  test('in HTML become text that can do nothing', async () => {
    const { id } = await put({
      html: '<html><head><title>x</title><style>p{}</style></head><body><p onclick="a()">One &amp; two</p><script>alert(1)</script><img src=x onerror=alert(2)><a href="https://example.org/?a=1&amp;b=2">here</a><a href="javascript:alert(3)">there</a></body></html>',
    });
    const page = await ada.browser.open(`/messages/${id}`);
    expect(page.text).toContain('One & two');
    expect(page.text).toContain('here <https://example.org/?a=1&b=2>');
    expect(page.html).not.toMatch(/<script>alert|onerror|onclick|javascript:|<img src=x/);
    expect(page.policy).not.toContain('script-src');
  });

  test('that are cut end with a whole character', async () => {
    const { id } = await put({ html: `a${'ä'.repeat(200_000)}` });
    const { html } = await ada.browser.open(`/messages/${id}`);
    expect(html).toMatch(/aä{131071}[^ä\ufffd]/);
  });

  test('without any say what there will be', async () => {
    const { browser } = await givenSignedIn(server, 'Bo Example');
    expect((await browser.open('/messages')).text).toContain('No messages yet');
  });

  test('of others, what is no message, and what is not there are all missing', async () => {
    const { id } = await put({ text: 'secret' });
    const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), ada);
    const weight = await putOne(app, aWeight());
    const eve = await givenSignedIn(server, 'Eve Example');
    expect((await eve.browser.open(`/messages/${id}`)).status).toBe(404);
    expect((await ada.browser.open(`/messages/${weight.id}`)).status).toBe(404);
    expect((await ada.browser.open('/messages/nothing')).status).toBe(404);
    expect((await ada.browser.open('/messages?after=forged')).status).toBe(404);
  });
});

describe('HTML as text', () => {
  test.each([
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    ['a<br>b', 'a\nb'],
    ['<ul><li>a</li><li>b</li></ul>', '• a\n• b'],
    ['a <!-- <b>hidden</b> --> b', 'a  b'],
    ['&#228;&#xE4;&auml;&unknown;', 'äää&unknown;'],
    ['1 < 2 <3', '1 < 2 <3'],
    ['<scr<script>x</script>y', 'xy'],
    ['<style>a', ''],
    ['&lt;script&gt;', '<script>'],
  ])('%j reads %j', (html, text) => {
    expect(convertHtmlToText(html)).toBe(text);
  });

  test('takes time in proportion to its length', () => {
    for (const piece of ['<', '<a href="', '<!--', '&#', '<script>', '</', '<a ']) {
      const cpuMs = startCpuClock();
      convertHtmlToText(piece.repeat(Math.floor(262_144 / piece.length)));
      expect(cpuMs(), piece).toBeLessThan(500);
    }
  });
});
