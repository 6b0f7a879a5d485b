// Every status that this vault answers has a change to make, and so has every one of FHIR.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { faultStatuses } from '../../../core/healthvault/fault-statuses.ts';
import { type StatusName, statusNames } from '../../../core/healthvault/statuses.ts';
import { remedyWords } from '../../../locales/words.ts';
import { findHttpRemedy, findRemedy } from './remedies.ts';

const src = resolve(import.meta.dirname, '../../..');

/** All that throws or answers one, but for the table of them and clients, which are told. */
function readSources(): string {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(path => /^(?:core|facades|methods)\/.*\.tsx?$/.test(path.replaceAll('\\', '/')))
    .filter(path => !/\.test\.ts$|statuses\.ts$/.test(path))
    .map(path => readFileSync(join(src, path), 'utf8'))
    .join('\n');
}

/** What no vault of ours has yet stands in tables of the protocol. */
const met = (): StatusName[] => {
  const sources = readSources();
  const thrown = statusNames().filter(name => sources.includes(`'${name}'`));
  const ofFaults = Object.values(faultStatuses).map(({ status }) => status);
  return [...new Set([...thrown, ...ofFaults])].filter(name => name !== 'OK');
};

test('no status that is answered lacks a remedy', () => {
  expect(met().length).toBeGreaterThan(100);
  expect(met().filter(name => !findRemedy(name))).toEqual([]);
});

test('remedies say what to change, each in its own words, with a place where they end in a colon', () => {
  for (const language of ['en', 'de', 'es'] as const) {
    const words = remedyWords(language);
    const used = new Map(met().map(name => [findRemedy(name)!.name, findRemedy(name)!]));
    const said = [...used.keys()].map(name => words[name]);
    expect(new Set(said).size).toBe(said.length);
    for (const { name, tab, docs } of used.values())
      expect([name, words[name].endsWith(':')]).toEqual([
        name,
        tab !== undefined || docs !== undefined || name === 'element',
      ]);
  }
});

test('statuses of HTTP have one, and those of the server are no fault of the app', () => {
  for (const code of [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429, 507])
    expect(findHttpRemedy(code).name).not.toBe('again');
  expect(findHttpRemedy(503).name).toBe('again');
});
