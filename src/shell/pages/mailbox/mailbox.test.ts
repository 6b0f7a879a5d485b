// The mailbox page: who may see it, and that nothing in a mail acts on whoever reads it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendMail } from '../../../core/mail/send.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser } from '../../testing/browser.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { mailboxMailsMax: 3 } });
});
afterAll(() => server.close());

const queue = (at: TestServer, subject: string, text = 'Words', html?: string) =>
  at.vault.store.write(db =>
    sendMail(db, at.vault, {
      to: { name: 'Ada', address: 'ada@example.org' },
      subject,
      text,
      ...(html !== undefined && { html }),
      locale: 'en',
    }),
  );

async function read(at: TestServer, place: number) {
  const browser = new Browser(at);
  const list = await browser.open('/mailbox');
  return browser.open([...list.html.matchAll(/href="(\/mailbox\/[^"]+)"/g)][place]![1]!);
}

describe('the mailbox page', () => {
  test('says when there is nothing, then lists the newest mail first, in the visitor’s language', async () => {
    await using empty = await startTestServer();
    const german = (at: TestServer) =>
      new Browser(at).open('/mailbox', { headers: { 'accept-language': 'de' } });
    expect((await german(empty)).text).toContain('Noch keine Post');
    await queue(empty, 'Erste');
    empty.clock.pass(1000);
    await queue(empty, '');
    const { text } = await german(empty);
    expect(text.indexOf('(kein Betreff)')).toBeGreaterThan(0);
    expect(text.indexOf('Erste')).toBeGreaterThan(text.indexOf('(kein Betreff)'));
  });

  test('shows text with links to follow and HTML as text', async () => {
    const html = '<script>alert(1)</script><img src="https://tracker.example/x">';
    await queue(server, '<b>Hi</b>', 'Go to https://vault.example/a?b=1&c=2.\n<i>now</i>', html);
    const page = await read(server, 0);
    expect(page.status).toBe(200);
    expect(page.html).toContain(
      '<a href="https://vault.example/a?b=1&amp;c=2" rel="noreferrer">https://vault.example/a?b=1&amp;c=2</a>.\n',
    );
    expect(page.text).toContain(html);
    expect(page.html).not.toMatch(/<script>alert|<img src="https|<i>now|<b>Hi/);
    expect(page.policy).toContain("default-src 'none'");
  });

  test('keeps only the latest', async () => {
    for (const subject of ['One', 'Two', 'Three', 'Four']) {
      server.clock.pass(1000);
      await queue(server, subject);
    }
    const { text } = await new Browser(server).open('/mailbox');
    expect(text).toContain('Four');
    expect(text).toContain('Two');
    expect(text).not.toContain('One');
  });

  test('has no page for a mail that is not there', async () => {
    for (const id of ['x', '00000000-0000-4000-8000-000000000000'])
      expect((await new Browser(server).open(`/mailbox/${id}`)).status).toBe(404);
  });

  test('is only for this machine, unless it is set open', async () => {
    await using proxied = await startTestServer({ trustedProxies: '127.0.0.1' });
    await queue(proxied, 'Hidden');
    const from = (address: string) =>
      new Browser(proxied).open('/mailbox', { headers: { 'x-forwarded-for': address } });
    expect((await from('203.0.113.7')).status).toBe(404);
    expect((await from('127.0.0.1')).status).toBe(200);
    const [, host] = /^http:\/\/([^/]+)/.exec(proxied.shellUrl)!;
    expect(await statusFor(proxied.port, 'vault.example')).toBe(404);
    expect(await statusFor(proxied.port, host!)).toBe(200);
    await using open = await startTestServer({ trustedProxies: '127.0.0.1', mailbox: 'open' });
    const stranger = { headers: { 'x-forwarded-for': '203.0.113.7' } };
    expect((await new Browser(open).open('/mailbox', stranger)).status).toBe(200);
  });

  test('is not there when mail is really sent', async () => {
    await using sending = await startTestServer({
      smtpUrl: 'smtp://127.0.0.1:1',
      mailFrom: 'k@vault.example',
    });
    expect((await new Browser(sending).open('/mailbox')).status).toBe(404);
  });
});

/** As a browser would ask that was led here by another name. */
async function statusFor(port: number, host: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/mailbox', headers: { host } }, response => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}
