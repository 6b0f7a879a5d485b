// Medication fill: what a pharmacy handed out. The prescription itself is in medication.ts.
import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, date, dateText } from './common/dates.ts';
import { nonNegativeInt, positiveInt } from './common/numbers.ts';
import { organization } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const medicationFill = seq({
  name: codable('RxNorm', 'NDC'),
  'date-filled': optional(approxDateTime),
  'days-supply': optional(inUnit(positiveInt, 'days')),
  'next-refill-date': optional(date),
  'refills-left': optional(nonNegativeInt),
  pharmacy: optional(organization),
  'prescription-number': optional(string),
  'lot-number': optional(string),
});
export type MedicationFill = Infer<typeof medicationFill>;

export default thingType({
  name: 'Medication fill',
  description:
    'A medicine handed out by a pharmacy: when, for how many days, and how often it can be refilled.',
  group: 'medications',
  versions: [
    thingVersion({
      id: '167ecf6b-bb54-43f9-a473-507b334907e0',
      number: 1,
      root: 'medication-fill',
      namespace: 'urn:com.microsoft.wc.thing.medication-fill',
      schema: medicationFill,
    }),
  ],
  suggests: { name: 'medicines' },
  short: ['name', 'date-filled', 'days-supply'],
  labels: {
    name: 'Medicine',
    'date-filled': 'Filled on',
    'days-supply': 'Lasts for',
    'next-refill-date': 'Next refill on',
  },
  begins: 'date-filled',
  summary: ({ name, dateFilled, daysSupply }: MedicationFill, say) =>
    [
      name.text,
      dateFilled && say('filled {0}', dateText(dateFilled, say)),
      daysSupply && (daysSupply === 1 ? say('for 1 day') : say('for {0} days', daysSupply)),
    ]
      .filter(Boolean)
      .join(', '),
});
