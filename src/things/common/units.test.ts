import { describe, expect, test } from 'vitest';
import { hasReference, referenceFile } from '../../testing/reference.ts';
import { baseUnits } from './measurements.ts';
import { findUcumOfCode, findUcumOfText, ucumOfBase, unitCodes } from './unit-names.ts';
import { convert, convertBase, convertDisplay, convertMeasurement, displayInBase } from './units.ts';

const shown = (value: number, units: string, unitsCode?: string) => ({
  value,
  units,
  ...(unitsCode !== undefined && { unitsCode }),
});

test.each(['toString', 'constructor', '__proto__'])('%s, which every object has, is no unit', name => {
  for (const unit of [findUcumOfCode(name), findUcumOfCode(name, name), findUcumOfText(name)])
    expect(unit).toBeUndefined();
});

describe('what was shown, in the base unit', () => {
  test.each([
    [154, 'lb', 'kg', 69.85322498],
    [2, 'oz', 'kg', 0.05669904625],
    [72.5, 'kg', 'kg', 72.5],
    [70, 'inches', 'm', 1.778],
    [6, 'ft', 'm', 1.8288],
    [3.1, 'miles', 'm', 4988.9664],
    [98.6, '°F', 'celsius', 37],
    [36.6, 'Celsius', 'celsius', 36.6],
    [594, 'L/min', 'liters-per-second', 9.9],
    [250, 'mL', 'liters', 0.25],
    [10, 'mph', 'meters-per-second', 4.4704],
    [5, 'min/km', 'seconds-per-hundred-meters', 30],
    [12, 'cmH2O', 'pascals', 1176.798],
    [7.1, '%', 'mmol-per-mol', 54.103],
    [54, 'mmol/mol', 'mmol-per-mol', 54],
    [15, 'breaths/min', 'breaths-per-minute', 15],
    [0.5, 'kW', 'watts', undefined],
    [40, 'Nm', 'newton-meters', 40],
    [12, 'IE', 'IE', 12],
    [100, 'kJ', 'calories', 23.90057361377],
  ] as const)('%d %s is %s %d', (value, units, base, expected) => {
    expect(displayInBase(shown(value, units), base)).toBe(expected);
  });

  test('mass becomes moles by the substance only', () => {
    const glucose = shown(100, 'mg/dL', 'mg-per-dl');
    expect(displayInBase(glucose, 'mmolPerL', 'glucose')).toBe(5.550744909967);
    expect(displayInBase(shown(38.67, 'mg/dL'), 'mmolPerL', 'cholesterol')).toBe(1);
    expect(displayInBase(shown(88.57, 'mg/dL'), 'mmolPerL', 'triglyceride')).toBe(1);
    expect(displayInBase(glucose, 'mmolPerL')).toBeUndefined();
    expect(convertBase(1, 'mmolPerL', 'mg/dL', 'glucose')).toBe(18.0156);
  });
});

describe('a unit that is not known for certain is not guessed', () => {
  test.each([
    ['nobody knows', shown(1, 'smoots')],
    ['of food or of physics', shown(100, 'calories')],
    ['of what', shown(2, 'units')],
    ['words against code', shown(70, 'kg', 'lb')],
    ['of another quantity', shown(70, 'cm')],
    ['not a number', shown(Number.NaN, 'kg')],
    ['infinite', shown(Number.POSITIVE_INFINITY, 'kg')],
  ])('%s', (_what, display) => {
    expect(convertDisplay(display, 'kg')).toBeUndefined();
  });

  test('nor is a target', () => {
    expect(convert(1, 'kg', 'pounds')).toBeUndefined();
    expect(convert(1, 'mg/dL', 'MG/DL')).toBeUndefined();
    expect(convert(1, 'kg', '')).toBeUndefined();
  });
});

test('a code decides where the words say nothing', () => {
  expect(convertDisplay(shown(154, 'Pfund', 'lb'), 'kg')).toBe(69.85322498);
  expect(convertDisplay(shown(154, 'Pfund', 'LB'), 'kg')).toBe(69.85322498);
});

describe('the numbers of a measurement', () => {
  const units = (type: string, value: string, text = '?') => ({
    text,
    code: [{ type, value, family: 'wc' }],
  });
  test.each([
    ['one', [[600, units('medication-strength-unit', 'mg')]], 'g', [0.6]],
    [
      'a span',
      [
        [2, units('medication-dose-units', 'tsp')],
        [3, units('medication-dose-units', 'tsp')],
      ],
      'mL',
      [9.8578431875, 14.78676478125],
    ],
    ['by words', [[5, { text: 'mmol/L' }]], 'umol/L', [5000]],
    ['in UCUM', [[5, units('ucum', '10*3/uL')]], '10*9/L', [5]],
    ['of one that is no measure', [[2, units('medication-dose-units', 'Tablets')]], 'g', undefined],
    [
      'of which one is unknown',
      [
        [2, units('medication-dose-units', 'mg')],
        [3, { text: 'sips' }],
      ],
      'g',
      undefined,
    ],
    ['none', [], 'g', undefined],
  ] as const)('%s', (_what, structured, to, expected) => {
    const measurement = {
      display: 'as written',
      structured: structured.map(([value, units]) => ({ value, units: structuredClone(units) as never })),
    };
    const before = structuredClone(measurement);
    expect(convertMeasurement(measurement, to)).toEqual(expected);
    expect(measurement).toEqual(before);
  });
});

test('there and back again every base unit is the same', () => {
  for (const code of Object.values(ucumOfBase)) expect(convert(1.25, code, code)).toBe(1.25);
  expect(Object.keys(ucumOfBase)).toEqual(Object.keys(baseUnits));
});

test('every code that has one has a unit the library knows', () => {
  for (const codes of Object.values(unitCodes))
    for (const [code, unit] of Object.entries(codes))
      expect([code, convert(2, unit, unit)]).toEqual([code, 2]);
});

test('a code means the same in every vocabulary', () => {
  for (const codes of Object.values(unitCodes))
    for (const [code, unit] of Object.entries(codes))
      expect([code, findUcumOfCode(code)]).toEqual([code, unit]);
});

/** Things that are counted, not measured; and units of enzymes or of something else, which UCUM keeps apart. */
const withoutUnit: Record<string, string> = {
  'weight-units': 'stlb',
  'exercise-units': 'Count Floors LatLong',
  'lab-results-units':
    'titer units units-per-l kU-per-l lg(iU) ml-per-HB mU-per-l mU-per-ml nU-per-ml uunits uunits-per-ml U-per-ml uU-per-ml',
  'medication-dose-units':
    'Applicatorfuls Bags Bars Capsules Doses Dropperfuls Drops Inhalations Lozenges Packets Pads Patches Puffs Scoops Shots Sprays Suppositories Syringe Tablets Units',
  'medication-strength-unit': 'cfuperml unt untperml',
};

test.skipIf(!hasReference)(
  'every code of the unit vocabularies is known, or known to have none (needs KEEPWELL_REFERENCE)',
  () => {
    const vocabularies = JSON.parse(referenceFile('data/vocabularies.json').toString('utf8')) as {
      family: string;
      name: string;
      items: { code: string }[];
    }[];
    for (const [name, codes] of Object.entries(unitCodes)) {
      const vocabulary = vocabularies.find(one => one.name === name && one.family === 'wc')!;
      const none = withoutUnit[name]?.split(' ') ?? [];
      expect(vocabulary.items.map(({ code }) => code).sort()).toEqual(
        [...Object.keys(codes), ...none].sort(),
      );
    }
  },
);
