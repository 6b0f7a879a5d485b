// A language that is begun says in English what it lacks.
import { expect, test } from 'vitest';
import { fillUp, findAreas, type InLanguages } from './areas.ts';

const english = {
  title: 'Apps',
  lead: ['One.', 'Two.'],
  parts: { open: 'Open', count: (count: number) => `${count} open` },
};

test('what a language lacks is said in English, part by part', () => {
  const words = fillUp(english, { title: 'Applications', parts: { open: 'Ouvrir' } });
  expect(words.title).toBe('Applications');
  expect(words.lead).toEqual(['One.', 'Two.']);
  expect(words.parts.open).toBe('Ouvrir');
  expect(words.parts.count(3)).toBe('3 open');
});

test('a list is never mixed of two languages', () => {
  expect(fillUp(english, { lead: ['Une.'] }).lead).toEqual(['Une.']);
});

test('an area that is not begun is English', () => {
  expect(fillUp(english, undefined)).toBe(english);
});

test('areas are found in a language that is begun, and in English where it has none', () => {
  const areas = { apps: english, help: { title: 'Help' } };
  const inLanguages = { en: areas, es: areas, de: areas, fr: { apps: { title: 'Applications' } } };
  const area = findAreas(inLanguages as InLanguages<typeof areas>);
  expect(area('apps')('fr')).toEqual({ ...english, title: 'Applications' });
  expect(area('help')('fr')).toEqual({ title: 'Help' });
});
