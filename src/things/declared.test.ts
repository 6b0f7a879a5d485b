// What the schemas of all types declare beside their XML: how people measure a field, and which texts are long.
import { describe, expect, test } from 'vitest';
import type { Item, Schema } from '../schema/schema.ts';
import { type BaseUnit, baseUnits } from './common/measurements.ts';
import { isSubstance } from './common/substances.ts';
import { displayInBase } from './common/units.ts';
import { everyType } from './index.ts';

interface Declared {
  /** `Weight 1/value`. */
  readonly path: string;
  readonly schema: Schema<unknown>;
}

const all = everyType().flatMap(({ name, versions }) =>
  versions.flatMap(({ number, schema }) => declaredIn(schema, `${name} ${number}`, new Set())),
);
const measured = all.flatMap(({ path, schema }) => {
  const base = baseOf(schema);
  return base === undefined ? [] : [{ path, base, measure: schema.measure }];
});

describe('how people measure a field', () => {
  test('all measured fields have units to type them in, and each of these converts to what is kept', () => {
    expect(measured.length).toBeGreaterThan(100);
    for (const { path, base, measure } of measured) {
      const { units = [], substance = '' } = measure ?? {};
      expect(units.length, path).toBeGreaterThan(0);
      const known = isSubstance(substance) ? substance : undefined;
      for (const unit of units.filter(one => one !== baseUnits[base]))
        expect(displayInBase({ value: 1, units: unit }, base, known), `${path} in ${unit}`).toBeDefined();
    }
  });

  test('a way is typed in kilometres, a height in centimetres', () => {
    expect(unitsAt('Exercise 2/distance')).toEqual(['km', 'm', 'mi', 'ft']);
    expect(unitsAt('Exercise 1/session/peak-altitude')).toEqual(['km', 'm', 'mi', 'ft']);
    expect(unitsAt('Height 1/value')).toEqual(['cm', 'm', 'in', 'ft']);
  });

  test('a concentration is typed by mass where its substance is known', () => {
    const substances = measured.filter(({ base }) => base === 'mmolPerL');
    expect(substances.map(({ path, measure }) => [path, measure?.substance])).toEqual(
      expect.arrayContaining([
        ['Blood glucose 1/value', 'glucose'],
        ['Cholesterol 2/ldl', 'cholesterol'],
        ['Cholesterol 2/triglyceride', 'triglyceride'],
        [
          'Diabetic profile 1/target-glucose-zone-group/target-glucose-zone/lower-bound/absolute-glucose',
          'glucose',
        ],
      ]),
    );
    for (const { measure } of substances) expect(measure?.units).toEqual(['mmol/L', 'mg/dL']);
  });

  test('nutrients are counted in grams and less', () => {
    const shown = (path: string) => measured.find(one => one.path === path)?.measure?.shownIn?.unit;
    expect(shown('Food & drink 1/protein')).toBe('g');
    expect(shown('Daily dietary intake 1/sodium')).toBe('mg');
    expect(shown('Food & drink 1/vitamin-D')).toBe('µg');
  });
});

test('people write sentences in notes and descriptions, and in texts only', () => {
  const long = all.filter(({ schema }) => schema.isLong);
  expect(long.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['Status 1/text', 'Life goal 1/description', 'Medication 1/instructions']),
  );
  for (const { path, schema } of long) expect(schema.shape.kind, path).toBe('text');
});

function unitsAt(path: string): readonly string[] | undefined {
  return measured.find(one => one.path === path)?.measure?.units;
}

function declaredIn(schema: Schema<unknown>, path: string, above: ReadonlySet<unknown>): Declared[] {
  // Some types hold themselves.
  if (above.has(schema.shape)) return [];
  const items = 'items' in schema.shape ? schema.shape.items : [];
  const inside = (item: Item): Declared[] =>
    item.kind === 'element'
      ? declaredIn(item.schema, `${path}/${item.name}`, new Set([...above, schema.shape]))
      : item.items.flatMap(inside);
  return [{ path, schema }, ...items.flatMap(inside)];
}

/** Of a number and what was shown beside it. */
function baseOf({ shape }: Schema<unknown>): BaseUnit | undefined {
  if (shape.kind !== 'sequence' || shape.items.at(1)?.key !== 'display') return undefined;
  return (Object.keys(baseUnits) as BaseUnit[]).find(unit => unit === elementName(shape.items.at(0)));
}

function elementName(item: Item | undefined): string | undefined {
  return item?.kind === 'element' ? item.name : undefined;
}
