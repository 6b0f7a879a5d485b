// Lists of a record that has an item whose bytes changed on the disk: they show the others and say that one cannot be read.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { damageItem, type OpenServer, startOpenServer } from '../../testing/log.ts';
import weight from '../../things/weight.ts';
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
    told += Number(/(\d+) items? cannot be read\. The operator can find out more/.exec(html)?.[1] ?? 0);
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
  expect(html).toContain('1 item cannot be read.');
  expect(html).not.toContain('<th scope="row">');
  expect(html).not.toContain('Nothing fits');
});

test('a list to which no damaged item belongs tells of none', async () => {
  const { html, status } = await user.browser.open('/items?from=2025-01-01&to=2025-12-31');
  expect([status, html.includes('62 kg'), html.includes('cannot be read')]).toEqual([200, true, false]);
});
