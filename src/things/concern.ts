// Concern: something that worries a person or those who care for them.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable, isSaid } from './common/codable.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const concern = seq({
  description: codable('concern-description'),
  status: optional(codable('concern-status')),
});
export type Concern = Infer<typeof concern>;

export default thingType({
  name: 'Concern',
  description: 'Something that worries a person, or those who care for them.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: 'aea2e8f2-11dd-4a7d-ab43-1d58764ebc19',
      number: 1,
      root: 'concern',
      namespace: 'urn:com.microsoft.wc.thing.concern',
      schema: concern,
    }),
  ],
  lasts: true,
  isOver: ({ status }: Concern) => isSaid(status, 'inactive', 'Inactive'),
  summary: ({ description, status }: Concern) => [description.text, status?.text].filter(Boolean).join(', '),
});
