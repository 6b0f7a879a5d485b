// Vital signs: several measurements of one visit. Each of the common ones has a type of its own as well.

import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { makeTable } from '../schema/table.ts';
import { double, string } from '../schema/text.ts';
import { codable, makeWcCoded } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import type { ChartedAs } from './common/marks.ts';
import { measuredText } from './common/measurements.ts';
import { findCelsius, isTemperature, placeOf, temperatureSeries } from './common/temperature.ts';
import { findUcumOfUnits } from './common/unit-names.ts';
import { type Range, usualDiastolic, usualPulse, usualSystolic } from './common/usual.ts';
import { thingType, thingVersion } from './thing-type.ts';

const result = seq({
  title: codable('vital-statistics'),
  value: optional(double()),
  unit: optional(codable('lab-results-units')),
  'reference-minimum': optional(double()),
  'reference-maximum': optional(double()),
  'text-value': optional(longText(string)),
  flag: optional(codable('lab-result-flag')),
});

export const vitalSigns = seq({
  when: dateTime,
  'vital-signs-results': many(result),
  site: optional(string),
  position: optional(string),
});
export type VitalSigns = Infer<typeof vitalSigns>;

/** What a measurement of that alone is called. */
const temperatureName = 'Body temperature';

export default thingType({
  name: 'Vital signs',
  description: 'Temperature, pulse, blood pressure and the like, as measured together.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: '73822612-c15f-4b49-9e65-6af369e55c65',
      number: 1,
      root: 'vital-signs',
      namespace: 'urn:com.microsoft.wc.thing.vital-signs',
      schema: vitalSigns,
      effectiveDate: 'when',
    }),
  ],
  suggests: { site: 'sites' },
  presets: [
    {
      name: temperatureName,
      slug: 'temperature',
      description: 'How warm the body was, as a thermometer said it: fever, or none.',
      short: [
        {
          at: 'vital-signs-results/value',
          label: 'Temperature',
          unit: { at: 'vital-signs-results/unit', of: ['°C', '°F'] },
        },
        'site',
        'when',
      ],
      starts: { vitalSignsResults: [{ title: makeWcCoded('vital-statistics', 'Tmp', 'Temperature') }] },
    },
  ],
  labels: {
    'vital-signs-results': 'Measurement',
    'reference-minimum': 'Normal from',
    'reference-maximum': 'Normal to',
    'text-value': 'In words',
    site: 'Measured at',
    position: 'Position of the body',
    flag: 'What stands out',
    title: 'What was measured',
  },
  usual: { 'vital-signs-results/value': usualResult },
  summary: ({ vitalSignsResults = [] }: VitalSigns) => vitalSignsResults.map(resultText).join(', '),
  // Of all that is measured the temperature alone has no type of its own.
  chart: [temperatureSeries],
  nameOf: ({ vitalSignsResults = [] }: VitalSigns) =>
    vitalSignsResults.length > 0 && vitalSignsResults.every(isTemperature) ? temperatureName : undefined,
  values: (signs: VitalSigns) =>
    (signs.vitalSignsResults ?? []).map(result => {
      const { title, value, unit, flag, referenceMinimum: min, referenceMaximum: max } = result;
      return {
        what: title.text,
        value,
        unit: unit?.text ?? '',
        said: flag ? [flag] : [],
        ranges: [{ min, max }],
        as: findLine(result, signs),
      };
    }),
});

/** The charts of other types that measurements would stand in, the line, and its unit in UCUM. */
const linesOfOthers: Readonly<Record<string, readonly [kind: string, of: number, unit: string]>> = makeTable({
  BPS: ['Blood pressure', 0, 'mm[Hg]'],
  BPD: ['Blood pressure', 1, 'mm[Hg]'],
  BOS: ['Blood oxygen saturation', 0, '%'],
  Wgt: ['Weight', 0, 'kg'],
  Hgt: ['Height', 0, 'm'],
});

function findLine(found: Infer<typeof result>, signs: VitalSigns): ChartedAs | undefined {
  if (isTemperature(found)) {
    const celsius = findCelsius(found);
    return celsius === undefined
      ? undefined
      : { kind: 'Vital signs', of: 0, value: celsius, context: placeOf(signs) };
  }
  const { title, value, unit } = found;
  const codes = (title.code ?? []).map(one => one.value);
  const [kind, of, inUnit] = codes.map(code => linesOfOthers[code]).find(one => one) ?? [];
  if (kind === undefined || of === undefined || value === undefined || !unit) return undefined;
  return findUcumOfUnits(unit) === inUnit ? { kind, of, value } : undefined;
}

function resultText({ title, value, unit, textValue }: Infer<typeof result>): string {
  const measured = value === undefined ? textValue : measuredText(value, unit?.text ?? '').trim();
  return [title.text, measured].filter(Boolean).join(' ');
}

/** In the units in use: a temperature in °C or °F. */
const usualResults: Readonly<Record<string, Range>> = makeTable({
  Tmp: [20, 115],
  Res: [3, 120],
  Pls: usualPulse,
  BPS: usualSystolic,
  BPD: usualDiastolic,
});

function usualResult({ title }: Pick<Infer<typeof result>, 'title'>): Range | undefined {
  return usualResults[title.code?.[0]?.value ?? ''];
}
