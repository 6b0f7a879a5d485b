// How much it takes to write something down, in a real browser and by what people see: actions by hand, keys by keyboard; and
// how the short forms and the medicines are on a phone.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { readValue } from '../../../things/data.ts';
import type { ThingType } from '../../../things/index.ts';
import { everyType } from '../../../things/index.ts';
import medication from '../../../things/medication.ts';
import weight from '../../../things/weight.ts';
import { hasChromium, useChromium, type Visit } from '../../testing/chromium.ts';
import { addableHref, listForms } from '../links.ts';

const actionsMax = 8;
const keysMax = 15;
/** Of the scripts of a page. */
const scriptBytesMax = 30 * 1024;

describe.skipIf(!hasChromium)('writing things down (needs chromium)', () => {
  const walks = useChromium();

  async function signedIn(visit?: Visit) {
    const { page, person, record } = await walks.openPage(visit);
    const { vault } = walks.server;
    const grant = makeSystemGrant('tests', record.id, person.id);
    const stored = async <Value>(type: ThingType<Value>) => {
      const ids = type.versions.map(({ id }) => id);
      const things = await vault.store.read(db => db.things(grant).ofTypes(ids, 10));
      return things.map(thing => readValue(type, thing));
    };
    return { page, stored, grant };
  }

  /** Counts what is done. */
  function startCounting(page: Page) {
    let actions = 0;
    const press = (what: Locator) => {
      actions += 1;
      return what.click();
    };
    const fill = (label: string, text: string) => {
      actions += 1;
      return page.getByLabel(label, { exact: true }).first().fill(text);
    };
    return { press, fill, count: () => actions };
  }

  const main = (page: Page) => page.getByRole('main');
  const link = (page: Page, name: string) => main(page).getByRole('link', { name, exact: true }).first();
  const save = (page: Page) => main(page).getByRole('button', { name: 'Save', exact: true }).last();

  test.each([true, false])('a first reading takes at most eight actions, script: %s', async script => {
    const { page, stored } = await signedIn({ script });
    const { press, fill, count } = startCounting(page);
    await page.goto(walks.server.shellUrl);
    await press(link(page, 'Write down a first item'));
    await press(link(page, 'Weight'));
    await fill('Weight', '74.5');
    await press(save(page));
    await page.getByRole('status').first().waitFor();
    expect(await stored(weight)).toMatchObject([{ value: { kg: 74.5 } }]);
    expect(count()).toBeLessThanOrEqual(actionsMax);
  });

  test.each([true, false])(
    'a medicine with its schedule takes at most eight actions, and its dose one, script: %s',
    async script => {
      const { page, stored } = await signedIn({ script });
      const { press, fill, count } = startCounting(page);
      await page.goto(walks.server.shellUrl);
      await press(link(page, 'Write down a first item'));
      await press(link(page, 'Medication'));
      await fill('Medicine', 'Metformin');
      await fill('Strength (optional)', '500 mg');
      await fill('Frequency (optional)', '1-0-1');
      await press(save(page));
      await page.getByRole('status').first().waitFor();
      expect(await stored(medication)).toMatchObject([{ frequency: { display: '1-0-1' } }]);
      expect(count()).toBeLessThanOrEqual(actionsMax);
      await page.goto(walks.server.shellUrl);
      await main(page).getByRole('button', { name: 'Metformin: taken' }).click();
      await page.getByText('1 of 2 taken today').waitFor();
    },
  );

  test.each([true, false])('from Home to a weight by at most fifteen keys, script: %s', async script => {
    const { page, stored, grant } = await signedIn({ script });
    const day = { date: { y: 2026, m: 1, d: 5 } };
    const there = makeThing(weight, { when: day, value: { kg: 75 } });
    await writeThings(walks.server.vault, grant, [there], { overwrite: false });
    let keys = 0;
    const type = async (...all: string[]) => {
      for (const key of all) {
        keys += 1;
        await page.keyboard.press(key);
      }
    };
    /** Alt and a letter, with all that a keyboard tells of it. */
    const typeAccessKey = async (key: string) => {
      keys += 1;
      const session = await page.context().newCDPSession(page);
      const code = `Key${key.toUpperCase()}`;
      const pressed = { modifiers: 1, key, code, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) };
      await session.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        text: key,
        unmodifiedText: key,
        ...pressed,
      });
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed });
    };
    /** A page is there before its first field has the keyboard. */
    const focused = () => page.locator('main :focus').waitFor();
    await page.goto(walks.server.shellUrl);
    await typeAccessKey('a');
    await page.waitForURL('**/items/add**');
    await focused();
    await type('w', 'e', 'i', 'Enter');
    await page.waitForURL('**/items/add?*q=wei*');
    await focused();
    await type('Enter');
    await page.waitForURL('**/items/new/weight**');
    await focused();
    await type('7', '4', '.', '5');
    await typeAccessKey('s');
    await page.getByRole('status').first().waitFor();
    expect((await stored(weight)).map(({ value }) => value.kg).sort()).toEqual([74.5, 75]);
    expect(keys).toBeLessThanOrEqual(keysMax);
  });

  const shortForms = listForms(everyType()).filter(({ type, preset }) => (preset ?? type).short.length > 0);

  test.each([...shortForms.map(form => [form.name, addableHref(form)]), ['Medicines', '/medicines']])(
    'on a phone %s: large enough to touch, nothing moves, and little script',
    async (_, address) => {
      const { page, grant } = await signedIn({ width: 390 });
      const taken = makeThing(medication, { name: { text: 'Metformin' }, frequency: { display: '1-0-1' } });
      await writeThings(walks.server.vault, grant, [taken], { overwrite: false });
      let bytes = 0;
      page.on('response', async response => {
        if (response.request().resourceType() === 'script') bytes += (await response.body()).length;
      });
      await page.addInitScript(() => {
        const state = globalThis as unknown as { shifts: number };
        state.shifts = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries())
            state.shifts += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(walks.server.shellUrl + address, { waitUntil: 'networkidle' });
      const small = await main(page)
        .locator(
          'input:visible, select:visible, textarea:visible, button:visible, summary:visible, a.button:visible',
        )
        .evaluateAll(all =>
          all
            .map(one => ({ height: one.getBoundingClientRect().height, what: one.outerHTML.slice(0, 80) }))
            .filter(({ height }) => height < 44),
        );
      expect(small).toEqual([]);
      // The time of the device, which the script puts in, is a hair wider than none; steady.browser.test.ts looks closer.
      expect(await page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts)).toBeLessThan(
        0.005,
      );
      expect(bytes).toBeLessThanOrEqual(scriptBytesMax);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await page.context().close();
    },
  );
});
