// Of every kind that lasts: whatever holds is on the home page, or among those that it says there are more. By values of all
// shapes, from a seed that is told.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { valuesOf } from '../../testing/arbitrary.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { readDates } from '../../things/data.ts';
import { currentVersion, everyType } from '../../things/index.ts';
import { givenSignedIn } from '../testing/visitors.ts';
import { kindHref } from './kinds.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const seed = Number(process.env.KEEPWELL_TEST_SEED ?? 20261128);
const lasting = everyType().filter(type => type.lasts);

test('illnesses, allergies and medicines last', () => {
  expect(lasting.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Condition', 'Allergy', 'Medication']),
  );
});

test.each(lasting)(
  `$name: nothing that holds is left out without being counted (seed ${seed})`,
  async type => {
    const version = currentVersion(type);
    const { browser, person, record } = await givenSignedIn(server);
    const grant = makeSystemGrant('tests', record.id, person.id);
    const today = new Date(server.vault.clock.now() - 12 * 3_600_000).toISOString().slice(0, 10);
    let holding = 0;
    for (const value of fc.sample(valuesOf(version.schema), { numRuns: 12, seed })) {
      const { endDate } = readDates(version, value);
      const isOver = type.isOver?.(value as never) || (endDate !== undefined && endDate < today);
      if (!isOver) holding++;
      await writeThings(server.vault, grant, [makeThing(type, value as never)], { overwrite: false });
    }
    const { html } = await browser.open('/');
    const [, tile = ''] = html.split(`<a class="tile-kind" href="${kindHref(type)}">`);
    const [own = ''] = /^[\s\S]*?class="tile-foot"[\s\S]*?<\/span>/.exec(tile) ?? [];
    const shown = own.match(/href="\/items\/[0-9a-f-]{36}"/g)?.length ?? 0;
    const more = Number(/and (\d+) more</.exec(own)?.[1] ?? 0);
    expect(shown + more).toBe(holding);
  },
);
