// Education - MyData file (preview). Only its name is here; the content is in a blob.
import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { platformStrings } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const mydataEducationFile = seq({ name: platformStrings.string255nw });
export type MydataEducationFile = Infer<typeof mydataEducationFile>;

export default thingType({
  name: 'Education - MyData file (preview)',
  description: 'A file of school or college data in the MyData format of the United States.',
  group: 'documents',
  versions: [
    thingVersion({
      id: '0aa6a4c7-cef5-46ea-970e-206c8402dccb',
      number: 1,
      root: 'mydata-education-file',
      namespace: 'urn:com.microsoft.wc.thing.mydata-education-file',
      schema: mydataEducationFile,
    }),
  ],
  summary: ({ name }: MydataEducationFile) => name,
});
