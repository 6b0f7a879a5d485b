// Family history condition: an illness in the family. The relative is family-history-person.ts; family-history.ts holds both.
import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { conditionEntry } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const familyHistoryCondition = seq({ condition: conditionEntry });
export type FamilyHistoryCondition = Infer<typeof familyHistoryCondition>;

export default thingType({
  name: 'Family history condition',
  description: 'An illness that a relative has or had.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '6705549b-0e3d-474e-bfa7-8197ddd6786a',
      number: 1,
      root: 'family-history-condition',
      namespace: 'urn:com.microsoft.wc.thing.family-history-condition',
      schema: familyHistoryCondition,
    }),
  ],
  summary: ({ condition: { name, severity, occurrence } }: FamilyHistoryCondition) =>
    [name.text, severity?.text, occurrence?.text].filter(Boolean).join(', '),
});
