// Comment: words on something else in the record.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { putInOneLine, stringnznw } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const comment = seq({
  when: approxDateTime,
  content: stringnznw,
  category: optional(codable()),
});
export type Comment = Infer<typeof comment>;

export default thingType({
  name: 'Comment',
  description: 'A remark, often on another item of the record.',
  group: 'documents',
  versions: [
    thingVersion({
      id: '9f4e0fcd-10d7-416d-855a-90514ce2016b',
      number: 1,
      root: 'comment',
      namespace: 'urn:com.microsoft.wc.thing.comment',
      schema: comment,
      effectiveDate: 'when',
    }),
  ],
  summary: ({ content, category }: Comment) =>
    [category?.text, putInOneLine(content)].filter(Boolean).join(': '),
});
