import { expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { everyType, parseThing, printThing } from '../../things/index.ts';
import { makeExample } from './example.ts';
import { indentXml } from './xml-layout.ts';

const versions = everyType().flatMap(type =>
  type.versions.map(version => ({ type, version, label: `${type.name} ${version.number}` })),
);

test.each(versions)('the examples of $label are valid, as XML and as JSON', ({ type, version }) => {
  for (const size of ['smallest', 'full'] as const) {
    const value = makeExample(type, version, size);
    const shown = indentXml(printThing(version, value));
    expect(parseThing(version, readXml(shown).root())).toEqual(value);
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    expect(makeExample(type, version, size)).toEqual(value);
  }
});

test('a full example holds what people would expect to see', () => {
  const example = (name: string) => {
    const { type, version } = versions.findLast(known => known.type.name === name)!;
    return makeExample(type, version, 'full');
  };
  expect(example('Weight')).toEqual({
    when: { date: { y: 2026, m: 3, d: 14 }, time: { h: 8, m: 30 } },
    value: { kg: 72.5, display: { value: 72.5, units: 'kg' } },
  });
  expect(example('Blood pressure')).toMatchObject({ systolic: 128, diastolic: 82, pulse: 64 });
  expect(example('Personal demographic information')).toMatchObject({
    name: { full: 'Ada Example' },
    birthdate: { date: { y: 1984 } },
    bloodType: { code: [{ family: 'wc', type: 'blood-types' }] },
  });
});
