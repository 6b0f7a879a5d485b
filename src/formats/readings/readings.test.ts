import { expect, test } from 'vitest';
import { readingOptions } from '../../testing/source-files.ts';
import { pressuresHeldMax } from '../apple-health/limits.ts';
import { Pressures } from '../apple-health/pressures.ts';
import { daysHeldMax, sleepPiecesMax, sourceCharactersMax, sourcesMax } from './limits.ts';
import { dayMs, parseMoment } from './moment.ts';
import { Readings } from './readings.ts';
import { inBase } from './units.ts';

const make = () => new Readings('test', readingOptions);
const at = (ms: number) => ({ at: ms, wall: ms });
const tooLarge = expect.objectContaining({ fault: 'too-large' });

test('days that are brought together are counted, whatever they are of', () => {
  const readings = make();
  const heart = { kind: 'heartRate', value: 60, what: 'Heart rate' } as const;
  for (let day = 0; day < daysHeldMax; day++) readings.add({ ...heart, at: at(day * dayMs) });
  expect(() => readings.add({ ...heart, at: at(daysHeldMax * dayMs) })).toThrow(tooLarge);
  const moved = make();
  const steps = { name: 'steps', value: 10, what: 'Steps' } as const;
  for (let day = 0; day < daysHeldMax; day++) moved.addMovement({ ...steps, start: at(day * dayMs) });
  expect(() => moved.addMovement({ ...steps, start: at(daysHeldMax * dayMs) })).toThrow(tooLarge);
});

test('pieces of nights are counted', () => {
  const readings = make();
  const piece = { start: at(0), end: at(60_000), stage: 'asleep', what: 'Sleep' } as const;
  for (let i = 0; i < sleepPiecesMax; i++) readings.addSleep(piece);
  expect(() => readings.addSleep(piece)).toThrow(tooLarge);
});

test('names of devices are counted, and cut', () => {
  const readings = make();
  expect(readings.source('a\u0000 \u00a0b')).toBe('a b');
  expect(readings.source('n'.repeat(5000))).toHaveLength(sourceCharactersMax);
  for (let i = 1; i < sourcesMax; i++) readings.source(`device ${i}`);
  expect(() => readings.source('one more')).toThrow(tooLarge);
});

test('halves of blood pressures are counted', () => {
  const pressures = new Pressures();
  for (let i = 0; i < pressuresHeldMax; i++) pressures.add('systolic', at(i), 120, undefined);
  expect(() => pressures.add('systolic', at(pressuresHeldMax), 120, undefined)).toThrow(tooLarge);
});

test.each([
  ['2026-01-03 07:12:00 +0100', '2026-01-03T06:12:00.000Z', '2026-01-03T07:12:00.000Z'],
  ['2026-01-03 07:12:30 -0530', '2026-01-03T12:42:30.000Z', '2026-01-03T07:12:30.000Z'],
  ['2026-01-03T07:12:00+01:00', '2026-01-03T06:12:00.000Z', '2026-01-03T07:12:00.000Z'],
  ['2026-01-03T07:12:00.123Z', '2026-01-03T07:12:00.000Z', '2026-01-03T07:12:00.000Z'],
  ['2026-01-03 07:12:00\u202fPM +0100', '2026-01-03T18:12:00.000Z', '2026-01-03T19:12:00.000Z'],
  ['2026-01-03', '2026-01-03T00:00:00.000Z', '2026-01-03T00:00:00.000Z'],
])('%s is a moment, and what the clock showed', (text, moment, clock) => {
  const found = parseMoment(text);
  expect([new Date(found?.at ?? 0).toISOString(), new Date(found?.wall ?? 0).toISOString()]).toEqual([
    moment,
    clock,
  ]);
});

test.each([
  '2026-02-30 07:12:00 +0100',
  '2026-01-03 25:00:00 +0100',
  '2026-01-03 xx:00:00 +0100',
  '',
  'soon',
])('%s is none', text => {
  // Whatever came before it.
  parseMoment('2026-01-03 07:12:00 +0100');
  expect(parseMoment(text)).toBeUndefined();
});

test('units are those that devices write', () => {
  expect(inBase({ value: 1, unit: 'st' }, 'mass')).toBe(6.35029318);
  expect(inBase({ value: 90, unit: 'mg/dL' }, 'glucose')).toBeCloseTo(4.9957, 4);
  expect(inBase({ value: 5, unit: 'mmol<180.1558800000541>/L' }, 'glucose')).toBe(5);
  expect(inBase({ value: 1, unit: 'Cal' }, 'energy')).toBe(1);
  expect(inBase({ value: 1, unit: 'ell' }, 'length')).toBeUndefined();
});
