// Daily medication usage: what a person took of a medicine on a day.
import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { int } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { date } from './common/dates.ts';
import type { Say } from './common/say.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const dailyMedicationUsage = seq({
  when: date,
  'drug-name': codable(),
  'number-doses-consumed-in-day': inUnit(int(), 'doses'),
  'purpose-of-use': optional(codable('dose-purpose')),
  'number-doses-intended-in-day': optional(inUnit(int(), 'doses')),
  'medication-usage-schedule': optional(codable('usage-schedule')),
  'drug-form': optional(codable('medication-routes')),
  'prescription-type': optional(codable('prescription-type')),
  'single-dose-description': optional(codable('medication-dose-units')),
});
export type DailyMedicationUsage = Infer<typeof dailyMedicationUsage>;

export default thingType({
  name: 'Daily medication usage',
  description: 'How many doses of a medicine a person took on a day, and how many were meant.',
  group: 'medications',
  versions: [
    thingVersion({
      id: 'a9a76456-0357-493e-b840-598bbb9483fd',
      number: 1,
      root: 'daily-medication-usage',
      namespace: 'urn:com.microsoft.wc.thing.daily-medication-usage',
      schema: dailyMedicationUsage,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'drug-name': 'Medicine',
    'number-doses-consumed-in-day': 'Doses taken',
    'purpose-of-use': 'Taken for',
    'number-doses-intended-in-day': 'Doses intended',
    'medication-usage-schedule': 'Schedule',
    'drug-form': 'Form',
    'single-dose-description': 'One dose is',
    'prescription-type': 'Kind of prescription',
  },
  summary: (
    { drugName, numberDosesConsumedInDay: taken, numberDosesIntendedInDay: intended }: DailyMedicationUsage,
    say,
  ) => `${drugName.text}, ${dosesText(taken, intended, say)}`,
});

function dosesText(taken: number, intended: number | undefined, say: Say): string {
  if (intended === undefined) return say(taken === 1 ? '{0} dose' : '{0} doses', taken);
  return say(intended === 1 ? '{0} of {1} dose' : '{0} of {1} doses', taken, intended);
}
