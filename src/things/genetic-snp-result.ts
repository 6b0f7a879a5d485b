// Genetic SNP result: single places of the genome that were read. The places are in the item's other data, a line each.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { approxDateTime } from './common/dates.ts';
import { nonNegativeInt } from './common/numbers.ts';
import { organization } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const geneticSnpResult = seq({
  when: approxDateTime,
  'genome-build': string,
  chromosome: string,
  'numbering-scheme': nonNegativeInt,
  'ordered-by': optional(organization),
  'test-provider': optional(organization),
  'laboratory-name': optional(organization),
  'annotation-version': optional(string),
  // The published schema has a blank at the end of this name, which no document can have.
  'dbSNP-build': optional(string),
  platform: optional(string),
});
export type GeneticSnpResult = Infer<typeof geneticSnpResult>;

export default thingType({
  name: 'Genetic SNP result',
  description: 'A genetic test of single letters of a chromosome: which chromosome, when, and by whom.',
  group: 'labs',
  versions: [
    thingVersion({
      id: '9d006053-116c-43cc-9554-e0cda43558cb',
      number: 1,
      root: 'genetic-snp-results',
      namespace: 'urn:com.microsoft.wc.thing.genetic-snp-result',
      schema: geneticSnpResult,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'genome-build': 'Reference genome',
    'numbering-scheme': 'Number of the first position (0 or 1)',
    'laboratory-name': 'Laboratory',
    'dbSNP-build': 'Build of dbSNP',
    platform: 'Technique',
    'test-provider': 'Tested by',
    'annotation-version': 'Version of the annotation',
  },
  summary: ({ chromosome, testProvider, laboratoryName }: GeneticSnpResult, say) =>
    [say('Chromosome {0}', chromosome), (testProvider ?? laboratoryName)?.name].filter(Boolean).join(', '),
});
