// Medical device: one that a person uses or carries in the body.
import { type Infer, longText } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { person } from './common/people.ts';
import { putInOneLine } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const medicalDevice = seq({
  when: dateTime,
  'device-name': optional(string),
  vendor: optional(person),
  model: optional(string),
  'serial-number': optional(string),
  'anatomic-site': optional(string),
  description: optional(longText(string)),
});
export type MedicalDevice = Infer<typeof medicalDevice>;

export default thingType({
  name: 'Medical device',
  description: 'A device that a person uses for their health or carries in the body.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: 'ef9cf8d5-6c0b-4292-997f-4047240bc7be',
      number: 1,
      root: 'device',
      namespace: 'urn:com.microsoft.wc.thing.equipment',
      schema: medicalDevice,
      effectiveDate: 'when',
    }),
  ],
  labels: { 'anatomic-site': 'Part of the body', 'device-name': 'Device', vendor: 'Maker or seller' },
  lasts: true,
  summary: ({ deviceName, vendor, model, description }: MedicalDevice, say) =>
    [deviceName, vendor?.name.full, model].filter(Boolean).join(', ') ||
    putInOneLine(description ?? '') ||
    say('Device'),
});
