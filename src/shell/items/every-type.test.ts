// Every version of every type, by the published samples and by an example with every field: as a row of a list and as a
// page. Nothing of an item is lost on its page, and nobody is shown XML.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { writeThings } from '../../core/things/write.ts';
import { makeExample } from '../../facades/reference/example.ts';
import { sayValue } from '../../locales/labels.ts';
import { OPEN, TEXT } from '../../schema/xml-document.ts';
import { readXml } from '../../schema/xml-reader.ts';
import { hasReference, sampleXml } from '../../testing/reference.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { dropNoise } from '../../things/common/numbers.ts';
import { everyType, printThing } from '../../things/index.ts';
import { givenSignedIn } from '../testing/visitors.ts';
import { saySize } from '../web/sizes.ts';

/** What stands around an item is not the item's. */
const outside = /^(\s|<\?xml[^>]*\?>|<!--[\s\S]*?-->)+/;

const cases = everyType().flatMap(type =>
  type.versions.flatMap(version => {
    const sample = hasReference ? sampleXml(version.id) : undefined;
    const about = { id: version.id, name: `${type.name} ${version.number}` };
    const example = printThing(version, makeExample(type, version, 'full'));
    return [
      { ...about, from: 'example', xml: example },
      ...(sample === undefined
        ? []
        : [{ ...about, from: 'sample', xml: sample.replace(outside, '').trim() }]),
    ];
  }),
);

/** Parts of dates, which are told in words. */
const dateParts = new Set(['y', 'm', 'd', 'h', 's', 'f']);

describe('every type', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test.runIf(hasReference)('there are 92 samples, and no type is left out', () => {
    expect(cases.filter(({ from }) => from === 'sample')).toHaveLength(92);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(
      everyType().flatMap(({ versions }) => versions).length,
    );
  });

  test.each(cases)('$name ($id): the $from is a row and a page with all it says', async ({ id, xml }) => {
    const { browser, person, record } = await givenSignedIn(server);
    const grant = makeSystemGrant('tests', record.id, person.id);
    const data = { xml, commonXml: '', clientId: undefined, effectiveDate: undefined, endDate: undefined };
    const [thing] = await writeThings(server.vault, grant, [{ typeId: id, data }], { overwrite: false });
    const list = await browser.open(`/items?kind=${id}`);
    expect([list.status, [...list.html.matchAll(/<th scope="row">/g)].length]).toEqual([200, 1]);
    const page = await browser.open(`/items/${thing!.id}`);
    expect(page.status).toBe(200);
    for (const { html } of [list, page]) {
      // Some items hold markup as their very text.
      if (!xml.includes('&lt;')) expect(html).not.toMatch(/&lt;\/?[a-z][\w:-]*(?:\s|&gt;|\/)/i);
      expect(html).not.toContain('[object Object]');
      expect(html).not.toContain('undefined');
    }
    const text = plain(page.text);
    const moments = page.html.match(/datetime="[^"]*"/g)?.join(' ') ?? '';
    expect(leavesOf(xml).filter(leaf => !isTold(leaf, text, moments))).toEqual([]);
  });
});

interface Leaf {
  readonly name: string;
  readonly text: string;
}

/** The characters of an item, by the element they are in. */
function leavesOf(xml: string): Leaf[] {
  const { kinds, values, size } = readXml(xml);
  const open: string[] = [];
  const leaves: Leaf[] = [];
  for (let at = 0; at < size; at++) {
    if (kinds[at] === OPEN) open.push(values[at]!);
    else if (kinds[at] === TEXT) {
      const text = plain(values[at]!);
      if (text !== '') leaves.push({ name: open.at(-1)!, text });
    } else open.pop();
  }
  return leaves;
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const told: Readonly<Record<string, (number: number) => string[]>> = {
  kg: kg =>
    Object.entries({ g: 1e3, mg: 1e6, µg: 1e9 }).map(([unit, count]) => `${dropNoise(kg * count)} ${unit}`),
  size: bytes => [saySize(bytes, 'en')],
};

function isTold({ name, text }: Leaf, page: string, moments: string): boolean {
  if (page.includes(text) || page.includes(sayValue(text, 'en'))) return true;
  if (text === 'true' || text === '1') return page.includes('Yes');
  if (text === 'false' || text === '0') return page.includes('No') || page.includes('0');
  const number = Number(text);
  // Fractions, nutrients and sizes are told as people write them.
  const asTold = [String(number), `${dropNoise(number * 100)} %`, ...(told[name]?.(number) ?? [])];
  if (!Number.isNaN(number) && asTold.some(one => page.includes(one))) return true;
  // Months are told by name, and every part of a date to machines.
  return dateParts.has(name) && moments.includes(text.padStart(2, '0'));
}
