// Cholesterol: the fats in the blood. Version 1 counts whole mg/dL on a day, version 2 mmol/L at a moment.

import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { date, dateTime } from './common/dates.ts';
import { measuredSeries } from './common/measured-series.ts';
import {
  type ConcentrationValue,
  concentrationValue,
  measuredText,
  ofSubstance,
} from './common/measurements.ts';
import { dropNoise, positiveInt } from './common/numbers.ts';
import { healthService } from './common/references.ts';
import { molarMass } from './common/substances.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const cholesterol1 = seq({
  when: date,
  ldl: optional(inUnit(positiveInt, 'mg/dL')),
  hdl: optional(inUnit(positiveInt, 'mg/dL')),
  'total-cholesterol': optional(inUnit(positiveInt, 'mg/dL')),
  triglyceride: optional(inUnit(positiveInt, 'mg/dL')),
});
export type Cholesterol1 = Infer<typeof cholesterol1>;

const cholesterolValue = ofSubstance(concentrationValue, 'cholesterol');

export const cholesterol = seq({
  when: dateTime,
  ldl: optional(cholesterolValue),
  hdl: optional(cholesterolValue),
  'total-cholesterol': optional(cholesterolValue),
  triglyceride: optional(ofSubstance(concentrationValue, 'triglyceride')),
});
export type Cholesterol = Infer<typeof cholesterol>;

const common = {
  root: 'cholesterol-profile',
  namespace: 'urn:com.microsoft.wc.thing.cholesterol-profile',
  effectiveDate: 'when',
};

export default thingType({
  name: 'Cholesterol',
  description: 'The cholesterol and other fats in the blood.',
  group: 'labs',
  versions: [
    thingVersion({ ...common, id: '796c186f-b874-471c-8468-3eeff73bf66e', number: 1, schema: cholesterol1 }),
    thingVersion({
      ...common,
      id: '98f76958-e34f-459b-a760-83c1699add38',
      number: 2,
      schema: cholesterol,
      up,
      down,
      loses: { down: 'the time of day, fractions of a mg/dL and what is less than half of one' },
    }),
  ],
  labels: { ldl: 'LDL', hdl: 'HDL', 'total-cholesterol': 'Total cholesterol', triglyceride: 'Triglycerides' },
  usual: {
    ldl: [0.1, 35],
    hdl: [0.05, 8],
    'total-cholesterol': [0.5, 40],
    triglyceride: [0.1, 120],
  },
  summary: ({ totalCholesterol, ldl, hdl, triglyceride }: Cholesterol, say) =>
    [
      totalCholesterol && say('total {0}', valueText(totalCholesterol)),
      ldl && `LDL ${valueText(ldl)}`,
      hdl && `HDL ${valueText(hdl)}`,
      triglyceride && say('triglycerides {0}', valueText(triglyceride)),
    ]
      .filter(Boolean)
      .join(', '),
  chart: [
    {
      ...measuredSeries('LDL', 'mmolPerL', ({ ldl }: Cholesterol) => ldl, 'cholesterol'),
      goal: 'cholesterol-ldl',
      reference: () => ({ ...healthService, max: 3 }),
    },
    {
      ...measuredSeries('HDL', 'mmolPerL', ({ hdl }: Cholesterol) => hdl, 'cholesterol'),
      goal: 'cholesterol-hdl',
      reference: () => ({ ...healthService, min: 1 }),
    },
    {
      ...measuredSeries(
        'Total cholesterol',
        'mmolPerL',
        ({ totalCholesterol }: Cholesterol) => totalCholesterol,
        'cholesterol',
      ),
      goal: 'cholesterol-total',
      reference: () => ({ ...healthService, max: 5 }),
    },
    {
      ...measuredSeries(
        'Triglycerides',
        'mmolPerL',
        ({ triglyceride }: Cholesterol) => triglyceride,
        'triglyceride',
      ),
      reference: () => ({ ...healthService, max: 1.7 }),
    },
  ],
});

function valueText({ mmolPerL, display }: ConcentrationValue): string {
  return measuredText(mmolPerL, 'mmol/L', display);
}

/** How many mg/dL are one mmol/L. */
const cholesterolFactor = molarMass.cholesterol / 10;
const triglycerideFactor = dropNoise(molarMass.triglyceride / 10);

function up({ when, ldl, hdl, totalCholesterol, triglyceride }: Cholesterol1): Cholesterol {
  return {
    when: { date: when },
    ldl: concentration(ldl, cholesterolFactor),
    hdl: concentration(hdl, cholesterolFactor),
    totalCholesterol: concentration(totalCholesterol, cholesterolFactor),
    triglyceride: concentration(triglyceride, triglycerideFactor),
  };
}

function down({ when, ldl, hdl, totalCholesterol, triglyceride }: Cholesterol): Cholesterol1 {
  return {
    when: when.date,
    ldl: milligrams(ldl, cholesterolFactor),
    hdl: milligrams(hdl, cholesterolFactor),
    totalCholesterol: milligrams(totalCholesterol, cholesterolFactor),
    triglyceride: milligrams(triglyceride, triglycerideFactor),
  };
}

function concentration(value: number | undefined, factor: number): ConcentrationValue | undefined {
  if (value === undefined) return undefined;
  return { mmolPerL: value / factor, display: { value, units: 'mg/dL', unitsCode: 'mg-per-dl' } };
}

function milligrams(concentration: ConcentrationValue | undefined, factor: number): number | undefined {
  if (!concentration) return undefined;
  const { mmolPerL, display } = concentration;
  // What was shown in mg/dL is the number as it was measured.
  const shown = display && /^mg\s*(\/|per)\s*dl$/i.test(display.units.trim()) ? display.value : undefined;
  const whole = Math.round(shown ?? mmolPerL * factor);
  return whole >= 1 && whole <= 2147483647 ? whole : undefined;
}
