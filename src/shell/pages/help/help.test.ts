import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../../locales/language.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser } from '../../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { type HelpText, helpPages } from './pages.ts';

let server: TestServer;
let operator: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  operator = await givenSignedIn(server, 'Olga First');
});
afterAll(() => server?.close());

const all = Object.entries<HelpText>(helpPages).flatMap(([topic, textIn]) =>
  languages.map(language => ({ topic, language, text: textIn(language) })),
);
const linksIn = (text: string) => [...text.matchAll(/\]\((\/[^)]*)\)/g)].map(([, href]) => href!);

describe('a page of the help', () => {
  test.each(all)('$topic ($language) has a title, and is open to everybody', async ({ topic, language }) => {
    const guest = new Browser(server);
    guest.cookies.set('keepwell-language', language);
    const page = await guest.open(`/help/${topic}`);
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/<article class="prose"><h1>[^<]+<\/h1>/);
    // A mark that Markdown did not take would stand there as it is.
    expect(page.text).not.toMatch(/\*|\]\(|`/);
  });

  test('leads to pages that are there, the same in every language', async () => {
    for (const [topic, textIn] of Object.entries<HelpText>(helpPages)) {
      const links = linksIn(textIn('en'));
      for (const language of languages)
        expect([topic, ...linksIn(textIn(language))]).toEqual([topic, ...links]);
      for (const href of links) {
        const { status, url } = await operator.browser.open(href);
        expect([topic, href, status, url.pathname]).toEqual([topic, href, 200, href]);
      }
    }
  });

  test('has the same parts in every language', () => {
    for (const [topic, textIn] of Object.entries<HelpText>(helpPages)) {
      const parts = (text: string) => [
        topic,
        text.match(/^## /gm)?.length,
        text.match(/^(\d\.|-) /gm)?.length,
      ];
      for (const language of languages) expect(parts(textIn(language))).toEqual(parts(textIn('en')));
    }
  });
});

test.each([
  ['en', 'what it was before it was changed'],
  ['es', 'lo que era antes de cada cambio'],
  ['de', 'was er vor jeder Änderung war'],
])(
  'the help says as the page itself does that a download holds what items were before (%s)',
  async (language, words) => {
    const { browser } = await givenSignedIn(server);
    browser.cookies.set('keepwell-language', language);
    for (const path of ['/export', '/help/files'])
      expect((await browser.open(path)).text, path).toContain(words);
  },
);

test.each([
  ['/items', 'data'],
  ['/items/add', 'data'],
  ['/items/new/weight', 'data'],
  ['/timeline', 'data'],
  ['/charts/weight', 'data'],
  ['/emergency', 'emergency'],
  ['/upload', 'files'],
  ['/export', 'files'],
  ['/messages', 'messages'],
  ['/activity', 'files'],
  ['/records', 'start'],
  ['/apps', 'apps'],
  ['/directory', 'apps'],
  ['/account', 'account'],
  ['/develop', 'developers'],
  ['/operator', 'operators'],
  ['/operator/health', 'operators'],
])('the foot of %s leads to the help on %s', async (path, topic) => {
  const page = await operator.browser.open(path);
  expect([page.status, page.url.pathname]).toEqual([200, path]);
  expect(page.html).toContain(`<a href="/help/${topic}">Help with this page</a>`);
});

test('of sharing, the help on sharing', async () => {
  const page = await operator.browser.open(`/records/${operator.record.id}/sharing`);
  expect(page.html).toContain('<a href="/help/sharing">Help with this page</a>');
});

test('pages the help says nothing of lead to the help only', async () => {
  expect((await operator.browser.open('/')).html).not.toContain('Help with this page');
});
