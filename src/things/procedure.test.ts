import { expect, test } from 'vitest';
import { transform } from './index.ts';
import procedureType, { type Procedure, type Procedure1 } from './procedure.ts';

const [version1, version2] = procedureType.versions;
const up = (value: Procedure1) => transform(procedureType, value, version1!, version2!) as Procedure;
const down = (value: Procedure) => transform(procedureType, value, version2!, version1!) as Procedure1;

const older: Procedure1 = {
  when: { date: { y: 2005, m: 1, d: 1 }, time: { h: 6, m: 0 } },
  title: { text: 'Appendectomy', code: [{ value: '47.0', type: 'icd9cm' }] },
  primaryProvider: { name: { full: 'Ada Surgeon' } },
  anatomicLocation: { text: 'Abdomen' },
  secondaryProvider: { name: { full: 'Bo Nurse' } },
};

test('a procedure goes up and comes back whole', () => {
  const newer = up(older);
  expect(newer).toMatchObject({
    when: { structured: { date: { y: 2005, m: 1, d: 1 }, time: { h: 6, m: 0 } } },
    name: older.title,
    secondaryProvider: older.secondaryProvider,
  });
  expect(newer).not.toHaveProperty('title');
  expect(down(newer)).toEqual(older);
});

test('version 2 must have a name', () => {
  expect(up({ when: older.when }).name).toEqual({ text: 'Unknown' });
});

test('version 1 must have a date', () => {
  const name = { text: 'Appendectomy' };
  expect(down({ name, when: { structured: { date: { y: 2005, m: 6 } } } }).when.date).toEqual({
    y: 2005,
    m: 6,
    d: 1,
  });
  expect(down({ name, when: { descriptive: 'as a child' } }).when.date.y).toBe(1000);
  expect(down({ name }).when.date.y).toBe(1000);
});

test('tells what was done and where', () => {
  expect(procedureType.summary(up(older) as never)).toBe('Appendectomy, Abdomen');
});
