// Moments as documents write them.
import { expect, test } from 'vitest';
import { readMoment, readSpelledMoment, toApprox, toExact } from './dates.ts';

test.each([
  ['2012', { date: { y: 2012 } }],
  ['201208', { date: { y: 2012, m: 8 } }],
  ['20120806', { date: { y: 2012, m: 8, d: 6 } }],
  ['2012080610', { date: { y: 2012, m: 8, d: 6 }, time: { h: 10, m: 0 } }],
  ['201208061030-0500', { date: { y: 2012, m: 8, d: 6 }, time: { h: 10, m: 30 }, zone: '-05:00' }],
  ['201208061030-500', { date: { y: 2012, m: 8, d: 6 }, time: { h: 10, m: 30 }, zone: '-05:00' }],
  ['201208061030-05', { date: { y: 2012, m: 8, d: 6 }, time: { h: 10, m: 30 }, zone: '-05:00' }],
  [
    '20120806103015.25+0000',
    { date: { y: 2012, m: 8, d: 6 }, time: { h: 10, m: 30, s: 15, f: 250 }, zone: '+00:00' },
  ],
  ['20120806000000-0500', { date: { y: 2012, m: 8, d: 6 } }],
  ['2012-08-06T10:30:15Z', { date: { y: 2012, m: 8, d: 6 }, time: { h: 10, m: 30, s: 15 }, zone: 'Z' }],
  ['2012-08', { date: { y: 2012, m: 8 } }],
  ['20120000', { date: { y: 2012 } }],
  ['20120800', { date: { y: 2012, m: 8 } }],
  ['2012080610000-0500', { date: { y: 2012, m: 8, d: 6 } }],
  ['20120230', undefined],
  ['00010101', undefined],
  ['19001301', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('%s', (written, expected) => {
  expect(readMoment(written)).toEqual(expected);
});

test.each([
  ['20 Dec 2004 12:16 PM', { date: { y: 2004, m: 12, d: 20 }, time: { h: 12, m: 16 } }],
  ['20 Dec 2004 12:16 AM', { date: { y: 2004, m: 12, d: 20 }, time: { h: 0, m: 16 } }],
  ['December 3, 2004', { date: { y: 2004, m: 12, d: 3 } }],
  ['31 Feb 2004', undefined],
  ['03/04/2004', undefined],
  ['3 foo 2004', undefined],
])('%s, spelled out', (written, expected) => {
  expect(readSpelledMoment(written)).toEqual(expected);
});

test('what is known to the month is no exact date', () => {
  expect(toExact(readMoment('201208'))).toBeUndefined();
  expect(toApprox(readMoment('201208'))).toEqual({ structured: { date: { y: 2012, m: 8 } } });
});
