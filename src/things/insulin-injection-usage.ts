// Insulin injection usage: insulin that was injected. What is to be injected is insulin-injection.ts.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { insulinInjectionValue, insulinText } from './common/measurements.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const insulinInjectionUsage = seq({
  when: dateTime,
  type: codable('insulin-type'),
  amount: insulinInjectionValue,
  'device-id': optional(string),
});
export type InsulinInjectionUsage = Infer<typeof insulinInjectionUsage>;

export default thingType({
  name: 'Insulin injection usage',
  description: 'Insulin that a person injected at a moment: which, and how much.',
  group: 'medications',
  versions: [
    thingVersion({
      id: '184166be-8adb-4d9c-8162-c403040e31ad',
      number: 1,
      root: 'diabetes-insulin-injection-use',
      namespace: 'urn:com.microsoft.wc.thing.insulin-injection-use',
      schema: insulinInjectionUsage,
      effectiveDate: 'when',
    }),
  ],
  labels: { type: 'Insulin', 'device-id': 'Number of the pen or pump' },
  usual: { amount: [0.05, 500] },
  summary: ({ type, amount }: InsulinInjectionUsage, say) => `${type.text}, ${insulinText(amount, say)}`,
  chart: [{ label: 'Insulin', unit: 'units', value: ({ amount }) => amount.IE }],
});
