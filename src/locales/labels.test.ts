// Every word that pages draw from the definitions has one in every language, and no word stands here for nothing.
import { describe, expect, test } from 'vitest';
import { everyType, type Field, fieldsOf } from '../things/index.ts';
import { labelChart, labelFields, sayUnit, sayValue } from './labels.ts';
import { everyField, type NeededThingWords, thingWordsNeeded, unitSymbols, wordsLacking } from './lacking.ts';
import { isWhole, languages } from './language.ts';
import { inLanguages, thingWords } from './words.ts';

const versions = everyType().flatMap(type => type.versions.map(version => ({ type, version })));
const fields = versions.flatMap(({ type, version }) => everyField(fieldsOf(type, version)));
const needed = thingWordsNeeded();
const parts = Object.keys(needed) as (keyof NeededThingWords)[];

function beyond(some: Iterable<string>, others: Iterable<string>): string[] {
  const known = new Set(others);
  return [...some].filter(one => !known.has(one)).sort();
}

test('all that types draw is looked at', () => {
  expect(needed.labels.size).toBeGreaterThan(600);
  expect(needed.values.size).toBeGreaterThan(40);
  const lines = everyType().flatMap(({ chart }) => chart);
  const drawn = new Set([...fields, ...lines].flatMap(({ unit }) => unit ?? []));
  expect(beyond(unitSymbols, drawn)).toEqual([]);
});

test.each(languages.filter(isWhole))('%s lacks no word', language => {
  expect(wordsLacking(language)).toEqual([]);
});

describe.each(languages)('in %s', language => {
  const own = thingWords(language);

  test('no word is for nothing', () => {
    for (const part of parts) expect(beyond(Object.keys(own[part]), needed[part]), part).toEqual([]);
    const drawn = versions.flatMap(({ type, version }) => everyField(labelFields(type, version, language)));
    const labels = new Set(drawn.map(({ label }) => label));
    const notDrawn = Object.values(own.labelsWithin).filter(label => !labels.has(label));
    expect(notDrawn).toEqual([]);
  });

  test('no word stands in two files', () => {
    for (const part of [...parts, 'labelsWithin'] as const) {
      const keys = inLanguages[language].things.flatMap(file => Object.keys(file[part] ?? {}));
      expect(keys.length, part).toBe(new Set(keys).size);
    }
  });
});

test('no two values of a list are called the same', () => {
  for (const { schema } of fields) {
    if (schema?.shape.kind !== 'text') continue;
    const all = schema.shape.facets.values ?? [];
    for (const language of languages)
      expect(new Set(all.map(value => sayValue(value, language))).size).toBe(all.length);
  }
});

const typeNamed = (name: string) => everyType().find(type => type.name === name)!;

describe('a label that means several things', () => {
  const called = (name: string, language: 'es' | 'de', path: readonly string[]) => {
    const type = typeNamed(name);
    let at = labelFields(type, type.versions.at(-1)!, language);
    let field: Field | undefined;
    for (const part of path) {
      field = at.find(one => one.name === part);
      at = field!.fields;
    }
    return field!.label;
  };

  test('is told by the type', () => {
    expect(called('Medication', 'de', ['strength'])).toBe('Wirkstärke');
    expect(called('Insight', 'de', ['strength'])).toBe('Stärke');
  });

  test('is told by what it stands in', () => {
    expect(called('Contact', 'es', ['contact', 'phone', 'number'])).toBe('Número');
    expect(called('Personal demographic information', 'es', ['name', 'title'])).toBe('Tratamiento');
    expect(called('Personal demographic information', 'de', ['name', 'title'])).toBe('Anrede oder Titel');
    expect(called('Discharge summary', 'de', ['primary-provider', 'name', 'title'])).toBe(
      'Anrede oder Titel',
    );
  });
});

test('the lines of a chart and their units are in the language', () => {
  const emotions = typeNamed('Emotional state');
  expect(labelChart(emotions, 'de')).toEqual(['Stimmung', 'Stress', 'Wohlbefinden']);
  expect(emotions.chart.map(({ unit }) => sayUnit(unit, 'de'))).toEqual(Array(3).fill('1 bis 5'));
  expect(labelChart(typeNamed('Weight'), 'en')).toEqual(['Weight']);
});
