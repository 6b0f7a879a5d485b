// What is meant for whoever looks at it later, and what is meant to be too much.

import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../shell/testing/browser.ts';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { type AnyResource, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { heapMb } from '../../testing/fuzz/heap.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const script = '<script>alert(1)</script>';
const picture = '"><img src=x onerror=alert(2)>';
const link = 'javascript:alert(3)';
const div = `<div xmlns="http://www.w3.org/1999/xhtml"><p>${script}</p><img src="x" onerror="alert(2)"/></div>`;

const makePlanted = (subject: object): readonly AnyResource[] => [
  { resourceType: 'Basic', code: { text: script }, extension: [{ url: link, valueString: picture }] },
  { resourceType: 'Practitioner', name: [{ family: script, given: [picture] }], photo: [{ url: link }] },
  { resourceType: 'Condition', subject, code: { text: `${script}${picture}` }, note: [{ text: script }] },
  {
    resourceType: 'AllergyIntolerance',
    patient: subject,
    code: { text: picture },
    reaction: [{ manifestation: [{ text: script }] }],
  },
  {
    ...{ resourceType: 'DocumentReference', status: 'current', type: { text: script } },
    content: [{ attachment: { contentType: 'text/html', title: picture, url: link, data: 'PHNjcmlwdD4=' } }],
  },
  {
    ...{ resourceType: 'Observation', status: 'final', code: { text: script }, valueString: picture },
    effectiveDateTime: '2026-01-01',
  },
  {
    ...{ resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject },
    medicationCodeableConcept: { text: script },
    dosageInstruction: [{ text: picture }],
  },
];

const pagesMax = 40;

/** The pages that lead on from Home to what a record holds. */
async function readPages(browser: Browser): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  const ways = [
    '/',
    '/items',
    '/timeline',
    '/medicines',
    '/summary',
    '/emergency',
    '/documents',
    '/activity',
  ];
  for (let way = ways.shift(); way !== undefined && pages.size < pagesMax; way = ways.shift()) {
    const { pathname, search } = new URL(way, server.shellUrl);
    const path = `${pathname}${search}`;
    if (pages.has(path)) continue;
    const { html, status } = await browser.open(path);
    expect([path, status < 500]).toEqual([path, true]);
    pages.set(path, html);
    for (const [, to] of html.matchAll(/href="(\/[^"#]*)/g))
      if (/^\/(items\/[0-9a-f]|records\/[^/]+\/(items|health))/.test(to ?? ''))
        ways.push(to!.replaceAll('&amp;', '&'));
  }
  return pages;
}

test('a Basic with a script in it, and anything else with one, is text on every page', async () => {
  const visitor = await givenSignedIn(server);
  const client = await givenFhirClient(server, { of: visitor });
  const planted = makePlanted(client.patient);
  for (const resource of planted) {
    const { status, text } = await client.send('POST', resource.resourceType, resource);
    expect([resource.resourceType, status, status === 201 ? '' : text]).toEqual([
      resource.resourceType,
      201,
      '',
    ]);
  }
  // A narrative that would run is not even kept.
  const told = { resourceType: 'Basic', code: { text: 'x' }, text: { status: 'generated', div } };
  expect((await client.send('POST', 'Basic', told)).status).toBe(422);
  const pages = await readPages(visitor.browser);
  const items = [...pages.keys()].filter(path => path.startsWith('/items/'));
  expect(items.length).toBeGreaterThanOrEqual(planted.length);
  let seen = 0;
  for (const [path, html] of pages) {
    const runs = /<script>alert|<img[^>]* onerror|(?:href|src|action)="\s*javascript:/i.exec(html);
    expect([path, runs?.[0]]).toEqual([path, undefined]);
    if (html.includes('&lt;script&gt;alert(1)')) seen += 1;
  }
  expect(seen).toBeGreaterThanOrEqual(planted.length);
});

const bundleBytes = 50_000_000;

/** A Bundle that never ends, until it is 50 MB long. */
function* makeBundle(): Generator<Buffer> {
  const entry = { resource: makeWeight('2026-01-01'), request: { method: 'POST', url: 'Observation' } };
  const part = Buffer.from(`${JSON.stringify(entry)},`.repeat(100));
  yield Buffer.from('{"resourceType":"Bundle","type":"transaction","entry":[');
  for (let sent = 0; sent < bundleBytes; sent += part.length) yield part;
  yield Buffer.from('{}]}');
}

test.each([
  ['as it is', {}, () => Readable.from(makeBundle())],
  ['compressed', { 'content-encoding': 'gzip' }, () => Readable.from(makeBundle()).pipe(createGzip())],
])('a Bundle of 50 MB, %s, is refused, is not held, and holds up nobody', async (_, headers, open) => {
  const client = await givenFhirClient(server);
  const before = heapMb();
  const sending = fetch(client.base, {
    method: 'POST',
    headers: { ...client.headers, 'content-type': 'application/fhir+json', ...headers },
    body: Readable.toWeb(open()) as BodyInit,
    ...{ duplex: 'half' },
  });
  const [{ status }, reply] = await Promise.all([client.get('Observation?_count=1'), sending]);
  expect(status).toBe(200);
  const body = (await reply.json()) as AnyResource;
  expect([reply.status, body.issue[0].code]).toEqual([413, 'too-long']);
  expect(await client.find('Observation')).toEqual([]);
  expect(heapMb() - before).toBeLessThan(30);
});
