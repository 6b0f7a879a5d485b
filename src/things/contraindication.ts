// Contraindication: a substance that a person must not get.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable, isSaid } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const contraindication = seq({
  substance: codable(),
  status: codable(),
  source: optional(codable()),
  documenter: optional(person),
  'documented-date': optional(approxDateTime),
});
export type Contraindication = Infer<typeof contraindication>;

export default thingType({
  name: 'Contraindication',
  description: 'A substance that would harm a person, such as a medicine beside another.',
  group: 'medications',
  versions: [
    thingVersion({
      id: '046d0ad7-6d7f-4bfd-afd4-4192ca2e913d',
      number: 1,
      root: 'contraindication',
      namespace: 'urn:com.microsoft.wc.thing.contraindication',
      schema: contraindication,
      effectiveDate: 'documented-date',
    }),
  ],
  labels: { source: 'Because of', documenter: 'Noted by', 'documented-date': 'Noted on' },
  lasts: true,
  isOver: ({ status }: Contraindication) => isSaid(status, 'inactive', 'Inactive'),
  summary: ({ substance, status }: Contraindication) =>
    [substance.text, status.text].filter(Boolean).join(', '),
});
