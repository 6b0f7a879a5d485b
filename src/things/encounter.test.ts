import { expect, test } from 'vitest';
import encounterType, { type Encounter, type Encounter1 } from './encounter.ts';
import { transform } from './index.ts';

const [version1, version2] = encounterType.versions;
const up = (value: Encounter1) => transform(encounterType, value, version1!, version2!) as Encounter;
const down = (value: Encounter) => transform(encounterType, value, version2!, version1!) as Encounter1;

const when = { date: { y: 2009, m: 9, d: 1 }, time: { h: 20, m: 0 } };
const duration = { startDate: { structured: { date: { y: 2009, m: 8 } } } };

test('a visit goes up and comes back, but for its number and address', () => {
  const older: Encounter1 = { when, type: 'Check-up', duration, consentGranted: false };
  const location = { street: ['1 Main St'], city: 'Redmond', postcode: '98052', country: 'US' };
  const newer = up({ ...older, id: '7', location });
  expect(newer).toEqual({ when, type: { text: 'Check-up' }, duration, consentGranted: false });
  expect(down(newer)).toEqual(older);
});

test('version 1 has no reason, no facility and no codes', () => {
  const newer: Encounter = {
    when,
    type: { text: 'Emergency', code: [{ value: 'E', type: 'kinds' }] },
    reason: 'Fall',
    facility: { name: 'Lakeview' },
  };
  expect(down(newer)).toEqual({ when, type: 'Emergency' });
  expect(encounterType.summary(newer as never)).toBe('Emergency, Fall, Lakeview');
});

test('version 1 must have a type and a date: the start of the stay, or a day nobody takes for real', () => {
  expect(down({ duration })).toEqual({ when: { date: { y: 2009, m: 8, d: 1 } }, type: 'Unknown', duration });
  expect(down({}).when).toEqual({ date: { y: 1000, m: 1, d: 1 } });
});
