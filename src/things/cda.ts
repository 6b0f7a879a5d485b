// A clinical document of any kind, as HL7's Clinical Document Architecture has it. Kept whole; see also ccd.ts.
import { document } from '../schema/document.ts';
import type { Infer } from '../schema/schema.ts';
import { readTextAt } from './common/documents.ts';
import { putInOneLine } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

const standard = { root: 'ClinicalDocument', namespace: 'urn:hl7-org:v3' };

export const cda = document(standard.root, standard.namespace);
/** The document, byte for byte. */
export type Cda = Infer<typeof cda>;

export default thingType({
  name: 'Clinical Document Architecture (CDA)',
  description: 'A document of a hospital or practice, such as a letter or a report.',
  group: 'documents',
  immutable: true,
  versions: [
    thingVersion({ ...standard, id: '1ed1cba6-9530-44a3-b7b5-e8219690ebcf', number: 1, schema: cda }),
  ],
  summary: (xml: Cda, say) => putInOneLine(readTextAt(xml, 'title') ?? say('Clinical document')),
});
