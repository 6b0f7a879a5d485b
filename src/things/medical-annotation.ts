// Medical annotation: what somebody noted about the record.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { person } from './common/people.ts';
import { putInOneLine } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const medicalAnnotation = seq({
  when: dateTime,
  content: optional(string),
  author: optional(person),
  classification: optional(string),
  index: optional(string),
  version: optional(string),
});
export type MedicalAnnotation = Infer<typeof medicalAnnotation>;

export default thingType({
  name: 'Medical annotation',
  description: 'A remark on a person’s health, and who made it.',
  group: 'documents',
  versions: [
    thingVersion({
      id: '7ab3e662-cc5b-4be2-bf38-78f8aad5b161',
      number: 1,
      root: 'annotation',
      namespace: 'urn:com.microsoft.wc.thing.annotation',
      schema: medicalAnnotation,
      effectiveDate: 'when',
    }),
  ],
  labels: { classification: 'Kind' },
  summary: ({ content, author, classification }: MedicalAnnotation, say) =>
    [putInOneLine(content ?? '') || classification || say('Annotation'), author?.name.full]
      .filter(Boolean)
      .join(', '),
});
