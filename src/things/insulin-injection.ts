// Insulin injection: the dose a person is to inject. Each injection is insulin-injection-usage.ts.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { insulinInjectionValue, insulinText } from './common/measurements.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const insulinInjection = seq({
  type: codable('insulin-type'),
  amount: insulinInjectionValue,
  'device-id': optional(string),
});
export type InsulinInjection = Infer<typeof insulinInjection>;

export default thingType({
  name: 'Insulin injection',
  description: 'Which insulin a person is to inject, and how much.',
  group: 'medications',
  versions: [
    thingVersion({
      id: '3b3c053b-b1fe-4e11-9e22-d4b480de74e8',
      number: 1,
      root: 'insulin-injection',
      namespace: 'urn:com.microsoft.wc.thing.insulin',
      schema: insulinInjection,
    }),
  ],
  labels: { type: 'Insulin', 'device-id': 'Number of the pen or pump' },
  lasts: true,
  summary: ({ type, amount }: InsulinInjection, say) => `${type.text}, ${insulinText(amount, say)}`,
});
