// Continuity of Care Document: what a CCR (ccr.ts) says, in the form of a clinical document (cda.ts).
import { document } from '../schema/document.ts';
import type { Infer } from '../schema/schema.ts';
import { readTextAt } from './common/documents.ts';
import { putInOneLine } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

const standard = { root: 'ClinicalDocument', namespace: 'urn:hl7-org:v3' };

export const ccd = document(standard.root, standard.namespace);
/** The document, byte for byte. */
export type Ccd = Infer<typeof ccd>;

export default thingType({
  name: 'Continuity of Care Document (CCD)',
  description: 'A summary of a person’s health as hospitals and practices exchange it.',
  group: 'documents',
  immutable: true,
  versions: [
    thingVersion({ ...standard, id: '9c48a2b8-952c-4f5a-935d-f3292326bf54', number: 1, schema: ccd }),
  ],
  summary: (xml: Ccd, say) => putInOneLine(readTextAt(xml, 'title') ?? say('Continuity of Care Document')),
});
