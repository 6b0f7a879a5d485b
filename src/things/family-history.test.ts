import { expect, test } from 'vitest';
import historyType, {
  type FamilyHistory,
  type FamilyHistory1,
  type FamilyHistory2,
} from './family-history.ts';
import { transform } from './index.ts';

const [version1, version2, version3] = historyType.versions;
const from1 = (value: FamilyHistory1) => transform(historyType, value, version1!, version3!) as FamilyHistory;
const to1 = (value: FamilyHistory) => transform(historyType, value, version3!, version1!) as FamilyHistory1;
const from2 = (value: FamilyHistory2) => transform(historyType, value, version2!, version3!) as FamilyHistory;
const to2 = (value: FamilyHistory) => transform(historyType, value, version3!, version2!) as FamilyHistory2;

const asthma = { text: 'Asthma', code: [{ value: '493', type: 'icd9cm' }] };
const mother = { text: 'Mother' };
const dateOfBirth = { y: 1943, m: 5 };
const condition = {
  name: asthma,
  onsetDate: { y: 1998 },
  resolution: 'Improved',
  severity: { text: 'mild' },
};
const relative = {
  relationship: mother,
  relativeName: { name: { full: 'Ada' } },
  dateOfBirth,
  dateOfDeath: { y: 2001 },
};

test('version 1 is a condition of a relative, all the way up and back', () => {
  const older: FamilyHistory1 = { condition: asthma, relationship: mother, dateOfBirth };
  const newer = from1(older);
  expect(newer).toEqual({ condition: [{ name: asthma }], relative: { relationship: mother, dateOfBirth } });
  expect(to1(newer)).toEqual(older);
  expect(historyType.summary(newer as never)).toBe('Mother, Asthma');
});

test('ages, duration, severity and status of version 1 have no place', () => {
  const lost = {
    ageOfOnset: 50,
    ageOfResolution: 51,
    duration: { startDate: { descriptive: 'long ago' } },
    severity: 'low',
    isRecurring: true,
    status: { text: 'over' },
  };
  expect(from1({ condition: asthma, ...lost })).toEqual({ condition: [{ name: asthma }] });
});

test('version 2 is whole in version 3 and comes back', () => {
  const older: FamilyHistory2 = { condition, relative };
  expect(from2(older)).toEqual({ condition: [condition], relative });
  expect(to2(from2(older))).toEqual(older);
});

test('a relative of version 3 must have a relationship', () => {
  expect(from1({ condition: asthma, dateOfBirth }).relative).toEqual({
    relationship: { text: 'Unknown' },
    dateOfBirth,
  });
});

test('going down the first condition stays, and there must be one', () => {
  const two = [condition, { name: { text: 'Gout' } }];
  expect(to2({ condition: two, relative: { ...relative, regionOfOrigin: { text: 'Asia' } } })).toEqual({
    condition,
    relative,
  });
  expect(to1({ relative })).toEqual({ condition: { text: 'Unknown' }, relationship: mother, dateOfBirth });
});
