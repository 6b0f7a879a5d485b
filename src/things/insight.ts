// Insight: what an analysis found in the record. Once written it stays as it is.
import { type Infer, secret } from '../schema/schema.ts';
import { many, optional, rawElement, seq } from '../schema/sequence.ts';
import { boolean, string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { positiveDouble } from './common/numbers.ts';
import { platformStrings } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

const { string128nw, string1024nw, stringnz256 } = platformStrings;

/** Values may be of any type, so the element is kept as it was written. */
const keyedValues = seq({ value: many(seq({ key: secret(string), value: rawElement }), { min: 1 }) });

export const insight = seq({
  'raised-insight-id': string128nw,
  'catalog-id': string128nw,
  when: dateTime,
  'expiration-date': dateTime,
  channel: optional(string128nw),
  'algo-class': optional(string128nw),
  directionality: optional(string128nw),
  'time-span-pivot': optional(string128nw),
  'comparison-pivot': optional(string128nw),
  'tone-pivot': optional(string128nw),
  'scope-pivot': optional(string128nw),
  'data-used-pivot': optional(seq({ 'data-used': many(string) })),
  annotation: optional(string),
  strength: optional(positiveDouble),
  confidence: optional(positiveDouble),
  origin: optional(string128nw),
  tags: optional(seq({ tag: many(string1024nw) })),
  values: optional(keyedValues),
  links: optional(keyedValues),
  messages: optional(seq({ regular: optional(string), short: optional(string) })),
  attribution: optional(seq({ name: stringnz256, 'attribution-required': optional(boolean) })),
});
export type Insight = Infer<typeof insight>;

export default thingType({
  name: 'Insight',
  description: 'Something an analysis noticed in the record, with a message to the person.',
  group: 'apps',
  immutable: true,
  versions: [
    thingVersion({
      id: '5d15b7bc-0499-4dc4-8df7-ef1a2332cfb5',
      number: 1,
      root: 'insight',
      namespace: 'urn:com.microsoft.wc.thing.insight',
      schema: insight,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'raised-insight-id': 'Number of the insight',
    'catalog-id': 'Number in the catalog',
    'algo-class': 'Kind of analysis',
    directionality: 'Up or down',
    'time-span-pivot': 'Time it looks at',
    'comparison-pivot': 'Compared with',
    'tone-pivot': 'Tone',
    'scope-pivot': 'Scope',
    'data-used-pivot': 'Data it is made from',
    'data-used': 'Data',
    origin: 'Made by',
    regular: 'Message',
    short: 'Short message',
    'attribution-required': 'The source must be named',
    'expiration-date': 'Holds until',
    'links/value': 'Link',
  },
  summary: ({ messages, annotation, catalogId }: Insight) =>
    messages?.short || messages?.regular || annotation || catalogId,
});
