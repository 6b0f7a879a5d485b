// Continuity of Care Record, as ASTM E2369 has it. Kept whole; ccd.ts and cda.ts are its cousins.
import { document } from '../schema/document.ts';
import type { Infer } from '../schema/schema.ts';
import { readTextAt } from './common/documents.ts';
import { thingType, thingVersion } from './thing-type.ts';

const standard = { root: 'ContinuityOfCareRecord', namespace: 'urn:astm-org:CCR' };

export const ccr = document(standard.root, standard.namespace);
/** The document, byte for byte. */
export type Ccr = Infer<typeof ccr>;

export default thingType({
  name: 'Continuity of Care Record (CCR)',
  description: 'A summary of a person’s health in one document, made for the next one to treat them.',
  group: 'documents',
  immutable: true,
  versions: [
    thingVersion({ ...standard, id: '1e1ccbfc-a55d-4d91-8940-fa2fbf73c195', number: 1, schema: ccr }),
  ],
  summary(xml: Ccr, say) {
    const day = /^\d{4}(-\d\d){0,2}/.exec(readTextAt(xml, 'DateTime', 'ExactDateTime') ?? '')?.[0];
    return day ? say('Continuity of Care Record of {0}', day) : say('Continuity of Care Record');
  },
});
