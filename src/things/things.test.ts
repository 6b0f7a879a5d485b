// What holds for every type, whatever types there are.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml } from '../schema/xml-reader.ts';
import { valuesOf } from '../testing/arbitrary.ts';
import { isPublished } from '../testing/reference.ts';
import {
  currentVersion,
  everyType,
  findVersion,
  fromJson,
  fromXml,
  parseThing,
  printThing,
  toJson,
  toXml,
  transform,
} from './index.ts';
import type { ThingVersion } from './thing-type.ts';

const runs = { numRuns: 30 };
const types = everyType();
const reread = (version: ThingVersion, value: unknown) =>
  parseThing(version, readXml(printThing(version, value)).root());

describe.each(
  types.flatMap(type =>
    type.versions.map(version => ({ type, version, label: `${type.name} ${version.number}` })),
  ),
)('$label', ({ type, version }) => {
  test('is found by its id, which is in lower case', () => {
    expect(findVersion(version.id)).toEqual({ type, version });
    expect(version.id).toBe(version.id.toLowerCase());
  });

  test('prints every value so that it reads back the same', () => {
    fc.assert(
      fc.property(valuesOf(version.schema), value => {
        expect(fromXml(version.id, toXml(version.id, value))).toEqual(value);
      }),
      runs,
    );
  });

  test('is whole in JSON', () => {
    fc.assert(
      fc.property(valuesOf(version.schema), value => {
        const written = JSON.stringify(toJson(value));
        expect(fromJson(version.id, JSON.parse(written))).toEqual(value);
      }),
      runs,
    );
  });

  test('dates it names are elements of it', () => {
    const { shape } = version.schema;
    const names = shape.kind === 'sequence' ? shape.items.map(item => 'name' in item && item.name) : [];
    for (const name of [version.effectiveDate, version.endDate]) if (name) expect(names).toContain(name);
  });

  test('becomes a valid value of every other version', () => {
    for (const other of type.versions) {
      fc.assert(
        fc.property(valuesOf(version.schema), value => {
          const moved = transform(type, value, version, other);
          expect(reread(other, moved)).toEqual(moved);
        }),
        runs,
      );
    }
  });
});

test.each(types.map(type => ({ type, label: type.name })))('$label tells itself in one line', ({ type }) => {
  fc.assert(
    fc.property(valuesOf(currentVersion(type).schema), value => {
      const line = type.summary(value as never);
      expect(line).toBe(line.trim());
      expect(line).not.toMatch(/[\n\r\t\v\f\u0085\u2028\u2029]/);
      expect([...line].length).toBeGreaterThan(0);
      expect([...line].length).toBeLessThanOrEqual(200);
    }),
    runs,
  );
});

test.each(types.filter(type => type.chart.length > 0).map(type => ({ type, label: type.name })))(
  'what a chart of $label shows are finite numbers',
  ({ type }) => {
    fc.assert(
      fc.property(valuesOf(currentVersion(type).schema), value => {
        for (const series of type.chart) {
          const height = series.value(value as never);
          expect(height === undefined || Number.isFinite(height)).toBe(true);
        }
      }),
      runs,
    );
  },
);

test('a name or number of a version is used once', () => {
  const ids = types.flatMap(type => type.versions.map(version => version.id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const { versions } of types)
    expect(versions.map(v => v.number)).toEqual(versions.map((_, i) => i + 1));
});

test('HealthVault has 109 versions of 96 types, and 12 types have several', () => {
  const published = types.filter(({ versions }) => versions.every(isPublished));
  expect(published).toHaveLength(96);
  expect(published.flatMap(({ versions }) => versions)).toHaveLength(109);
  expect(published.filter(({ versions }) => versions.length > 1)).toHaveLength(12);
});
