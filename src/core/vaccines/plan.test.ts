// What is due of a schedule, by table; and which items are of which vaccine.
import { expect, test } from 'vitest';
import { isOf, planDoses } from './plan.ts';
import { readSchedule } from './schedule.ts';
import { whoSchedule } from './who.ts';

const who = readSchedule(whoSchedule);
const vaccineOf = (id: string) => who.vaccines.find(one => one.id === id)!;
const given = (text: string, day?: string, code?: string) => ({
  id: day ?? 'x',
  day,
  vaccine: { text, ...(code && { code: [{ value: code, family: 'HL7', type: 'vaccines-cvx' }] }) },
});
const plan = (vaccine: string, today: string, ...doses: ReturnType<typeof given>[]) =>
  planDoses(who, new Set([vaccine]), doses, '2026-01-01', today)
    .filter(dose => dose.vaccine.id === vaccine)
    .map(({ standing, day }) => `${standing} ${day}`);

test.each<[string, string[], ReturnType<typeof given>[]]>([
  // Nine months, and fifteen; four weeks apart at least.
  ['2026-09-30', ['later 2026-10-01', 'later 2027-04-01'], []],
  ['2026-10-01', ['due 2026-10-01', 'later 2027-04-01'], []],
  ['2027-03-01', ['overdue 2026-10-01', 'later 2027-04-01'], []],
  ['2027-04-02', ['given 2027-03-20', 'later 2027-04-17'], [given('MMR', '2027-03-20')]],
  ['2027-04-20', ['given 2026-10-05', 'due 2027-04-01'], [given('Measles, mumps', '2026-10-05')]],
  [
    '2027-05-01',
    ['given 2026-10-05', 'given 2027-04-05'],
    [given('M-M-R II', '2027-04-05', '03'), given('Masern', '2026-10-05')],
  ],
  ['2027-04-20', ['given undefined', 'due 2027-04-01'], [given('MMR')]],
])('measles on %s: %j', (today, expected, doses) => {
  expect(plan('measles', today, ...doses)).toEqual(expected);
});

test('what is not given any more at an age is past, and what is not followed is told only where it was given', () => {
  expect(plan('rotavirus', '2028-06-01')).toEqual(['past 2026-02-12', 'past 2026-03-12']);
  const doses = planDoses(who, new Set(), [given('Rabies', '2026-05-01')], '2026-01-01', '2026-06-01');
  expect(doses.map(({ vaccine, standing }) => [vaccine.id, standing])).toEqual([['rabies', 'given']]);
});

test('what is given together counts for all that is in it', () => {
  const hexavalent = { text: 'Something', code: [{ value: '146', type: 'vaccines-cvx' }] };
  const counted = who.vaccines.filter(vaccine => isOf(vaccine, hexavalent)).map(({ id }) => id);
  expect(counted).toEqual(['hepatitis-b', 'polio', 'dtp', 'hib']);
});

test.each([
  ['BCG', 'bcg', true],
  ['Impfung gegen Masern, Mumps, Röteln', 'rubella', true],
  ['Triple vírica', 'measles', true],
  ['Hepatitis A', 'hepatitis-b', false],
  ['Hep-B (Engerix)', 'hepatitis-b', true],
  ['Mrs Smith gave something', 'measles', false],
  ['Tetanus', 'dtp', true],
])('"%s" and %s', (text, id, isIt) => {
  expect(isOf(vaccineOf(id), { text })).toBe(isIt);
});

test('a code says more than the name that stands beside it', () => {
  const flu = { text: 'MMR or what it was', code: [{ value: '141', type: 'vaccines-cvx' }] };
  expect(isOf(vaccineOf('measles'), flu)).toBe(false);
});
