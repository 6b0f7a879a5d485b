// docs/fhir-conformance.md answers each requirement once; what it says is met is shown by a test that is there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import {
  hasTest,
  kits,
  listShown,
  printConformance,
  readRequirements,
  states,
} from './testing/fhir-conformance.ts';

const root = resolve(import.meta.dirname, '..');
const page = join(root, 'docs/fhir-conformance.md');
const rows = readRequirements();

test.each(kits)('each requirement of $title has one row, in its order', ({ name, count }) => {
  const ids = rows.filter(({ kit }) => kit === name).map(({ id }) => Number(id));
  expect(ids).toHaveLength(count);
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
});

test('each row says how far it is met, and by what, or why', () => {
  const wanting = rows.filter(
    ({ kit, state, asks, why }) =>
      !kits.some(({ name }) => name === kit) ||
      !states.some(one => one === state) ||
      asks.length < 5 ||
      why.length < 10,
  );
  expect(wanting).toEqual([]);
});

test('what is met is shown by tests that are there', () => {
  const lacking = rows.flatMap(row =>
    listShown(row)
      .filter(shown => !existsSync(join(root, shown.file)) || !hasTest(shown))
      .map(({ file, title }) => `${row.kit} ${row.id}: ${file}: ${title}`),
  );
  expect(lacking).toEqual([]);
});

test('a test that is not there is not found', () => {
  const file = 'src/fhir-conformance.test.ts';
  expect(hasTest({ file, title: 'a test that is not there is not found' })).toBe(true);
  expect(hasTest({ file, title: 'of another name' })).toBe(false);
});

test('docs/fhir-conformance.md is fresh', () => {
  const text = printConformance(rows);
  if (process.env.KEEPWELL_WRITE_CONFORMANCE) writeFileSync(page, text);
  expect(readFileSync(page, 'utf8')).toBe(text);
});
