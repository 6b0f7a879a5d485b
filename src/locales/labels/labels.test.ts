// Every word that pages draw from the definitions has one in every language, and no word stands here for nothing.
import { describe, expect, test } from 'vitest';
import { everyType, type Field, fieldsOf } from '../../things/index.ts';
import { languages } from '../language.ts';
import { unnamedTypes } from '../type-names.ts';
import { describedTypes } from './descriptions.ts';
import { chartLabels, labelledFields, tables, unitText } from './labels.ts';
import { namedValues, valueText } from './values.ts';

/** Every field at any depth; what is inside a published type is told only the first time it is met in a version. */
function everyField(fields: readonly Field[], met = new Set<string>()): Field[] {
  return fields.flatMap(field => {
    const { typeName } = field.schema ?? {};
    const name = typeName && `${typeName.namespace} ${typeName.name}`;
    if (name !== undefined && met.has(name)) return [field];
    if (name !== undefined) met.add(name);
    return [field, ...everyField(field.fields, met)];
  });
}

const versions = everyType().flatMap(type => type.versions.map(version => ({ type, version })));
const fields = versions.flatMap(({ type, version }) => everyField(fieldsOf(type, version)));
const lines = everyType().flatMap(({ chart }) => chart);
const labels = new Set([...fields, ...lines].map(({ label }) => label));
const units = new Set([...fields, ...lines].flatMap(({ unit }) => unit ?? []));
const values = new Set(
  fields.flatMap(({ schema }) => (schema?.shape.kind === 'text' ? (schema.shape.facets.values ?? []) : [])),
);

/** Written alike in every language; a fraction is told as a share of a hundred. */
const symbols =
  'fraction % /min /h s min s/100_m m m/s kg L L/s L/min mL/min/kg mg/dL mmol/L mmol/mol mmHg Pa °C W N·m kJ kcal'
    .split(' ')
    .map(symbol => symbol.replace('_', ' '));

function beyond(some: Iterable<string>, others: Iterable<string>): string[] {
  const known = new Set(others);
  return [...some].filter(one => !known.has(one)).sort();
}

describe('every type and version', () => {
  test('has its labels in every language: the missing go into fields-….ts', () => {
    expect(labels.size).toBeGreaterThan(600);
    expect(beyond(labels, Object.keys(tables.everywhere))).toEqual([]);
  });

  test('has its units in every language, as words in labels.ts or as symbols that are known here', () => {
    expect(beyond(units, [...Object.keys(tables.units), ...symbols])).toEqual([]);
  });

  test('has its name in every language: the missing go into type-names.ts', () => {
    expect(unnamedTypes()).toEqual([]);
  });

  test('is told in a sentence in every language: the missing go into descriptions.ts', () => {
    const names = everyType().map(({ name }) => name);
    expect(beyond(names, describedTypes)).toEqual([]);
    expect(beyond(describedTypes, names)).toEqual([]);
  });

  test('has names for the values of its lists: the missing go into values.ts', () => {
    expect(values.size).toBeGreaterThan(40);
    expect(beyond(values, namedValues)).toEqual([]);
  });
});

test('no word is for nothing', () => {
  expect(beyond(Object.keys(tables.everywhere), labels)).toEqual([]);
  expect(beyond([...Object.keys(tables.units), ...symbols], units)).toEqual([]);
  expect(beyond(namedValues, values)).toEqual([]);
  const drawn = versions.flatMap(({ type, version }) => everyField(labelledFields(type, version, 'de')));
  const german = new Set(drawn.map(({ label }) => label));
  const notDrawn = Object.entries(tables.particular).filter(([, [, de]]) => !german.has(de));
  expect(notDrawn).toEqual([]);
});

test('no two values of a list are called the same', () => {
  for (const { schema } of fields) {
    if (schema?.shape.kind !== 'text') continue;
    const all = schema.shape.facets.values ?? [];
    for (const language of languages)
      expect(new Set(all.map(value => valueText(value, language))).size).toBe(all.length);
  }
});

const typeNamed = (name: string) => everyType().find(type => type.name === name)!;

describe('a label that means several things', () => {
  const called = (name: string, language: 'es' | 'de', path: readonly string[]) => {
    const type = typeNamed(name);
    let at = labelledFields(type, type.versions.at(-1)!, language);
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
  expect(chartLabels(emotions, 'de')).toEqual(['Stimmung', 'Stress', 'Wohlbefinden']);
  expect(emotions.chart.map(({ unit }) => unitText(unit, 'de'))).toEqual(Array(3).fill('1 bis 5'));
  expect(chartLabels(typeNamed('Weight'), 'en')).toEqual(['Weight']);
});
