// Radiology result: what somebody read in images. The images themselves are a medical image study.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const radiologyResult = seq({
  when: dateTime,
  title: optional(string),
  'anatomic-site': optional(string),
  'result-text': optional(string),
});
export type RadiologyResult = Infer<typeof radiologyResult>;

export default thingType({
  name: 'Radiology result',
  description: 'What an X-ray or another image of the body showed, in words.',
  group: 'labs',
  versions: [
    thingVersion({
      id: 'e4911bd3-61bf-4e10-ae78-9c574b888b8f',
      number: 1,
      root: 'radiology-lab-results',
      namespace: 'urn:com.microsoft.wc.thing.radiology-lab-results',
      schema: radiologyResult,
      effectiveDate: 'when',
    }),
  ],
  labels: { 'anatomic-site': 'Where on the body', 'result-text': 'Result' },
  summary: ({ title, anatomicSite }: RadiologyResult) => [title, anatomicSite].filter(Boolean).join(', '),
});
