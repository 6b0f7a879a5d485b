// Education document (preview). Only its name is here; the content is in a blob.
import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { platformStrings } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const educationDocument = seq({ name: platformStrings.string255nw });
export type EducationDocument = Infer<typeof educationDocument>;

export default thingType({
  name: 'Education document (preview)',
  description: 'A certificate, a report card or another paper from a school.',
  group: 'documents',
  versions: [
    thingVersion({
      id: '9df1163d-eae1-405e-8a66-8aaf19bd5fc7',
      number: 1,
      root: 'education-document',
      namespace: 'urn:com.microsoft.wc.thing.education-document',
      schema: educationDocument,
    }),
  ],
  summary: ({ name }: EducationDocument) => name,
});
