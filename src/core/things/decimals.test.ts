import { expect, test } from 'vitest';
import { setDecimals } from './decimals.ts';

const inGerman = (text: string, value: unknown) => setDecimals(text, value, ',');

test.each([
  ['a number of the item', '1.125 kg', { value: { kg: 1.125 } }, '1,125 kg'],
  [
    'one that the item has in words too',
    '0.125 mg',
    { display: '0.125 mg', structured: [{ value: 0.125 }] },
    '0,125 mg',
  ],
  ['one with digits that say nothing', '1.100 kg', { kg: 1.1, display: { text: '1.100 kg' } }, '1,100 kg'],
  ['a fraction in per cent', '12.5 %', { value: 0.125 }, '12,5 %'],
  [
    'one that was worked out',
    'scan.pdf, 2.35 MB',
    { name: 'scan.pdf', size: 2_350_000 },
    'scan.pdf, 2,35 MB',
  ],
  ['one below zero', '-1.5 °C', { celsius: -1.5 }, '-1,5 °C'],
])('%s is written in the language of the reader', (_, text, value, expected) => {
  expect(inGerman(text, value)).toBe(expected);
  expect(setDecimals(text, value, '.')).toBe(text);
});

test.each([
  ['a number in a text', '1.500 steps', { title: '1.500 steps' }],
  ['a code', 'E11.9, Diabetes', { name: 'E11.9, Diabetes', value: 11.9 }],
  ['a date', '25.11.2026', { note: '25.11.2026' }],
  ['an address', '10.0.0.1', { url: '10.0.0.1' }],
])('%s stays as it was written', (_, text, value) => {
  expect(inGerman(text, value)).toBe(text);
});
