// HbA1C: how much of the haemoglobin in the blood carries sugar. Version 1 counts a fraction, as NGSP does;
// version 2 millimoles in a mole, as IFCC does.

import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { double, string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { convertIfccToNgsp, convertNgspToIfcc } from './common/hba1c-units.ts';
import { measuredSeries } from './common/measured-series.ts';
import { measured, measuredText } from './common/measurements.ts';
import { dropNoise, percentage } from './common/numbers.ts';
import { diabetesAssociation } from './common/references.ts';
import { thingType, thingVersion } from './thing-type.ts';

const circumstances = {
  'HbA1C-assay-method': optional(codable('HbA1C-assay-method')),
  'device-id': optional(string),
};

export const hba1c1 = seq({ when: dateTime, value: percentage, ...circumstances });
export type Hba1c1 = Infer<typeof hba1c1>;

const hba1cValue = measured('mmol-per-mol', double());

export const hba1c = seq({ when: dateTime, value: hba1cValue, ...circumstances });
export type Hba1c = Infer<typeof hba1c>;

const common = { root: 'HbA1C', namespace: 'urn:com.microsoft.wc.thing.HbA1C', effectiveDate: 'when' };

export default thingType({
  name: 'HbA1C',
  description: 'How much sugar the blood carried on average over the last weeks.',
  group: 'labs',
  versions: [
    thingVersion({ ...common, id: '227f55fb-1001-4d4e-9f6a-8d893e07b451', number: 1, schema: hba1c1 }),
    thingVersion({
      ...common,
      id: '62160199-b80f-4905-a55a-ac4ba825ceae',
      number: 2,
      schema: hba1c,
      up,
      down,
      loses: { down: 'the number shown, unless it is in %; what is under 0 % or over 100 %' },
    }),
  ],
  labels: {
    'HbA1C-assay-method': 'Method',
    value: 'HbA1c',
    'mmol-per-mol': 'Millimoles a mole',
    display: 'As shown',
    'device-id': 'Number of the device',
  },
  usual: { value: [9, 220] },
  summary: ({ value }: Hba1c) => measuredText(value.mmolPerMol, 'mmol/mol', value.display),
  chart: [
    {
      ...measuredSeries('HbA1c', 'mmol-per-mol', ({ value }: Hba1c) => value),
      // Below 5.7 %, and diabetes from 6.5 % on.
      reference: () => ({
        max: convertNgspToIfcc(5.7),
        excludesMax: true,
        above: [convertNgspToIfcc(6.5), convertNgspToIfcc(9)],
        source: diabetesAssociation,
      }),
    },
  ],
});

function up({ value, ...rest }: Hba1c1): Hba1c {
  const percent = dropNoise(value * 100);
  return {
    ...rest,
    value: { mmolPerMol: convertNgspToIfcc(percent), display: { value: percent, units: '%' } },
  };
}

function down({ value: { mmolPerMol, display }, ...rest }: Hba1c): Hba1c1 {
  // What was shown in % is the number as it was measured.
  const percent = display?.units.trim() === '%' ? display.value : convertIfccToNgsp(mmolPerMol);
  const fraction = dropNoise(percent / 100);
  return { ...rest, value: Number.isNaN(fraction) ? 0 : Math.min(Math.max(fraction, 0), 1) };
}
