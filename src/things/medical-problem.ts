// Medical problem: a diagnosis and how long it lasted. Condition has largely taken its place.
import type { Infer } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { int } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { durationValue } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const medicalProblem = seq({
  when: dateTime,
  diagnosis: many(codable('icd:icd9cm')),
  duration: many(durationValue),
  importance: optional(int({ above: 0, max: 5 })),
});
export type MedicalProblem = Infer<typeof medicalProblem>;

export default thingType({
  name: 'Medical problem',
  description: 'What a doctor diagnosed, how long it lasted, and how much it matters.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '5e2c027e-3417-4cfc-bd10-5a6f2e91ad23',
      number: 1,
      root: 'problem',
      namespace: 'urn:com.microsoft.wc.thing.problem',
      schema: medicalProblem,
      effectiveDate: 'when',
    }),
  ],
  labels: { importance: 'Importance, from 1 to 5' },
  lasts: true,
  isOver: ({ duration = [] }: MedicalProblem) => duration.some(({ endDate }) => endDate !== undefined),
  summary: ({ diagnosis = [] }: MedicalProblem) => diagnosis.map(({ text }) => text).join(', '),
});
