// Menstruation: a day of a period. A pregnancy has a type of its own.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const menstruation = seq({
  when: dateTime,
  'is-new-cycle': optional(boolean),
  amount: optional(codable('menstrual-flow-amount')),
});
export type Menstruation = Infer<typeof menstruation>;

export default thingType({
  name: 'Menstruation',
  description: 'A day of a menstrual period: how heavy it was, and whether a cycle began with it.',
  group: 'vitals',
  isOccasion: true,
  versions: [
    thingVersion({
      id: 'caff3ff3-812f-44b1-9c9f-c1af13167705',
      number: 1,
      root: 'menstruation',
      namespace: 'urn:com.microsoft.wc.thing.menstruation',
      schema: menstruation,
      effectiveDate: 'when',
    }),
  ],
  short: ['when', 'amount', 'is-new-cycle'],
  labels: { 'is-new-cycle': 'First day of a cycle', amount: 'Flow' },
  summary: ({ isNewCycle, amount }: Menstruation, say) =>
    [amount?.text, isNewCycle && say('first day of a cycle')].filter(Boolean).join(', '),
});
