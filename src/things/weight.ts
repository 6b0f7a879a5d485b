// Weight.

import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { dateTime } from './common/dates.ts';
import { measuredSeries } from './common/measured-series.ts';
import { measuredText, weightValue } from './common/measurements.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const weight = seq({ when: dateTime, value: weightValue });
export type Weight = Infer<typeof weight>;

export default thingType({
  name: 'Weight',
  description: 'What a person weighed at a moment.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: '3d34d87e-7fc1-4153-800f-f56592cb0d17',
      number: 1,
      root: 'weight',
      namespace: 'urn:com.microsoft.wc.thing.weight',
      schema: weight,
      effectiveDate: 'when',
    }),
  ],
  short: ['value', 'when'],
  labels: { value: 'Weight' },
  usual: { value: [0.3, 400] },
  summary: ({ value }: Weight) => measuredText(value.kg, 'kg', value.display),
  chart: [{ ...measuredSeries('Weight', 'kg', ({ value }: Weight) => value), goal: 'weight' }],
});
