// Every method, called in every way, with every right, on every kind of record: answered as the rules in
// testing/matrix/rules.ts say, and told in docs/authorization-matrix.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listMethods } from './methods/index.ts';
import { withinDirect } from './testing/direct.ts';
import { findProbe, probes } from './testing/matrix/probes.ts';
import { expected, grantedRights, needs, type Outcome, owners } from './testing/matrix/rules.ts';
import { type Cell, Stage } from './testing/matrix/stage.ts';
import { type Judged, matrixPage } from './testing/matrix/table.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

const page = join(import.meta.dirname, '../docs/authorization-matrix.md');

let server: TestServer;
let stage: Stage;
const judged: Judged[] = [];
beforeAll(async () => {
  const many = 100_000;
  server = await startTestServer({
    ...withinDirect,
    limits: {
      anonymousCallsPerMinuteMax: many,
      eventSubscriptionsMax: many,
      mailsPerAppPerDayMax: many,
      mailsPerPersonPerDayMax: many,
      mailsPerReceiverPerDayMax: many,
      alternateIdsPerRecordMax: many,
      directCopiesOfAppsPerPersonPerDayMax: many,
      directCopiesPerPersonPerDayMax: many,
    },
  });
  stage = await Stage.set(server);
});
afterAll(() => server.close());

test('every method is in the matrix', () => {
  const inMatrix = new Set(Object.keys(needs).map(row => findProbe(row).method));
  const missing = listMethods().filter(({ name }) => !inMatrix.has(name));
  expect(missing.map(({ name }) => `${name} has no row in testing/matrix/rules.ts`)).toEqual([]);
  expect(Object.keys(probes).filter(row => !(row in needs))).toEqual([]);
});

describe('the matrix holds for', () => {
  test.each(Object.keys(needs))('%s', async row => {
    const need = needs[row]!;
    const cells = stage.cells(row);
    // Applications with different rights do not get in each other's way.
    const results = await Promise.all(
      grantedRights.map(async right => {
        const found: Judged[] = [];
        const mine = cells.filter(cell => cell.right === right);
        // Nor do records: those of one version and mode stand together.
        for (let at = 0; at < mine.length; at += owners.length) {
          const together = mine.slice(at, at + owners.length);
          const judge = async (cell: Cell) => ({ ...cell, outcome: await stage.outcome(cell) });
          found.push(...(await Promise.all(together.map(judge))));
        }
        return found;
      }),
    );
    judged.push(...results.flat());
    expect(results.flat().flatMap(cell => surprise(cell, expected(need, cell)))).toEqual([]);
  });
});

function surprise({ row, version, mode, right, owner, outcome }: Judged, wanted: Outcome): string[] {
  const cell = `${row} ${version}, ${mode}, ${right}, ${owner}`;
  return outcome === wanted ? [] : [`${cell}: ${wanted} was expected, ${outcome} came`];
}

test('docs/authorization-matrix.md is fresh', () => {
  const text = matrixPage(judged);
  if (process.env.KEEPWELL_WRITE_MATRIX) writeFileSync(page, text);
  expect(readFileSync(page, 'utf8')).toBe(text);
});
