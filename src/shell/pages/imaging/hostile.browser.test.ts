// The viewer before files and answers that are made to harm, in a real browser: no script of theirs runs, nothing hangs, and what cannot
// be shown is told in words.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import { openStudyThing } from '../../../core/imaging/held.ts';
import { element } from '../../../formats/dicom/write.ts';
import { makeDicom } from '../../../testing/dicom-files.ts';
import { givenStudy } from '../../../testing/given-study.ts';
import { hasChromium, useChromium } from '../../testing/chromium.ts';

const script = `<script>window.harmed=1</script><img src=x onerror="window.harmed=1">"'$&`;

const eight = [
  element('00280100', 'US', [8]),
  element('00280101', 'US', [8]),
  element('00280102', 'US', [7]),
];

/** Files that say of themselves what no scanner does. */
const files: Readonly<Record<string, Parameters<typeof makeDicom>[0]>> = {
  'script in its names': {
    study: '1.2.1',
    description: script,
    patientName: script,
    more: [
      element('0008103E', 'LO', script),
      element('00281050', 'DS', '1\\2'),
      element('00281051', 'DS', '10\\20'),
      element('00281054', 'LO', script),
      element('00281055', 'LO', `${script}\\b`),
    ],
  },
  'numbers beyond measure': {
    study: '1.2.2',
    more: [
      element('00181063', 'DS', '1e300'),
      element('00280030', 'DS', '1e300\\1e-300'),
      element('00281050', 'DS', '1e308'),
      element('00281051', 'DS', '1e308'),
      element('00281052', 'DS', '-1e308'),
      element('00281053', 'DS', '1e308'),
    ],
  },
  'lengths that are none': {
    study: '1.2.3',
    more: [
      element('00280030', 'DS', 'NaN\\-1'),
      element('00280034', 'IS', '0\\-5'),
      element('00281050', 'DS', 'x'),
      element('00281051', 'DS', '-400'),
      element('00281053', 'DS', '0'),
    ],
  },
  'a hundred thousand frames': {
    study: '1.2.4',
    rows: 1,
    columns: 1,
    pixels: Buffer.alloc(100_000, 7),
    more: [...eight, element('00280008', 'IS', '100000')],
  },
  'a million frames of which it has one': {
    study: '1.2.5',
    more: [element('00280008', 'IS', '1000000')],
  },
  'one row of all columns there can be': {
    study: '1.2.6',
    rows: 1,
    columns: 65_535,
    pixels: Buffer.alloc(65_535, 9),
    more: eight,
  },
  'no pixels': { study: '1.2.7', pixels: Buffer.alloc(0) },
};

/** As the vault answers, with what it never tells. */
function frame(about: unknown, pixels = 32): Buffer {
  const text = Buffer.from(typeof about === 'string' ? about : JSON.stringify(about));
  const head = Buffer.alloc(4 + Math.ceil((text.length + 4) / 8) * 8 - 4, 0x20);
  head.writeUInt32LE(head.length - 4);
  text.copy(head, 4);
  return Buffer.concat([head, Buffer.alloc(pixels)]);
}

const good = { rows: 4, columns: 4, frames: 1, kind: 'u16', slope: 1, intercept: 0, windows: [] };

const answers: Readonly<Record<string, { readonly status?: number; readonly body: Buffer | string }>> = {
  'no row': { body: frame({ ...good, rows: 0 }) },
  'rows below nothing': { body: frame({ ...good, rows: -4, columns: -4 }) },
  'more rows than there are': { body: frame({ ...good, rows: 1e9, columns: 1e9 }) },
  'a size of words': { body: frame({ ...good, rows: '4', columns: [4] }) },
  'more pixels than came': { body: frame(good, 2) },
  'half a pixel': { body: frame(good, 31) },
  'a kind that there is not': { body: frame({ ...good, kind: '__proto__' }) },
  'no facts': { body: frame('null') },
  'facts that are none': { body: frame('{"rows":4') },
  'a head longer than all': { body: Buffer.from('ffffffff7b7d', 'hex') },
  nothing: { body: '' },
  'a page': { body: `<html>${script}</html>` },
  'a reason that there is not': { status: 422, body: JSON.stringify({ why: '__proto__' }) },
  'a reason with script': { status: 422, body: JSON.stringify({ why: script }) },
  'no reason': { status: 422, body: 'null' },
  'numbers that are none': {
    body: frame({ ...good, slope: null, intercept: 'x', windows: [null, { center: 'x' }, 5], lowest: {} }),
  },
  'a unit and lengths that are none': {
    body: frame({ ...good, unit: { a: 1 }, spacing: [null, 'x'], aspect: -1, milliseconds: -5 }),
  },
};

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  const walks = useChromium();

  async function givenPage(bytes: Buffer) {
    const visit = await walks.openPage();
    const { page, person, record } = visit;
    const { vault, shellUrl } = walks.server;
    const grant = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
    const id = await givenStudy(vault, grant, [{ description: script, files: [bytes] }]);
    await openStudyThing(vault, grant, id);
    const complaints: string[] = [];
    page.on('console', message => {
      // Of a frame that is told to be none.
      if (!message.text().includes('status of 422')) complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('dialog', dialog => complaints.push(dialog.message()));
    return { page, complaints, href: `${shellUrl}/items/${id}/pictures` };
  }

  /** Is a picture shown, or told why not, and does the page go on? */
  async function tryAll(page: Page): Promise<'shown' | 'told'> {
    const shown = page.locator('canvas[data-shown]');
    const told = page.locator('#viewer [role=alert]:visible');
    await shown.or(told).first().waitFor();
    const outcome = (await told.count()) > 0 ? 'told' : 'shown';
    if (outcome === 'told') expect((await told.textContent())?.length).toBeGreaterThan(10);
    const canvas = page.locator('canvas');
    // Without any picture the still one, which says so, is in its place.
    if (outcome === 'shown') {
      await canvas.hover();
      await canvas.focus();
    }
    for (const key of ['End', 'Home', 'PageDown', 'ArrowUp', '+', '-', '0']) await page.keyboard.press(key);
    const play = page.getByRole('button', { name: 'Play' });
    await play.click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Invert' }).click();
    await page.getByLabel('Window').selectOption({ index: 1 });
    const begun = Date.now();
    expect(await page.evaluate('window.harmed')).toBeUndefined();
    expect(Date.now() - begun).toBeLessThan(2000);
    return outcome;
  }

  test.each(Object.entries(files))(
    'a file with %s',
    async (name, about) => {
      const { page, complaints, href } = await givenPage(makeDicom(about));
      await page.goto(href);
      expect(await tryAll(page)).toBe(name === 'no pixels' ? 'told' : 'shown');
      expect(complaints).toEqual([]);
      await page.close();
    },
    60_000,
  );

  test('answers that no vault gives', async () => {
    const { page, complaints, href } = await givenPage(makeDicom({ study: '1.2.9' }));
    const outcomes: Record<string, string> = {};
    for (const [name, { status = 200, body }] of Object.entries(answers)) {
      await page.unrouteAll();
      await page.route('**/pictures/frames/**', route => route.fulfill({ status, body }));
      await page.goto(href);
      outcomes[name] = await tryAll(page);
    }
    const drawn = ['numbers that are none', 'a unit and lengths that are none'];
    expect(outcomes).toEqual(
      Object.fromEntries(Object.keys(answers).map(name => [name, drawn.includes(name) ? 'shown' : 'told'])),
    );
    expect(complaints).toEqual([]);
    await page.close();
  }, 200_000);
});
