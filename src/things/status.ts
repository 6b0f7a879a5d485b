// Status: what an application noted about other things of the record, such as that a document was looked through.
import { type Infer, longText } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { stringnznw } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const status = seq({ 'status-type': codable('status-types'), text: optional(longText(stringnznw)) });
export type Status = Infer<typeof status>;

export default thingType({
  name: 'Status',
  description: 'A note on what has been done with an item of the record, such as that a message was read.',
  group: 'apps',
  versions: [
    thingVersion({
      id: 'd33a32b2-00de-43b8-9f2a-c4c7e9f580ec',
      number: 1,
      root: 'status',
      namespace: 'urn:com.microsoft.wc.thing.status',
      schema: status,
    }),
  ],
  labels: { 'status-type': 'Status' },
  summary: ({ statusType, text }: Status) => [statusType.text, text].filter(Boolean).join(', '),
});
