// Asthma inhaler usage: one use of an asthma-inhaler.ts.
import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { int, string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const asthmaInhalerUsage = seq({
  when: dateTime,
  drug: codable(),
  strength: optional(codable()),
  'dose-count': optional(inUnit(int(), 'doses')),
  'device-id': optional(string),
  'dose-purpose': optional(codable('inhaler-dose-purpose')),
});
export type AsthmaInhalerUsage = Infer<typeof asthmaInhalerUsage>;

export default thingType({
  name: 'Asthma inhaler usage',
  description: 'One use of an inhaler against asthma: which, how much, and why.',
  group: 'medications',
  versions: [
    thingVersion({
      id: '03efe378-976a-42f8-ae1e-507c497a8c6d',
      number: 1,
      root: 'asthma-inhaler-use',
      namespace: 'urn:com.microsoft.wc.thing.inhaler-use',
      schema: asthmaInhalerUsage,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'dose-count': 'Doses',
    drug: 'Medicine',
    'device-id': 'Number of the inhaler',
    'dose-purpose': 'Taken for',
  },
  summary: ({ drug, strength, doseCount, dosePurpose }: AsthmaInhalerUsage, say) =>
    [
      drug.text,
      strength?.text,
      doseCount !== undefined && say(doseCount === 1 ? '{0} dose' : '{0} doses', doseCount),
      dosePurpose?.text,
    ]
      .filter(Boolean)
      .join(', '),
});
