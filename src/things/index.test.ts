import { describe, expect, test } from 'vitest';
import { readXml, XmlFault } from '../schema/xml-reader.ts';
import bloodPressure from './blood-pressure.ts';
import file from './file.ts';
import { currentVersion, findVersion, parseThing, transform } from './index.ts';
import weight from './weight.ts';

const fault = (xml: string): XmlFault => {
  try {
    parseThing(currentVersion(weight), readXml(xml).root());
  } catch (error) {
    if (error instanceof XmlFault) return error;
  }
  throw new Error('nothing was wrong');
};
const item = (day: number, kg: number | string) =>
  `<weight><when><date><y>2026</y><m>2</m><d>${day}</d></date></when><value><kg>${kg}</kg></value></weight>`;

describe('parseThing', () => {
  test('tells what is wrong by its path, not by its value', () => {
    expect(fault(item(1, -70)).message).toBe('weight/value/kg: must be ≥ 0');
    expect(fault(item(1, 'secret')).message).toBe('weight/value/kg: must be a number');
  });

  test('takes the root by its name, in no namespace', () => {
    expect(fault('<height/>').message).toBe('height: must be weight');
    expect(
      fault(item(1, 70).replace('<weight', '<weight xmlns="urn:com.microsoft.wc.thing.weight"')).message,
    ).toBe('weight: must be weight, in no namespace');
  });

  test('names a day that does not exist, unless the schema is broken as well', () => {
    expect(fault(item(31, 70))).toMatchObject({ kind: 'date', path: 'weight/when/date' });
    expect(fault(item(31, -70))).toMatchObject({ kind: 'schema', path: 'weight/value/kg' });
  });
});

test('an unknown id stands for nothing', () => {
  expect(findVersion('00000000-0000-0000-0000-000000000000')).toBeUndefined();
});

test('versions of other types are no steps', () => {
  expect(() => transform(weight, {}, currentVersion(weight), currentVersion(bloodPressure))).toThrow(
    /Weight/,
  );
});

test.each([
  ['72.5 kg', weight, { value: { kg: 72.5 } }],
  ['160 lb', weight, { value: { kg: 72.5, display: { value: 160, units: 'lb' } } }],
  ['a bit much', weight, { value: { kg: 72.5, display: { value: 160, units: 'lb', text: 'a bit much' } } }],
  [
    '128/82 mmHg, pulse 64, irregular heartbeat',
    bloodPressure,
    { systolic: 128, diastolic: 82, pulse: 64, irregularHeartbeat: true },
  ],
  ['a.txt, 999 B', file, { name: 'a.txt', size: 999 }],
  ['a.pdf, 1.23 MB', file, { name: 'a.pdf', size: 1_234_567 }],
])('a list shows %s', (expected, type, value) => {
  expect(type.summary(value as never)).toBe(expected);
});
