// Asthma inhaler: a canister and how it is to be used. Each use is an asthma-inhaler-usage.ts.
import { type Infer, inUnit } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, int, oneOf, string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, dateText, time } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

const alert = seq({
  dow: many(int({ min: 1, max: 7 }), { min: 1, max: 7 }),
  time: many(time, { min: 1 }),
});

export const asthmaInhaler = seq({
  drug: codable(),
  strength: optional(codable()),
  purpose: optional(oneOf('Control', 'Rescue', 'Combination')),
  'start-date': approxDateTime,
  'stop-date': optional(approxDateTime),
  'expiration-date': optional(approxDateTime),
  'device-id': optional(string),
  'initial-doses': optional(inUnit(int(), 'doses')),
  'min-daily-doses': optional(inUnit(int(), 'doses')),
  'max-daily-doses': optional(inUnit(int(), 'doses')),
  'can-alert': optional(boolean),
  alert: many(alert),
});
export type AsthmaInhaler = Infer<typeof asthmaInhaler>;

export default thingType({
  name: 'Asthma inhaler',
  description: 'An inhaler against asthma: what is in it, how much of it to take, and when.',
  group: 'medications',
  versions: [
    thingVersion({
      id: 'ff9ce191-2096-47d8-9300-5469a9883746',
      number: 1,
      root: 'asthma-inhaler',
      namespace: 'urn:com.microsoft.wc.thing.inhaler',
      schema: asthmaInhaler,
      endDate: 'stop-date',
    }),
  ],
  labels: {
    'expiration-date': 'Use before',
    'initial-doses': 'Doses when new',
    'min-daily-doses': 'Least doses a day',
    'max-daily-doses': 'Most doses a day',
    'can-alert': 'Can remind',
    alert: 'Reminder',
    dow: 'Day of the week (1 is Sunday)',
    drug: 'Medicine',
    'start-date': 'In use from',
    'stop-date': 'In use until',
    'device-id': 'Number of the inhaler',
  },
  ordered: [['min-daily-doses', 'max-daily-doses']],
  lasts: true,
  begins: 'start-date',
  summary: ({ drug, strength, purpose, startDate, stopDate }: AsthmaInhaler, say) =>
    [
      drug.text,
      strength?.text,
      purpose && say(purpose.toLowerCase()),
      say('since {0}', dateText(startDate, say)),
      stopDate && say('until {0}', dateText(stopDate, say)),
    ]
      .filter(Boolean)
      .join(', '),
});
