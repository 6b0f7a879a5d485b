// Works on the whole vault hold up all others: they stand in few places, and a new one is either added here or given the scope
// of a record or a turn.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '..');

/** Commands, backups, what operators and developers do, applications that register themselves, subscriptions, new accounts, consent, sharing, and records as such. */
const onTheVault = [
  /^cli\//,
  /^demo\//,
  /^(?:main|backups)\.ts$/,
  /^core\/events\/subscribe\.ts$/,
  /^core\/(?:sandbox|sandbox-person|seals\/seals)\.ts$/,
  /^core\/people\/(?:sign-up|change|closing)\.ts$/,
  /^core\/records\/bin\.ts$/,
  /^core\/smart\/(?:keys|register)\.ts$/,
  /^core\/things\/custody\.ts$/,
  /^facades\/oauth\/interaction\.ts$/,
  /^methods\/(?:add|update|authorize)-application\.ts$/,
  /^methods\/(?:new-signup-code|remove-application-record-authorization)\.ts$/,
  /^shell\/hand-over\/(?:consent\/consent\.ts|targets\/new-record\.tsx)$/,
  /^shell\/pages\/(?:apps|connect|develop|operator|records|sharing)\//,
  /^shell\/pages\/accounts\/(?:account|change-.*|delete|forgotten|provider-pages)\.tsx$/,
];

const called = /store\s*\.write(?:<[^>]*>)?\(/g;
const token =
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\/.*|\/\*[\s\S]*?\*\/|[([{]|[)\]}]|,(?!\s*\))/g;

/** How many calls of `write` in a text have a work and nothing else. */
function countUnscoped(text: string): number {
  return [...text.matchAll(called)].filter(({ index, 0: call }) => {
    let depth = 1;
    for (const { 0: found } of text.slice(index + call.length).matchAll(token)) {
      if ('([{'.includes(found)) depth++;
      else if (')]}'.includes(found)) depth--;
      else if (found === ',' && depth === 1) return false;
      if (depth === 0) return true;
    }
    return false;
  }).length;
}

test('only what is listed here works on the whole vault', () => {
  const places = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => /\.tsx?$/.test(path) && !/\.(?:test|suite)\.|testing\//.test(path))
    .filter(path => countUnscoped(readFileSync(join(src, path), 'utf8')) > 0);
  expect(places.filter(path => !onTheVault.some(pattern => pattern.test(path)))).toEqual([]);
  expect(onTheVault.filter(pattern => !places.some(path => pattern.test(path)))).toEqual([]);
});

test('a call without a scope is told from one with it', () => {
  expect(countUnscoped('await store.write(db => f(db, [1, 2]));')).toBe(1);
  expect(countUnscoped('await store.write(async db => { f(db, "a)", 1); }, grant);')).toBe(0);
  expect(countUnscoped('vault.store.write(\n  db => f(db),\n)')).toBe(1);
});
