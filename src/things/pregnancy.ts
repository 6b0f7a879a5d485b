// Pregnancy, and how each of its deliveries went.
import { type Infer, inUnit, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDate, approxDateTime, date, dateText } from './common/dates.ts';
import { lengthValue, weightValue } from './common/measurements.ts';
import { nonNegativeInt, positiveDouble, positiveInt } from './common/numbers.ts';
import { name, organization } from './common/people.ts';
import type { Say } from './common/say.ts';
import { thingType, thingVersion } from './thing-type.ts';

const baby = seq({
  name: optional(name),
  gender: optional(codable('gender-types')),
  weight: optional(weightValue),
  length: optional(lengthValue),
  'head-circumference': optional(lengthValue),
  note: optional(longText(string)),
});

const delivery = seq({
  location: optional(organization),
  'time-of-delivery': optional(approxDateTime),
  'labor-duration': optional(inUnit(positiveDouble, 'min')),
  complications: many(codable('delivery-complications')),
  anesthesia: many(codable('anesthesia-methods')),
  'delivery-method': optional(codable('delivery-methods')),
  outcome: optional(codable('pregnancy-outcomes')),
  baby: optional(baby),
  note: optional(longText(string)),
});

export const pregnancy = seq({
  'due-date': optional(approxDate),
  'last-menstrual-period': optional(date),
  'conception-method': optional(codable('conception-methods')),
  'fetus-count': optional(nonNegativeInt),
  'gestational-age': optional(inUnit(positiveInt, 'weeks')),
  delivery: many(delivery),
});
export type Pregnancy = Infer<typeof pregnancy>;

export default thingType({
  name: 'Pregnancy',
  description: 'A pregnancy, when the child is due, and how the birth went.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '46d485cf-2b84-429d-9159-83152ba801f4',
      number: 1,
      root: 'pregnancy',
      namespace: 'urn:com.microsoft.wc.thing.pregnancy',
      schema: pregnancy,
    }),
  ],
  labels: {
    'last-menstrual-period': 'First day of the last period',
    'fetus-count': 'How many children',
    'gestational-age': 'Age at birth',
    'labor-duration': 'Labor',
    'time-of-delivery': 'Born on',
  },
  lasts: true,
  isOver: ({ delivery = [] }: Pregnancy) => delivery.length > 0,
  summary: ({ dueDate, fetusCount = 1, delivery = [] }: Pregnancy, say) =>
    [
      dueDate && say('due {0}', dateText(dueDate, say)),
      fetusCount > 1 && say('{0} children', fetusCount),
      ...delivery.map(birth => birthText(birth, say)),
    ]
      .filter(Boolean)
      .join(', '),
});

type Birth = NonNullable<Pregnancy['delivery']>[number];

function birthText({ timeOfDelivery, outcome, baby }: Birth, say: Say): string {
  const parts = [baby?.name?.full, outcome?.text, timeOfDelivery && dateText(timeOfDelivery, say)];
  return parts.filter(Boolean).join(' ');
}
