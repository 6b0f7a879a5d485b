// Vital signs: several measurements of one visit. Each of the common ones has a type of its own as well.

import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { makeTable } from '../schema/table.ts';
import { double, string } from '../schema/text.ts';
import { codable, makeWcCoded } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { judge } from './common/marks.ts';
import { measuredText } from './common/measurements.ts';
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
      name: 'Body temperature',
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
  marks: ({ vitalSignsResults = [] }: VitalSigns) =>
    vitalSignsResults.flatMap(({ title, value, flag, referenceMinimum: min, referenceMaximum: max }) => {
      const is = judge(value, flag ? [flag] : [], [{ min, max }]);
      return is ? [{ what: title.text, is }] : [];
    }),
});

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
