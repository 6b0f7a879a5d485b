// Every language counts as its people do.
import { expect, test } from 'vitest';
import { pickPlural } from './plural.ts';

test.each(['en', 'es', 'de'] as const)('one is one, and all else is other (%s)', language => {
  const forms = { one: 'one', other: 'other' };
  const said = [0, 1, 1.5, 2, 21, 1_000_000].map(count => pickPlural(language, count, forms));
  expect(said).toEqual(['other', 'one', 'other', 'other', 'other', 'other']);
});

test('a language may have a form of its own for many', () => {
  expect(pickPlural('es', 1_000_000, { one: 'dato', many: 'de datos', other: 'datos' })).toBe('de datos');
  expect(pickPlural('es', 1_001, { one: 'dato', many: 'de datos', other: 'datos' })).toBe('datos');
});

test('a language may say of nothing what it says of one', () => {
  const forms = { one: 'donnée', other: 'données' };
  expect([0, 1, 1.5, 2].map(count => pickPlural('fr', count, forms))).toEqual([
    'donnée',
    'donnée',
    'donnée',
    'données',
  ]);
});
