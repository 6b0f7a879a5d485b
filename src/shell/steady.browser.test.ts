// Nothing moves while a page loads: the browser notes no shift of layout on any page of a family with years of data. And none
// is heavy: so much comes over the wire, and so much script.
import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../core/people/password.ts';
import type { Person } from '../core/people/person.ts';
import type { HealthRecord } from '../core/records/record.ts';
import { demoSignIn, loadDemo, otherDemoEmails } from '../demo/load.ts';
import { hasChromium, useChromium } from './testing/chromium.ts';
import { listPages } from './testing/pages.ts';
import { loads, observeShifts } from './testing/shifts.ts';

const pageBytesMax = 60_000;
const scriptBytesMax = 30_000;

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  const walks = useChromium();
  let person: Person;
  let own: HealthRecord;
  let paths: string[];
  beforeAll(async () => {
    const { vault } = walks.server;
    await loadDemo(vault, await hashPassword(demoSignIn.password));
    const [email] = otherDemoEmails;
    const records = await vault.store.read(async db => {
      person = (await db.people.byEmail(email))!;
      return (await db.records.ofPerson(person.id)).map(({ record }) => record);
    });
    const findRecord = (name: string) => records.find(record => record.name === name)!;
    own = findRecord('Amara Okafor');
    paths = [
      ...listPages(own.id),
      '/charts/blood-glucose?range=year',
      '/charts/blood-pressure?range=all',
      '/labs/test?name=creatinine',
      '/items/new/medication',
      '/items/new/lab-results',
      // Grace becomes the one at hand.
      `/records/${findRecord('Grace Nwosu').id}/health`,
      ...['/', '/items', '/timeline', '/medicines', '/labs', '/summary'],
    ];
  });

  test.each([390, 1280])(
    'nothing moves while a page of %i pixels loads, and none is heavy',
    { timeout: 180_000 },
    async width => {
      const { page } = await walks.openPage({ width, given: { person, record: own } });
      const moved: string[] = [];
      const heavy: string[] = [];
      for (const path of paths) {
        let shifts: string[] = [];
        for (let load = 0; load < loads && (load === 0 || shifts.length > 0); load++) {
          await page.goto(walks.server.shellUrl + path);
          shifts = await page.evaluate(observeShifts);
        }
        if (shifts.length > 0) moved.push(`${path}: ${shifts.join(', ')}`);
        const { html, script } = await page.evaluate(weigh);
        expect(html).toBeGreaterThan(0);
        if (html > pageBytesMax || script > scriptBytesMax) heavy.push(`${path}: ${html}, script ${script}`);
      }
      expect(moved).toEqual([]);
      expect(heavy).toEqual([]);
    },
  );

  test('what moves is seen', async () => {
    const { page } = await walks.openPage();
    await page.setContent('<p style="margin: 40px">Some text that is pushed down</p>');
    await page.waitForTimeout(100);
    await page.evaluate(() => document.body.prepend(document.createElement('textarea')));
    expect(await page.evaluate(observeShifts)).not.toEqual([]);
  });
});

/** Runs in the page: the bytes of the page as they came, and of its scripts as they are run. */
function weigh(): { html: number; script: number } {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const others = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const scripts = others.filter(({ name }) => new URL(name).pathname.endsWith('.js'));
  return {
    html: page?.encodedBodySize ?? 0,
    script: scripts.reduce((sum, one) => sum + one.decodedBodySize, 0),
  };
}
