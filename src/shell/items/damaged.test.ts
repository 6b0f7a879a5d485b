// Lists of a record that has an item whose bytes changed on the disk: they show the others and say that one cannot be read.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { makeExample } from '../../facades/reference/example.ts';
import { damageItem, type OpenServer, startOpenServer } from '../../testing/log.ts';
import { unzip } from '../../testing/unzip.ts';
import allergy from '../../things/allergy.ts';
import { everyType, printThing } from '../../things/index.ts';
import weight from '../../things/weight.ts';
import { Browser } from '../testing/browser.ts';
import { askForExport } from '../testing/exports.ts';
import { listPages } from '../testing/pages.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

const count = 60;
/** More of them together than a page has, too. */
const isDamaged = new Set([0, 9, 10, ...Array.from({ length: 28 }, (_, i) => 30 + i)]);
const first = 61;

let open: OpenServer;
let user: Visitor;
beforeAll(async () => {
  open = await startOpenServer();
  user = await givenSignedIn(open.server);
  const grant = makeSystemGrant('tests', user.record.id, user.person.id);
  const writes = Array.from({ length: count }, (_, i) =>
    makeThing(weight, {
      when: { date: { y: 2026 - i, m: 3, d: 5 } },
      value: { kg: first + i },
    }),
  );
  const keys = await writeThings(open.server.vault, grant, writes, { overwrite: false });
  for (const i of isDamaged) await damageItem(open.hands, keys[i]!.id);
});
afterAll(() => open[Symbol.asyncDispose]());

const readable = Array.from({ length: count }, (_, i) => i).flatMap(i => (isDamaged.has(i) ? [] : first + i));

/** The weights and what is told of damage on all pages from one on, and how often. */
async function walk(address: string): Promise<{ shown: number[]; told: number }> {
  const shown = new Set<number>();
  let told = 0;
  for (let next: string | undefined = address, pages = 0; next !== undefined && pages < 20; pages++) {
    const { html, status } = await user.browser.open(next);
    expect(status).toBe(200);
    for (const [, kg] of html.matchAll(/\b(\d{2,3}) kg\b/g)) shown.add(Number(kg));
    told += Number(
      /(\d+) items? cannot be read: [^.]+\. The operator can find out more/.exec(html)?.[1] ?? 0,
    );
    next = /href="([^"]*)"[^>]*>\s*(?:Older items|More items|Search on)/
      .exec(html)?.[1]
      ?.replaceAll('&amp;', '&');
  }
  return { shown: [...shown].sort((a, b) => a - b), told };
}

test.each(['/items', '/items?sort=date', '/items?sort=-changed', '/items?sort=what', '/timeline'])(
  '%s shows every item that can be read, page by page, and tells how many cannot',
  async address => {
    const { shown, told } = await walk(address);
    expect(shown).toEqual(readable);
    expect(told).toBeGreaterThanOrEqual(isDamaged.size);
  },
);

test('a list that only a damaged item belongs to does not say that there is nothing', async () => {
  const { html, status } = await user.browser.open('/items?from=2026-01-01&to=2026-12-31');
  expect(status).toBe(200);
  expect(html).toContain('1 item cannot be read: Weight.');
  expect(html).not.toContain('<th scope="row">');
  expect(html).not.toContain('Nothing fits');
});

test('a list to which no damaged item belongs tells of none', async () => {
  const { html, status } = await user.browser.open('/items?from=2025-01-01&to=2025-12-31');
  expect([status, html.includes('62 kg'), html.includes('cannot be read')]).toEqual([200, true, false]);
});

const pagesOfData = [
  ...['/', '/items', '/timeline', '/labs', '/labs/test', '/growth', '/vaccines', '/pictures', '/documents'],
  ...['/records', '/records/RECORD', '/records/RECORD/health', '/offline/copy', '/emergency', '/summary'],
  ...['/medicines', '/plans', '/plans/week', '/reminders', '/messages/record'],
];

