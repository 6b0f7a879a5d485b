// Height.

import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { dateTime } from './common/dates.ts';
import { measuredSeries } from './common/measured-series.ts';
import { lengthValue, measuredText } from './common/measurements.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const height = seq({ when: dateTime, value: lengthValue });
export type Height = Infer<typeof height>;

export default thingType({
  name: 'Height',
  description: 'How tall a person was at a moment.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: '40750a6a-89b2-455c-bd8d-b420a4cb500b',
      number: 1,
      root: 'height',
      namespace: 'urn:com.microsoft.wc.thing.height',
      schema: height,
      effectiveDate: 'when',
    }),
  ],
  short: ['value', 'when'],
  labels: { value: 'Height' },
  usual: { value: [0.2, 2.7] },
  summary: ({ value }: Height) => measuredText(value.m, 'm', value.display),
  chart: [measuredSeries('Height', 'm', ({ value }) => value)],
});
