// Schedules of an operator: what is there is read, and what is wrong stops the start with words that help.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSchedules } from './vaccine-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepwell-vaccines-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const vaccine = {
  id: 'measles',
  name: { en: 'Measles', de: 'Masern' },
  for: 'all',
  cvx: ['03'],
  words: ['measles', 'mmr'],
  doses: [
    { from: '11 months', late: '15 months' },
    { from: '15 months', apart: '4 weeks', until: '18 years' },
  ],
};
const schedule = {
  id: 'germany',
  name: { en: 'Germany (STIKO)', de: 'Deutschland (STIKO)' },
  source: 'https://www.rki.de/stiko',
  country: 'DE',
  vaccines: [vaccine],
};

test('without a folder there is the schedule of the WHO', () => {
  expect(readSchedules(join(folder, 'nothing')).map(({ id }) => id)).toEqual(['who']);
});

test('those of an operator come first', () => {
  writeFileSync(join(folder, 'germany.json'), JSON.stringify(schedule));
  writeFileSync(join(folder, 'README'), 'no schedule');
  const [own, who] = readSchedules(folder);
  expect(own).toMatchObject({ id: 'germany', country: 'DE' });
  expect(own?.vaccines[0]?.doses).toEqual([
    {
      from: { count: 11, unit: 'months' },
      late: { count: 15, unit: 'months' },
      until: undefined,
      apart: undefined,
    },
    {
      from: { count: 15, unit: 'months' },
      // A month after it is due, where nothing is said.
      late: { count: 487, unit: 'days' },
      until: { count: 18, unit: 'years' },
      apart: { count: 4, unit: 'weeks' },
    },
  ]);
  expect(who?.id).toBe('who');
});

test.each<[unknown, string]>([
  ['{', 'own.json: it is no JSON.'],
  [[], 'the schedule must be an object'],
  [{ ...schedule, id: 'Über' }, 'the id of the schedule must be made of'],
  [{ ...schedule, id: 'who' }, 'two vaccine schedules have the id who'],
  [{ ...schedule, country: 'Germany' }, 'country must be two capital letters'],
  [{ ...schedule, color: 'red' }, 'the schedule has no "color"'],
  [{ ...schedule, name: { de: 'Deutschland' } }, 'the English name of germany must be a text'],
  [{ ...schedule, vaccines: {} }, 'vaccines of germany must be a list'],
  [{ ...schedule, vaccines: [{ ...vaccine, sex: 'girls' }] }, 'sex must be "f" or "m"'],
  [{ ...schedule, vaccines: [vaccine, vaccine] }, 'two vaccines have the same id'],
  [{ ...schedule, vaccines: [{ ...vaccine, for: 'girls' }] }, 'for must be "all" or "some"'],
  [
    { ...schedule, vaccines: [{ ...vaccine, doses: [{ from: 'soon' }] }] },
    'from of measles must be as "6 weeks"',
  ],
  [{ ...schedule, vaccines: [{ ...vaccine, words: ['x'.repeat(301)] }] }, 'words of measles must be a text'],
])('what is wrong is said: %#', (given, problem) => {
  writeFileSync(join(folder, 'own.json'), typeof given === 'string' ? given : JSON.stringify(given));
  expect(() => readSchedules(folder)).toThrow(problem);
});
