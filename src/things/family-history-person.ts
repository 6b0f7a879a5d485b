// Family history person: a relative. Illnesses are family-history-condition.ts; family-history.ts holds both.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { approxDate, dateText } from './common/dates.ts';
import { person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const familyHistoryPerson = seq({
  'relative-name': person,
  relationship: optional(codable('personal-relationship')),
  'date-of-birth': optional(approxDate),
  'date-of-death': optional(approxDate),
});
export type FamilyHistoryPerson = Infer<typeof familyHistoryPerson>;

export default thingType({
  name: 'Family history person',
  description: 'A relative whose illnesses may matter: name, relation, birth and death.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: 'cc23422c-4fba-4a23-b52a-c01d6cd53fdf',
      number: 1,
      root: 'family-history-person',
      namespace: 'urn:com.microsoft.wc.thing.family-history-person',
      schema: familyHistoryPerson,
    }),
  ],
  labels: { 'relative-name': 'Relative' },
  summary: ({ relativeName, relationship, dateOfBirth, dateOfDeath }: FamilyHistoryPerson, say) =>
    [
      relativeName.name.full,
      relationship?.text,
      dateOfBirth && say('born {0}', dateText(dateOfBirth, say)),
      dateOfDeath && say('died {0}', dateText(dateOfDeath, say)),
    ]
      .filter(Boolean)
      .join(', '),
});
