// Condition: an illness or complaint, now or in the past.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable, isSaid } from './common/codable.ts';
import { approxDateTime, dateText } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const condition = seq({
  name: codable(),
  'onset-date': optional(approxDateTime),
  status: optional(codable('condition-occurrence')),
  'stop-date': optional(approxDateTime),
  'stop-reason': optional(string),
});
export type Condition = Infer<typeof condition>;

export default thingType({
  name: 'Condition',
  description: 'An illness or complaint, when it began, and whether it is over.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '7ea7a1f9-880b-4bd4-b593-f5660f20eda8',
      number: 1,
      root: 'condition',
      namespace: 'urn:com.microsoft.wc.thing.condition',
      schema: condition,
      endDate: 'stop-date',
    }),
  ],
  short: ['name', 'onset-date', 'status'],
  labels: { 'onset-date': 'Began on', 'stop-date': 'Over since', 'stop-reason': 'Why it is over' },
  lasts: true,
  begins: 'onset-date',
  isOver: ({ status }: Condition) => isSaid(status, 'inactive', 'Past: No longer has this'),
  summary: ({ name, status, onsetDate, stopDate }: Condition, say) =>
    [
      name.text,
      status?.text,
      onsetDate && say('since {0}', dateText(onsetDate, say)),
      stopDate && say('until {0}', dateText(stopDate, say)),
    ]
      .filter(Boolean)
      .join(', '),
});
