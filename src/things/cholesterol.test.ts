import { expect, test } from 'vitest';
import cholesterolType, { type Cholesterol, type Cholesterol1 } from './cholesterol.ts';
import { transform } from './index.ts';

const [version1, version2] = cholesterolType.versions;
const up = (value: Cholesterol1) => transform(cholesterolType, value, version1!, version2!) as Cholesterol;
const down = (value: Cholesterol) => transform(cholesterolType, value, version2!, version1!) as Cholesterol1;

const day = { y: 2026, m: 11, d: 25 };
const older: Cholesterol1 = { when: day, ldl: 108, hdl: 48, totalCholesterol: 184, triglyceride: 130 };

test('mg/dL become mmol/L that are shown in mg/dL', () => {
  const { when, ldl, triglyceride } = up(older);
  expect(when).toEqual({ date: day });
  expect(ldl?.mmolPerL).toBeCloseTo(2.793, 3);
  expect(triglyceride?.mmolPerL).toBeCloseTo(1.468, 3);
  expect(ldl?.display).toEqual({ value: 108, units: 'mg/dL', unitsCode: 'mg-per-dl' });
  expect(cholesterolType.summary(up(older) as never)).toBe(
    'total 184 mg/dL, LDL 108 mg/dL, HDL 48 mg/dL, triglycerides 130 mg/dL',
  );
});

test('there and back again nothing is lost', () => {
  expect(down(up(older))).toEqual(older);
});

test('mmol/L become whole mg/dL of a day, by what was shown if that was in mg/dL', () => {
  expect(
    down({
      when: { date: day, time: { h: 8, m: 0 } },
      ldl: { mmolPerL: 3 },
      hdl: { mmolPerL: 1.5, display: { value: 60, units: 'mg/dl' } },
      triglyceride: { mmolPerL: 1, display: { value: 1, units: 'mmol/L' } },
    }),
  ).toEqual({ when: day, ldl: 116, hdl: 60, triglyceride: 89 });
});

test('next to nothing is left out, for version 1 knows no zero', () => {
  expect(down({ when: { date: day }, ldl: { mmolPerL: 0 }, hdl: { mmolPerL: 1e99 } })).toEqual({ when: day });
});
