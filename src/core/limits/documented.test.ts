// docs/limits.md has a line for every limit, with the default that holds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultLimits } from './limits.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/limits.md'), 'utf8');

/** What a line begins with: the name and the default, in words too where it is a time or a size. */
function rowStart([name, value]: [string, number]): string {
  const words = /Ms$/.test(name) ? inTime(value) : /Bytes/.test(name) ? inSize(value) : undefined;
  return `- \`${name}\`: ${value}${words === undefined ? '' : ` (${words})`}.`;
}

function inTime(ms: number): string | undefined {
  if (ms === 0) return undefined;
  const units: [number, string][] = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1000, 'second'],
    [1, 'millisecond'],
  ];
  const [size, name] = units.find(([size]) => ms >= size && ms % size === 0)!;
  return `${ms / size} ${name}${ms === size ? '' : 's'}`;
}

function inSize(bytes: number): string | undefined {
  const found = (['GiB', 'MiB', 'KiB'] as const)
    .map((unit, index) => ({ unit, size: 1024 ** (3 - index) }))
    .find(({ size }) => bytes >= size && bytes % size === 0);
  return found && `${bytes / found.size} ${found.unit}`;
}

const rows = page.split('\n').filter(line => line.startsWith('- `'));

test('every limit has its line in docs/limits.md', () => {
  const missing = Object.entries(defaultLimits)
    .map(rowStart)
    .filter(start => !rows.some(row => row.startsWith(`${start} `)))
    .map(start => `${start} What it bounds.`);
  expect(missing, 'put these lines into docs/limits.md, below the heading of their subject').toEqual([]);
});

test('docs/limits.md has no line of what is no limit, and none twice', () => {
  const named = rows.map(row => /`(\w+)`/.exec(row)![1]!);
  expect(named.toSorted()).toEqual(Object.keys(defaultLimits).toSorted());
});

test('each part of docs/limits.md says why its numbers are as they are before it lists them', () => {
  const parts = page.split(/^## /m).slice(1);
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts) {
    const [title = '', first = ''] = part.split(/\n\n/);
    expect(first.startsWith('- '), title).toBe(false);
    expect(first.length, title).toBeGreaterThan(80);
  }
});
