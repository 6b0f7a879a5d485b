// Microbiology lab test result: germs that were looked for, and what works against them.
import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { labTest } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const microbiologyLabResults = seq({
  when: dateTime,
  'lab-tests': many(labTest),
  'sensitivity-agent': optional(codable()),
  'sensitivity-value': optional(codable()),
  'sensitivity-interpretation': optional(string),
  'specimen-type': optional(codable()),
  'organism-name': optional(codable()),
  'organism-comment': optional(longText(string)),
});
export type MicrobiologyLabResults = Infer<typeof microbiologyLabResults>;

export default thingType({
  name: 'Microbiology lab test result',
  description: 'The germ that a laboratory found in a sample, and which drugs work against it.',
  group: 'labs',
  versions: [
    thingVersion({
      id: 'b8fcb138-f8e6-436a-a15d-e3a2d6916094',
      number: 1,
      root: 'microbiology-lab-results',
      namespace: 'urn:com.microsoft.wc.thing.microbiology',
      schema: microbiologyLabResults,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'sensitivity-agent': 'Drug tested',
    'sensitivity-value': 'Effect of the drug',
    'sensitivity-interpretation': 'What the effect means',
    'specimen-type': 'Sample',
    'organism-name': 'Germ',
    'organism-comment': 'Note on the germ',
  },
  summary: ({ organismName, specimenType, labTests = [] }: MicrobiologyLabResults) =>
    [organismName?.text, specimenType?.text, ...labTests.map(({ name }) => name)].filter(Boolean).join(', '),
});
