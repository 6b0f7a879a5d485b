import { describe, expect, test } from 'vitest';
import type { Schema } from '../../schema/schema.ts';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';
import {
  approxDate,
  approxDateTime,
  approximately,
  date,
  dateText,
  dateTime,
  exactly,
  exactlyOrEarliest,
  getEarliest,
} from './dates.ts';
import { sayInEnglish } from './say.ts';

const read = <T>(schema: Schema<T>, inner: string): T => schema.parse(readXml(`<x>${inner}</x>`).root());
const ymd = (y: number, m: number, d: number) => `<y>${y}</y><m>${m}</m><d>${d}</d>`;
const fault = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

test.each([
  [2024, 2, 29, true],
  [2023, 2, 29, false],
  [1900, 2, 29, false],
  [2000, 2, 29, true],
  [2026, 4, 31, false],
  [2026, 12, 31, true],
])('is there a %i-%i-%i? %s', (y, m, d, exists) => {
  for (const schema of [date, approxDate]) {
    const found = fault(() => read(schema, ymd(y, m, d)));
    if (exists) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ kind: 'date', message: 'x: there is no such day' });
  }
});

test('what the schema itself refuses is a fault of the schema', () => {
  expect(fault(() => read(date, ymd(2026, 13, 1)))).toMatchObject({ kind: 'schema', path: 'x/m' });
  expect(fault(() => read(date, '<y>2026</y>'))).toBeInstanceOf(XmlFault);
});

test('an approximate date may lack its month or its day', () => {
  expect(read(approxDate, '<y>2026</y>')).toEqual({ y: 2026 });
  expect(read(approxDate, '<y>2026</y><d>31</d>')).toEqual({ y: 2026, d: 31 });
});

describe('earliest', () => {
  test.each([
    ['2026-11-05T00:00:00', { date: { y: 2026, m: 11, d: 5 } }],
    ['2026-11-05T08:03:00', { date: { y: 2026, m: 11, d: 5 }, time: { h: 8, m: 3 } }],
    ['2026-11-05T08:03:09.05', { date: { y: 2026, m: 11, d: 5 }, time: { h: 8, m: 3, s: 9, f: 50 } }],
    ['2026-11-05T08:03:09.017', { date: { y: 2026, m: 11, d: 5 }, time: { h: 8, m: 3, s: 9, f: 17 } }],
    [
      '2026-11-05T08:03:09',
      { date: { y: 2026, m: 11, d: 5 }, time: { h: 8, m: 3, s: 9, f: 0 }, tz: { text: 'UTC' } },
    ],
    ['2026-11-05T00:00:00', { y: 2026, m: 11, d: 5 }],
    ['2026-01-01T00:00:00', { y: 2026 }],
    ['2026-01-01T00:00:00', { y: 2026, d: 31 }],
    ['2026-11-01T00:00:00', { structured: { date: { y: 2026, m: 11 } } }],
    ['2026-11-01T09:00:00', { structured: { date: { y: 2026, m: 11 }, time: { h: 9, m: 0 } } }],
    [undefined, { descriptive: 'as a child' }],
  ])('%s', (expected, value) => {
    expect(getEarliest(value)).toBe(expected);
  });

  test('takes every kind of date as read', () => {
    const exact = read(dateTime, `<date>${ymd(2026, 11, 25)}</date><time><h>8</h><m>30</m></time>`);
    expect(getEarliest(exact)).toBe('2026-11-25T08:30:00');
    const rough = read(approxDateTime, '<structured><date><y>1999</y></date></structured>');
    expect(getEarliest(rough)).toBe('1999-01-01T00:00:00');
  });
});

test('dates of any precision sort by the earliest they can mean; words have no place', () => {
  const sorted = [
    { y: 2025, m: 12, d: 31 },
    { structured: { date: { y: 2026 } } },
    { date: { y: 2026, m: 1, d: 1 }, time: { h: 0, m: 0, s: 0, f: 5 } },
    { date: { y: 2026, m: 1, d: 1 }, time: { h: 9, m: 0 } },
    { y: 2026, m: 11 },
    { structured: { date: { y: 2026, m: 11, d: 2 } } },
  ];
  const moments = sorted.map(getEarliest);
  expect(moments.toSorted()).toEqual(moments);
  expect(getEarliest({ descriptive: '2026' })).toBeUndefined();
});

test.each([
  ['25 Nov 2026 08:05', { date: { y: 2026, m: 11, d: 25 }, time: { h: 8, m: 5, s: 1 } }],
  ['Nov 2026', { structured: { date: { y: 2026, m: 11 } } }],
  ['2026', { y: 2026 }],
  ['2026', { y: 2026, d: 31 }],
  ['last spring', { descriptive: 'last spring' }],
])('people read %s', (expected, value) => {
  expect(dateText(value, sayInEnglish)).toBe(expected);
});

test('exact and approximate dates turn into each other where they can', () => {
  const exact = { date: { y: 2026, m: 11, d: 25 }, time: { h: 8, m: 5 }, tz: { text: 'UTC' } };
  expect(exactly(approximately(exact))).toEqual(exact);
  expect(exactly({ structured: { date: { y: 2026, m: 11 } } })).toBeUndefined();
  expect(exactly({ descriptive: 'soon' })).toBeUndefined();
});

test.each([
  [{ y: 2026, m: 11, d: 1 }, { structured: { date: { y: 2026, m: 11 } } }],
  [{ y: 2026, m: 1, d: 1 }, { structured: { date: { y: 2026 } } }],
  [{ y: 1000, m: 1, d: 1 }, { descriptive: 'soon' }],
  [{ y: 1000, m: 1, d: 1 }, undefined],
])('where a date must be exact it is %o', (date, value) => {
  expect(exactlyOrEarliest(value)).toEqual({ date });
});

test('an exact date keeps its time and zone', () => {
  const exact = { date: { y: 2026, m: 11, d: 25 }, time: { h: 8, m: 5 }, tz: { text: 'UTC' } };
  expect(exactlyOrEarliest(approximately(exact))).toEqual(exact);
});