/** Two of each type with all that it can hold, of which one is damaged. */
async function givenEveryType({ record, person }: Visitor): Promise<void> {
  const grant = makeSystemGrant('tests', record.id, person.id);
  for (const type of everyType()) {
    const version = type.versions.at(-1)!;
    const xml = printThing(version, makeExample(type, version, 'full'));
    const data = { xml, commonXml: '', clientId: undefined, effectiveDate: undefined, endDate: undefined };
    const writes = Array.from({ length: type.singleton ? 1 : 2 }, () => ({ typeId: version.id, data }));
    const keys = await writeThings(open.server.vault, grant, writes, { overwrite: false });
    await damageItem(open.hands, keys[0]!.id);
  }
}

test('each page is shown around damaged items of every type, and those about data say how many', async () => {
  const other = await givenSignedIn(open.server);
  await givenEveryType(other);
  const answers = new Map<string, { status: number; isTold: boolean }>();
  for (const address of ['/', ...listPages(other.record.id)]) {
    const { status, html } = await other.browser.open(address);
    answers.set(address, { status, isTold: /items? cannot be read: /.test(html) });
  }
  const wrong = [...answers].filter(([, { status }]) => status >= 500);
  expect(wrong).toEqual([]);
  const silent = pagesOfData.filter(
    address => answers.get(address.replace('RECORD', other.record.id))?.isTold !== true,
  );
  expect(silent).toEqual([]);
});

test('a table that cannot say what it lacks is refused', async () => {
  expect((await user.browser.open('/charts/weight/numbers.csv')).status).toBe(500);
});

test('the download of a record holds the rest and its index names each item that is missing', async () => {
  const other = await givenSignedIn(open.server);
  const grant = makeSystemGrant('tests', other.record.id, other.person.id);
  const writes = [61, 62, 63].map(kg =>
    makeThing(weight, { when: { date: { y: 2026, m: 3, d: 5 } }, value: { kg } }),
  );
  const [lost] = await writeThings(open.server.vault, grant, writes, { overwrite: false });
  await damageItem(open.hands, lost!.id);
  const answer = await askForExport(other.browser, other.record.id);
  const files = unzip(Buffer.from(await answer.arrayBuffer()));
  const csv = String(files.get('csv/weight.csv'));
  expect([csv.includes('62'), csv.includes('63'), csv.trim().split('\n').length]).toEqual([true, true, 3]);
  expect(String(files.get('index.html'))).toContain(`Weight: ${lost!.id}`);
});

test('the emergency page shows the rest to whoever has its code, and says what cannot be read', async () => {
  const other = await givenSignedIn(open.server);
  const grant = makeSystemGrant('tests', other.record.id, other.person.id);
  const writes = ['Latex', 'Penicillin'].map(text => makeThing(allergy, { name: { text } }));
  const [lost] = await writeThings(open.server.vault, grant, writes, { overwrite: false });
  const code = await other.browser.submit(await other.browser.open('/emergency/code'), '/emergency/code', {});
  await damageItem(open.hands, lost!.id);
  const { html, status } = await new Browser(open.server).send(
    /href="[^"]*(\/e\/[0-9a-f]{40})"/.exec(code.html)![1]!,
  );
  expect([status, html.includes('Penicillin'), html.includes('1 item cannot be read: Allergy.')]).toEqual([
    200,
    true,
    true,
  ]);
});

test('bytes too few for any sealed value are a damaged item', async () => {
  const other = await givenSignedIn(open.server);
  const grant = makeSystemGrant('tests', other.record.id, other.person.id);
  const write = makeThing(weight, { when: { date: { y: 2026, m: 3, d: 5 } }, value: { kg: 61 } });
  const [key] = await writeThings(open.server.vault, grant, [write, write], { overwrite: false });
  await open.hands('UPDATE thing SET sealed = ? WHERE id = ?', Buffer.from([1, 0]), key!.id);
  const { html, status } = await other.browser.open('/items');
  expect([status, html.includes('1 item cannot be read: Weight.')]).toEqual([200, true]);
});
