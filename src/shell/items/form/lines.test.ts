// What the two sides of a conflict say, in the reader's language.
import { expect, test } from 'vitest';
import { labelFields } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { currentVersion, everyType } from '../../../things/index.ts';
import { listLines } from './lines.ts';

function linesFor(typeName: string, fieldName: string, value: unknown, language: Language): string[] {
  const type = everyType().find(({ name }) => name === typeName)!;
  const fields = labelFields(type, currentVersion(type), language);
  return listLines(fields.find(({ name }) => name === fieldName)!, value, language);
}

test.each([
  ['en', '2 November 2026, 08:30', '5.6 kg', 'Female'],
  ['es', '2 de noviembre de 2026, 08:30', '5,6 kg', 'Mujer'],
  ['de', '2. November 2026, 08:30', '5,6 kg', 'Weiblich'],
] as const)('dates, numbers and values of lists (%s)', (language, date, number, gender) => {
  const when = { date: { y: 2026, m: 11, d: 2 }, time: { h: 8, m: 30 } };
  expect(linesFor('Weight', 'when', when, language)).toEqual([date]);
  expect(linesFor('Weight', 'value', { kg: 5.6 }, language)).toEqual([number]);
  expect(linesFor('Basic demographic information', 'gender', 'f', language)).toEqual([gender]);
});

test('units that are words', () => {
  const amount = { IE: 6, display: { value: 6, units: 'units' } };
  expect(linesFor('Insulin injection', 'amount', amount, 'de')).toEqual(['6 Einheiten']);
  expect(linesFor('Asthma inhaler', 'initial-doses', 120, 'es')).toEqual(['120 dosis']);
});
