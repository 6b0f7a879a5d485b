// docs/asvs.md answers each requirement once, and what it, docs/security.md and SECURITY.md name is there.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { asvsIds } from './testing/asvs-ids.ts';

const root = resolve(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const states = ['met', 'partly', 'not met', 'not applicable'];

interface Row {
  readonly id: string;
  readonly state: string;
  readonly where: string;
}

const rows: Row[] = [
  ...read('docs/asvs.md').matchAll(/^\| (\d+\.\d+\.\d+) *\| [^|]+ \| ([^|]+) \| (.+) \|$/gm),
].map(([, id = '', state = '', where = '']) => ({ id, state: state.trim(), where: where.trim() }));

/** Of the repository: within a folder, or a page at its top. */
function filesNamedIn(text: string): string[] {
  const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
  const linked = [...text.matchAll(/\]\((?:\.\.\/)?([\w./-]+)(?:#[\w-]*)?\)/g)].map(([, name = '']) => name);
  return [...named, ...linked].filter(
    name =>
      /^(src|docs|deploy|samples|scripts|conformance|verifier)\/[\w./-]+$/.test(name) ||
      /^[\w-]+\.(md|json)$/.test(name),
  );
}

/** Those of a vault lie elsewhere. */
const isOfVault = (name: string) => name === 'keepwell.json';

const isThere = (name: string) => existsSync(join(root, name)) || existsSync(join(root, 'docs', name));

test('each requirement of the standard has one row, in its order', () => {
  expect(asvsIds.length).toBe(272);
  expect(rows.map(({ id }) => id)).toEqual(asvsIds);
});

test('each row says how far it is met, and where, or what lacks', () => {
  const wanting = rows.filter(
    ({ state, where }) =>
      !states.includes(state) || where.length < 5 || (state === 'not met' && where.length < 40),
  );
  expect(wanting).toEqual([]);
});

test('the rows are as many of each kind as is said', () => {
  const [met, partly, notMet, not] = states.map(state => rows.filter(row => row.state === state).length);
  expect(read('docs/asvs.md')).toContain(
    `Of ${rows.length} requirements ${met} are met, ${partly} partly, ${notMet} not met, ${not} not applicable.`,
  );
});

test.each([
  ['docs/asvs.md', 250],
  ['docs/security.md', 80],
  ['SECURITY.md', 1],
])('every file that %s names is there', (page, least) => {
  const named = filesNamedIn(read(page)).filter(name => !isOfVault(name));
  expect(named.length).toBeGreaterThan(least);
  expect([...new Set(named)].filter(name => !isThere(name))).toEqual([]);
});
