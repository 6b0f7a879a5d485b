import { describe, expect, test } from 'vitest';
import { findFirstSpan, readChosen, writeChosen } from './spans.ts';

const now = Date.parse('2026-11-25T12:00:00Z');

describe('what an address asks for', () => {
  test.each([
    [{ range: 'day' }, { span: 'day', from: '2026-11-25' }],
    [{ range: 'week' }, { span: 'week', from: '2026-11-19' }],
    [{ range: 'month' }, { span: 'month', from: '2026-10-26' }],
    [{ range: 'half-year' }, { span: 'half-year', from: '2026-05-26' }],
    [{ range: 'year' }, { span: 'year', from: '2025-11-26' }],
    [{ range: 'all' }, { span: 'all', from: undefined }],
    [{ range: 'toString' }, undefined],
    [{}, undefined],
    [
      { from: '2026-01-01', to: '2026-02-01' },
      { span: undefined, from: '2026-01-01', to: '2026-02-01' },
    ],
    [
      { from: '2026-02-01', to: '2026-01-01' },
      { span: undefined, from: '2026-01-01', to: '2026-02-01' },
    ],
    [{ from: '2026-02-01' }, { span: undefined, from: '2026-02-01', to: undefined }],
    [
      { range: 'year', to: '2026-02-01' },
      { span: undefined, from: undefined, to: '2026-02-01' },
    ],
    [
      { range: 'year', from: '2026-02-31' },
      { span: 'year', from: '2025-11-26' },
    ],
  ])('%j', (asked, chosen) => {
    expect(readChosen(asked, now)).toEqual(chosen);
    if (chosen) expect(readChosen(writeChosen(chosen as never), now)).toEqual(chosen);
  });

  test('a month that has no such day ends before it', () => {
    expect(readChosen({ range: 'month' }, Date.parse('2026-03-30T02:00:00Z'))?.from).toBe('2026-02-28');
  });
});

test.each([
  [['2026-11-25T07:00:00', '2026-11-25T19:00:00'], 'day'],
  [['2026-11-25T07:00:00', '2026-11-24T19:00:00'], 'week'],
  [['2026-11-24T19:00:00', '2026-11-01T07:00:00'], 'month'],
  [['2026-11-24T19:00:00', '2026-08-01T07:00:00'], 'half-year'],
  [['2026-11-24T19:00:00', '2026-01-01T07:00:00'], 'year'],
  [['2026-11-24T19:00:00', '2019-01-01T07:00:00'], 'all'],
  [['2026-11-24T19:00:00'], 'week'],
  [['2019-01-01T07:00:00'], 'all'],
  [[], 'all'],
])('of %j the first time with something to compare is %s', (newest, span) => {
  expect(findFirstSpan(newest, now)).toBe(span);
});
